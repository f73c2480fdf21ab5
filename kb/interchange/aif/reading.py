"""A graph of AIF becomes a debate."""

from __future__ import annotations

from collections.abc import Iterator

from kb.interchange.account import Piece
from kb.interchange.aif.bonds import DEEPEST, Bond, in_order
from kb.interchange.aif.graph import Node, read_graph
from kb.interchange.aif.known import Known
from kb.interchange.aif.order import in_order_of_speech
from kb.interchange.aif.speech import Speech
from kb.interchange.frame import Reading
from kb.interchange.json_text import leaves, read_json
from kb.interchange.label import label
from kb.interchange.markdown import clean, plain
from kb.interchange.report import Fate
from kb.interchange.source import Source
from kb.kinds import ArgumentKind
from kb.model import Premise
from loaders.markup.inline import one_line

LONGEST = 70  # letters of a text that is quoted in another
UNNAMED = ("", "RA", "CA", "Default Inference", "Default Conflict")  # schemes that say nothing


def pieces(source: Source) -> Iterator[Piece]:
    """Every value of the file."""
    return leaves(read_json(source))


def read(reading: Reading) -> None:
    """Read a graph into a draft."""
    Meaning(reading, read_graph(reading.source)).read()


class Meaning(Known):
    """What the nodes of a graph mean."""

    def read(self) -> None:
        self._heading()
        ranked, order_why = in_order_of_speech(self.graph)
        merged = dict(self._merged())
        for node in ranked:
            if node.id not in merged:
                self._item(node)
        for one, other in merged.items():
            self.items[one] = self.items[other]
            self.fates[one] = ("carried", "")
        self._warrants()
        self._arguments()
        self._rephrasings()
        Speech(self, order_why).read()
        self.tell()

    def _heading(self) -> None:
        analysis = self.graph.root.fields.get("analysis")
        if analysis and (title := analysis.get("documentTitle")):
            self.draft.heading = title
            self.telling.tell("carried", "", analysis, "documentTitle")

    # -- items ------------------------------------------------------------------------------------

    def _merged(self) -> Iterator[tuple[str, str]]:
        """I-nodes that an MA-node says are another one, in the same words."""
        taken: set[str] = set()
        for node in self.graph.of("MA"):
            ends = self.graph.sources(node.id, "I"), self.graph.goals(node.id, "I")
            if [len(end) for end in ends] != [1, 1]:
                continue
            (source,), (goal,) = ends
            if source == goal or {source, goal} & taken or not self._alike(source, goal):
                continue
            taken |= {source, goal}
            self.fates[node.id] = ("changed", "both say the same, so they are one item")
            self.use(source, node.id, goal)
            yield source, goal

    def _alike(self, one: str, other: str) -> bool:
        texts = [one_line(self.graph.nodes[n].text).casefold() for n in (one, other)]
        return texts[0] == texts[1] != ""

    def _item(self, node: Node) -> None:
        text = plain(node.text)
        self.fates[node.id] = ("carried", "")
        if not text:
            text = plain(f"Node {node.id} has no text.")
            self.fates[node.id] = ("changed", "it has no text, and is called by its number")
        elif one_line(clean(node.text)) != one_line(node.text):
            self.fates[node.id] = ("changed", "signs that cannot be shown are spaces")
        self.items[node.id] = self.draft.item(text)

    def _warrants(self) -> None:
        """What speaks for an argument speaks for a claim: that it is a good one."""
        wanted: dict[str, list[Bond]] = {}
        for bond in self.bonds.values():
            for goal in bond.bonds if bond.kind == "RA" and not bond.why_not else ():
                if goal != bond.id and not self.bonds[goal].why_not:
                    wanted.setdefault(goal, []).append(bond)
        for goal, supporters in wanted.items():
            ident = f"that {goal} is good"
            self.items[ident] = self.draft.item(self._warrant(self.bonds[goal]))
            for bond in supporters:
                bond.claims.append(ident)
                self.use(bond.id, goal)
        for goal in wanted:
            self.bonds[goal].premises.append(f"that {goal} is good")

    def _warrant(self, bond: Bond) -> str:
        goals = [*bond.claims, *(p for b in bond.bonds for p in self.bonds[b].premises)]
        about = next((self._short(goal) for goal in goals if goal in self.graph.nodes), "another")
        given = " and ".join(f"“{self._short(premise)}”" for premise in bond.premises)
        relation = "a reason for" if bond.kind == "RA" else "a reason against"
        return plain(f"It is right that {given} is {relation} “{about}”.")

    def _short(self, node: str) -> str:
        text = one_line(self.graph.nodes[node].text)
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"

    # -- arguments --------------------------------------------------------------------------------

    def _arguments(self) -> None:
        for bond in in_order(self.bonds):
            if bond.why_not:
                self.fates[bond.id] = ("left_out", bond.why_not)
            elif bond.depth > DEEPEST:
                self.fates[bond.id] = ("left_out", f"it undercuts more than {DEEPEST} deep")
            else:
                self._argument(bond)
        for bond in self.bonds.values():
            if bond.id not in self.fates:
                self.fates[bond.id] = ("left_out", "it is in a circle of attacks, or attacks one")

    def _argument(self, bond: Bond) -> None:
        """The arguments of a node: one for each thing that it leads to."""
        why = "what it attacks is left out"
        premises = list(dict.fromkeys(Premise(claim=self.items[p]) for p in bond.premises))
        node = self.graph.nodes[bond.id]
        written = one_line(clean(node.value.get("scheme") or node.text))
        scheme = "" if written in UNNAMED else label(written)
        known = ""
        for kind, goal, target in self._targets(bond):
            if refused := self.draft.refuses(kind, premises, target):
                why = refused
                continue
            made = self.draft.argument(kind, premises, target, scheme=scheme or None)
            known = self.draft.arguments[made].scheme or ""
            bond.made.append(made)
            self.use(bond.id, goal)
        if not bond.made:
            self.fates[bond.id] = ("left_out", why)
            return
        for premise in bond.premises:
            self.use(premise, bond.id)
        self.fates[bond.id] = self._fate(bond, written, scheme, known)

    def _fate(self, bond: Bond, written: str, scheme: str, known: str) -> tuple[Fate, str]:
        if scheme and known != scheme:
            return "changed", "it is the same argument as another node, which has another scheme"
        if scheme != written and written not in UNNAMED:
            return "changed", "the name of its scheme loses what would be markup"
        if bond.kind == "RA" and bond.bonds:
            return "changed", "it supports an argument: it supports a claim that that is a good one"
        if len(bond.made) > 1:
            return "changed", "it leads to several things: it is an argument for each"
        return "carried", ""

    def _targets(self, bond: Bond) -> Iterator[tuple[ArgumentKind, str, str]]:
        kind: ArgumentKind = "supports" if bond.kind == "RA" else "rebuts"
        for goal in bond.claims:
            yield kind, goal, self.items[goal]
        for goal in bond.bonds if bond.kind == "CA" else ():
            for made in self.bonds[goal].made:
                yield "undercuts", goal, made

    def _rephrasings(self) -> None:
        for node in self.graph.of("MA"):
            if node.id in self.fates:
                continue
            self.fates[node.id] = ("left_out", "it leads from no I-node to another")
            for source in self.graph.sources(node.id, "I"):
                for goal in self.graph.goals(node.id, "I"):
                    if self.draft.unrelatable("refines", self.items[source], self.items[goal]):
                        continue
                    self.draft.relate("refines", self.items[source], self.items[goal])
                    self.use(source, node.id, goal)
                    self.fates[node.id] = ("carried", "")
        for node in self.graph.of("PA"):
            self.fates[node.id] = ("left_out", "a debate says of nothing that it is preferred")
