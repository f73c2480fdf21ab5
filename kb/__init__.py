"""An argument-mapping knowledge base: debates as Markdown, cruxes as answers.

import kb
base = kb.open(".")
base.cruxes("power-seeking")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.version import VERSION

if TYPE_CHECKING:
    from os import PathLike

    from kb.api import OpenBase

__version__ = VERSION
__all__ = ["__version__", "open"]


def open(  # noqa: A001 - read as kb.open
    folder: str | PathLike[str] | None = None,
    db: str | None = None,
    follow: bool = True,
    database: str | None = None,
    timeout: float | None = None,
) -> OpenBase:
    """Open the base in, or above, a folder; without one the nearest, else the shipped debates.

    `db` is the address of a graph other than the base's own: a folder, or a Neo4j server, where
    `database` names one of several. With `follow` the graph is brought
    up to the files before the first question. A server that gave no sign of life for `timeout`
    seconds (60) is given up, as is a question to the embedded graph that takes longer.

    Raises kb.errors.KbError, always with one clear sentence.
    """
    from kb.api import OpenBase

    return OpenBase.at(folder, db, follow, database, timeout)
