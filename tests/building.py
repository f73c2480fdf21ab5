"""Bases as values, from a few words: what a test does not care about has a plain default."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.kinds import ArgumentKind
from kb.model import Argument, Base, Claim, Debate, Place, Premise, Stance, argument_id


def place(debate: str, line: int = 1) -> Place:
    return Place(path=f"{debate}.md", line=line)


def debate(ident: str = "d", **more: Any) -> Debate:
    given = {"heading": "D", "question": "Why?", "place": place(ident)}
    return Debate(**{"id": ident, **given, **more})


def claim(
    slug: str, text: str = "So it is.", line: int = 1, debate: str = "d", **more: Any
) -> Claim:
    given = {"id": f"{debate}/{slug}", "slug": slug, "debate": debate, "text": text}
    return Claim(**{**given, "place": place(debate, line), **more})


def premises_from(words: str, debate: str) -> tuple[Premise, ...]:
    """The premises `a + not b`, in a debate unless they name another."""
    parts = [part.strip() for part in words.split("+")]
    return tuple(
        Premise(claim=full(p.removeprefix("not "), debate), negated=p.startswith("not "))
        for p in parts
    )


def full(ident: str, debate: str) -> str:
    return ident if "/" in ident or ident.startswith("arg:") else f"{debate}/{ident}"


def argument(
    kind: ArgumentKind,
    premises: str | Iterable[Premise],
    target: str,
    line: int = 1,
    debate: str = "d",
    **more: Any,
) -> Argument:
    """An argument, its premises as in `premises_from`; what it undercuts is given by its id."""
    needs = premises_from(premises, debate) if isinstance(premises, str) else tuple(premises)
    goal = full(target, debate)
    given = {"id": argument_id(kind, needs, goal), "kind": kind, "premises": needs, "target": goal}
    return Argument(**{**given, "debate": debate, "place": place(debate, line), **more})


def stance(name: str, person: str, kind: Any, target: str, **more: Any) -> Stance:
    return Stance(id=name, person=person, kind=kind, target=target, **more)


def base(*claims: Claim, **more: Any) -> Base:
    """A base of one debate `d`, unless others are given."""
    given = {"id": "b", "heading": "B", "debates": (debate(),), "claims": claims}
    return Base(**{**given, **more})
