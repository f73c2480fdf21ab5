"""Argdown as a tree: blocks, and relations by how deep they are indented."""

from __future__ import annotations

import re

from kb.diagnostics import Code
from kb.interchange.argdown.inline import resolved
from kb.interchange.argdown.tokens import Lexer, Token
from kb.interchange.argdown.tree import (
    Document,
    Heading,
    Inference,
    Inline,
    Line,
    Listing,
    Member,
    Reconstruction,
    Related,
)
from kb.interchange.source import Source
from loaders.markup.inline import one_line

DEEPEST = 100  # relations within each other
ENDS = ("empty", "relation", "rule", "heading", "end")  # of what a statement says
OPENS = re.compile(r"[\[{]|<(?! )")  # the beginning of a name or of data; `a < b` is text
TAKES = ("text", "space", "mark", "tag", "link", "newline", "statement mentioned")


def parse(source: Source) -> Document:
    """The tree of a text. Raises Unreadable for what is no Argdown."""
    return _Parser(source).document()


class _Parser:
    """Goes through the signs of a text; `at` is the next one."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.result = Document()
        self.signs: list[Token] = []
        for token in Lexer(source).tokens():
            (self.result.comments if token.kind == "comment" else self.signs).append(token)
        end = len(source.text)
        self.signs.append(Token("end", "", end, end))
        self.at = 0
        self.within = ""  # what begins the next line of a list, or of a reconstruction

    @property
    def sign(self) -> Token:
        return self.signs[self.at]

    def _take(self) -> Token:
        self.at += 1
        return self.signs[self.at - 1]

    def _skip(self, *kinds: str) -> None:
        while self.sign.kind in kinds:
            self.at += 1

    # -- blocks -----------------------------------------------------------------------------------

    def document(self) -> Document:
        self._skip("empty", "newline", "space")
        if self.sign.kind == "front":
            self.result.front = self._take()
        while True:
            self._skip("empty", "newline", "space")
            if self.sign.kind == "end":
                return self.result
            self._block()

    def _block(self) -> None:
        kind = self.sign.kind
        self.within = kind if kind in ("number", "list") else ""
        if kind == "heading":
            self.result.blocks.append(self._heading())
        elif kind == "number":
            self.result.blocks.append(self._reconstruction())
        elif kind == "list":
            self.result.blocks.append(self._list())
        elif kind == "relation":
            says = f"'{self.sign.value}' stands right below what it is about, with no empty line"
            raise self.source.problem(self.sign.start, says)
        elif kind in ("rule", "rule end"):
            says = "an inference stands between numbered statements, with no empty line"
            raise self.source.problem(self.sign.start, says)
        else:
            self.result.blocks.append(self._with_relations(self._member(), 0))

    def _heading(self) -> Heading:
        token = self._take()
        found = Heading(len(token.value), token.start)
        self._fill(found.content, found.data)
        found.end = self.signs[self.at - 1].end
        return found

    def _list(self) -> Listing:
        found = Listing(self.sign.start)
        while self.sign.kind == "list":
            token = self._take()
            self._skip("space")
            found.members.append(self._with_relations(self._member(), token.indent + 1))
        return found

    def _reconstruction(self) -> Reconstruction:
        found = Reconstruction(self.sign.start)
        inference: Inference | None = None
        while True:
            if self.sign.kind == "number":
                number = self._take()
                self._skip("space")
                member = self._with_relations(self._member(), 0)
                found.lines.append(Line(number, member, inference))
                inference = None
            elif self.sign.kind == "rule" and inference is None and found.lines:
                inference = self._inference()
            else:
                break
        found.end = self.signs[self.at - 1].end
        if inference is not None or found.lines[-1].inference is None:
            says = "premises, an inference ('----') and a conclusion stand together, all numbered"
            says += ", with no empty line between them"
            raise self.source.problem(found.start, says)
        return found

    def _inference(self) -> Inference:
        found = Inference(self._take().start)
        rule: list[str] = []
        while self.sign.kind in ("text", "comma", "newline", "data", "space"):
            token = self._take()
            if token.kind == "data":
                found.data.append(token)
            elif token.kind == "comma":
                found.rules.append("".join(rule))
                rule = []
            else:
                rule.append(" " if token.kind == "newline" else token.value)
        found.rules.append("".join(rule))
        found.rules = [text for one in found.rules if (text := " ".join(one.split()))]
        if self.sign.kind != "rule end":
            says = "this inference has no second line: it is '----', or '--', its rule and '--'"
            raise self.source.problem(found.start, says)
        found.end = self._take().end
        self._skip("newline", "space")
        self._relations(found, 0)
        return found

    # -- statements and arguments -----------------------------------------------------------------

    def _member(self) -> Member:
        """A statement or an argument, without the relations below it."""
        self._skip("space")
        first = self.sign
        found = Member(
            "argument" if first.kind.startswith("argument") else "statement", first.start
        )
        if first.kind in ("statement defined", "argument defined"):
            found.title = one_line(self._take().value)
            self._fill(found.content, found.data)
        elif first.kind in ("statement named", "argument named"):
            found.title = one_line(self._take().value)
            self._behind_name(found)
        else:
            found.what = "statement"
            self._fill(found.content, found.data)
            if not any(each.value.strip() for each in found.content):
                raise self.source.problem(first.start, "here a statement or an argument is missing")
        found.tags = [each.token for each in found.content if each.kind == "tag"]
        found.end = max(self.signs[self.at - 1].end, found.start)
        if found.title == "":
            raise self.source.problem(first.start, "a title is missing between the brackets")
        return found

    def _behind_name(self, found: Member) -> None:
        """Tags and data may stand behind a name, and nothing else on that line."""
        while self.sign.kind in ("space", "tag", "data", "newline"):
            token = self._take()
            if token.kind == "tag":
                found.content.append(Inline("tag", token.value, token))
            elif token.kind == "data":
                found.data.append(token)
            elif token.kind == "newline" and self.sign.kind not in ("data", "space"):
                break
        if self.sign.kind not in (*ENDS, "number", "list", "newline"):
            says = f"behind the name '{found.title}' stands a text: with a colon it is defined"
            raise self.source.problem(self.sign.start, says)

    def _fill(self, content: list[Inline], data: list[Token]) -> None:
        """Everything up to what ends a statement."""
        taken: list[Token] = []
        starts_line = False
        while self.sign.kind not in ENDS:
            kind = self.sign.kind
            if kind == self.within and starts_line:
                break
            token = self._take()
            if kind == "data":
                data.append(token)
            else:
                taken.append(self._as_text(token, starts_line))
            starts_line = kind == "newline" or (starts_line and kind == "space")
        content += resolved(taken, self.source.text)

    def _as_text(self, token: Token, starts_line: bool) -> Token:
        """A sign that means nothing where it stands is what it looks like. One that begins a line
        begins something else, for which Argdown wants an empty line."""
        shown = self.source.text[token.start : token.end]
        if token.kind in TAKES or token.kind == "argument mentioned":
            if token.kind == "text" and OPENS.match(self.source.text, token.start):
                self.result.as_text.append(token)
            return token
        if starts_line:
            says = f"'{shown}' begins something new: put an empty line above it; in a text write"
            raise self.source.problem(token.start, f"{says} '\\{shown}'")
        self.result.as_text.append(token)
        return token._replace(kind="text", value=shown)

    # -- relations --------------------------------------------------------------------------------

    def _with_relations(self, member: Member, indent: int) -> Member:
        self._relations(member, indent)
        return member

    def _relations(self, top: Member | Inference, indent: int) -> None:
        """What stands deeper, each below the last thing that stands less deep."""
        above: list[tuple[int, Member | Inference]] = [(indent, top)]
        while self.sign.kind == "relation":
            token = self._take()
            level = _close(above, token.indent)
            if token.indent <= above[-1][0]:
                says = (
                    f"'{token.value}' begins a relation, which is indented deeper than what it is"
                )
                raise self.source.problem(
                    token.start, f"{says} about; in a text write '\\{token.value}'"
                )
            if len(above) > DEEPEST:
                says = f"relations lie more than {DEEPEST} deep in each other"
                raise self.source.problem(token.start, says, Code.TOO_MUCH)
            member = self._member()
            above[-1][1].relations.append(Related(token.value, token.start, member))
            above.append((level, member))


def _close(above: list[tuple[int, Member | Inference]], indent: int) -> int:
    """Close what does not stand above a line; the level of that line. One that stands between two
    levels, below something deeper, belongs to the outer one."""
    is_back = False
    while len(above) > 1 and indent < above[-1][0]:
        above.pop()
        is_back = True
    if len(above) > 1 and (is_back or indent == above[-1][0]):
        return above.pop()[0]
    return indent
