"""How items stand: what is for and against them, and how strong they are for it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.analysis.networks import network_of
from kb.analysis.outlook import Outlook, Setting, look
from kb.analysis.reasons import pulls_on
from kb.analysis.weighed import weigh
from kb.errors import KbError
from kb.model import Argument, Base, Claim
from kb.publish.build.by_debate import Library
from kb.publish.index import Index
from kb.publish.parts.tallies import tally_of
from loaders.base.load import LoadedBase


@dataclass(frozen=True)
class Weighed:
    """A debate with all that touches it; `outlook` is None where nothing in it can be weighed,
    `weighing` are the arguments that weigh anything."""

    index: Index
    outlook: Outlook | None
    weighing: frozenset[str]

    def is_open(self, argument: Argument) -> bool:
        """Whether an argument weighs nothing, since the question that it answers is open."""
        on_item = argument.target in self.index.claims
        return on_item and self.outlook is not None and argument.id not in self.weighing

    def tally(self, claim: Claim) -> str:
        """`3 for, 1 against, unanswered`, as on the pages."""
        on = self.index.arguments_on.get(claim.id, ())
        return tally_of(self.index, [a for a in on if not self.is_open(a)])

    def strength(self, item: str) -> float | None:
        """The strength of an item; None for one that is neither true nor false."""
        try:
            return self.outlook.strength(item) if self.outlook else None
        except KbError:
            return None


class Weights:
    """Debates weighed, each again only where something that bears on it changed."""

    def __init__(self) -> None:
        self._loaded: LoadedBase | None = None
        self._library: Library | None = None
        self._known: dict[str, tuple[str, Weighed]] = {}

    def look(self, loaded: LoadedBase) -> None:
        """Take a base as it is now."""
        if self._loaded is not loaded:
            self._loaded, self._library = loaded, Library(loaded)

    def of(self, debate: str) -> Weighed:
        assert self._library
        stamp = f"{self._library.stamp(debate)} {self._library.method}"
        known = self._known.get(debate)
        if known is None or known[0] != stamp:
            known = stamp, _weighed(self._library, debate)
            self._known[debate] = known
        return known[1]


def _sound(base: Base) -> Base:
    """A base without what names something that is not there, as one that has errors may do."""
    claims, people = {claim.id for claim in base.claims}, {person.id for person in base.people}
    arguments = {
        argument.id: argument
        for argument in base.arguments
        if all(premise.claim in claims for premise in argument.premises)
    }
    kept = {a.id for a in arguments.values() if a.target in claims or a.target in arguments}
    return base.model_copy(
        update={
            "arguments": tuple(arguments[ident] for ident in arguments if ident in kept),
            "stances": tuple(
                s
                for s in base.stances
                if s.person in people and (s.target in claims or s.target in kept)
            ),
            "relations": tuple(
                r for r in base.relations if r.source in claims and r.target in claims
            ),
        }
    )


def _weighed(library: Library, debate: str) -> Weighed:
    index = Index(_sound(library.slice(debate)))
    bearing = _sound(library.bearing(debate))
    weighed = weigh(network_of(bearing))
    claims = [item for item in library.items(debate) if item in weighed.claims]
    if not claims:
        return Weighed(index, None, frozenset())
    try:
        asked = {weighed.claim(item) for item in claims}
        outlook = look(weighed, Setting(usual=library.method), asked)
        pulls = (pull for claim in asked for pull in pulls_on(outlook, claim))
        return Weighed(index, outlook, frozenset(p.argument for p in pulls if p.force))
    except KbError:  # nothing settles
        return Weighed(index, None, frozenset())
