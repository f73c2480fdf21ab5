"""What a lint of one debate looks at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from loaders.facts.parsed import Body, NodeRecord


class Seen(NamedTuple):
    """A debate's facts, where each is written, and the arguments that only say what a crux does."""

    body: Body
    records: Mapping[str, NodeRecord]
    answers: Collection[str]
