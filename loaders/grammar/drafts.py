"""Arguments and stances as lines write them, before what they are about is known."""

from __future__ import annotations

from typing import NamedTuple

from kb.kinds import ArgumentKind, StanceKind
from kb.model import Place, Premise


class ArgumentName(NamedTuple):
    """An argument as an undercut names it: `a + b → target`, or an undercut of that."""

    premises: tuple[Premise, ...]
    target: str | ArgumentName


class StanceDraft(NamedTuple):
    """A stance whose target is not known yet."""

    person: str
    kind: StanceKind
    credence: float | None = None
    date: str | None = None
    of: str | None = None
    inferred: bool = False
    passages: tuple[str, ...] = ()
    note: str = ""


class ArgumentDraft(NamedTuple):
    """An argument as one line writes it, with all that is nested under it."""

    kind: ArgumentKind
    premises: tuple[Premise, ...]
    target: str | ArgumentName
    place: Place
    column: int
    reasons: tuple[str, ...] = ()
    called: str | None = None
    scheme: str | None = None
    inferred: bool = False
    answer: str | None = None
    passages: tuple[str, ...] = ()
    stances: tuple[StanceDraft, ...] = ()
    undercut_by: tuple[ArgumentDraft, ...] = ()
