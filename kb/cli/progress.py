"""A bar for somebody who watches what takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial


@contextmanager
def progress(of: str, least: int = 0) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr of so many done of how many; nothing where the output goes elsewhere, or
    where there are no more than `least` to do.

    It is drawn by those who do the work, by no thread: a process that has one cannot be copied.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:

        @cache
        def bar() -> Callable[..., None]:
            from rich.console import Console
            from rich.progress import Progress

            screen = Console(stderr=True, markup=False, highlight=False, emoji=False)
            drawn = Progress(console=screen, transient=True, auto_refresh=False)
            task = stack.enter_context(drawn).add_task(of, total=None)
            return partial(drawn.update, task, refresh=True)

        def show(done: int, total: int) -> None:
            if total > least:
                bar()(completed=done, total=total)

        yield show
