"""The feed: who said what when, as far as the files give whole dates. None is that of the build."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.model import Base
from kb.publish.parts.contribution import Contribution, Dated
from kb.publish.text import names
from kb.publish.text.signs import printable

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
ATOM = "http://www.w3.org/2005/Atom"
LATEST = 50  # entries
NEVER = "1970-01-01"  # a feed must give a time; this one says that no file gives any


def latest(dated: Iterable[Dated]) -> list[Dated]:
    """As many as a feed shows, the latest first; of one day in the order of the files."""
    return sorted(dated, key=lambda entry: entry.date, reverse=True)[:LATEST]


def feed(base: Base, contributions: Sequence[Contribution]) -> bytes:
    """The latest stances as Atom; links lead from where the feed lies."""
    dated = latest(d for e in contributions for d in e.dated)
    questions = {d.path: e.question for e in contributions for d in e.dated}
    root = Element("feed", xmlns=ATOM)
    _text(root, "id", _urn(base.id))
    _text(root, "title", base.heading)
    _text(root, "updated", _time(dated[0].date if dated else NEVER))
    _text(SubElement(root, "author"), "name", base.heading)
    SubElement(root, "link", rel="self", href=names.FEED)
    SubElement(root, "link", rel="alternate", type="text/html", href=names.HOME)
    for entry in dated:
        _entry(root, base, questions[entry.path], entry)
    return f"{XML}{tostring(root, encoding='unicode')}\n".encode()


def _entry(root: Element, base: Base, question: str, dated: Dated) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", _urn(f"{base.id}\0{dated.ident}"))
    _text(entry, "title", dated.title)
    _text(entry, "updated", _time(dated.date))
    SubElement(entry, "link", rel="alternate", type="text/html", href=dated.path)
    _text(entry, "summary", question)


def _text(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = printable(words)


def _time(date: str) -> str:
    return f"{date}T00:00:00Z"


def _urn(name: str) -> str:
    """The same name for the same thing, wherever the site is."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name.encode("utf-8", "replace").decode()).urn
