"""A base that was read from lines becomes a draft."""

from __future__ import annotations

from kb.interchange.draft import Draft
from kb.model import Argument, Base, Claim, Premise, Section


def fill(draft: Draft, base: Base) -> None:
    """Add all that a base of one debate says."""
    Filling(draft, base).fill()


class Filling:
    """Adds facts, with the ids that they get in the draft; people have theirs already."""

    def __init__(self, draft: Draft, base: Base) -> None:
        self.draft, self.base = draft, base
        self.terms = {term.id: term.heading for term in base.terms}
        self.ids: dict[str, str] = {}
        self.left = [section for debate in base.debates for section in debate.sections]
        self.above: list[Section] = []

    def fill(self) -> None:
        for debate in self.base.debates:
            self.draft.summary = debate.summary
        for claim in self.base.claims:
            self._enter(claim)
            self.ids[claim.id] = self._item(claim)
        for section in self.left:
            self.draft.section(section.heading, section.level, section.body)
        waiting = list(self.base.arguments)
        while waiting:
            later = [a for a in waiting if not self._argument(a)]
            assert len(later) < len(waiting), "undercuts go round in a circle"
            waiting = later
        for relation in self.base.relations:
            ends = self.ids[relation.source], self.ids[relation.target]
            if not self.draft.unrelatable(relation.kind, *ends):
                reason, inferred = relation.reason, relation.inferred
                self.draft.relate(relation.kind, *ends, reason=reason, inferred=inferred)
        self._stances()

    def _enter(self, claim: Claim) -> None:
        """Open the sections of an item."""
        while self.left and not self._is_in(claim.section):
            section = self.left.pop(0)
            self.above = [*(s for s in self.above if s.level < section.level), section]
            self.draft.section(section.heading, section.level, section.body)
        while self.above and _path(self.above) != claim.section:
            self.above.pop()
            self.draft.enter([section.heading for section in self.above])

    def _is_in(self, section: str) -> bool:
        return any(_path(self.above[:n]) == section for n in range(len(self.above), -1, -1))

    def _item(self, claim: Claim) -> str:
        return self.draft.item(
            claim.text,
            wanted=claim.slug,
            kind=claim.kind,
            title=claim.title,
            tags=claim.tags,
            body=claim.body,
            term=self.terms.get(claim.term or ""),
            credence=claim.credence,
            posed=claim.posed,
        )

    def _argument(self, argument: Argument) -> bool:
        """Add an argument, if what it is about is there."""
        if argument.target not in self.ids:
            return False
        premises = [Premise(claim=self.ids[p.claim], negated=p.negated) for p in argument.premises]
        answer = self.ids[argument.answer] if argument.answer else None
        self.ids[argument.id] = self.draft.argument(
            argument.kind,
            premises,
            self.ids[argument.target],
            called=argument.called,
            scheme=argument.scheme,
            reasons=argument.reasons,
            inferred=argument.inferred,
            answer=answer,
        )
        return True

    def _stances(self) -> None:
        for stance in self.base.stances:
            self.draft.stance(
                stance.person,
                stance.kind,
                self.ids[stance.target],
                credence=stance.credence,
                date=stance.date,
                of=stance.of,
                inferred=stance.inferred,
                note=stance.note,
            )


def _path(sections: list[Section]) -> str:
    return " / ".join(section.heading for section in sections)
