"""What the L-, YA- and TA-nodes of a graph mean: who thinks what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.dates import DATE, FORMS, is_date
from kb.interchange.aif.acts import verb_kind
from kb.interchange.aif.graph import Graph, Node
from kb.interchange.aif.known import Known
from kb.interchange.markdown import clean, plain
from kb.interchange.report import Fate
from kb.kinds import StanceKind
from loaders.markup.inline import one_line

SAYS = re.compile(r"(.{1,80}?) says '(.*)'")
COLON = re.compile(r"([^:]{1,80}?) : ?(.*)")
NAMED = re.compile(r"([^\W\d_a-z][^:.,;?!]{0,40}): (.+)")
LOCUTION = ("nodeID", "personID", "start")
PERSON = ("participantID", "id", "firstname", "surname")
ORDERED = "claims stand in the order in which they are said"


class Speech:
    """Makes stances of what is said."""

    def __init__(self, meaning: Known, order_why: str) -> None:
        self.meaning, self.graph = meaning, meaning.graph
        self.order_why = order_why
        self.said = {node.id: said_in(self.graph, node) for node in self.graph.of("L")}
        self.dates = dict(self._dates())
        self.reached: set[str] = set()  # L- and TA-nodes that some stance is made of

    def read(self) -> None:
        for act in self.graph.of("YA"):
            self.meaning.fates[act.id] = self._act(act)
        for node in self.graph.of("L"):
            self.meaning.fates[node.id] = self._locution(node)
        for node in self.graph.of("TA"):
            self.meaning.fates[node.id] = self._transition(node)
        self._registers()

    def _dates(self) -> Iterator[tuple[str, str]]:
        held = self.graph.held.fields
        for row in held["locutions"].rows if "locutions" in held else []:
            found = DATE.match(row.get("start"))
            if found and is_date(found[0]):
                yield row.get("nodeID"), found[0]

    # -- acts -------------------------------------------------------------------------------------

    def _act(self, act: Node) -> tuple[Fate, str]:
        """The stances of a YA-node."""
        verb = one_line_of(act.text)
        kind, is_known = verb_kind(verb)
        count = 0
        for source in self.graph.sources(act.id, "L", "TA"):
            for speaker in self._speakers(source):
                for goal in self.graph.goals(act.id, "I", "RA", "CA"):
                    count += self._stances(kind, source, speaker, act.id, goal)
        if not count:
            return "left_out", "it ties nobody who is named to a claim or an argument"
        if not is_known:
            return "changed", "an act of a kind that is not known here is taken as holding it"
        return "carried", ""

    def _speakers(self, source: str) -> list[str]:
        """The locutions behind the source of an act: itself, or those a transition leads to."""
        is_said = self.graph.nodes[source].kind == "L"
        return [source] if is_said else self.graph.goals(source, "L")

    def _stances(self, kind: StanceKind, source: str, speaker: str, act: str, goal: str) -> int:
        who, words = self.said[speaker]
        targets = self._targets(goal)
        if not who or not targets:
            return 0
        draft = self.meaning.draft
        if kind == "rejects" and source != speaker:  # who disagrees by an attack makes it
            kind = "holds"
        note = words if source == speaker and not self._repeats(words, goal) else ""
        more = {"date": self.dates.get(speaker), "note": plain(note)}
        for target in targets:
            draft.stance(draft.person(who), kind, target, **more)
        self.meaning.use(source, act, goal)
        if source != speaker:
            self.meaning.use(source, speaker)
        self.reached |= {source, speaker}
        return len(targets)

    def _targets(self, goal: str) -> list[str]:
        if goal in self.meaning.bonds:
            return self.meaning.bonds[goal].made
        return [self.meaning.items[goal]]

    def _repeats(self, words: str, goal: str) -> bool:
        """Whether a locution only says again what it is about."""
        bond = self.meaning.bonds.get(goal)
        if bond is None:
            about = [self._text(goal)]
        else:
            ends = [self._text(node) for node in (*bond.premises, *bond.claims)]
            about = [*ends, " ".join(map(self._text, bond.premises))]
        return not words or _letters(words) in map(_letters, about)

    def _text(self, node: str) -> str:
        known = self.graph.nodes.get(node)
        return known.text if known else ""

    # -- what became of the nodes -----------------------------------------------------------------

    def _locution(self, node: Node) -> tuple[Fate, str]:
        if node.id in self.reached:
            return "carried", ""
        if not self.said[node.id][0]:
            return "left_out", "nobody is named who says it"
        return "left_out", "no act (YA) ties it to a claim"

    def _transition(self, node: Node) -> tuple[Fate, str]:
        ends = self.graph.sources(node.id, "L"), self.graph.goals(node.id, "L")
        if not (all(ends) or node.id in self.reached):
            return "left_out", "it leads from no locution to another"
        if self.order_why and node.id not in self.reached:
            return "left_out", self.order_why
        for source in ends[0]:
            self.meaning.use(source, node.id)
        for goal in ends[1]:
            self.meaning.use(node.id, goal)
        return "changed", ORDERED

    def _registers(self) -> None:
        held, telling = self.graph.held.fields, self.meaning.telling
        heard = {one_line_of(self.said[n][0]) for n in self.reached if n in self.said}
        for row in held["locutions"].rows if "locutions" in held else []:
            known = row.get("nodeID") in self.reached
            telling.tell(
                "carried" if known else "left_out", "its locution is left out", row, *LOCUTION[:2]
            )
            start = row.get("start")
            why = f"a date is {FORMS}"
            is_dated = known and row.get("nodeID") in self.dates
            fate: Fate = ("carried" if is_date(start) else "changed") if is_dated else "left_out"
            telling.tell(fate, "only the day is kept" if is_dated else why, row, "start")
        for row in held["participants"].rows if "participants" in held else []:
            name = one_line_of(f"{row.get('firstname')} {row.get('surname')}")
            fate = "carried" if name in heard else "left_out"
            telling.tell(fate, "nothing that is read is said by them", row, *PERSON)
        for node in self.graph.of("L"):
            if node.id in self.reached:
                telling.tell("carried", "", node.value, "participantID")


def said_in(graph: Graph, node: Node) -> tuple[str, str]:
    """Who says something, and the words."""
    text, name = one_line_of(node.text), one_line_of(graph.speakers.get(node.id, ""))
    match = SAYS.fullmatch(text) or COLON.fullmatch(text) or NAMED.fullmatch(text)
    if name:
        is_theirs = match is not None and match.group(1).strip() == name
        return name, match.group(2).strip() if match and is_theirs else text
    return (match.group(1).strip(), match.group(2).strip()) if match else ("", text)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def one_line_of(text: str) -> str:
    """A text on one line, word for word."""
    return one_line(clean(text))
