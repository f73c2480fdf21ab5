"""The same as the pages say, for programs: JSON in the words of the model, one file a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

from pydantic import TypeAdapter

from kb.model import Argument, Claim, Debate, Frozen, Relation, Stance
from kb.publish.index import Index
from kb.publish.numbers.numbers import Numbers
from kb.publish.text import names
from kb.publish.text.scripts import as_json

EMPTY = '"items":[]'  # which no text inside of JSON can be, as its quotes are escaped


def encoded(value: object, items: Iterable[str] = ()) -> bytes:
    """JSON that is the same for the same value, with a line break at its end.

    Where there are too many to have them all in memory, `items` gives those of its empty list of
    `items`: lists of some, as JSON.
    """
    written = BytesIO()  # so that there is but one copy of what may be large
    written.writelines(part.encode("utf-8", "replace") for part in _parts(value, items))
    return written.getvalue()


def _parts(value: object, items: Iterable[str]) -> Iterator[str]:
    before, empty, after = as_json(value).partition(EMPTY)
    yield before + empty[:-1]
    comma = ""
    for some in items:
        if some != "[]":
            yield comma + some[1:-1]
            comma = ","
    yield f"{empty[-1:]}{after}\n"


def facts(thing: Frozen) -> dict[str, Any]:
    """What a thing of the model says; what it leaves open is left out."""
    return thing.model_dump(exclude_defaults=True, warnings=False)


@cache
def _all_of(kind: type[Frozen]) -> TypeAdapter[list[Frozen]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]


def _facts(kind: type[Frozen], things: Iterable[Frozen]) -> list[dict[str, Any]]:
    """The same of many things of one kind, in one go."""
    found: list[dict[str, Any]] = _all_of(kind).dump_python(
        list(things), exclude_defaults=True, warnings=False
    )
    return found


def debate_data(index: Index, debate: Debate, numbers: Numbers) -> bytes:
    """A debate with all that is said in it and what follows from it; `page` says where the debate
    and each item is shown."""
    items = index.items_of.get(debate.id, [])
    targets = index.targets_of.get(debate.id, [])
    return encoded(
        {
            "page": names.debate_file(debate.id),
            "debate": facts(debate),
            "items": [
                {"page": names.claim_file(claim.id), **said}
                for claim, said in zip(items, _facts(Claim, items), strict=True)
            ],
            "arguments": _facts(
                Argument, (index.arguments[t] for t in targets if t in index.arguments)
            ),
            "relations": _facts(
                Relation, (r for c in items for r in index.relations_from.get(c.id, ()))
            ),
            "numbers": numbers.model_dump(mode="json", exclude={"graph"}),
            "stances": _facts(Stance, (s for t in targets for s in index.stances_on.get(t, ()))),
        }
    )
