"""Whether what was written says, when it is read again, what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from kb.interchange.draft import Draft
from kb.model import Base


def differences(draft: Draft, base: Base) -> list[str]:
    """What a draft says that the base does not: one sentence each."""
    found = []
    groups: list[tuple[Iterable[BaseModel], Iterable[BaseModel]]] = [
        (draft.claims.values(), base.claims),
        (draft.arguments.values(), base.arguments),
        (draft.relations.values(), base.relations),
        (draft.stances.values(), base.stances),
    ]
    for meant, read in groups:
        there = {key(fact): fact for fact in read}
        for fact in meant:
            other = there.get(key(fact))
            if other is None:
                found.append(f"a {type(fact).__name__.lower()} would be lost ({key(fact)})")
            elif name := _field(fact, other):
                found.append(f"the {name} of {key(fact)} would be another")
    return found


def key(fact: BaseModel) -> str:
    ident = getattr(fact, "id", "")
    if ident:
        return str(ident)
    return " ".join(str(getattr(fact, name)) for name in ("source", "kind", "target"))


def _field(meant: BaseModel, read: BaseModel) -> str:
    """A field that says something else."""
    for name in type(meant).model_fields:
        if name in ("place", "ordinal", "section", "posed"):
            continue
        if _said(getattr(meant, name)) != _said(getattr(read, name)):
            return name
    return ""


def _said(value: object) -> object:
    """A value, with what no reader sees made alike: the order of tags and white space in prose."""
    if isinstance(value, str):
        return value.split()
    return sorted(map(str, value)) if isinstance(value, tuple) else value
