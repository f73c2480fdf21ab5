"""The commands that bring debates in from other formats, and take them out to them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.common import (
    folder_option,
    guarded,
    note,
    note_errors,
    open_base,
    open_own_base,
)
from kb.cli.completing import complete_debates, complete_people
from kb.cli.printing import say, say_text
from kb.disk import Together, Tree, is_folder, is_there, names_in, refuse_links, write
from kb.errors import KbError, MisuseError, NotFound
from kb.interchange.registry import names_for, needed
from kb.naming import number_of
from loaders.files.folder import base_reading

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kb.interchange.frame import Format
    from kb.interchange.report import Report
    from kb.model import Base
    from loaders.base.load import LoadedBase

report_option = click.option(
    "--report",
    "report_to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what was carried, changed and left out, and why, as JSON.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Exit with 1 where anything was left out."
)


def complete_formats(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    """The formats that the command knows whose name begins with what was typed."""
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(name) for name in names_for(ctx.command.name or "") if name.startswith(text)
    ]


def known(direction: str) -> str:
    return (
        f"Formats: {', '.join(names_for(direction))}. docs/interchange.md says what each carries."
    )


format_argument = click.argument("name", metavar="FORMAT", shell_complete=complete_formats)


@click.command("import", epilog=known("import"))
@format_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="DEBATE",
    shell_complete=complete_debates,
    help="The debate that it goes into: one that is there, or a new one of this id.",
)
@click.option(
    "--by",
    metavar="PERSON",
    shell_complete=complete_people,
    help="Who holds what the file names nobody for: an id, or the name of somebody new.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing: print what would change.")
@strict_option
@report_option
@folder_option
@guarded
def import_command(
    name: str,
    file: Path,
    into: str | None,
    by: str | None,
    dry_run: bool,
    strict: bool,
    report_to: Path | None,
    folder: Path | None,
) -> None:
    """Read a debate in another format, and write it as Markdown.

    Without --into a new debate gets the name of the file. On stderr
    stands what was changed or left out.
    """
    from kb.interchange.difference import difference
    from kb.interchange.importing import import_file

    chosen = needed(name, "import")
    _refuse_files(report_to)
    session = open_own_base(folder).session
    made = import_file(session.loaded, name, chosen, file, into, by)
    _tell(made.report, report_to)
    if strict and not made.report.is_whole:
        note("nothing was written, since something would be left out")
        sys.exit(1)
    if dry_run:
        say_text(difference(made.changes))
        note_errors(session.loaded)
        return
    Together(session.root, session.cache).change(made.changes)
    for path in made.report.written:
        say(path)
    note_errors(session.loaded)
    if made.warnings:
        note(f"'kb check' has {number_of(made.warnings, 'more warning')} now")
    for line in made.wanted:
        say(f"next  {line}", err=True)


@click.command("export", epilog=known("export"))
@format_argument
@click.argument("debate", required=False, shell_complete=complete_debates)
@click.option("--all", "every", is_flag=True, help="All debates of the base.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write into FILE instead of printing; into a folder, where the format is one.",
)
@strict_option
@report_option
@folder_option
@guarded
def export_command(
    name: str,
    debate: str | None,
    every: bool,
    output: Path | None,
    strict: bool,
    report_to: Path | None,
    folder: Path | None,
) -> None:
    """Write a debate, or all of them, in another format.

    On stderr stands what was changed or left out.
    """
    from kb.interchange.exporting import export

    chosen = needed(name, "export")
    _refuse_files(None if chosen.write_files else output, report_to)
    base = open_base(folder, None)
    loaded = base.session.loaded
    if loaded.errors:
        raise KbError(f"nothing was exported, since there is an error: {loaded.errors[0]}")
    if every == (debate is not None):
        raise MisuseError("name one debate, or say --all")
    debates = [_named(loaded, debate)] if debate is not None else list(loaded.heads)
    if chosen.write_files:
        _tell(_export_folder(name, chosen, loaded.base, debates, output), report_to, strict)
        return
    text, report = export(name, chosen, loaded.base, debates, loaded.settings.address or "")
    if output:
        write(output, text.encode("utf-8"))
        report.written = [str(output)]
    else:
        say_text(text)
    _tell(report, report_to, strict)


def _named(loaded: LoadedBase, name: str) -> str:
    """The debate of a name, by its id or one that it had before."""
    from kb.diagnostics import did_you_mean
    from loaders.base.renames import debates_renamed

    if name in loaded.heads:
        return name
    if now := debates_renamed(loaded.heads).get(name):
        note(f"'{name}' is now called '{now}'")
        return now
    raise NotFound(f"no debate is called '{name}'{did_you_mean(name, loaded.heads)}")


def _export_folder(
    form: str, chosen: Format, base: Base, debates: list[str], output: Path | None
) -> Report:
    """Write a format that is a folder of files into one that is new or empty."""
    from kb.interchange.exporting import export_files

    if output is None:
        raise MisuseError(f"'{form}' is a folder of files: say into which, with -o FOLDER")
    _refuse_base(output / "note.md", output)
    _refuse_nowhere(output)
    if is_there(output) and (not is_folder(output) or names_in(output)):
        raise MisuseError(f"'{output}' is there already; name a new folder, or an empty one")
    texts, report = export_files(form, chosen, base, debates)
    refuse_links(output / "x")
    tree = Tree(output)
    for path, text in texts.items():
        tree.write(path, text.encode("utf-8"))
    report.written = [str(output / path) for path in texts]
    return report


def _refuse_base(file: Path, named: Path) -> None:
    """Refuse to write what a base would read as a part of itself."""
    if root := base_reading(file):
        raise MisuseError(
            f"'{named}' is in the base '{root}', which would read it as a part of itself; name a "
            "place outside of it"
        )


def _refuse_nowhere(place: Path) -> None:
    """Refuse to make folders that nobody asked for."""
    if not is_folder(place.parent):
        raise MisuseError(f"there is no folder '{place.parent}'; make it, or name another place")


def _refuse_files(*files: Path | None) -> None:
    for file in filter(None, files):
        _refuse_base(file, file)
        _refuse_nowhere(file)


def _tell(report: Report, file: Path | None, strict: bool = False) -> None:
    """Say on stderr what became of what, and write all of it where that is wanted. With `strict`
    end with 1 where something was left out."""
    for line in report.summary():
        say(line, err=True)
    if file:
        write(file, report.as_json().encode("utf-8"))
    if strict and not report.is_whole:
        sys.exit(1)
