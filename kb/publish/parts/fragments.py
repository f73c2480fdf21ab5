"""The parts that pages are made of, as typed values.

Everything is ready to print: `Markup` is safe HTML, a `str` is plain text that the template
escapes, every `href` leads from the page it is on. Mentions (`Link`, `Item`, `Cited`) are made once
for each depth of the site and told apart by identity, so that what they print can be kept.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kb.naming import opening


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Text that leads somewhere; `href` is None where it leads nowhere."""

    text: Markup | str
    href: str | None


def opened(link: Link) -> Link:
    """A name at the beginning of a line or of a cell."""
    text = link.text
    if opening(str(text)) == text:
        return link
    return Link(text[:1].upper() + text[1:], link.href)


@dataclass(slots=True, eq=False)  # frozen, each of very many would take thrice as long to make
class Item:
    """A claim as mentioned on another page; `elsewhere` names its debate if that is another.

    `inline` is its statement as it reads inside a sentence, without the full stop; `short` is its
    short name, `label` what stands in a box: its title, if it has one, else its statement; `name`
    is the same inside a sentence.
    """

    id: str
    kind: str
    word: str
    html: Markup
    inline: Markup
    short: str
    label: Markup
    name: Markup
    href: str = ""
    elsewhere: str = ""

    def leading(self, href: str, elsewhere: str) -> "Item":
        """The same, leading somewhere."""
        words = self.id, self.kind, self.word, self.html, self.inline, self.short
        return Item(*words, self.label, self.name, href, elsewhere)


class StrengthView(NamedTuple):
    """The strength of an item: in words, in two digits, as it is; scripts find it by `id`."""

    id: str
    shown: str
    value: float
    digits: str = ""


class Moved(NamedTuple):
    """A position that the answers to a crux move, its letter where there are several; `yes` and
    `no` say how, in words and as a size from -3 to 3, and with what strength in the end."""

    item: Item
    letter: str
    yes: str
    no: str
    yes_size: int
    no_size: int
    yes_end: str
    no_end: str


class Way(NamedTuple):
    """How a crux comes to bear on the position that it moves most: which answer does what to which
    claim, the letter of the position, and whether it is that claim."""

    answer: str
    kind: str
    target: str
    letter: str
    is_position: bool


class Effect(NamedTuple):
    """What the answers to a crux do to the positions they move; `kind` as for a `Turn`.

    `leads` say between which rivals the lead is another, `place` whether its place holds up,
    `holds` how that was found, `whose` for whom it is a crux, `before` how many declared cruxes
    reach further, `way` why it bears on a position.
    """

    rank: str
    before: str
    kind: str
    moved: tuple[Moved, ...]
    leads: tuple[str, ...]
    place: str
    holds: str
    whose: tuple[Link, ...]
    way: Way | None = None


class TurnView(NamedTuple):
    """A claim on which an item turns, with what either answer does to the item, in words."""

    item: Item
    yes: str
    no: str


class WhatIf(NamedTuple):
    """The what-if of a debate: the script with its graph, and the command that does the same."""

    graph: str
    command: str


class PassageRef(NamedTuple):
    """A passage as mentioned; `text` where the publisher was given it.

    `href` is None where the base does not have its source.
    """

    number: str
    href: str | None
    text: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cited:
    """The passages of one source that something cites; `main` if its debate is about it."""

    source: Link
    passages: tuple[PassageRef, ...]
    main: bool


class Quoted(NamedTuple):
    """Words quoted from a passage."""

    text: str
    source: Link
    passage: PassageRef


class Where(NamedTuple):
    """The place in the files where a thing is written; `edit` where pages link to an editor."""

    text: str
    edit: str | None


class PremiseView(NamedTuple):
    """One of the claims that an argument needs, or needs to be false."""

    item: Item
    negated: bool


class ArgumentRef(NamedTuple):
    """An argument as mentioned: from premises to an item, or (`under`) against another argument."""

    href: str
    kind: str
    premises: tuple[PremiseView, ...]
    target: Item | None
    under: "ArgumentRef | None"
    more: int = 0  # premises that are not named here


class StanceView(NamedTuple):
    """Who thinks what; `item` or `argument` say of what, where the page itself does not. `past`
    says why it does not count, where it does not: they say otherwise later, or hold a rival."""

    id: str
    person: Link
    words: str
    tone: str
    answer: str
    of: Link | None
    credence: str
    date: str
    iso: str
    note: Markup
    inferred: bool
    cited: tuple[Cited, ...]
    item: Item | None = None
    argument: ArgumentRef | None = None
    via: str = ""
    past: str = ""
    shown: tuple[PassageRef, ...] = ()  # the passages where it stands, whose text is shown with it


class ArgumentView(NamedTuple):
    """An argument as shown in full, with what undercuts it below.

    `attacks` names the argument it undercuts where it does not stand directly below that argument.
    """

    id: str
    href: str
    kind: str
    premises: tuple[PremiseView, ...]
    reasons: tuple[Markup, ...]
    inferred: bool
    stances: tuple[StanceView, ...]
    cited: tuple[Cited, ...]
    undercuts: "tuple[ArgumentView, ...]"
    attacks: ArgumentRef | None = None
    effect: str = ""
    called: str = ""
    scheme: str = ""


class ArgumentText(NamedTuple):
    """The same as text: what it says, and nothing of who says so or how much it does."""

    href: str
    kind: str
    premises: tuple[PremiseView, ...]
    reasons: tuple[Markup, ...]
    inferred: bool
    undercuts: "tuple[ArgumentText, ...]"
    attacks: ArgumentRef | None = None


class Bearing(NamedTuple):
    """An argument seen from one of its premises: what the item does to something else."""

    href: str
    kind: str
    negated: bool
    others: tuple[PremiseView, ...]
    target: Item | None
    argument: ArgumentRef | None
    reasons: tuple[Markup, ...]
    inferred: bool
    cited: tuple[Cited, ...]
    undercut_by: tuple[tuple[PremiseView, ...], ...]
    more: int = 0  # premises that are not named here
    more_against: int = 0  # undercuts that are not


class Tie(NamedTuple):
    """A relation that is no argument, seen from one end; `others` share it (distinguishes)."""

    item: Item
    reason: Markup
    inferred: bool
    cited: tuple[Cited, ...]
    others: tuple[Item, ...] = ()


class TieGroup(NamedTuple):
    """The relations of one kind and direction."""

    kind: str
    label: str
    ties: tuple[Tie, ...]


class MeetsView(NamedTuple):
    """Two people who meet, or the other of them, with how; `differ` if they do, or one attacks."""

    people: tuple[Markup | str, ...]
    href: str
    counts: tuple[str, ...]
    differ: bool


class Shared(NamedTuple):
    """A claim on which two camps differ, and how much of their gap either would close for it."""

    item: Item
    a: str
    b: str


class Between(NamedTuple):
    """Two camps and a conclusion that they see otherwise, by the letters of the positions, and how
    much nearer either comes by the other's answer to a claim."""

    a: str
    b: str
    conclusion: str
    strength_a: str
    strength_b: str
    share_a: str
    share_b: str


class DoubleCruxView(NamedTuple):
    """A claim on which camps would move, and between which."""

    item: Item
    between: tuple[Between, ...]
