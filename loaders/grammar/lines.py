"""One line of annotation: label and targets. The grammar of the format, on parsed text.

It reads an `Inline`, in which links are single characters, so that no pattern here ever looks
at Markdown. What cannot be read is reported at its own column. `details` reads the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic, Proposal
from kb.model import slugify
from loaders.grammar.vocabulary import LABELS
from loaders.markup.blocks import Bullet
from loaders.markup.inline import LINK, Inline, Link

DASH = re.compile(r"(?:^|\s)(?:—|--)(?:\s|$)")
ARROW = re.compile(r"→|->")
NOT = re.compile(r"not\s+", re.IGNORECASE)
ITEM = re.compile(rf"{LINK}|[^\s{LINK}]+")
WIKI = re.compile(r"\[\[([^\[\]]+)\]\]")
TARGET = rf"(?:not\s+)?(?:{LINK}|[a-z0-9]+(?:-[a-z0-9]+)+)"
TARGETS = re.compile(rf"{TARGET}(?:\s*[+;,]\s*{TARGET})*[.,;]?")
SPACE = re.compile(r"\s*")
BELOW = re.compile(r"(?<=\s)[-*+] ([A-Za-z ]+):")  # a label, at the beginning of a line
CODE = re.compile(r"`[^`\n]{0,200}`")
SECOND = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>[A-Za-z][A-Za-z ]{1,20})(?::[ ]?(?P=mark)|(?P=mark) ?:)"
)
SEVERAL_MARKS = 4  # of bold, two around each label
SHOWN = 60  # characters of a wrong target that a message shows


class Ref(NamedTuple):
    """An item, person or source as written: by link or by bare id, and where."""

    written: str
    link: Link | None
    line: int
    column: int
    negated: bool = False


@dataclass(slots=True)
class Line:
    """An annotation: its label (empty where the list item has none) and where its value begins."""

    bullet: Bullet
    label: str
    value: int
    path: str
    read: set[int] = field(default_factory=set)  # where the links stand that are no prose

    @property
    def inline(self) -> Inline:
        return self.bullet.inline

    @property
    def text(self) -> str:
        """The value without markup."""
        return self.inline.text[self.value :].strip()

    @property
    def place(self) -> tuple[int, int]:
        return self.inline.place(0) if self.inline.text else (self.bullet.start, 1)

    @property
    def at(self) -> int:
        """Where the value begins, behind white space."""
        return skip_space(self.inline.text, self.value)

    def problem(
        self,
        code: Code,
        message: str,
        index: int | None = None,
        proposals: tuple[Proposal, ...] = (),
    ) -> Diagnostic:
        """A problem at the label, or at a character of the line."""
        place = self.place if index is None else self.inline.place(index)
        return Diagnostic(self.path, *place, code, message, proposals)

    def shown(self, start: int, end: int) -> str:
        """A stretch of the line for a message."""
        shown = self.inline.source(start, end)
        return shown if len(shown) <= SHOWN else shown[: SHOWN - 3] + "..."


def skip_space(text: str, at: int, end: int | None = None) -> int:
    found = SPACE.match(text, at, len(text) if end is None else end)
    return found.end() if found else at


def read_label(bullet: Bullet, path: str) -> Line | None:
    """The annotation that a list item is, or None where it is prose."""
    found = label_of(bullet.inline)
    if not found:
        return None
    label, value = found
    return Line(bullet, label, value, path)


def second_label(line: Line, known: Mapping[str, str]) -> Diagnostic | None:
    """A problem where another label stands in the value of a line. One in the prose behind the
    dash loses nothing of the line that it is in."""
    if line.inline.raw.count("**") + line.inline.raw.count("__") < SEVERAL_MARKS:  # as in most
        return None
    start, raw = line.inline.behind(line.value)
    dash = DASH.search(raw)
    bare = CODE.sub(lambda code: "x" * len(code[0]), raw[: dash.start()] if dash else raw)
    for found in SECOND.finditer(bare):
        label = known.get(" ".join(found["label"].split()).casefold())
        before = bare[: found.start()].rpartition("\n")[2]
        if label and before.strip(" \t-*+>"):
            says = (
                f"a second label, '{label}', stands in this line: end the line in front of it, and "
                f"write '- **{label}:** ...' in a line of its own"
            )
            place = line.inline.place_in_raw(start + found.start())
            return Diagnostic(line.path, *place, Code.SECOND_LABEL, says)
    return None


def label_of(inline: Inline) -> tuple[str, int] | None:
    """The bold label that a text opens with, and where its value begins."""
    if not inline.bold:
        return None
    inside = inline.text[: inline.bold].rstrip()
    end = inline.bold
    if inside.endswith(":"):
        inside = inside[:-1]
    else:
        colon = skip_space(inline.text, end)
        if not inline.text.startswith(":", colon):
            return None
        end = colon + 1
    if LINK in inside:
        inside = "".join(inline.links[i].text if c == LINK else c for i, c in enumerate(inside))
    return " ".join(inside.split()), end


def split(line: Line) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """The ranges of the targets and of the details in the text of a line."""
    text = line.inline.text
    dash = DASH.search(text, line.value)
    if not dash:
        return (line.value, len(text)), None
    return (line.value, dash.start()), (dash.end(), len(text))


def pieces(text: str, start: int, end: int, separator: str) -> list[tuple[int, int]]:
    """The stretches of text between separators, without the white space around them."""
    found, at = [], start
    for stretch in text[start:end].split(separator):
        inner = stretch.strip()
        if inner:
            begin = at + stretch.index(inner)
            found.append((begin, begin + len(inner)))
        at += len(stretch) + 1
    return found


def read_ref(line: Line, start: int, end: int, negatable: bool = True) -> Ref | Diagnostic:
    """One target: a link or a bare id, with `not` in front where that means something."""
    text = line.inline.text
    negation = NOT.match(text, start, end) if end - start > 1 else None
    begin = negation.end() if negation else start
    if negation and not negatable:
        says = "'not' says something of a premise only; for the opposite use the other label"
        return line.problem(Code.UNREADABLE_TARGET, says, start)
    word = text[begin:end]
    if word != LINK and (wiki := WIKI.fullmatch(word)):
        label = LABELS.get(line.label.casefold())
        people = label is not None and label.role == "stance"
        link_meant = plain_link(wiki[1], people)
        says = f"'{word}' is no link in Markdown; write '{link_meant}'"
        instead = Proposal(text[start:end], text[start:begin] + link_meant)
        return line.problem(Code.UNREADABLE_TARGET, says, start, (instead,))
    if word != LINK and not ITEM.fullmatch(word):
        if below := _swallowed(line, begin, end):
            return below
        hint = "; separate targets with ';'" if _several(word) else "; a reason follows after ' — '"
        if negatable and _several(word) and "," not in word:
            hint = "; premises that need each other are joined by '+'"
        says = f"'{line.shown(start, end)}' is not an id or a link{hint}"
        return line.problem(Code.UNREADABLE_TARGET, says, start)
    at = line.inline.place(begin)
    link = line.inline.links.get(begin) if word == LINK else None
    line.read.add(begin)
    return Ref(link.href if link else word, link, *at, bool(negation))


def plain_link(written: str, person: bool = False) -> str:
    """The Markdown for what stands in `[[...]]`: `file#id|text`, most of which may be missing."""
    goal, _, text = written.partition("|")
    file, sign, ident = goal.partition("#")
    ident = slugify(ident or file)
    home = f"{file}.md" if sign and file else "people.md" if person else ""
    return f"[{(text or goal).strip().lstrip('#')}]({home}#{ident})"


def _swallowed(line: Line, start: int, end: int) -> Diagnostic | None:
    """A problem where a line below, with a label of its own, is read as part of a target."""
    for found in BELOW.finditer(line.inline.text, start, end):
        label = LABELS.get(found[1].casefold())
        if label and line.inline.place(found.start())[0] > line.inline.line:
            says = (
                f"'{label.name}' is indented too far, so it is read as part of the line above; "
                "indent it by two spaces more than the line that it is about"
            )
            return line.problem(Code.UNREADABLE_TARGET, says, found.start())
    return None


def _several(word: str) -> bool:
    """Whether a text that is no target looks like several: `[a], [b]`, `a and b`, `a, b`."""
    words = re.split(r"\s*(?:,|\band\b|&)\s*", word)
    return len(words) > 1 and all(ITEM.fullmatch(w) for w in words)
