"""The commands that write: a base of one's own, and something new in it."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.cli.commands.editing import dry_run_option
from kb.cli.common import (
    NearChoice,
    folder_option,
    guarded,
    note,
    note_errors,
    open_own_base,
)
from kb.cli.completing import complete_debates, complete_items, complete_people, complete_sources
from kb.cli.printing import say, say_text
from kb.disk import Scratch, is_there, real
from kb.errors import KbError, MisuseError
from loaders.grammar.kinds import KINDS, VOICES

if TYPE_CHECKING:
    from loaders.editing.adding.adding import Added, Draft
    from loaders.editing.adding.wanted import Wanted

F = TypeVar("F", bound=Callable[..., Any])

NEW = ("debate", *VOICES, "source", "term", *KINDS)
EDITORS = {"VISUAL", "EDITOR"}  # the names under which one's editor is known
MOST_LACKS = 5  # of what is lacking that are told


def _item_option(name: str, says: str) -> Callable[[F], F]:
    """An option that names items, as often as one likes."""
    return click.option(
        name, multiple=True, metavar="ITEM", shell_complete=complete_items, help=says
    )


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--empty", is_flag=True, help="Without the debate: nothing but what a base needs.")
@click.option(
    "--github", is_flag=True, help="With workflows for GitHub; DIR may be a base already."
)
@click.option("--install", "program", metavar="WHAT", help="What pip installs in the workflows.")
@guarded
def init_command(folder: Path, empty: bool, github: bool, program: str | None) -> None:
    """Make a small base of your own in DIR: one short debate to change or to throw away.

    The workflows check the debates on GitHub, say below a pull request what it changes, and
    publish the site. They go into the git repository that DIR is in.
    """
    from kb.starter import make_base
    from kb.starter.workflows import is_base

    if program is not None and not github:
        raise MisuseError("--install is for the workflows of --github; say that too")
    go = "" if real(folder) == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    if not (github and is_base(folder)):
        for file in make_base(folder, empty):
            say(f"made  {folder / file}")
        first = 'kb new debate ID "What is the question?"'
        say(f"next  {go}{first if empty else 'kb check && kb cruxes && kb build'}")
    elif empty:
        raise MisuseError(f"'{folder}' is a base already; leave out --empty")
    if github:
        _make_workflows(folder, program)


def _make_workflows(folder: Path, program: str | None) -> None:
    from kb.session import own_cache
    from kb.starter.workflows import add_workflows, installed_from, repository

    root = repository(folder)
    if not is_there(root / ".git"):
        note(f"'{root}' is in no git repository; GitHub reads workflows at the top of one")
    for file in add_workflows(folder, program, own_cache(root)):
        say(f"made  {root / file}")
    if not (installed_from() if program is None else program):
        say("next  say in both workflows, at CRUXBASE, what pip is to install; this does:")
        again = f"kb init {shlex.quote(str(folder))} --github --install"
        say(f"      {again} 'git+https://example.org/cruxbase@COMMIT'")
    say("next  git add and push them, then choose 'GitHub Actions' in the settings, under Pages")


@click.command("new")
@click.argument("kind", type=NearChoice(NEW), metavar="KIND")
@click.argument("ident", metavar="ID")
@click.argument("text", required=False)
@click.option("-d", "--debate", shell_complete=complete_debates, help="The debate it belongs to.")
@click.option("--title", help="A short name for it: six words at most.")
@click.option("--by", multiple=True, shell_complete=complete_people, help="Who says it, or asks.")
@click.option("--passage", multiple=True, metavar="[SOURCE] N", help="Where: '3', 'log 3-5'.")
@_item_option("--supports", "What it speaks for.")
@_item_option("--supported-by", "What speaks for it.")
@_item_option("--rebuts", "What it speaks against.")
@click.option("--undercuts", multiple=True, metavar="ARGUMENT", help="'a -> b', 'a + not c -> b'.")
@click.option("--asks", metavar="ITEM", shell_complete=complete_items, help="The claim of a crux.")
@_item_option("--answers", "The question that it answers.")
@_item_option("--concerns", "What a question is about.")
@click.option("--inferred", is_flag=True, help="What it does to others is your reading.")
@click.option("--after", metavar="ITEM", shell_complete=complete_items, help="The item above it.")
@click.option("--term", help="The term that a definition defines.")
@click.option("--source", shell_complete=complete_sources, help="The source of a debate.")
@click.option("--date", help="Of a source.")
@click.option("--address", help="Of a source or a person.")
@click.option("--file", help="Of a source: its name in a folder of copies.")
@dry_run_option
@folder_option
@guarded
def new_command(dry_run: bool, folder: Path | None, **said: Any) -> None:
    """Add an item to a debate, or a debate, a person, a source.

    \b
    kb new debate sunday-opening "Should the library open on Sundays?"
    kb new person ada-lind "Ada Lind"
    kb new claim too-full "It is full on Saturdays." --by ada-lind --passage 2 \\
      --supports open-on-sundays
    kb new crux does-it-last "Is it full every year?" --asks too-full

    KIND is debate, person, work, character, source, term, claim, position, crux, question,
    evidence, definition, proposal, prediction or analogy. Nothing is written that 'kb check'
    would warn of, and what an item still lacks is said. Who says an item makes its arguments
    too. Without TEXT your editor opens with a draft of an item; put -- before a TEXT that
    begins with a hyphen.
    """
    from loaders.editing.adding.adding import add, draft
    from loaders.editing.adding.wanted import Wanted
    from loaders.editing.reading import Reading

    session = open_own_base(folder).session
    reading = Reading(session.loaded)
    wanted = Wanted(**said)
    drafted = draft(reading, wanted)
    if dry_run:
        say_text(add(reading, drafted).plan.difference())
        note_errors(session.loaded)
        return
    by_hand = _by_hand if wanted.text is None else nullcontext
    with by_hand(drafted) as drafted:
        added = add(reading, drafted)
        added.plan.write(session.cache)
    say(f"{added.path}:{added.line}: {added.ident}")
    note_errors(session.loaded)
    for line in _next(wanted, added):
        say(f"next  {line}", err=True)


@contextmanager
def _by_hand(draft: Draft) -> Iterator[Draft]:
    """A draft as it is left in the editor; what somebody wrote is kept until it is in the base."""
    from loaders.editing.adding.adding import edited

    if not (sys.stdin.isatty() or EDITORS & os.environ.keys()):
        says = "without a TEXT an editor would open, and here is no terminal for it"
        raise MisuseError(f"{says}; write the TEXT, or name a program in EDITOR")
    scratch = Scratch("draft.md", draft.text)
    try:
        _edit(scratch)
        yield edited(draft, scratch.text())
    except BaseException:
        if scratch.is_changed():
            note(f"what you wrote is kept in '{scratch.path}'; put it into '{draft.path}' mended")
        else:
            scratch.drop()
        raise
    scratch.drop()


def _edit(scratch: Scratch) -> None:
    try:
        click.edit(filename=str(scratch.path))
    except click.ClickException as error:
        why = error.__cause__
        says = f": {why.strerror}" if isinstance(why, OSError) else ""
        raise KbError(
            f"nothing was written, since your editor failed{says}; EDITOR or VISUAL names it"
        ) from None
    if not scratch.is_changed():
        raise KbError("nothing was written: the editor was left without saving")


def _next(wanted: Wanted, added: Added) -> Iterator[str]:
    """What there is to do now: what the map lacks, else what the new thing is for."""
    for problem in added.lacks[:MOST_LACKS]:
        is_here = (problem.path, problem.line) == (added.path, added.line)
        place = "" if is_here else f"{problem.path}:{problem.line}: "
        yield f"{place}{problem.code.value} {problem.message}"
    if more := len(added.lacks[MOST_LACKS:]):
        yield f"and {more} more: kb check"
    if wanted.kind == "debate":
        yield f'kb new position ID "One answer to the question." -d {wanted.ident}'
    elif wanted.kind in VOICES:
        yield f'kb new claim ID "What is said." --by {wanted.ident}'
    elif wanted.kind == "source":
        how = "kb sources pin --from DIR" if wanted.file else "'File' names its copy, then pin it"
        yield f"{how}; a debate of it says 'source: {wanted.ident}'"
