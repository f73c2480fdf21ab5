"""What the rest of the site says of a debate, made with its pages and kept beside them.

The home page, people, sources, terms, lists and search are put together from contributions, so that
none of them needs the facts of all debates at once, and an edit needs those of one. What is long
is a `Piece`, which is read where a page that shows it is made.
"""

from typing import NamedTuple

from markupsafe import Markup
from pydantic import ConfigDict, TypeAdapter

from kb.kinds import Kind
from kb.model import Frozen
from kb.publish.parts.pieces import Piece


class Doc(NamedTuple):
    """A page as search and lists know it; `text` is plain, `note` says what it is part of, `also`
    holds words that find it and are not shown."""

    kind: str
    path: str
    text: str
    note: str = ""
    also: str = ""


class Listed(NamedTuple):
    """How many items of a kind a debate has, and what lists say of them as data, as JSON."""

    size: int
    items: Piece


class Moved(NamedTuple):
    """The address of a page that an item had before, the one that it has, and its short name."""

    old: str
    path: str
    name: str


class Share(NamedTuple):
    """A person's part in a debate: all of it as HTML, how many stances it has, in lines what they
    mainly say, and what they said on which day."""

    html: str
    stances: int = 0
    main: tuple[str, ...] = ()
    dated: tuple[tuple[str, str], ...] = ()


class Told(NamedTuple):
    """How many stances a person takes in a debate, and their `Share` of it as JSON."""

    stances: int
    share: Piece


class Cited(NamedTuple):
    """The passages of a source that a debate cites, and as JSON the lines of HTML of each."""

    passages: tuple[str, ...]
    lines: Piece


class SenseShare(NamedTuple):
    """HTML for the page of a term, with the definition in plain words."""

    html: str
    text: str


class Dated(NamedTuple):
    """Something that happened on a day, for the feed: who said what of which page."""

    date: str
    path: str
    title: str
    ident: str


class Met(NamedTuple):
    """How two people meet in a debate: the items on which they differ and agree, each two rivals
    of which the one holds the first and the other the second, and each argument by which one
    answers the other, as who makes it, its kind, and its id; `alone` is on how many items only the
    one, or only the other, takes a side."""

    debate: str
    a: str
    b: str
    differ: tuple[str, ...] = ()
    agree: tuple[str, ...] = ()
    replies: tuple[tuple[str, str, str], ...] = ()
    alone: tuple[int, int] = (0, 0)
    rivals: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        return self.apart + len(self.agree) + len(self.replies)

    @property
    def apart(self) -> int:
        """On how much they differ."""
        return len(self.differ) + len(self.rivals)


MET = TypeAdapter(Met, config=ConfigDict(defer_build=True))


class Turning(NamedTuple):
    """A crux in plain words, and how many answer it yes and no."""

    text: str
    yes: int
    no: int


class PairShare(NamedTuple):
    """HTML for the page of two people, with how they meet as JSON: few are looked at at a time."""

    a: str
    b: str
    html: Piece
    said: str

    @property
    def met(self) -> Met:
        return MET.validate_json(self.said)


class OpenEnds(Frozen):
    """What is open in a debate: the HTML that says so, and the ids of what nobody answered."""

    html: Piece | None = None
    questions: tuple[str, ...] = ()
    attacks: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        return f"{self.html and self.html.mark} {self.questions} {self.attacks} {self.bare}"


class Contribution(Frozen):
    """Everything of a debate that other pages repeat; HTML leads from where its page lies.

    `docs` are the `Doc`s of its items, as JSON.
    """

    debate: str
    heading: str
    question: str
    path: str
    source: str | None
    brief: str
    items: int
    arguments: int
    latest: str
    cruxes: tuple[Turning, ...]
    people: dict[str, Told]
    citations: dict[str, Cited]
    senses: dict[str, tuple[SenseShare, ...]]
    open_ends: OpenEnds
    pairs: tuple[PairShare, ...]
    pairs_left_out: int
    pairs_are_all: bool
    kinds: dict[Kind, Listed]
    docs: Piece
    dated: tuple[Dated, ...]
    moved: tuple[Moved, ...]


def safe(html: str) -> Markup:
    """HTML of an contribution: our own templates made it, and escaped what is in it."""
    return Markup(html)  # noqa: S704
