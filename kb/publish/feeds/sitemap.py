"""The map of the site for crawlers, where the address of the site is known; it needs whole ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.publish.text import names
from kb.publish.text.names import full_address

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses that one map may hold
LEFT_OUT = frozenset({names.NOT_FOUND})


def sitemap(address: str, pages: Sequence[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """One map, or as many as it takes with one that lists them, each with what makes it."""
    shown = [page for page in pages if page not in LEFT_OUT]
    if len(shown) <= MOST:
        yield names.SITEMAP, partial(_xml, "urlset", "url", address, shown)
        return
    parts = [shown[start : start + MOST] for start in range(0, len(shown), MOST)]
    paths = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for path, part in zip(paths, parts, strict=True):
        yield path, partial(_xml, "urlset", "url", address, part)
    yield names.SITEMAP, partial(_xml, "sitemapindex", "sitemap", address, paths)


def _xml(kind: str, entry: str, address: str, paths: Sequence[str]) -> bytes:
    root = Element(kind, xmlns=SCHEMA)
    for path in paths:
        SubElement(SubElement(root, entry), "loc").text = full_address(address, path)
    return f"{XML}{tostring(root, encoding='unicode')}\n".encode()
