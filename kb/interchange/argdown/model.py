"""What an Argdown text means: statements and arguments by title, and how they are related.

All members of one title are one: statements of an equivalence class, or one argument. What a
reconstructed argument does is done by its conclusion; who undercuts one, undercuts its inference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kb.interchange.argdown.tree import (
    Document,
    Heading,
    Inference,
    Line,
    Listing,
    Member,
    Reconstruction,
    Related,
)
from kb.interchange.source import Source

Does = Literal["support", "attack", "contradictory", "undercut"]
OUTWARD: dict[str, Does] = {
    "+>": "support",
    "->": "attack",
    "_>": "undercut",
    "><": "contradictory",
}
INWARD: dict[str, Does] = {
    **dict.fromkeys(("+", "<+"), "support"),
    **dict.fromkeys(("-", "<-"), "attack"),
    **dict.fromkeys(("_", "<_"), "undercut"),
}


@dataclass(eq=False)
class Statement:
    """A statement: all of its members; `is_used` where something is related to it."""

    title: str | None
    members: list[Member] = field(default_factory=list)
    is_used: bool = False

    @property
    def home(self) -> Member:
        """Where it stands: the first member that says something, else the first."""
        return next((m for m in self.members if not m.is_reference), self.members[0])


@dataclass(eq=False)
class Argument:
    """An argument: where it is described or named, and its premises and conclusions, if it has."""

    title: str | None
    members: list[Member] = field(default_factory=list)
    lines: list[tuple[Line, Statement]] = field(default_factory=list)

    @property
    def home(self) -> Member | None:
        told = (m for m in self.members if not m.is_reference)
        return next(told, self.members[0] if self.members else None)

    @property
    def conclusion(self) -> Statement:
        return self.lines[-1][1]


class Inferred(NamedTuple):
    """The inference to one conclusion of an argument."""

    argument: Argument
    at: int


End = Statement | Argument | Inferred


@dataclass(eq=False)
class Relation:
    """What one thing does to another, and where that is written."""

    does: Does
    source: End
    target: End
    written: Related


@dataclass
class Model:
    """All that a text says. `order` has statements and arguments by where they stand."""

    statements: dict[str, Statement] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    untitled: list[Statement | Argument] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    of: dict[int, Statement | Argument] = field(default_factory=dict)  # by the id of a member

    @property
    def things(self) -> list[Statement | Argument]:
        return [*self.all_statements, *self.all_arguments]

    @property
    def all_statements(self) -> list[Statement]:
        return [*self.statements.values(), *(u for u in self.untitled if isinstance(u, Statement))]

    @property
    def all_arguments(self) -> list[Argument]:
        return [*self.arguments.values(), *(u for u in self.untitled if isinstance(u, Argument))]


def model_of(document: Document, source: Source) -> Model:
    """The meaning of a tree. Raises Unreadable where an argument is reconstructed twice."""
    reader = _Reader(source)
    before: object = None
    for block in document.blocks:
        if isinstance(block, Member):
            reader.member(block)
        elif isinstance(block, Listing):
            for member in block.members:
                reader.member(member)
        elif isinstance(block, Reconstruction):
            reader.reconstruction(block, before)
        before = None if isinstance(block, Heading) else block
    reader.settle()
    return reader.model


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.model = source, Model()

    def member(self, member: Member) -> Statement | Argument:
        """What a member is one of, with all that is written below it."""
        found = self._found(member)
        found.members.append(member)
        self.model.of[id(member)] = found
        self._related(found, member.relations)
        return found

    def _found(self, member: Member) -> Statement | Argument:
        if member.what == "argument":
            title = member.title or ""
            return self.model.arguments.setdefault(title, Argument(title))
        if member.title is not None:
            return self.model.statements.setdefault(member.title, Statement(member.title))
        new = Statement(None)
        self.model.untitled.append(new)
        return new

    def _related(self, top: End, relations: list[Related]) -> None:
        for written in relations:
            other = self.member(written.member)
            if written.sign in OUTWARD:
                relation = Relation(OUTWARD[written.sign], top, other, written)
            else:
                relation = Relation(INWARD[written.sign], other, top, written)
            self.model.relations.append(relation)

    def reconstruction(self, block: Reconstruction, before: object) -> None:
        argument = self._named(before)
        if argument.lines:
            says = f"the argument '{argument.title}' has premises and conclusions already"
            raise self.source.problem(block.start, says)
        for index, line in enumerate(block.lines):
            if line.inference:
                self._related(Inferred(argument, index), line.inference.relations)
            undercuts = [
                r for r in line.member.relations if line.inference and r.sign in ("_", "<_")
            ]
            self._related(Inferred(argument, index), undercuts)
            line.member.relations = [r for r in line.member.relations if r not in undercuts]
            statement = self.member(line.member)
            assert isinstance(statement, Statement) or self._is_argument(line)
            if isinstance(statement, Statement):
                statement.is_used = True
                argument.lines.append((line, statement))

    def _is_argument(self, line: Line) -> bool:
        says = "an argument has a number here, where only statements have"
        raise self.source.problem(line.member.start, says)

    def _named(self, before: object) -> Argument:
        if isinstance(before, Member) and before.what == "argument":
            found = self.model.of[id(before)]
            assert isinstance(found, Argument)
            return found
        new = Argument(None)
        self.model.untitled.append(new)
        return new

    def settle(self) -> None:
        """Let conclusions do what their arguments do, and inferences bear what undercuts these."""
        for relation in self.model.relations:
            relation.source = _acting(relation.source)
            if relation.does == "undercut":
                relation.target = _undercut(relation.target)
            for end in (relation.source, relation.target):
                if isinstance(end, Statement):
                    end.is_used = True


def _acting(end: End) -> End:
    return end.conclusion if isinstance(end, Argument) and end.lines else end


def _undercut(end: End) -> End:
    return Inferred(end, len(end.lines) - 1) if isinstance(end, Argument) and end.lines else end


def inferences(argument: Argument) -> Iterator[tuple[int, Inference]]:
    """The inferences of an argument, each with the place of its conclusion."""
    for index, (line, _) in enumerate(argument.lines):
        if line.inference:
            yield index, line.inference
