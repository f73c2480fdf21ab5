"""What an Argdown text consists of: blocks, and what each says, with its places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kb.interchange.argdown.tokens import Token


class Inline(NamedTuple):
    """A stretch of a text: `text`, `tag`, `link` or a mention; or where emphasis begins or ends
    (`*`, `**`, `/*`, `/**`)."""

    kind: str
    value: str
    token: Token


@dataclass
class Member:
    """A statement or an argument where it stands. One that is only named has no content."""

    what: Literal["statement", "argument"]
    start: int
    end: int = 0
    title: str | None = None
    content: list[Inline] = field(default_factory=list)
    tags: list[Token] = field(default_factory=list)
    data: list[Token] = field(default_factory=list)
    relations: list[Related] = field(default_factory=list)

    @property
    def is_reference(self) -> bool:
        return self.title is not None and not any(i.kind not in ("tag",) for i in self.content)


@dataclass
class Related:
    """A line under a statement, an argument or an inference: its sign and what it names."""

    sign: str
    start: int
    member: Member


@dataclass
class Inference:
    """The line between premises and conclusion."""

    start: int
    end: int = 0
    rules: list[str] = field(default_factory=list)
    data: list[Token] = field(default_factory=list)
    relations: list[Related] = field(default_factory=list)


@dataclass
class Line:
    """A numbered statement, and the inference above it, if it is a conclusion."""

    number: Token
    member: Member
    inference: Inference | None = None


@dataclass
class Reconstruction:
    """Premises and conclusions."""

    start: int
    lines: list[Line] = field(default_factory=list)
    end: int = 0


@dataclass
class Heading:
    """The heading of a section."""

    level: int
    start: int
    end: int = 0
    content: list[Inline] = field(default_factory=list)
    data: list[Token] = field(default_factory=list)

    @property
    def tags(self) -> list[Token]:
        return [each.token for each in self.content if each.kind == "tag"]


@dataclass
class Listing:
    """A list whose items are statements or arguments."""

    start: int
    members: list[Member] = field(default_factory=list)


Block = Member | Reconstruction | Heading | Listing


@dataclass
class Document:
    """A text: the settings at its head, and its blocks."""

    front: Token | None = None
    blocks: list[Block] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)
    as_text: list[Token] = field(default_factory=list)  # signs that mean nothing where they stand
