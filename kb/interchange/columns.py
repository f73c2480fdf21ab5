"""The columns of a table and the kinds of its rows."""

from __future__ import annotations

from typing import get_args

from kb.kinds import ArgumentKind, Kind, PersonKind, RelationKind, StanceKind

COLUMNS = (
    "kind",
    "id",
    "text",
    "title",
    "tags",
    "section",
    "term",
    "from",
    "to",
    "person",
    "credence",
    "date",
    "of",
    "inferred",
    "called",
    "scheme",
    "because",
    "posed",
    "formerly",
    "passages",
)
ITEMS: tuple[str, ...] = get_args(Kind)
ARGUMENTS: tuple[str, ...] = get_args(ArgumentKind)
RELATIONS: tuple[str, ...] = get_args(RelationKind)
STANCES: tuple[str, ...] = get_args(StanceKind)
PEOPLE: tuple[str, ...] = get_args(PersonKind)
KINDS = (*ITEMS, *ARGUMENTS, *RELATIONS, *STANCES, *PEOPLE, "debate")
