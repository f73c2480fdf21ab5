"""A bar for somebody who watches what takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from time import monotonic

from kb.cli.printing import console

EVERY = 0.1  # seconds between two looks of a bar


@contextmanager
def progress(of: str, least: int = 0) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr of so many done of how many, at once or where there are more than `least` to
    do; nothing where the output goes elsewhere.

    It is drawn by those who do the work, by no thread: a process that has one cannot be copied.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:

        @cache
        def bar() -> Callable[..., None]:
            from rich.progress import Progress

            bars = Progress(console=console(), transient=True, auto_refresh=False)
            task = stack.enter_context(bars).add_task(of, total=None)
            return partial(bars.update, task, refresh=True)

        drawn = -EVERY

        def show(done: int, total: int) -> None:
            nonlocal drawn
            if total > least and (done == total or monotonic() - drawn >= EVERY):
                drawn = monotonic()
                bar()(completed=done, total=total)

        if not least:
            bar()(completed=0)
        yield show
