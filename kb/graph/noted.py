"""A word beside a graph on the files that it holds, which tells that without opening it.

The store binds it to the very state in which a load left the graph. After anybody else has written
there, be that an older program or somebody who asks in Cypher, nothing is noted of it.
"""

from __future__ import annotations

from kb.graph.schema import SCHEMA
from kb.stores.store import Store


def note(store: Store, ident: str, fingerprint: str) -> None:
    """Note that a graph has just been loaded from the files of a base."""
    store.note(f"{_word(store)}{fingerprint} {ident}")


def is_noted(store: Store, fingerprint: str) -> bool:
    """Whether it was noted of the graph as it is that it holds what these files say."""
    return store.noted().startswith(f"{_word(store)}{fingerprint} ")


def is_known(store: Store, ident: str = "") -> bool:
    """Whether a load by this version noted anything of the graph as it is, so that it is whole; and
    that it is of this base, where one is named."""
    noted = store.noted()
    return noted.startswith(_word(store)) and noted.endswith(f" {ident}" if ident else "")


def _word(store: Store) -> str:
    return f"{store.version} {SCHEMA} "
