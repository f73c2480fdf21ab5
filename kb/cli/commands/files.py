"""The commands about the files: explain, load, and the sources they cite."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.commands.checking import note_old_cache, print_problems
from kb.cli.common import (
    Form,
    db_option,
    folder_option,
    guarded,
    note,
    note_errors,
    open_base,
    open_own_base,
    question,
)
from kb.cli.printing import say, say_text
from kb.cli.progress import progress
from kb.cli.views.output import emit
from kb.errors import KbError
from kb.naming import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.api import OpenBase
    from kb.cli.text import Block
    from kb.diagnostics import Diagnostic
    from loaders.base.drift import Shift
    from loaders.base.load import LoadedBase


@click.command("explain")
@click.argument("code", required=False)
@guarded
def explain_command(code: str | None) -> None:
    """Say what a code of 'kb check' means and how to mend it.

    Without a code, list all.
    """
    from kb.explain import explain, summaries

    if code is not None:
        say_text(explain(code) + "\n")
        return
    for name, summary in summaries().items():
        say(f"{name}  {summary}")


@click.command("load")
@folder_option
@db_option
@click.option("--rebuild", is_flag=True, help="Trust nothing in the graph, and make it anew.")
@guarded
def load_command(folder: Path | None, db: str | None, rebuild: bool) -> None:
    """Bring the graph up to the files, and say what changed."""
    session = open_base(folder, db).session
    note_old_cache(session.root)
    try:
        with progress("loading") as tell:
            report = session.load(rebuild, tell)
    finally:
        print_problems(session.problems, "text", session.root)
    say(str(report))


@click.group("sources", invoke_without_command=True)
@question
def sources_command(base: OpenBase, form: Form) -> None:
    """List the sources; pin or verify local copies."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        found = base.sources()

        def view() -> Iterable[Block]:
            from kb.cli.views import catalogue

            return catalogue.sources(found, form)

        emit(form, found, view=view)


copies_option = click.option(
    "--from",
    "copies",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder with local copies of the sources.",
)


@sources_command.command("pin")
@copies_option
@folder_option
@click.option("--as-is", is_flag=True, help="Pin the copies even where cited passages differ.")
@guarded
def pin_command(copies: Path, folder: Path | None, as_is: bool) -> None:
    """Write the number and fingerprints of the passages of local copies to sources.lock.

    Nothing is written where a cited passage stands elsewhere now, or reads otherwise.
    """
    from loaders.base.drift import may_slip, shifts
    from loaders.files.lock import lock_bytes, pin, read_copies, write_lock

    session = open_own_base(folder).session
    before = lock_bytes(session.root)
    loaded = session.loaded
    if not loaded.register.sources and not loaded.lock:
        raise KbError("there is nothing to pin: sources.md names no source")
    found = read_copies(loaded.register.sources.values(), copies)
    if not as_is:
        _refuse_broken_lock(loaded)
        _refuse_unread(may_slip(loaded.errors, loaded.lock, found))
        _refuse_shifts(shifts(loaded.base, loaded.register, loaded.lock, found))
    lock = {name: old for name, old in loaded.lock.items() if name in loaded.register.sources}
    lock |= {source: pin(passages) for source, passages in found.items()}
    try:
        write_lock(loaded.root, before, lock)
    except OSError as error:
        raise KbError(f"sources.lock cannot be written: {error.strerror}") from None
    for source, passages in found.items():
        say(f"{source}: {number_of(len(passages), 'passage')} pinned")
    note_errors(loaded)
    for source in sorted(set(loaded.lock) - set(lock)):
        note(f"'{source}' is not in sources.md, so its fingerprints were dropped")
    for source in sorted(set(loaded.register.sources) - set(found)):
        note(f"'{source}' has no copy in '{copies}'; 'File' in sources.md names it")
    if not found:
        sys.exit(1)


def _refuse_broken_lock(loaded: LoadedBase) -> None:
    """Stop where nobody can tell which passages the citations meant."""
    from kb.diagnostics import Code

    for problem in loaded.problems:
        if problem.code is Code.BROKEN_LOCK and loaded.passages:
            raise KbError(f"{problem}, as it is, with --as-is; or bring back the old lock")


def _refuse_unread(error: Diagnostic | None) -> None:
    """Stop where what cites a passage that changed may not have been read."""
    if error:
        raise KbError(
            "nothing was pinned, since passages differ from sources.lock and what cites them may "
            f"not be read for an error: {error}; --as-is pins all the same"
        )


def _refuse_shifts(shifted: Sequence[Shift]) -> None:
    """Stop before a pin under which citations would mean other words than they did."""
    for (source, number, state, now), by in shifted:
        where = f" (now ¶{now})" if now not in (None, number) else ""
        say(f"{source} ¶{number} {state}{where}, cited by {', '.join(by)}")
    if shifted:
        raise KbError(
            "nothing was pinned, since cited passages differ from sources.lock; 'kb renumber SOURCE"
            " --from DIR' writes them as they are counted now, and --as-is pins all the same"
        )


@sources_command.command("verify")
@copies_option
@folder_option
@click.option("-v", "--verbose", is_flag=True, help="Name the passages that match, too.")
@guarded
def verify_command(copies: Path, folder: Path | None, verbose: bool) -> None:
    """Compare local copies with sources.lock, passage by passage, and quotes word for word."""
    from loaders.base.quotes import verify_quotes
    from loaders.files.lock import read_copies, verify

    loaded = open_base(folder, None).session.loaded
    found = read_copies(loaded.register.sources.values(), copies)
    drift = False
    for source in loaded.register.sources:
        if source not in loaded.lock:
            drift = True
            note(f"'{source}' is not pinned; run 'kb sources pin --from DIR'")
        elif source not in found:
            drift = True
            note(f"'{source}' has no copy in '{copies}'; 'File' in sources.md names it")
        else:
            verdicts = verify(source, loaded.lock[source], found[source])
            counts = Counter(verdict.state for verdict in verdicts)
            shown = ", ".join(f"{n} {_of(n, state)}" for state, n in sorted(counts.items()))
            say(f"{source}: {shown}")
            for v in verdicts:
                if v.state != "matches" or verbose:
                    now = f" (now ¶{v.now})" if v.now not in (None, v.number) else ""
                    say(f"  ¶{v.number} {v.state}{now}")
            drift = drift or set(counts) != {"matches"}
    problems = verify_quotes(loaded.base, found)
    print_problems(problems, "text", loaded.root)
    note_errors(loaded)
    if drift or problems or loaded.errors:
        sys.exit(1)


def _of(number: int, state: str) -> str:
    """`1 matches`, `2 match`; what is moved, changed, missing or new is so in any number."""
    return "match" if state == "matches" and number > 1 else state
