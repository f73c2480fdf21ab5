"""The command line: `kb`, with a command for everything a reader or a writer does."""

from __future__ import annotations

import importlib

import click

import kb

COMMANDS = {
    "cruxes": "cruxes",
    "questions": ("debates show rebuttals supports path people open search terms stats"),
    "comparing": "compare",
    "reasoning": "strength why whatif flip",
    "parting": "doublecrux disagree",
    "scenario": "scenario graph",
    "coverage": "coverage",
    "raw": "ask cypher",
    "files": "check explain load sources",
    "publishing": "build serve",
    "mapping": "map",
    "writing": "init new",
    "database": "db",
    "completion": "completion",
}
_MODULE = {name: module for module, names in COMMANDS.items() for name in names.split()}


class LazyGroup(click.Group):
    """Imports the module of a command only when that command is meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _MODULE.get(cmd_name)
        if module is None:
            return None
        found = getattr(importlib.import_module(f"kb.cli.{module}"), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _MODULE:
            from kb.diagnostics import did_you_mean

            guess = did_you_mean(args[0], _MODULE)
            ctx.fail(f"there is no command '{args[0]}'{guess}; 'kb --help' lists them")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(kb.__version__, prog_name="cruxbase")
def main() -> None:
    """Debates as annotated Markdown: checked, asked for their cruxes, published as a site.

    Every command works on the base in or above the working folder (a folder with a kb.toml), and
    on the debates that come with the program where there is none.
    """
