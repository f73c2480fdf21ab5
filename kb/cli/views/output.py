"""Answers as tables, trees, JSON, CSV or Markdown."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from kb.cli.printing import draw, one_line, say, say_json, say_text, screen_width
from kb.cli.text import clean

if TYPE_CHECKING:
    from kb.cli.common import Form
    from kb.cli.text import Block
    from kb.cli.views.layout import Column

Flat = Mapping[str, Any]
PROSE = ("body", "summary")  # what is Markdown as it is
MARKUP = re.compile(r"[\\`*<>&]|\](?=[(\[])|(?<![^\W_])_|_(?![^\W_])")  # within a line of words


def emit(
    form: Form,
    rows: Sequence[Any],
    view: Callable[[], Iterable[Block]] | None = None,
    flat: Iterable[Flat] | None = None,
    data: Any = None,
) -> None:
    """Print an answer in the format that was asked for.

    `rows` are named tuples. `view` draws them for a reader (else they are a table), `flat` are
    the lines of a table, CSV and Markdown (else the rows), `data` is the JSON (else the rows).
    """
    if form.name == "json":
        say_json(plain(rows if data is None else data))
        return
    if form.name == "table" and view is not None:
        draw(view())
        return
    lines = [_line(row) for row in (rows if flat is None else flat)]
    if form.name == "csv":
        _csv(lines)
    elif form.name == "md":
        _markdown(lines)
    else:
        draw([table(lines, screen_width())])


def plain(value: Any) -> Any:
    """Named tuples as objects, all the way down."""
    if hasattr(value, "_asdict"):
        return {name: plain(inner) for name, inner in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def _line(row: Any) -> dict[str, str]:
    said = row._asdict() if hasattr(row, "_asdict") else row
    return {one_line(str(name)): cell(value) for name, value in said.items()}


def cell(value: Any) -> str:
    """A value in one cell of a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and not hasattr(value, "_asdict"):
        return "; ".join(cell(inner) for inner in value)
    if isinstance(value, float):
        return f"{value:g}"
    if hasattr(value, "name") and isinstance(value.name, str):
        return clean(value.name)
    if isinstance(value, dict) or hasattr(value, "_asdict"):
        return clean(json.dumps(plain(value), ensure_ascii=False))
    return clean(str(value))


def _csv(lines: list[dict[str, str]]) -> None:
    import csv

    out = io.StringIO()
    if lines:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(map(_unformula, lines[0]))
        writer.writerows([_unformula(row[name]) for name in lines[0]] for row in lines)
    say_text(out.getvalue())


def _unformula(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _markdown(lines: list[dict[str, str]]) -> None:
    if not lines:
        return
    rows = ([_cell(name, row[name]) for name in lines[0]] for row in lines)
    for row in chain([list(lines[0]), ["---"] * len(lines[0])], rows):
        say(f"| {' | '.join(row)} |")


def _cell(name: str, text: str) -> str:
    shown = text.replace("\\", "\\\\") if name in PROSE else escaped(text)
    return shown.replace("|", "\\|")


def escaped(text: str) -> str:
    """Words as Markdown that shows them: what would be markup within a line is none."""
    return MARKUP.sub(r"\\\g<0>", text)


def table(lines: Sequence[Mapping[str, str]], width: int) -> Block:
    """A table with the columns of its first line; long texts wrap, ids do not.

    What is too wide for that is shown line by line, a property a row. A column in which nothing
    stands is left out.
    """
    from kb.cli.text import Text
    from kb.cli.views.layout import Table

    if not lines:
        return Text(("nothing", "dim"))
    names = [name for name in lines[0] if any(line[name] for line in lines)]
    lines = [{name: line[name] for name in names} for line in lines]
    if sum(_least(name, lines) + 2 for name in names) > width:
        return _records(lines)
    rows = [[Text(text) for text in line.values()] for line in lines]
    return Table([_column(name, lines) for name in names], rows, gap=3, head="bold", ruled=True)


def _column(name: str, lines: Sequence[Mapping[str, str]]) -> Column:
    from kb.cli.views.layout import Column

    longest = max(len(line[name]) for line in lines)
    digits = all(line[name].replace(".", "").isdigit() for line in lines if line[name])
    whole = longest <= 30 or _is_name(name, lines)
    return Column(name.replace("_", " "), whole=whole, right=digits)


def _is_name(name: str, lines: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column holds ids and the like, which nobody finds again once they are broken."""
    return not any(" " in line[name] for line in lines)


def _least(name: str, lines: Sequence[Mapping[str, str]]) -> int:
    """The narrowest that a column can be read in."""
    longest = max(len(line[name]) for line in lines)
    whole = longest <= 30 or _is_name(name, lines)
    return max(len(name), longest if whole else 24)


def _records(lines: Sequence[Mapping[str, str]]) -> Block:
    from kb.cli.text import Text
    from kb.cli.views.layout import Group, facts

    parts: list[Block] = []
    for line in lines:
        rows = ((name.replace("_", " "), Text(text)) for name, text in line.items() if text)
        parts += [facts(iter(rows)), Text()]
    return Group(*parts[:-1])
