"""The command `kb mcp`: a base for assistants that speak the Model Context Protocol."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from kb.cli.collecting import goes_on
from kb.cli.common import folder_option, guarded, open_base, open_own_base
from kb.disk import real
from kb.errors import KbError


@click.command("mcp")
@click.option(
    "--sources",
    "copies",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with local copies of the sources, whose passages may be read.",
)
@click.option("--write", "writes", is_flag=True, help="With a tool that adds, as 'kb new' does.")
@folder_option
@guarded
def mcp_command(copies: Path | None, writes: bool, folder: Path | None) -> None:
    """Let an assistant ask this base, over stdin and stdout (MCP).

    An assistant starts it; docs/assistants.md says how each is told to. It reads this one base,
    and nothing else; without --write it changes nothing.
    """
    if find_spec("mcp") is None:
        raise KbError("the MCP SDK is not installed; pip install 'cruxbase[mcp]' does it")
    base = open_own_base(folder) if writes else open_base(folder, None)
    from kb.assistant.server import serve

    goes_on()
    serve(real(base.session.root), real(copies) if copies else None, writes)
