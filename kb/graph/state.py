"""What the graph says of itself, and the look that every change takes first: whose graph is it?"""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from kb.errors import StoreDamaged, StoreError
from kb.graph.schema import LABELS, SCHEMA
from kb.graph.statements import statement
from kb.stores.store import Store, Transaction

REBUILD = "'kb load --rebuild' makes it anew from the files"


class State(NamedTuple):
    """What the Base node says of the graph."""

    id: str
    heading: str
    schema: int
    state: str
    fingerprint: str
    doubt: bool

    @property
    def is_doubtful(self) -> bool:
        """Whether no hash in the graph is to be trusted."""
        return self.doubt or self.state == "dirty"


def read_state(store: Store) -> State | None:
    """The state of the graph, None where it is empty.

    Raises StoreError where it holds something else, StoreDamaged where another version wrote it.
    """
    state = _state(store, store)
    if state:
        _refuse_version(store, state)
    return state


def look(
    store: Store, ident: str, writing: Transaction | None = None, anew: bool = False
) -> State | None:
    """What there is before a change: the state of the base `ident`, None where nothing is.

    Everything that writes looks first, in its transaction where it has one. Raises StoreError for
    what is not that base, wherever this is not the base's own place; with `anew`, what another
    version wrote will do, and in its own place anything.
    """
    if store.is_own and anew:
        return None
    state = _state(store, writing or store)
    if state and state.id != ident:
        raise _of_another(store, state.id, ident)
    if state and not anew:
        _refuse_version(store, state)
    if state and not store.is_own:
        _refuse_foreign(store, state, writing or store)
    return state


def _state(store: Store, asked: Store | Transaction) -> State | None:
    found = asked.run(statement("base"))
    if not found:
        if asked.run(statement("any")):
            _foreign(store)
        return None
    if len(found) > 1 or not isinstance(found[0]["schema"], int):
        _foreign(store)
    return State(**found[0])


def _refuse_version(store: Store, state: State) -> None:
    if state.schema != SCHEMA:
        says = f"the graph in '{store.address}' was written by another version of this program"
        raise StoreDamaged(f"{says}; {REBUILD}")


def _refuse_foreign(store: Store, state: State, asked: Store | Transaction) -> None:
    labels = ["Base", *LABELS]
    if asked.run(statement("foreign"), {"labels": labels, "dirty": state.is_doubtful}):
        _foreign(store)


def _foreign(store: Store) -> NoReturn:
    says = f"'{store.address}' holds something that is not a base of this program"
    if store.is_own:
        raise StoreError(f"{says}; {REBUILD}")
    raise StoreError(f"{says}, and is left as it is; give another address with --db")


def _of_another(store: Store, found: str, ident: str) -> StoreError:
    if store.is_own:
        says = f"the graph here is of the base '{found}', and 'kb.toml' now says '{ident}'"
        return StoreError(f"{says}; {REBUILD}")
    says = f"'{store.address}' holds the base '{found}', not '{ident}', and is left as it is"
    return StoreError(f"{says}; give another address with --db")


def count_nodes(store: Store) -> dict[str, int]:
    """How many nodes of each label there are."""
    return {row["label"]: row["number"] for row in store.run(statement("counts"))}
