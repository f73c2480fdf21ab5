"""A base with one of everything, the site made of it, and pages read as a browser reads them."""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import building
import html5lib
import pytest
from building import stance
from making import publish_written, read_back

from kb.model import (
    Base,
    Debate,
    Passage,
    Person,
    Place,
    Quote,
    Relation,
    Section,
    Source,
    Term,
)
from loaders.base.load import LoadedBase


@dataclass(frozen=True)
class Page:
    """One page of a site: where it lies and its parsed tree."""

    path: str
    tree: Element

    def all(self, tag: str = "*", **attributes: str) -> list[Element]:
        """The elements of a kind whose attributes are as given (`class_` holds one class)."""
        return [e for e in self.tree.iter() if _fits(e, tag, attributes)]

    def one(self, tag: str = "*", **attributes: str) -> Element:
        (element,) = self.all(tag, **attributes)
        return element

    def text(self, element: Element | None = None) -> str:
        return " ".join("".join((self.tree if element is None else element).itertext()).split())

    def targets(self, element: Element | None = None) -> set[str]:
        """What the links in an element lead to, as paths from the top of the site."""
        inside = (self.tree if element is None else element).iter("a")
        return {self.absolute(a.get("href", "")) for a in inside}

    def absolute(self, href: str) -> str:
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        folder = posixpath.dirname(self.path)
        path = posixpath.normpath(posixpath.join(folder, parts.path)) if parts.path else self.path
        return path + (f"#{parts.fragment}" if parts.fragment else "")

    def pages(self) -> set[str]:
        """What the main part links to, fragments left aside."""
        return {target.partition("#")[0] for target in self.targets(self.one("main"))}


def _fits(element: Element, tag: str, attributes: dict[str, str]) -> bool:
    if not isinstance(element.tag, str) or tag not in ("*", element.tag):
        return False
    for name, value in attributes.items():
        have = element.get(name.rstrip("_").replace("_", "-"))
        if have is None or value not in (have.split() if name == "class_" else [have]):
            return False
    return True


@dataclass(frozen=True)
class Site:
    folder: Path
    pages: dict[str, Page]

    def __getitem__(self, path: str) -> Page:
        return self.pages[path]

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages.values())


def read_site(folder: Path) -> Site:
    """Every page; html5lib refuses what is not valid HTML."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        pages[name] = Page(name, parser.parse(path.read_bytes(), transport_encoding="utf-8"))
    return Site(folder, pages)


Build = Callable[..., Site]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Publish a base into a fresh folder and read what came out."""

    def build(base: Base | LoadedBase, **options: Any) -> Site:
        publish_written(base, tmp_path / "public", **options)
        return read_site(tmp_path / "public")

    return build


