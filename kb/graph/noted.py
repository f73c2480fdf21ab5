"""A word beside a graph on the files that it holds, which tells that without opening it.

The store binds it to the very state in which a load left the graph. After anybody else has written
there, be that an older program or somebody who asks in Cypher, nothing is noted of it.
"""

from __future__ import annotations

from kb.graph.schema import SCHEMA
from kb.stores.store import Store


def note(store: Store, fingerprint: str) -> None:
    """Note that a graph has just been loaded from files."""
    store.note(_word(store, fingerprint))


def is_noted(store: Store, fingerprint: str) -> bool:
    """Whether it was noted of the graph as it is that it holds what these files say."""
    return store.noted() == _word(store, fingerprint)


def _word(store: Store, fingerprint: str) -> str:
    return f"{store.version} {SCHEMA} {fingerprint}"
