"""The commands for people who know the graph: `kb ask` and `kb cypher`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kb.cli.common import Form, fresh_question
from kb.cli.views.output import emit
from kb.errors import NotFound, QueryError

if TYPE_CHECKING:
    from pathlib import Path

    from kb.api import OpenBase


@click.command("ask")
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@fresh_question
def ask_command(base: OpenBase, name: str | None, parameters: tuple[str, ...], form: Form) -> None:
    """Ask a question in queries/, ours or your own.

    Without a name, list them. Values are JSON where they can be read so, else plain text.
    """
    from queries.ask import all_questions, find_question, hidden_questions

    folders = _folders(base)
    for hidden in hidden_questions(folders):
        base.session.notes.append(f"'{hidden}' has the name of a question of ours; rename it")
    if name is None:
        _list(folders, form)
        return
    asked = find_question(name, folders)
    given = dict(_parameter(text) for text in parameters)
    missing = [f"${p} ({meaning})" for p, meaning in asked.parameters.items() if p not in given]
    optional = {p for p, meaning in asked.parameters.items() if "or null" in meaning}
    if any(p not in given and p not in optional for p in asked.parameters):
        raise QueryError(f"'{name}' needs {', '.join(missing)}; write NAME=VALUE for each")
    unknown = set(given) - set(asked.parameters)
    if unknown:
        raise NotFound(f"'{name}' has no parameter '{sorted(unknown)[0]}'")
    try:
        rows = base.run(asked.cypher, {p: given.get(p) for p in asked.parameters})
    except QueryError as error:
        raise QueryError(f"'{name}' ({all_questions(folders)[name]}): {error}") from None
    emit(form, rows)


def _list(folders: list[Path], form: Form) -> None:
    from kb.cli.views.catalogue import questions
    from queries.ask import HERE, all_questions, read_question

    known = {path: read_question(path) for path in all_questions(folders).values()}
    ours = [asked for path, asked in known.items() if path.parent == HERE]
    theirs = [asked for path, asked in known.items() if path.parent != HERE]
    rows = [
        {"name": q.name, "question": q.question, "parameters": list(q.parameters)}
        for q in known.values()
    ]
    emit(form, rows, view=lambda: questions(ours, theirs, form))


def _folders(base: OpenBase) -> list[Path]:
    """Ours in front: a base that somebody hands over cannot answer in their place."""
    from queries.ask import HERE

    return [HERE, base.session.root / "queries"]


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError(f"'{text}' is no parameter; write NAME=VALUE")
    try:
        return name.lstrip("$"), json.loads(value)
    except (json.JSONDecodeError, RecursionError):
        return name.lstrip("$"), value


@click.command("cypher")
@click.argument("statement")
@click.option("--write", is_flag=True, help="Let the statement change the graph, not the files.")
@fresh_question
def cypher_command(base: OpenBase, statement: str, write: bool, form: Form) -> None:
    """Run a Cypher statement.

    It may only read, unless --write is given. What is written lasts until the graph follows the
    files again: ask with --no-sync to see it.
    """
    if not write:
        emit(form, base.run(statement))
        return
    emit(form, base.session.rewrite(statement))
    says = "the graph may now differ from the files: --no-sync asks it as it is, and the next load"
    base.session.notes.append(f"{says}, or question, repairs it")
