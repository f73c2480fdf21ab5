"""What is kept of a debate for the lints of the whole base."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field

from kb.diagnostics import Diagnostic
from kb.model import Frozen


class Rebuttal(NamedTuple):
    """A rebuttal both of whose sides may use a term, by id."""

    id: str
    premises: tuple[str, ...]
    target: str


class Lints(Frozen):
    """What one debate knows of the quality of its map; empty where all is well.

    `found` is certain from this debate alone. `suspects` are its items by code, each with the ids
    that would clear it if another debate named one of them among its `alibis` for that code.
    The rest is about terms: `uses` has the definitions that an item uses, `senses` the term of each
    definition, `apart` what some item distinguishes, `rebuttals` those to be looked at, and
    `undercut` the arguments that this debate undercuts.
    """

    found: tuple[Diagnostic, ...] = ()
    suspects: dict[str, tuple[tuple[str, ...], ...]] = Field(default_factory=dict)
    alibis: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    uses: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    senses: dict[str, str] = Field(default_factory=dict)
    apart: tuple[tuple[str, ...], ...] = ()
    rebuttals: tuple[Rebuttal, ...] = ()
    undercut: tuple[str, ...] = ()
