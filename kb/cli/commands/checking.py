"""`kb check`: every problem of the files, or of some of them, once or as they are saved."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

import click

from kb.cli.collecting import goes_on
from kb.cli.common import complain, folder_option, guarded, note, open_meant_session, open_own_base
from kb.cli.kept import Answer
from kb.cli.printing import say, say_json, say_text, say_to_ci
from kb.disk import Together, is_there, real
from kb.errors import KbError, MisuseError
from kb.naming import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.diagnostics import Diagnostic
    from kb.session import Session
    from loaders.base.load import LoadedBase


class Wanted(NamedTuple):
    """What is to be checked, and how it is to be told."""

    files: tuple[Path, ...]
    form: str
    strict: bool
    verbose: bool


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES]...")
@folder_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print the problems.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as problems too.")
@click.option("-v", "--verbose", is_flag=True, help="Say which files were left alone.")
@click.option("--fix", is_flag=True, help="Do what a problem proposes, if that is sure.")
@click.option("--dry-run", is_flag=True, help="With --fix: only print what would change.")
@click.option("--watch", is_flag=True, help="Check again as files are saved, until Ctrl-C.")
@guarded
def check_command(
    folder: Path | None, fix: bool, dry_run: bool, watch: bool, **wanted: object
) -> None:
    """Check the files and name every problem, in file order.

    With FILES, or folders, only the problems in them are shown and count. The base is read whole
    all the same: what one file says of another is checked too.
    """
    if dry_run and not fix:
        raise MisuseError("--dry-run says what --fix would do; a check alone writes nothing")
    if watch and fix:
        raise MisuseError("--watch only checks; what --fix writes may not be what you are typing")
    asked = Wanted(**wanted)  # type: ignore[arg-type]
    if fix:
        _mend(folder, asked.files, dry_run)
        if dry_run:
            return
    session = open_meant_session(folder)
    note_old_cache(session.root)
    if watch:
        _watch(session, asked)
        return
    answer = Answer(session)
    if not answer.again():
        with answer.told():
            answer.code = 0 if _check(session.loaded, asked) else 1
    sys.exit(answer.code)


def _check(loaded: LoadedBase, wanted: Wanted) -> bool:
    """Print the problems that are asked for; whether there are none that count."""
    concerns = _only(loaded, wanted.files)
    problems = [problem for problem in loaded.problems if concerns(problem.path)]
    print_problems(problems, wanted.form, loaded.root)
    if wanted.form == "text":
        _summarise(loaded, problems, wanted)
    return not problems if wanted.strict else all(p.code.is_warning for p in problems)


def _mend(folder: Path | None, files: Sequence[Path], dry_run: bool) -> None:
    """Do what problems of these files, or of all, propose; and say on stderr what was done."""
    from loaders.editing.mending import mend
    from loaders.editing.reading import Reading

    session = open_own_base(folder).session
    concerns = _only(session.loaded, files)
    plan, mended = mend(Reading(session.loaded), lambda problem: concerns(problem.path))
    if dry_run:
        say_text(plan.difference())
        return
    if plan.edits:
        Together(session.root, session.cache).change(plan.changes())
    for (path, line, column, code, *_), (wrong, right, _) in mended:
        what = f"'{wrong.strip()}' is '{right.strip()}' now"
        say(f"{path}:{line}:{column}: {code.value} {what}", err=True)


def _only(loaded: LoadedBase, files: Sequence[Path]) -> Callable[[str], bool]:
    """Which paths are those of files, or in folders, that the user named; without any, all."""
    if not files:
        return lambda path: True
    chosen = [_below(loaded, file) for file in files]
    return lambda path: any(_is_in(path, file) for file in chosen)


def _below(loaded: LoadedBase, file: Path) -> str:
    """A file or folder that the user named, as a path below the base."""
    root, path = real(loaded.root), real(file)
    if path.is_relative_to(root):
        below = path.relative_to(root).as_posix()
        known = {*loaded.digests, *(problem.path for problem in loaded.problems)}
        if any(_is_in(one, below) for one in known):
            return below
    hint = _hint(loaded, file)
    raise MisuseError(f"'{file}' is no file of the base in '{loaded.root}'{hint}")


def _hint(loaded: LoadedBase, file: Path) -> str:
    """The file that was most likely meant, from the working folder; for a debate, its first."""
    from kb.diagnostics import nearest

    known = {os.path.relpath(real(loaded.root) / path): path for path in loaded.digests}
    own = loaded.layout.debates.get(str(file), [])
    found = [shown for shown, path in known.items() if path in own[:1]]
    near = found[0] if found else nearest(str(file), known)
    return f" (did you mean '{near}'?)" if near else ""


def _is_in(path: str, above: str) -> bool:
    return above in (path, ".") or path.startswith(f"{above}/")


def _watch(session: Session, wanted: Wanted) -> None:
    """Check, and again each time that files were saved. A base that cannot be read for a moment,
    as while it is being written, is waited for."""
    from kb.cli.serving.watching import saved
    from loaders.base.load import load_base

    goes_on()
    _check(session.loaded, wanted)
    note("checking again as files are saved; Ctrl-C ends it")
    try:
        for _ in saved(session.root, None, Event()):
            say(f"\n{datetime.now():%H:%M:%S}", err=True)
            try:
                _check(load_base(session.root, session.cache), wanted)
            except KbError as error:
                complain(str(error))
            sys.stdout.flush()
    except KeyboardInterrupt:
        say(err=True)


def print_problems(problems: Sequence[Diagnostic], form: str, root: Path) -> None:
    if form == "json":
        rows = [
            {
                "path": p.path,
                "line": p.line,
                "column": p.column,
                "code": p.code.value,
                "severity": p.severity,
                "message": p.message,
                "proposals": [proposal._asdict() for proposal in p.proposals],
            }
            for p in problems
        ]
        say_json(rows)
        return
    for problem in problems:
        if form == "github":
            say_to_ci(_github(problem, root))
        else:
            colour = "yellow" if problem.code.is_warning else "red"
            place = f"{problem.path}:{problem.line}:{problem.column}: "
            say(place, (problem.code.value, colour), f" {problem.message}")


def _github(problem: Diagnostic, root: Path) -> str:
    """A workflow command, with the path from the working folder, where the checkout is."""
    try:
        path = (root / problem.path).relative_to(Path.cwd()).as_posix()
    except ValueError:
        path = problem.path
    place = f"file={_property(path)},line={problem.line},col={problem.column}"
    message = problem.message.replace("%", "%25").replace("\n", "%0A")
    return f"::{problem.severity} {place},title={problem.code.value}::{message}"


def _property(text: str) -> str:
    for character, code in (("%", "%25"), (":", "%3A"), (",", "%2C"), ("\n", "%0A")):
        text = text.replace(character, code)
    return text


def _summarise(loaded: LoadedBase, problems: Sequence[Diagnostic], wanted: Wanted) -> None:
    from loaders.lints.base import hides_lints

    severities = Counter(problem.severity for problem in problems)
    errors, warnings = severities["error"], severities["warning"]
    verdict = f"{number_of(errors, 'error')}, {number_of(warnings, 'warning')}"
    if problems:
        codes = sorted({problem.code.value for problem in problems})
        verdict += f"; 'kb explain {codes[0]}' says more"
    if wanted.files:
        others = len(loaded.problems) - len(problems)
        verdict += f"; elsewhere {number_of(others, 'problem')}" if others else ""
        summary = verdict
    else:
        items = sum(len(head.items) for head in loaded.heads.values())
        summary = f"{number_of(len(loaded.heads), 'debate')}, {number_of(items, 'item')}: {verdict}"
    say((summary, "red") if errors else summary, err=True)
    if any(map(hides_lints, loaded.problems)):
        say("more warnings may come once all is read as it was meant", err=True)
    if not wanted.files:
        wrong = {problem.path for problem in loaded.problems if problem.severity == "error"}
        left = [path for path in loaded.layout.left_alone if path not in wrong]
        _say_left_alone(left, wanted.verbose)


def _say_left_alone(left: Sequence[str], verbose: bool) -> None:
    if left:
        which = ":" if verbose else " ('kb check -v' says which)"
        say(f"left alone: {number_of(len(left), 'other Markdown file')}{which}", err=True)
    if verbose:
        for path in left:
            say(f"  {path}", err=True)


def note_old_cache(root: Path) -> None:
    if is_there(root / ".kb"):
        note("'.kb' in the base is not read: what is kept lies in your cache folder; delete it")
