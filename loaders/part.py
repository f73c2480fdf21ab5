"""What one debate contributes to a base: its body, and a head that suffices to check the whole.

A part is a pure function of the debate's files, so it can be kept and used again; only what it
needs from elsewhere (`Need`) is looked up anew each time.
"""

from __future__ import annotations

from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic
from kb.model import (
    Argument,
    ArgumentKind,
    Claim,
    Debate,
    Frozen,
    Place,
    Premise,
    Relation,
    Stance,
    StanceKind,
)
from loaders.lints.record import Lints


class Need(NamedTuple):
    """Something that must exist elsewhere.

    Its kind is item, person, source, passage, anchor (of a heading), debate (the file of one) or
    file (any that Markdown may link to).
    """

    kind: str
    ref: str
    path: str
    line: int
    column: int
    file: str = ""  # the file that a link names, where it names one

    def problem(self, code: Code, message: str) -> Diagnostic:
        return Diagnostic(self.path, self.line, self.column, code, message)


class NodeRecord(NamedTuple):
    """A node of the graph as this part has it: the hash of what it says, and where."""

    hash: str
    path: str
    line: int
    column: int
    ordinal: int

    def problem(self, code: Code, message: str) -> Diagnostic:
        return Diagnostic(self.path, self.line, self.column, code, message)


class ArgumentName(Frozen):
    """An argument as an undercut names it: `a + b → target`, or an undercut of that."""

    premises: tuple[Premise, ...]
    target: str | ArgumentName


class StanceDraft(Frozen):
    """A stance whose target is not known yet."""

    person: str
    kind: StanceKind
    credence: float | None = None
    date: str | None = None
    of: str | None = None
    inferred: bool = False
    passages: tuple[str, ...] = ()
    note: str = ""


class ArgumentDraft(Frozen):
    """An argument as one line writes it, with all that is nested under it."""

    kind: ArgumentKind
    premises: tuple[Premise, ...]
    target: str | ArgumentName
    reasons: tuple[str, ...] = ()
    inferred: bool = False
    passages: tuple[str, ...] = ()
    stances: tuple[StanceDraft, ...] = ()
    undercut_by: tuple[ArgumentDraft, ...] = ()
    place: Place
    column: int


class Body(Frozen):
    """The facts of one debate."""

    debate: Debate
    claims: tuple[Claim, ...] = ()
    arguments: tuple[Argument, ...] = ()
    relations: tuple[Relation, ...] = ()
    stances: tuple[Stance, ...] = ()


class Head(Frozen):
    """What the rest of the base has to know of a debate.

    `items` are its ids with file and line; `paths` the files that links named, with the debate
    each was found to belong to; `shared` arguments and relations touch other debates, so that
    other files may write them too; `linked` arguments have several premises; `answers` are the
    cruxes, and what `If yes` and `If no` make; `pending` undercuts name an argument that this
    debate does not have; `lints` is what its map seems to lack.
    """

    debate: str
    items: dict[str, tuple[str, int]]
    anchors: dict[str, tuple[str, ...]]
    nodes: dict[str, NodeRecord]
    paths: dict[str, str | None]
    terms: dict[str, str]
    needs: tuple[Need, ...] = ()
    shared: tuple[Argument, ...] = ()
    shared_relations: tuple[Relation, ...] = ()
    linked: tuple[Argument, ...] = ()
    answers: tuple[str, ...] = ()
    pending: tuple[ArgumentDraft, ...] = ()
    lints: Lints = Lints()
    problems: tuple[Diagnostic, ...] = ()


class Part(Frozen):
    head: Head
    body: Body
