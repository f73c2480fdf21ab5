"""Patience with a peer that keeps silent: work is done beside, so that the wait for it can end."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
EVERY = 1_000  # rows that are a sign of life


class Silence(Exception):  # noqa: N818 - reads as a word
    """For longer than was agreed there was no sign of life."""


class Watch:
    """Runs work, and gives up on it after `seconds` in which the peer was silent.

    The work says `heard` at every sign of life, and `pause` while it is not waiting for the peer.
    Where it was given up, both raise Silence: it neither goes on nor begins again.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._since: float | None = None
        self._given_up = False

    def heard(self) -> None:
        self._go_on(time.monotonic())

    def pause(self) -> None:
        self._go_on(None)

    def _go_on(self, since: float | None) -> None:
        if self._given_up:
            raise Silence
        self._since = since

    def rows(self, found: Iterable[T]) -> Iterator[T]:
        """The same rows; some of them are signs of life."""
        for number, row in enumerate(found):
            if number % EVERY == 0:
                self.heard()
            yield row

    def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises; raises Silence where it takes too long."""
        done: queue.SimpleQueue[tuple[list[T], BaseException | None]] = queue.SimpleQueue()
        self.heard()
        threading.Thread(target=lambda: done.put(_outcome(work)), daemon=True).start()
        try:
            found, error = self._outcome_of(done)
        except BaseException:  # silence, or somebody who interrupts us
            self._given_up = True
            raise
        if error:
            raise error
        return found[0]

    def _outcome_of(self, done: queue.SimpleQueue[T]) -> T:
        while True:
            try:
                return done.get(timeout=self._left())
            except queue.Empty:
                if self._left() <= 0:
                    raise Silence from None

    def _left(self) -> float:
        since = self._since
        return self.seconds if since is None else max(0.0, since + self.seconds - time.monotonic())


def _outcome(work: Callable[[], T]) -> tuple[list[T], BaseException | None]:
    try:
        return [work()], None
    except BaseException as error:
        return [], error
