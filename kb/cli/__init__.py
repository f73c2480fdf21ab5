"""The command line: `kb`, with a command for everything a reader or a writer does."""

from __future__ import annotations

import atexit
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from kb.cli.collecting import ends_by_itself
from kb.cli.common import guarded
from kb.cli.later import packages_later
from kb.cli.printing import disarmed, one_line, open_streams
from kb.version import VERSION as PROGRAM

LONGEST = 200  # characters of what a command is said to do

# The commands by what they are for, as `kb --help` lists them, and by the module that has them.
COMMANDS = {
    "What it turns on": {
        "cruxes": "cruxes",
        "reasoning": "whatif flip strength why",
        "parting": "doublecrux disagree",
        "scenario": "scenario",
    },
    "What is said": {
        "reading": "read",
        "questions": "debates show search terms stats",
        "replies": "rebuttals supports path",
        "likeness": "similar",
        "speaking": "people",
        "comparing": "compare",
        "gaps": "open",
        "coverage": "coverage",
    },
    "Writing": {
        "writing": "init new",
        "editing": "rename move merge fmt",
        "checking": "check",
        "files": "explain sources",
        "renumbering": "renumber",
        "editor": "lsp",
    },
    "What changed": {"changes": "diff log"},
    "Other formats": {"interchange": "import export"},
    "Publishing": {"publishing": "build serve", "mapping": "map", "assistant": "mcp"},
    "The graph": {
        "files": "load",
        "raw": "ask cypher",
        "scenario": "graph",
        "database": "db",
        "completion": "completion",
    },
}
MODULE_OF = {
    name: module
    for modules in COMMANDS.values()
    for module, names in modules.items()
    for name in names.split()
}


class LazyGroup(click.Group):
    """Imports the module of a command only when that command is meant."""

    @guarded
    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        open_streams()
        with _harmless_complaints():
            return super().make_context(*args, **kwargs)

    @guarded
    def invoke(self, ctx: click.Context) -> Any:
        with _harmless_complaints():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = MODULE_OF.get(cmd_name)
        if module is None:
            return None
        found = getattr(importlib.import_module(f"kb.cli.commands.{module}"), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """By what they are for, each with its whole first sentence."""
        for title, modules in COMMANDS.items():
            names = " ".join(modules.values()).split()
            rows = [(name, _sentence(self.get_command(ctx, name))) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in MODULE_OF:
            from kb.diagnostics import did_you_mean

            guess = did_you_mean(args[0], MODULE_OF)
            ctx.fail(f"there is no command '{args[0]}'{guess}; 'kb --help' lists them")
        return super().resolve_command(ctx, args)


# What says how a command is used, which quotes nobody and has several lines; click 8.1 prints that
# without a complaint.
HELP: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())


@contextmanager
def _harmless_complaints() -> Iterator[None]:
    """What a complaint of the command line quotes cannot steer the terminal."""
    try:
        yield
    except click.ClickException as error:
        if isinstance(error, HELP):
            raise
        error.message = disarmed(one_line(error.message))  # type: ignore[misc]
        raise


def _sentence(command: click.Command | None) -> str:
    return command.get_short_help_str(LONGEST) if command else ""


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(PROGRAM, prog_name="cruxbase")
def main() -> None:
    """Debates as annotated Markdown: checked, asked for their cruxes, published as a site.

    Every command works on the base in or above the working folder (a folder with a kb.toml), and
    on the debates that come with the program where there is none. 'kb check',
    'kb diff' and 'kb log' need a base there, or -C.
    """


def run() -> None:
    """The program `kb`: a process that is begun for one command."""
    codes: list[object] = []
    atexit.register(_end, codes)  # the first, so that it is called after all others
    set_up()
    try:
        main()
    except SystemExit as stop:
        codes.append(stop.code)
        raise


def set_up() -> None:
    """What a process does first that is begun for one command."""
    ends_by_itself()  # one that goes on says so
    # Threads that multiply big matrices, of which nothing here has any, cost more to start than
    # numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # No library here extends pydantic, which else asks every installed one whether it does.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    packages_later()


def _end(codes: list[object]) -> None:
    """End this process as it was to end, before Python takes apart all that it holds, which goes
    with it anyway. What cannot be printed, and any other end, is left to Python."""
    code = codes[0] if codes else ""
    if code is None or isinstance(code, int):
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code or 0)
