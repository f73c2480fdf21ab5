"""How a text of a debate is spelt in Argdown, and data beside it."""

from __future__ import annotations

import json
import re
from typing import Any

from kb.errors import KbError
from kb.interchange.argdown.inline import markdown
from kb.interchange.argdown.parser import parse
from kb.interchange.argdown.tree import Member
from kb.interchange.markdown import clean
from kb.interchange.source import File, Source
from kb.model import SLUG
from loaders.markup.inline import one_line
from loaders.markup.words import words_of

SIGNS = re.compile(r"[\\@#*_\[\]<>{}]|(?<=[/])[/*]|[.:](?=[^\s.:]{1,12}[.:])")
STARTS = re.compile(r"[-+=(]|\d+\.")
INCLUDE = re.compile(r"@(?=include\()")


def spelt(text: str) -> tuple[str, bool]:
    """A paragraph of Markdown in Argdown, and whether it says all that the Markdown does."""
    row = one_line(clean(text))
    if INCLUDE.search(row) is None and _means(row) == row:
        return row, True
    words = words_of(row)
    return escaped(words), words == row.replace("\\", "")


def _means(row: str) -> str | None:
    """The Markdown that is read where a text stands as a statement."""
    source = Source.of(File("", f"[x]: {row}\n"))
    try:
        blocks = parse(source).blocks
    except KbError:
        return None
    if len(blocks) != 1 or not isinstance(blocks[0], Member):
        return None
    member = blocks[0]
    if member.relations or member.data or member.tags or member.title != "x":
        return None
    if any(each.kind.endswith("mentioned") for each in member.content):
        return None
    return markdown(member.content, source.text, lambda token: token.value)


def escaped(words: str) -> str:
    """Plain words in which nothing is a sign."""
    return SIGNS.sub(r"\\\g<0>", words).replace("\\@include(", "\\@\\include(")


def as_paragraph(text: str) -> tuple[str, bool]:
    """The same for a paragraph that stands alone, whose beginning could be a sign too."""
    row, says_all = spelt(text)
    return (f"\\{row}" if STARTS.match(row) and not row[0].isdigit() else _no_list(row)), says_all


def _no_list(row: str) -> str:
    number = re.match(r"\d+(?=\.)", row)
    return f"{number[0]}\\{row[number.end() :]}" if number else row


def words(content: str) -> str:
    """A heading: words alone."""
    return escaped(words_of(content))


def title(text: str) -> str:
    """What may stand between brackets."""
    found = one_line(clean(text)).translate(str.maketrans("[]<>{}", "()()()"))
    return found.lstrip("-@ ").strip() or "Untitled statement"


def tag(text: str) -> str | None:
    """A tag, if Argdown can have one of these letters."""
    if re.fullmatch(r"[a-zA-Z0-9-]+", text):
        return f"#{text}"
    return f"#({text})" if not re.search(r"[()\n]", text) and text.strip() else None


def data(values: dict[str, Any]) -> str:
    """Values between braces; empty where there are none."""
    return f" {_flow(values)}" if values else ""


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str) and SLUG.fullmatch(value) and not value[0].isdigit():
        return (
            value
            if value not in ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
            else json.dumps(value)
        )
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("}", "\\u007d").replace("{", "\\u007b").replace("@", "\\u0040")
