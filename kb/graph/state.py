"""What the graph says of itself, and the look that every change takes first: whose graph is it?"""

from typing import NamedTuple, NoReturn

from kb.errors import StoreDamaged, StoreError
from kb.graph.schema import LABELS, SCHEMA
from kb.graph.statements import statement
from kb.stores.store import Asked, Store, Transaction

REBUILD = "'kb load --rebuild' makes it anew from the files"


class State(NamedTuple):
    """What the Base node says of the graph: `registers` is the hash of people, sources, passages
    and terms, `counts` how many nodes of each label the last load left."""

    id: str
    heading: str
    schema: int
    state: str
    fingerprint: str
    doubt: bool
    registers: str | None
    counts: list[int] | None

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
    store: Store,
    ident: str,
    writing: Transaction | None = None,
    anew: bool = False,
    every: bool = True,
) -> State | None:
    """What there is before a change: the state of the base `ident`, None where nothing is.

    Everything that writes looks first, in its transaction where it has one. Raises StoreError for
    what is not that base, wherever this is not the base's own place; with `anew`, what another
    version wrote will do, and in its own place anything. Unless it is to look at `every` node, it
    does so only where there are not those labels, and as many nodes, as the last load left.
    """
    if store.is_own and anew:
        return None
    state = _state(store, writing or store)
    if state and state.id != ident:
        raise _of_another(store, state.id, ident)
    if state and not anew:
        _refuse_version(store, state)
    if state and not store.is_own and (every or not is_as_left(state, writing or store)):
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


def is_as_left(state: State, asked: Asked) -> bool:
    """Whether there are those labels, and as many nodes of each, as the last load left: a server
    knows without reading any."""
    if state.is_doubtful or state.state != "ready" or state.counts is None:
        return False
    labels = {row["label"] for row in asked.run(statement("labels"))}
    [found] = asked.run(statement("numbers"))
    numbers = list(found["counts"]), found["total"]
    return labels <= {"Base", *LABELS} and numbers == (state.counts, sum(state.counts) + 1)


def count_nodes(store: Store) -> dict[str, int]:
    """How many nodes of each label there are."""
    return {row["label"]: row["number"] for row in store.run(statement("counts"))}
