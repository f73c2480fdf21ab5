"""Arguments and stances as lines write them, before what they are about is known."""

from __future__ import annotations

from kb.model import (
    ArgumentKind,
    Frozen,
    Place,
    Premise,
    StanceKind,
)


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
    called: str | None = None
    scheme: str | None = None
    inferred: bool = False
    answer: str | None = None
    passages: tuple[str, ...] = ()
    stances: tuple[StanceDraft, ...] = ()
    undercut_by: tuple[ArgumentDraft, ...] = ()
    place: Place
    column: int