@pytest.fixture(scope="session")
def site(ferry: Base, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the ferry base."""
    folder = tmp_path_factory.mktemp("site") / "public"
    publish_written(
        ferry, folder, texts={"minutes": [f"Words of passage {n}." for n in range(1, 8)]}
    )
    return read_site(folder)


argument = partial(building.argument, debate="ferry")
claim = partial(building.claim, debate="ferry")


def one_claim(slug: str = "x", **changes: Any) -> Base:
    """The smallest base with an item."""
    return building.base(building.claim(slug, **{"text": "It is so.", "line": 3, **changes}))


@pytest.fixture(scope="session")
def smallest() -> Callable[..., Base]:
    return one_claim


STEP = argument(
    "supports", "empty-beds + shift-change", "run-all-night", 12,
    reasons=("guests and *workers* share one boat",), passages=("minutes#2",),
)  # fmt: skip
UNDERCUT = argument("undercuts", "winter-only", STEP.id, 30, inferred=True)
COUNTER = argument("undercuts", "not day-boats-suffice", UNDERCUT.id, 31)
THIRD = argument("undercuts", "seal-noise", COUNTER.id, 32)
REBUTTAL = argument("rebuts", "seal-noise", "run-all-night", 33)
ASKED_YES = argument("supports", "guests-leave", "empty-beds", 34)
ASKED_NO = argument("supports", "not guests-leave", "day-boats-suffice", 35)
CRUX_YES = argument("rebuts", "is-noise-heard", "day-boats-suffice", 36)
ON_ASKED = argument("rebuts", "winter-only", "guests-leave", 37)
ACROSS = argument("supports", "harbour/quay-is-old", "day-boats-suffice", 38)
ARGUMENTS = (
    STEP, UNDERCUT, COUNTER, THIRD, REBUTTAL, ASKED_YES, ASKED_NO, CRUX_YES, ON_ASKED, ACROSS,
)  # fmt: skip

CLAIMS = (
    claim(
        "run-all-night", "The island ferry should run *through* the night.", 10,
        kind="position", section="Answers", credence=0.6, passages=("minutes#1", "minutes#7"),
        body="See [the beds](#empty-beds), [the quay](harbour.md#quay-is-old), "
        "[Mara](people.md#mara), [the minutes](sources.md#minutes), [Answers](#answers), "
        "[outside](https://example.org/a?b=1&c=2) and [nowhere](#no-such-item).",
        quotes=(Quote(text="the boat sleeps", passage="minutes#3", line=14),),
    ),
    claim("day-boats-suffice", "Day boats suffice.", 16, kind="position", section="Answers"),
    claim("empty-beds", "Hotel beds stay empty for want of a night boat.", 18),
    claim("shift-change", "The night shift ends at three.", 20, kind="evidence"),
    claim("winter-only", "Hotels stand empty only in winter.", 22),
    claim("seal-noise", "Engines at night disturb the seals.", 24, kind="prediction"),
    claim("guests-leave", "Weekday guests leave early because of the last boat.", 26),
    claim(
        "do-guests-leave", "Do weekday guests leave early because of the last boat?", 40,
        kind="crux", posed="mapper", section="Cruxes",
    ),
    claim(
        "is-noise-heard", "Is the engine heard under water?", 44, kind="crux", posed="person",
        section="Cruxes",
    ),
    claim("what-is-night", "When does the night begin?", 48, kind="question"),
    claim("at-ten", "It begins at ten.", 50, kind="position"),
    claim("night-sleep", "The hours in which most people sleep.", 52, kind="definition",
          term="night", passages=("minutes#4",)),
    claim("night-dark", "The hours without daylight.", 54, kind="definition", term="night"),
    claim("two-nights", "The two nights differ in June.", 56),
    claim("bakers", "Bakers also work while others sleep.", 58, kind="analogy",
          title="Bakers at work"),
    claim("try-a-month", "Try it for a month.", 60, kind="proposal"),
    claim("quay-is-old", "The quay is old.", 4, debate="harbour", kind="position"),
)  # fmt: skip

RELATIONS = (
    Relation(kind="asks", source="ferry/do-guests-leave", target="ferry/guests-leave"),
    Relation(kind="concerns", source="ferry/what-is-night", target="ferry/run-all-night"),
    Relation(kind="answers", source="ferry/at-ten", target="ferry/what-is-night"),
    Relation(kind="uses", source="ferry/run-all-night", target="ferry/night-sleep",
             inferred=True, reason="it is about sleepers", passages=("minutes#5",)),
    Relation(kind="distinguishes", source="ferry/two-nights", target="ferry/night-sleep"),
    Relation(kind="distinguishes", source="ferry/two-nights", target="ferry/night-dark"),
    Relation(kind="illustrates", source="ferry/bakers", target="ferry/shift-change"),
    Relation(kind="refines", source="ferry/try-a-month", target="ferry/run-all-night"),
)  # fmt: skip


STANCES = (
    stance("st-1", "mara", "holds", "ferry/run-all-night", credence=0.8, date="2031-04-02",
           passages=("minutes#3",), note="at least on *weekdays*"),
    stance("st-2", "ines", "rejects", "ferry/run-all-night", date="2031-05-09"),
    stance("st-3", "mara", "holds", STEP.id, passages=("minutes#7",)),
    stance("st-4", "ines", "questions", STEP.id, inferred=True),
    stance("st-5", "ines", "reports", "ferry/seal-noise", of="mara"),
    stance("st-6", "mara", "finds_plausible", "ferry/guests-leave", passages=("log#1",)),
    stance("st-7", "ines", "answers_no", "ferry/do-guests-leave"),
    stance("st-8", "mara", "answers_yes", "ferry/is-noise-heard"),
    stance("st-9", "ines", "poses", "ferry/is-noise-heard"),
    stance("st-10", "mara", "concedes", "ferry/seal-noise"),
    stance("st-11", "ines", "supposes", "harbour/quay-is-old"),
    stance("st-12", "ines", "questions", UNDERCUT.id),
)  # fmt: skip

PASSAGES = (
    *(Passage(id=f"minutes#{n}", source="minutes", number=n) for n in range(1, 5)),
    Passage(id="minutes#5", source="minutes", number=5, repeats="minutes#1"),
    Passage(id="minutes#6", source="minutes", number=6, left_out="a heading", starts="a letter"),
    Passage(id="minutes#7", source="minutes", number=7),
    Passage(id="minutes#8", source="minutes", number=8),
)


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Each kind of item, relation, stance and argument, in two debates that touch, as read."""
    return read_back(islands(), tmp_path_factory.mktemp("ferry") / "base").base


def islands() -> Base:
    """The same before it is written: stances have other names, and all stands elsewhere."""
    return Base(
        id="island",
        heading="Island debates",
        debates=(
            Debate(
                id="ferry", heading="The night ferry", source="minutes",
                question="Should the island ferry run through the night?",
                summary="What is at stake: [the quay](harbour.md) and sleep.",
                sections=(Section(heading="Answers", level=2), Section(heading="Cruxes", level=2)),
                place=Place(path="ferry.md", line=1),
            ),
            Debate(id="harbour", heading="The harbour", question="What of the harbour?",
                   place=Place(path="harbour.md", line=1)),
        ),
        claims=CLAIMS,
        arguments=ARGUMENTS,
        relations=RELATIONS,
        stances=STANCES,
        people=(
            Person(id="mara", heading="Mara Oduya", note="Runs the hotel.",
                   address="https://example.org/mara"),
            Person(id="ines", heading="Ines Tal"),
        ),
        sources=(
            Source(id="minutes", heading="Harbour minutes", kind="minutes", date="2031-01-05",
                   by="[Ines](people.md#ines)", file="minutes.txt"),
            Source(id="log", heading="The log"),
        ),
        passages=PASSAGES,
        terms=(Term(id="night", heading="Night"),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser; without one the tests that need it are skipped, but never on CI."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program, why = None, "Playwright for Python is not installed"
    else:
        why = "there is no Chromium in the path"
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


SENTENCE = "The harbour board would rather keep the night ferry than lose it"
IN_PALATINO = 454.6  # pixels, with letters of 16
MEASURED = """([text]) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "16px " + getComputedStyle(document.body).fontFamily;
    return pen.measureText(text).width;
}"""


@dataclass
class Reader:
    """Somebody who reads a site in a browser; what the browser complains of is kept."""

    page: Any
    folder: Path
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, fragment: str = "") -> Any:
        self.page.goto((self.folder / path).as_uri() + fragment)
        return self.page

    def breadth(self) -> float:
        """How much broader letters run here than those that pages ask for first, Palatino's; at
        least 1. Where a machine has none of these fonts, a text takes as much more room."""
        width: float = self.page.evaluate(MEASURED, [SENTENCE])
        return max(1, width / IN_PALATINO)


@pytest.fixture
def read(chromium: Any) -> Iterator[Callable[..., Reader]]:
    """Opens a site from its folder, without a server, and lets nothing leave it."""
    contexts = []

    def read(folder: Path, **options: Any) -> Reader:
        context = chromium.new_context(**options)
        contexts.append(context)
        reader = Reader(context.new_page(), folder)
        say = reader.complaints.append
        reader.page.on("console", lambda message: say(message.text))
        reader.page.on("pageerror", lambda error: say(str(error)))
        reader.page.on("dialog", lambda dialog: (say(f"dialog {dialog.message}"), dialog.dismiss()))
        reader.page.on("requestfailed", lambda r: "ABORTED" in r.failure or say(f"failed {r.url}"))
        inside = folder.resolve().as_uri()
        reader.page.on("request", lambda r: r.url.startswith(inside) or say(f"outside {r.url}"))
        return reader

    yield read
    for context in contexts:
        context.close()
