"""Completion for shells: `kb completion bash` prints what to put into the shell's start file."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kb.cli.printing import say_text


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script of a shell: eval "$(kb completion bash)"."""
    from kb.cli import main

    found = get_completion_class(shell)
    assert found is not None
    script = found(main, {}, "kb", "_KB_COMPLETE")
    say_text(script.source() + "\n")
