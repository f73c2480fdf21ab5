"""One question a `.cypher` file, and a typed function for each.

Every function takes `run`, which asks the graph: `run(cypher, parameters) -> rows`. A module is
imported when it is first named, since a question needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):  # what Python itself asks for
        raise AttributeError(name)
    try:
        return import_module(f"queries.{name}")
    except ModuleNotFoundError:
        raise AttributeError(name) from None
