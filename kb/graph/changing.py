"""Changes of the graph other than a load: a statement of the user's own, and emptying it."""

from __future__ import annotations

from kb.errors import QueryError, StoreError
from kb.graph.state import look
from kb.graph.statements import statement
from kb.stores.store import Row, Store, Transaction


def rewrite(store: Store, ident: str, cypher: str) -> list[Row]:
    """Run a statement that may write, and note that somebody did: the next load repairs it.

    Raises QueryError where what it leaves could not be told from a graph of somebody else.
    """
    look(store, ident)

    def work(writing: Transaction) -> list[Row]:
        rows = writing.run(cypher)
        writing.run(statement("mark"), {"state": "dirty"})
        try:
            look(store, ident, writing)
        except StoreError:
            says = "a statement may change nodes of our labels, and must leave the Base as it is"
            raise QueryError(f"nothing was written: {says}; see docs/graph.md") from None
        return rows

    return store.write(work)


def empty(store: Store, ident: str) -> None:
    """Take the base out of the graph.

    What is left where this breaks off is a graph that answers nothing, and that a load repairs.
    """
    if look(store, ident, anew=True):
        store.write(lambda writing: writing.run(statement("abandon")))
    store.clear()
