"""What other packages are installed, looked up when somebody asks.

pydantic asks for `importlib.metadata` before it knows that no plugin is wanted; with it come the
modules of mail, of archives and of the network, which takes as long as a tenth of `kb check`.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

NAME = "importlib.metadata"


class _Later(ModuleType):
    """Stands for the module until something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # which is asked of every module as it is imported
            raise AttributeError(name)
        return getattr(_itself(), name)

    def entry_points(self, **wanted: Any) -> Any:
        """What pydantic imports by name, to call it only where plugins are wanted."""
        return _itself().entry_points(**wanted)


def _itself() -> ModuleType:
    if isinstance(sys.modules.get(NAME), _Later):
        del sys.modules[NAME]
    return importlib.import_module(NAME)


def packages_later() -> None:
    """Let the module be imported by whoever uses it, not by who names it."""
    if NAME not in sys.modules:
        later = _Later(NAME)
        later.__spec__ = found = find_spec(NAME)
        later.__path__ = list(found.submodule_search_locations or ()) if found else []
        sys.modules[NAME] = later
        importlib.metadata = later  # as after any import
