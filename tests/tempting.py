"""Texts that tempt a parser to read them again and again, by their size, and ways to read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.model import Base
from kb.publish.index import Index
from kb.publish.text.links import Resolver
from kb.publish.text.prose import Prose
from loaders.base.load import load_base

FRONT = "---\nquestion: Is it?\n---\n\n## run\n\nIt runs.\n\n"
LONGEST_LINE = 90_000
LINE = 20_000  # characters, below what a file may have in one line


def repeated(piece: str, sep: str = "") -> Callable[[int], str]:
    """The piece over and over, in lines that a file may have."""

    def text(size: int) -> str:
        line = sep.join([piece] * max(LINE // len(piece + sep), 1))
        lines = [line] * (size // (len(line) + 1)) or [piece * (size // len(piece))]
        return "\n".join(lines)

    return text


def blocks(piece: str, between: str = "\n\n") -> Callable[[int], str]:
    """The piece over and over, each on lines of its own."""
    return lambda size: between.join([piece] * (size // len(piece + between)))


def _numbered(piece: str, between: str = "\n") -> Callable[[int], str]:
    def text(size: int) -> str:
        count = size // (len(piece) + len(between) + 3)
        return between.join(piece.replace("N", str(n)) for n in range(count))

    return text


def _table(size: int) -> str:
    columns = min(size // 8, LINE // 4)
    row = "|" + "a|" * columns
    head = f"{row}\n|{'-|' * columns}\n"
    return head + (row + "\n") * max((size - len(head)) // len(row), 1)


def on_a_line(piece: str, opening: str, ending: str = "") -> Callable[[int], str]:
    """One line of pieces, as long as a line may be."""

    def text(size: int) -> str:
        return opening + piece * (min(size, LONGEST_LINE) // len(piece)) + ending

    return text


def _short_rows(size: int) -> str:
    columns = min(size // 8, LINE // 4)
    head = f"|{'a|' * columns}\n|{'-|' * columns}\n"
    return head + "|a|\n" * max((size - len(head)) // 4, 1)


def _ticks(size: int) -> str:
    """Runs of backticks, each of another length."""
    runs, length = [], 1
    while sum(map(len, runs)) + len(runs) < size:
        runs.append("`" * length)
        length = length % 600 + 1
    return " a\n".join(runs)


def _nested_brackets(size: int) -> str:
    half = min(size, LONGEST_LINE) // 2
    return "\n".join(["[" * half + "]" * half] * max(size // (2 * half), 1))


def _definitions_used(size: int) -> str:
    return _numbered("[aN]: x")(size // 2) + "\n\n" + repeated("[a1] ")(size // 2)


def _lists(size: int) -> str:
    lines, depth = [], 0
    while sum(map(len, lines[-40:])) * len(lines) / 40 < size:
        lines.append("  " * (depth % 30) + "- a")
        depth += 1
    return "\n".join(lines)


TEXTS: dict[str, Callable[[int], str]] = {
    "plain": repeated("A word or two. "),
    "quotes": repeated("\"'"),
    "opening quotes": repeated("\"a 'b "),
    "quotes in emphasis": repeated("*\"* '_\"_ "),
    "apostrophes": repeated("a'b"),
    "inches": repeated('1""'),
    "comments": repeated("x <!-- "),
    "closed comments": repeated("x <!-- a --> "),
    "comment blocks": blocks("<!-- a"),
    "comment lines": blocks("<!-- a", "\n"),
    "closed comment blocks": blocks("<!-- a --> b"),
    "comments in a line": repeated("<!-- a -->"),
    "percents": repeated("%% a "),
    "percents in words": repeated("a %%b"),
    "percent lines": blocks("%%", "\n"),
    "percent blocks": blocks("%% a"),
    "percents and quotes": blocks("> %%", "\n"),
    "open tags": repeated('<a href="'),
    "open tags in blocks": blocks('x <a href="'),
    "tags": repeated("<b>"),
    "less": repeated("<"),
    "declarations": repeated("<!A "),
    "instructions": repeated("<?"),
    "cdata": repeated("<![CDATA["),
    "html blocks": blocks("<div>"),
    "autolinks": repeated("<https://a"),
    "mail": repeated("<a@b.c"),
    "pictures": repeated("!["),
    "picture ends": repeated("![a]("),
    "brackets": repeated("["),
    "closed brackets": repeated("[a]"),
    "bracket pairs": repeated("[]"),
    "nested brackets": _nested_brackets,
    "comments before a word": on_a_line("<!-- a -->", "", "x"),
    "comments in a label": on_a_line("x <!-- ", "[", "](y) -->"),
    "brackets before a link": on_a_line("[", "", "[a](b)"),
    "double and single": on_a_line("\"a ", "", "b' " * 9_000),
    "link ends": repeated("[a]("),
    "link targets": repeated("[a](<b"),
    "link titles": repeated('[a](b "'),
    "links in links": repeated("[a [b](c) "),
    "links": repeated("[a](#run) "),
    "escaped": repeated("\\["),
    "backslashes": repeated("\\"),
    "backticks": _ticks,
    "pairs of backticks": repeated("`a``b"),
    "stars": repeated("*"),
    "star words": repeated("*a **b "),
    "star underscore": repeated("*a _"),
    "stars both": repeated("a**b*c"),
    "closing stars": repeated("a* "),
    "underscores": repeated("_a __"),
    "entities": repeated("&amp;"),
    "ampersands": repeated("&"),
    "open entities": repeated("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    "numbers": repeated("&#0000000"),
    "definitions": _numbered("[N]: x"),
    "definitions used": _definitions_used,
    "open definitions": blocks("[a]: <b", "\n"),
    "titled definitions": blocks('[a]: b "c', "\n"),
    "broken labels": blocks("[a", "\n"),
    "quotation marks": repeated("> "),
    "nested quotes": blocks("> " * 60 + "a", "\n"),
    "lazy quotes": lambda size: "> " * 60 + "a\n" + "b\n" * (size // 2),
    "nested lists": _lists,
    "list marks": repeated("- "),
    "list items": blocks("- a", "\n"),
    "loose items": blocks("- a"),
    "ordered items": blocks("1. a", "\n"),
    "deep items": blocks("- " * 30 + "a", "\n"),
    "items with blanks": blocks("-\n\n a", "\n"),
    "headings": blocks("### A", "\n"),
    "setext": blocks("a\n===", "\n"),
    "setext never": blocks("a", "\n"),
    "fences": blocks("```", "\na\n"),
    "open fences": _numbered("> ```", "\n\n"),
    "tildes": blocks("~~~ a", "\n"),
    "rules": blocks("***"),
    "table": _table,
    "short rows": _short_rows,
    "tables": blocks("|a|\n|-|\n|b|"),
    "pipes": repeated("|"),
    "table heads": blocks("a|b\n-|", "\n"),
    "blank lines": repeated("\n"),
    "tabs": blocks("\t\ta", "\n"),
    "spaces": repeated(" "),
    "trailing spaces": blocks("a" + " " * 200 + "b", "\n"),
    "hard breaks": blocks("a  ", "\n"),
    "dashes": repeated("-- "),
    "dashes close": repeated("a--"),
    "dots": repeated(". .."),
    "commas": repeated(",,"),
    "marks": repeated("(c)+-"),
    "items": _numbered("## item-N\n\nIt is N.", "\n\n"),
    "stances": _numbered("- **Held by:** [pN](people.md#pN) — 0.5, ¶3"),
    "labels": repeated("- **Held by:** "),
    "targets": on_a_line("[run](#run); ", "- **Supports:** "),
    "premises": on_a_line("run + ", "- **Supports:** "),
    "details": on_a_line("¶3, ", "- **Source:** "),
    "ranges": on_a_line("¶3-9 ", "- **Source:** "),
    "conflict marks": blocks("<<<<<<< a", "\n"),
    "wiki links": repeated("[[run|a]] "),
}  # fmt: skip


def as_a_debate(text: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "kb.toml").write_text('id = "b"\nheading = "B"\n')
        (root / "d.md").write_text(FRONT + text, encoding="utf-8")
        load_base(root)


def _prose() -> Prose:
    return Prose(Resolver(Index(Base(id="none", heading=""))))


WAYS: dict[str, Callable[[str], object]] = {
    "read": as_a_debate,
    "block": lambda text: _prose().block(text, "d.md", ""),
    "inline": lambda text: _prose().inline(" ".join(text.split("\n")), "d.md", ""),
    "words": lambda text: _prose().plain(text),
}
