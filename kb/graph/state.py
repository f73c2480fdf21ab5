"""What the graph says of itself: which base it holds, of which files, in which state."""

from __future__ import annotations

from typing import NamedTuple

from kb.errors import StoreDamaged, StoreError
from kb.graph.schema import SCHEMA
from kb.graph.statements import statement
from kb.stores.store import Store


class State(NamedTuple):
    """What the Base node says of the graph."""

    id: str
    heading: str
    schema: int
    state: str
    fingerprint: str


def read_state(store: Store) -> State | None:
    """The state of the graph, None where it is empty.

    Raises StoreError where it holds something else, StoreDamaged where another version wrote it.
    """
    found = store.run(statement("base"))
    if not found:
        if store.run(statement("any")):
            raise _foreign(store)
        return None
    if len(found) > 1 or not isinstance(found[0]["schema"], int):
        raise _foreign(store)
    state = State(**found[0])
    if state.schema != SCHEMA:
        raise StoreDamaged(
            f"the graph in '{store.address}' was written by another version of this program; "
            "'kb load --rebuild' makes it anew from the files"
        )
    return state


def _foreign(store: Store) -> StoreError:
    return StoreError(
        f"'{store.address}' holds something that is not a base of this program, and is left as "
        "it is; give another address with --db"
    )


def count_nodes(store: Store) -> dict[str, int]:
    """How many nodes of each label there are."""
    return {row["label"]: row["number"] for row in store.run(statement("counts"))}


def rewritten(store: Store) -> None:
    """Note that somebody wrote into the graph, so that the next load repairs it."""
    store.write(lambda writing: writing.run(statement("mark"), {"state": "dirty"}))
