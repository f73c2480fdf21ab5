"""Stamps: hashes that say whether what a file is made of is as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def stamp_of(parts: Iterable[str]) -> str:
    """The hash of texts, one after the other: together they may be large."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
