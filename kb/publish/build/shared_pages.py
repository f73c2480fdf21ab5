"""The pages that all debates share, each with the same as data, as jobs for the builder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import NamedTuple

from kb.publish import pages
from kb.publish.feeds.data import encoded
from kb.publish.feeds.feed import feed
from kb.publish.parts.printer import Printer
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.parts.stamps import stamp_of
from kb.publish.text import names


class Job(NamedTuple):
    """A file that many debates share: made again only when its stamp is another."""

    path: str
    stamp: str
    make: Callable[[], bytes]


def jobs(printer: Callable[[], Printer], shared: Shared) -> Iterator[Job]:
    """Every shared page with its data; `printer` is asked for only where a page has to be made."""
    for module in pages.SHARED:
        for one in import_module(f"{pages.__name__}.{module}").shared_pages(shared):
            yield from _jobs_of(printer, one)
    told = (f"{one.question}\0{one.dated}" for one in shared.contributions if one.dated)
    yield Job(names.FEED, stamp_of(told), partial(feed, shared.base, shared.contributions))


def _jobs_of(printer: Callable[[], Printer], one: SharedPage) -> Iterator[Job]:
    path, say = one.page.path, one.data
    yield Job(path, stamp_of(one.made_of), lambda: printer().print(one.page))
    if say is not None:
        made = partial(lambda say: encoded({"page": path, **say()}, one.items()), say)
        yield Job(names.data_file(path), stamp_of(one.data_made_of), made)
