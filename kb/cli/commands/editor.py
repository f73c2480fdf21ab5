"""The command that editors run: `kb lsp`."""

from __future__ import annotations

import click

from kb.cli.collecting import goes_on
from kb.cli.common import guarded
from kb.errors import KbError


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, as ever.")
@guarded
def lsp_command(stdio: bool) -> None:
    """Serve an editor: problems as you type, completion, renaming.

    It speaks the Language Server Protocol, and an editor starts it; docs/editors.md says how to
    set that up.
    """
    try:
        import pygls  # noqa: F401
    except ImportError:
        raise KbError("this needs pygls, which comes with: pip install 'cruxbase[lsp]'") from None
    from kb.editor.server import serve

    goes_on()
    serve()
