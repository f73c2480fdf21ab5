"""The interface of a format, and what its reader and its writer are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kb.interchange.account import Account, FactAccount, Piece
from kb.interchange.draft import Draft
from kb.interchange.opening import Beside
from kb.interchange.source import File, Source
from kb.model import Base


@dataclass
class Reading:
    """What a reader is given: the input, a debate to be filled, and the account to keep."""

    source: Source
    draft: Draft
    account: Account


@dataclass
class Writing:
    """What a writer is given: the debates to write, as a base in which nothing leads out of them,
    the account to keep, where their site is, if that is
    known, and what other debates say."""

    base: Base
    account: FactAccount
    address: str = ""
    whole: Base | None = None  # the base that the debates are of


class Format(NamedTuple):
    """A format: what it is, how its files end, and what reads and writes it.

    `gather` puts a file together with those that it includes, where the format has such a thing.
    What is a folder has `open_folder` and `write_files` instead, which gives texts by their paths.
    """

    what: str
    endings: tuple[str, ...]
    pieces: Callable[[Source], Iterable[Piece]] | None = None
    read: Callable[[Reading], None] | None = None
    write: Callable[[Writing], str] | None = None
    gather: Callable[[File, Beside], Source] | None = None
    open_folder: Callable[[Path], Source] | None = None
    write_files: Callable[[Writing], dict[str, str]] | None = None
