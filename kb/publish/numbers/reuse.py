"""The numbers of debates, worked out again only where what they rest on is another.

Most edits are of words, and words change no number: then neither numpy nor the reasoning is loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from kb.method import Method
from kb.publish.numbers.numbers import Numbers
from queries.network import Network

if TYPE_CHECKING:
    from kb.analysis.weighed import Weighed


class Counted(NamedTuple):
    """Numbers as JSON, with the hash of all that they were worked out of."""

    mark: str = ""
    numbers: str = ""


class Reckoner:
    """Works numbers out; `stamp` is the hash of how, `method` included."""

    def __init__(self, stamp: str, method: Method) -> None:
        self._stamp, self._method = stamp, method
        self._network: Network | None = None
        self._hash = ""
        self._weighed: Weighed | None = None
        self._last: tuple[Counted, Numbers] | None = None

    @staticmethod
    def prepare() -> None:
        """Load what works numbers out; not where numpy would start threads with that, as a process
        that has some cannot be copied."""
        if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
            import_module("kb.publish.numbers.reckoning")

    def count(self, network: Network, debate: str, before: Counted) -> Counted:
        """The numbers of a debate, those of before where they hold still."""
        self._take(network)
        mark = f"{self._hash} {debate}"
        if before.mark == mark and numbers_in(before) is not None:
            return before
        from kb.analysis.weighed import weigh
        from kb.publish.numbers.reckoning import numbers_of

        self._weighed = self._weighed or weigh(network)
        numbers = numbers_of(self._weighed, debate, self._method)
        counted = Counted(mark, numbers.model_dump_json())
        self._last = counted, numbers
        return counted

    def numbers(self, counted: Counted) -> Numbers | None:
        """What was counted, where it is whole; what was worked out last need not be read."""
        if self._last is not None and self._last[0] is counted:
            return self._last[1]
        return numbers_in(counted)

    def _take(self, network: Network) -> None:
        """Debates that come one after the other may share a network, which may be big."""
        if self._network is not network:
            said = f"{self._stamp}\0{json.dumps(network)}"
            self._hash = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
            self._network, self._weighed = network, None


def numbers_in(counted: Counted) -> Numbers | None:
    """The numbers that were kept, where they are whole."""
    try:
        return Numbers.model_validate_json(counted.numbers)
    except ValidationError:
        return None
