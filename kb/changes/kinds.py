"""The kinds of change: each a small class that says in a sentence, and as data, what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from kb.changes.sentences import Piece, Role, Sentence, became, ours, reworded

Data = dict[str, Any]


class Thing(NamedTuple):
    """Something that changed: what it is (`of`: item, debate, argument, relation, stance, person,
    source, term or base), what it is called in a sentence, and what a reader is told where it is
    new or gone. `debate` is where it belongs, `about` are the items that it touches, `facts` what
    is written of it."""

    of: str
    id: str
    called: Sentence
    told: Sentence
    debate: str = ""
    about: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Change:
    """What happened to a thing. `mark` stands before it where there is no colour: what came, what
    went, what is otherwise."""

    name: ClassVar[str]
    mark: ClassVar[str] = "~"
    many: ClassVar[str]  # behind a number in a summary
    thing: Thing

    @property
    def about(self) -> frozenset[str]:
        """The items that it touches."""
        return self.thing.about

    def sentence(self) -> Sentence:
        raise NotImplementedError

    def more(self) -> Data:
        """What the data say beside the thing."""
        return {}

    def data(self) -> Data:
        thing = self.thing
        found = {"change": self.name, "of": thing.of, "id": thing.id}
        return found | ({"debate": thing.debate} if thing.debate else {}) | self.more()


@dataclass(frozen=True)
class Added(Change):
    """Something new."""

    name = "added"
    mark = "+"
    many = "added"

    def sentence(self) -> Sentence:
        return self.thing.told

    def more(self) -> Data:
        return {"facts": dict(self.thing.facts)}


@dataclass(frozen=True)
class Removed(Change):
    """Something that is there no more."""

    name = "removed"
    mark = "-"
    many = "removed"

    def sentence(self) -> Sentence:
        return self.thing.told

    def more(self) -> Data:
        return {"facts": dict(self.thing.facts)}


@dataclass(frozen=True)
class Renamed(Change):
    """Something that has another id."""

    name = "renamed"
    many = "renamed"
    before: str

    def sentence(self) -> Sentence:
        now = (ours(" is "), Piece(Role.NEW, self.thing.id), ours(" now"))
        return (ours(f"{self.thing.of} "), Piece(Role.GONE, self.before), *now)

    def more(self) -> Data:
        return {"before": self.before}


@dataclass(frozen=True)
class Merged(Change):
    """Something that has become one with another thing."""

    name = "merged"
    many = "merged"
    before: str

    def sentence(self) -> Sentence:
        gone = (ours(f"{self.thing.of} "), Piece(Role.GONE, self.before))
        return (*gone, ours(" is one with "), *self.thing.called)

    def more(self) -> Data:
        return {"before": self.before}


@dataclass(frozen=True)
class Moved(Change):
    """An item in another debate or section, or elsewhere among the others (`order`)."""

    name = "moved"
    many = "moved"
    what: str
    before: str
    after: str

    def sentence(self) -> Sentence:
        if self.what == "order":
            behind = (ours(", before "), Piece(Role.NEW, self.after)) if self.after else ()
            return (*self.thing.called, ours(" stands elsewhere now"), *behind)
        return (*self.thing.called, ours(f", {self.what}: "), *self._ends())

    def _ends(self) -> Sentence:
        return became(self.before or "none", self.after or "none")

    def more(self) -> Data:
        return {"field": self.what, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Reworded(Change):
    """A text that reads otherwise."""

    name = "reworded"
    many = "reworded"
    what: str
    before: str
    after: str

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(f", {self.what}: "), *reworded(self.before, self.after))

    def more(self) -> Data:
        return {"field": self.what, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Changed(Change):
    """A value that is another; `shown` is how either is written."""

    name = "changed"
    many = "changed otherwise"
    what: str
    before: Any
    after: Any
    shown: tuple[str, str] = field(compare=False)

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(f", {self.what}: "), *became(*self.shown))

    def more(self) -> Data:
        return {"field": self.what, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Restated(Change):
    """Somebody says the same of something in another way, or something else; `before` and `after`
    are the fields that differ, `shown` is all that is said."""

    name = "restated"
    many = "restated"
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    shown: tuple[str, str] = field(compare=False)

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(": "), *reworded(*self.shown))

    def more(self) -> Data:
        return {"before": dict(self.before), "after": dict(self.after)}


@dataclass(frozen=True)
class MindChanged(Change):
    """Somebody who takes the other side: of one item, or who holds a rival of what they held."""

    name = "mind changed"
    many = "changed their mind"
    person: str
    heading: str
    before: str  # the kind of what they said
    after: str
    now: Thing  # what they speak of now, which may be a rival
    verbs: tuple[str, str] = field(compare=False)

    @property
    def about(self) -> frozenset[str]:
        return self.thing.about | self.now.about

    def sentence(self) -> Sentence:
        who = Piece(Role.NAME, self.heading), Piece(Role.ID, self.person)
        was = ours(f" {self.verbs[0]} "), *self.thing.called, ours(f", {self.verbs[1]} ")
        now = (ours("it"),) if self.now.id == self.thing.id else self.now.called
        return (*who, *was, *now, ours(" now"))

    def more(self) -> Data:
        found = {"person": self.person, "before": self.before, "after": self.after}
        return found | ({} if self.now.id == self.thing.id else {"now": self.now.id})


@dataclass(frozen=True)
class CruxEntered(Change):
    """A crux on which the debate did not turn before."""

    name = "crux entered"
    mark = "+"
    many = "entered"
    place: int

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(f" enters in place {self.place}"))

    def more(self) -> Data:
        return {"place": self.place}


@dataclass(frozen=True)
class CruxLeft(Change):
    """A crux on which the debate turns no more."""

    name = "crux left"
    mark = "-"
    many = "left"
    place: int

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(f" leaves; it was in place {self.place}"))

    def more(self) -> Data:
        return {"place": self.place}


@dataclass(frozen=True)
class CruxPlaced(Change):
    """A crux that matters more or less, beside the others, than it did."""

    name = "crux placed"
    many = "in another place"
    before: int
    after: int

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(", place: "), *became(str(self.before), str(self.after)))

    def more(self) -> Data:
        return {"before": self.before, "after": self.after}


class Strength(NamedTuple):
    """How well the reasons given carry a position: a number, and the word for it."""

    strength: float
    word: str


@dataclass(frozen=True)
class Stands(Change):
    """A position for which there is another of the words on how it is supported."""

    name = "stands"
    many = "supported otherwise"
    before: Strength
    after: Strength

    def sentence(self) -> Sentence:
        return (*self.thing.called, ours(": "), *became(self.before.word, self.after.word))

    def more(self) -> Data:
        return {"before": self.before._asdict(), "after": self.after._asdict()}
