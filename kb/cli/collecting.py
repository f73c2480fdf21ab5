"""Garbage: a command that ends by itself leaves it lying, one that goes on collects it."""

from __future__ import annotations

import gc

MANY = 50_000  # values made since garbage was looked for the last time


def ends_by_itself() -> None:
    """This process is over before there is anything to collect."""
    gc.disable()


def goes_on() -> None:
    """This process ends when it is told to."""
    gc.set_threshold(MANY)
    gc.enable()
