"""What people hold of the claims of a map, as credences; and the camps that positions have."""

from collections.abc import Mapping
from typing import NamedTuple

from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning.views import TABLE, camp, credence_of
from queries.network import WeighedStance
from queries.saying import counted


class Opinion(NamedTuple):
    """A person's (or a camp's) credence in each claim that they speak of, and by what kind of
    stance, where all of a camp give the same; `members` of a camp."""

    id: str
    name: str
    credences: dict[str, float]
    members: tuple[str, ...] = ()
    kinds: Mapping[str, str] = {}


def opinions(weighed: Weighed) -> dict[str, Opinion]:
    """Everybody's credences by the id of the person, by those of their stances that count."""
    names = {stance.person: stance.name for stance in weighed.network.stances}
    return {
        person: Opinion(person, names[person], _credences(said), kinds=_kinds(said))
        for person, said in sorted(what_counts(weighed).items())
    }


def what_counts(weighed: Weighed) -> dict[str, dict[str, WeighedStance]]:
    """What counts of what everybody says, by the person and by the claim; what is said of a crux
    is said of the claim that it asks."""
    said: dict[str, list[WeighedStance]] = {}
    for stance in weighed.network.stances:
        if stance.claim in weighed.claims:
            said.setdefault(stance.person, []).append(stance)
    return {
        person: counted(own, lambda stance: weighed.claim(stance.claim), weighed.rivals)
        for person, own in said.items()
    }


def _credences(said: Mapping[str, WeighedStance]) -> dict[str, float]:
    found = {claim: credence_of(s.kind, s.credence) for claim, s in said.items()}
    return {claim: credence for claim, credence in found.items() if credence is not None}


def _kinds(said: Mapping[str, WeighedStance]) -> dict[str, str]:
    """By what kind of stance each credence is given."""
    return {c: s.kind for c, s in said.items() if credence_of(s.kind, s.credence) is not None}


def rivals_held(weighed: Weighed, one: Opinion) -> dict[str, str]:
    """From each claim of which somebody says nothing to the rival of it that they hold most."""
    found: dict[str, str] = {}
    for claim in sorted(one.credences, key=lambda c: (one.credences[c], c)):
        if one.credences[claim] > 0.5:
            silent = weighed.rivals.get(claim, set()) - one.credences.keys()
            found.update(dict.fromkeys(silent, claim))
    return found


def implied(weighed: Weighed, one: Opinion) -> dict[str, float]:
    """Somebody's credences with what they imply: a rival of what they hold is no likelier than
    that this is false."""
    held = rivals_held(weighed, one)
    return one.credences | {claim: 1 - one.credences[rival] for claim, rival in held.items()}


def holders(weighed: Weighed, item: str, everybody: dict[str, Opinion]) -> list[Opinion]:
    """All who hold an item, rather than not."""
    claim = weighed.claim(item)
    return [one for one in everybody.values() if one.credences.get(claim, 0.0) > 0.5]


def camp_of(weighed: Weighed, position: str, everybody: dict[str, Opinion]) -> Opinion:
    """The camp of a position: all who hold it, each as sure as they say.

    Raises MisuseError where nobody holds it.
    """
    members = holders(weighed, position, everybody)
    if not members:
        raise MisuseError(f"nobody holds '{position}', so it has no camp")
    together = camp(member.credences for member in members)
    said = {
        claim: {one.kinds[claim] for one in members if claim in one.kinds} for claim in together
    }
    kinds = {claim: next(iter(found)) for claim, found in said.items() if len(found) == 1}
    names = tuple(one.name for one in members)
    return Opinion(position, f"those who hold {position}", together, names, kinds)


class Sides(NamedTuple):
    """Who says yes to a claim and who no, by name."""

    yes: tuple[str, ...]
    no: tuple[str, ...]


def sides(claim: str, everybody: dict[str, Opinion]) -> Sides:
    """Who stands where on a claim."""
    known = [(o.name, o.credences[claim]) for o in everybody.values() if claim in o.credences]
    return Sides(
        tuple(name for name, credence in known if credence > 0.5),
        tuple(name for name, credence in known if credence < 0.5),
    )


def table() -> str:
    """What a stance without a number counts as, in one line."""
    groups: dict[float, list[str]] = {}
    for kind, credence in TABLE.items():
        if credence is not None:
            groups.setdefault(credence, []).append(kind.replace("_", " "))
    said = (f"{', '.join(kinds)} {credence:g}" for credence, kinds in groups.items())
    return f"a stance without a number counts as: {'; '.join(said)}"
