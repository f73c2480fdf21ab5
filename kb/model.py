"""What a base says, resolved and frozen: debates, claims, arguments, stances, sources and terms.

Everything here is a fact somebody wrote down. How it is written is the loaders' business, how it
is stored the graph's. Ids are `debate/slug` for claims and `source#n` for passages.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kb.kinds import ArgumentKind, Kind, PersonKind, RelationKind, StanceKind

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What tells one term from another, though no slug has it: other letters, numbers and signs.
TELLING = ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Sm", "Sc", "So")
SIGNS = "#%&@"
ASTERISK = "\u2217"  # which stands for one that would be markup


class Frozen(BaseModel):
    """A value that never changes once it is read."""

    # What checks a value is built with the first: a command needs but a few of all models.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Place(Frozen):
    """Where a thing is written: file (relative to the base), line from 1, ordinal in its debate."""

    path: str
    line: int
    ordinal: int = 0


class Section(Frozen):
    """A heading of a debate that is no item, with the prose that stands right below it."""

    heading: str
    level: int
    body: str = ""


class Debate(Frozen):
    """A question that people answer differently. `summary` is the prose before the first item,
    `formerly` are the ids that it had before."""

    id: str
    heading: str
    question: str
    summary: str = ""
    source: str | None = None
    formerly: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    place: Place


class Quote(Frozen):
    """Words quoted from one passage, to be verified against a local copy."""

    text: str
    passage: str
    line: int


class Claim(Frozen):
    """One item of a debate, of any kind. `text` is its statement, `body` its prose (Markdown).

    `credence` in [0, 1] is its base score; `posed` says who singled out a crux or question
    (`mapper`, or `person` where somebody in the debate did: then stances of kind `poses` say who);
    `section` is the heading it stands under, with those above it, parted by ` / `;
    `term` is the id of the term that a definition defines; `title` stands where the statement is
    too long; `formerly` are the ids that it had before, `tags` words to find it by.
    """

    id: str
    slug: str
    debate: str
    kind: Kind = "claim"
    text: str
    title: str | None = None
    formerly: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str = ""
    body: str = ""
    quotes: tuple[Quote, ...] = ()
    credence: float | None = None
    posed: Literal["mapper", "person"] | None = None
    term: str | None = None
    passages: tuple[str, ...] = ()
    place: Place


class Premise(Frozen):
    """A claim that an argument needs, or needs to be false."""

    claim: str
    negated: bool = False


class Argument(Frozen):
    """An argument from premises, all needed together, to a claim, or against another argument.

    `target` is a claim's id for supports and rebuts, an argument's id for undercuts. `reasons`
    says why the argument holds, each in its author's words (Markdown). `answer` is the premise, a
    crux or the claim that it asks, of which this only says what a yes or a no would do. `called` is
    a name of its own, `scheme` the pattern or rule that it follows.
    """

    id: str
    kind: ArgumentKind
    premises: tuple[Premise, ...]
    target: str
    reasons: tuple[str, ...] = ()
    called: str | None = None
    scheme: str | None = None
    inferred: bool = False
    answer: str | None = None
    debate: str
    passages: tuple[str, ...] = ()
    place: Place


class Relation(Frozen):
    """A tie between two claims that is no argument: refines, answers, uses, ..."""

    kind: RelationKind
    source: str
    target: str
    reason: str = ""
    inferred: bool = False
    passages: tuple[str, ...] = ()


class Stance(Frozen):
    """What one person thinks of a claim or of an argument (`target`), as far as a source shows.

    `credence` is always that of the statement; `of` is the person whose view is reported.
    """

    id: str
    person: str
    kind: StanceKind
    target: str
    credence: float | None = None
    date: str | None = None
    of: str | None = None
    inferred: bool = False
    passages: tuple[str, ...] = ()
    note: str = ""


class Person(Frozen):
    """Somebody who takes a stand; `heading` is the name as the sources show it.

    A `work` or a `character` in one speaks, but is not counted among people.
    """

    id: str
    heading: str
    kind: PersonKind = "person"
    note: str = ""
    address: str | None = None


class Source(Frozen):
    """A text that the debates cite by passage."""

    id: str
    heading: str
    kind: str | None = None
    by: str | None = None
    date: str | None = None
    address: str | None = None
    file: str | None = None
    note: str = ""


class Passage(Frozen):
    """One paragraph of a source: a pointer and a fingerprint, never the text.

    `starts` says that something begins here that was said apart, with a note, which may be empty.
    """

    id: str
    source: str
    number: int
    fingerprint: str | None = None
    left_out: str | None = None
    repeats: str | None = None
    starts: str | None = None


class Term(Frozen):
    """A word that definitions give a sense; two definitions of one term are two senses."""

    id: str
    heading: str


class Base(Frozen):
    """A whole base. Every id that something refers to is there; orders are those of the files."""

    id: str
    heading: str
    debates: tuple[Debate, ...] = ()
    claims: tuple[Claim, ...] = ()
    arguments: tuple[Argument, ...] = ()
    relations: tuple[Relation, ...] = ()
    stances: tuple[Stance, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    terms: tuple[Term, ...] = ()


def argument_id(kind: ArgumentKind, premises: Iterable[Premise], target: str) -> str:
    """The id of an argument: the same for the same premises, negations, kind and target."""
    parts = sorted([f"not {p.claim}" if p.negated else p.claim for p in premises])
    return "arg:" + short_hash(kind, *parts, target)


def stance_id(person: str, kind: StanceKind, target: str, *rest: object) -> str:
    """The id of a stance: the same while everything about it is the same."""
    return "st:" + short_hash(person, kind, target, *map(repr, rest))


def short_hash(*parts: str) -> str:
    """64 bits of SHA-256 over the parts, in hexadecimal."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def slugify(text: str) -> str:
    """A slug for any text; for one with nothing to keep, a hash of it."""
    return _kept(text) or "x" + short_hash(text)[:8]


def term_id(term: str) -> str:
    """The id of a term: its slug, and where that lacks a letter or a sign which may tell it from
    another, as it does for `C#`, a hash, too."""
    telling = _telling(unicodedata.normalize("NFKD", term).casefold())
    if not telling or (telling.isascii() and telling.isalnum()):
        return slugify(term)
    return "-".join(filter(None, (_kept(term), "x" + short_hash(telling)[:8])))


def _telling(text: str) -> str:
    """The characters that tell a word from another; of marks those on a Latin letter do not."""
    found, base = [], ""
    for character in text:
        if unicodedata.category(character)[0] != "M":
            base = character
            if _tells(character):
                found.append(character)
        elif not (base.isascii() and base.isalpha()):
            found.append(character)
    return "".join(found)


def _tells(character: str) -> bool:
    """Whether a character is more than a space or punctuation."""
    return character in SIGNS or (
        unicodedata.category(character) in TELLING and character != ASTERISK
    )


def no_id(text: str) -> str:
    """That a text is not an id, and what it would be as one, if there is something to keep."""
    slug = _kept(text)
    hint = f" (did you mean '{slug}'?)" if slug else "; ids are lower case, as in 'run-all-night'"
    return f"'{text}' is not an id{hint}"


def _kept(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
