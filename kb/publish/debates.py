"""The pages of debates, and how the home page lists each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kb.model import Argument, Claim, Debate, Section
from kb.publish import names, words
from kb.publish.figures import effects, figure, letters, standing, what_if
from kb.publish.fragments import Link
from kb.publish.index import Index
from kb.publish.items import answers_to, crux_side
from kb.publish.linked_data import debate_ld
from kb.publish.map.views import debate_map
from kb.publish.parts import Desk
from kb.publish.sides import standing_href
from kb.publish.steps import steps_on
from kb.publish.views import (
    AnswerGroup,
    CruxBrief,
    DebateBrief,
    DebatePage,
    Head,
    OutlineItem,
    OutlineSection,
    PositionGroup,
    PositionView,
    Turning,
)

TONES = ("for", "against", "open", "other")  # the order of stances on a position
SHORT = 15  # items that are shown unfolded
SHOWN = 1  # cruxes of a debate that the home page names
LONG = 300  # characters of an introduction beyond its first paragraph that are folded
FIRST = 5  # cruxes of a debate that its page shows unfolded


def brief(desk: Desk, debate: Debate) -> DebateBrief:
    """A debate as the home page lists it."""
    latest = latest_date(desk.index, debate)
    question = desk.prose.label(debate.question)
    return DebateBrief(
        id=debate.id,
        anchor=names.debate_anchor(debate.id),
        heading=debate.heading,
        question=Link(question, desk.root + names.debate_file(debate.id)),
        positions=tuple(_position(desk, c) for c in _main_positions(desk, debate)),
        cruxes=tuple(desk.item(c.id, debate.id) for c in _ranked(desk, debate)[:SHOWN]),
        counts=_counts(desk, debate),
        latest=words.day(latest),
        latest_iso=latest,
    )


def debate_page(desk: Desk, debate: Debate) -> DebatePage:
    latest = latest_date(desk.index, debate)
    summary, more = _opening(desk.block(debate.summary, debate.place.path))
    return DebatePage(
        head=Head(
            title=desk.prose.plain(debate.question),
            page="debate",
            id=debate.id,
            description=debate.heading,
            data=names.data_file(names.debate_file(debate.id)),
            ld=debate_ld(desk, debate, _main_positions(desk, debate)),
        ),
        heading=debate.heading,
        question=desk.prose.label(debate.question),
        summary=summary,
        more=more,
        source=desk.source(debate.source) if debate.source else None,
        groups=_groups(desk, debate),
        turning=_turning(desk, debate),
        sections=_outline(desk, debate),
        people=_people(desk, debate),
        standing=standing_href(desk, debate),
        counts=_counts(desk, debate),
        latest=words.day(latest),
        latest_iso=latest,
        where=desk.where(debate.place),
        map=debate_map(desk, debate.id),
        what_if=what_if(desk, debate),
        assumed=desk.numbers_of(debate.id).assumed,
        is_short=len(items_of(desk.index, debate)) <= SHORT,
    )


def _opening(prose: Markup) -> tuple[Markup, Markup]:
    """The first paragraph of an introduction, and the rest if that is long."""
    first, end, rest = prose.partition(Markup("</p>"))
    if not first.startswith("<p>") or len(rest.striptags()) < LONG:
        return prose, Markup()
    return first + end, rest


def items_of(index: Index, debate: Debate) -> list[Claim]:
    return index.items_of.get(debate.id, [])


def _cruxes_of(desk: Desk, debate: Debate) -> list[Claim]:
    return [claim for claim in items_of(desk.index, debate) if claim.kind == "crux"]


def _ranked(desk: Desk, debate: Debate, computed: bool = False) -> list[Claim]:
    """The cruxes of a debate, those on which most turns first; with `computed` also the claims
    that nobody declared to be one."""
    declared = {c.id: c for c in _cruxes_of(desk, debate)}
    found = {
        item: desk.index.claims[item]
        for item in effects(desk, debate.id)
        if item in declared or (computed and item in desk.index.claims)
    }
    return list((found | declared).values())


def arguments_of(index: Index, debate: Debate) -> int:
    """How many arguments a debate has."""
    return len(_stanced(index, debate)) - len(items_of(index, debate))


def _question_of(desk: Desk, position: Claim) -> str | None:
    """The question inside the debate that a position answers, if not that of the debate."""
    relations = desk.index.relations_from.get(position.id, ())
    return next((r.target for r in relations if r.kind == "answers"), None)


def _main_positions(desk: Desk, debate: Debate) -> list[Claim]:
    positions = [c for c in items_of(desk.index, debate) if c.kind == "position"]
    return [c for c in positions if _question_of(desk, c) is None] or positions


def _groups(desk: Desk, debate: Debate) -> tuple[PositionGroup, ...]:
    """The answers to the debate's own question first, then those to questions inside it."""
    by_question: dict[str | None, list[PositionView]] = {None: []}
    for claim in items_of(desk.index, debate):
        if claim.kind == "position":
            group = by_question.setdefault(_question_of(desk, claim), [])
            group.append(_position(desk, claim))
    return tuple(
        PositionGroup(desk.item(question, debate.id) if question else None, tuple(positions))
        for question, positions in by_question.items()
        if positions
    )


def _position(desk: Desk, claim: Claim) -> PositionView:
    supports, rebuts = position_tally(desk, claim)
    return PositionView(
        item=desk.item(claim.id, claim.debate),
        stances=tuple(sorted(desk.stances(claim.id), key=lambda s: TONES.index(s.tone))),
        supports=supports,
        rebuts=rebuts,
        letter=letters(desk, claim.debate).get(claim.id, ""),
        strength=figure(desk, claim.id, claim.debate),
    )


def position_tally(desk: Desk, claim: Claim) -> tuple[str, str]:
    """How much is said for an item and against it, in words."""
    steps = [a for a in desk.index.arguments_on.get(claim.id, ()) if not is_open(desk, a)]
    attacks = [a for a in steps if a.kind == "rebuts"]
    supports = sum(a.kind == "supports" for a in steps)
    unanswered = sum(not is_answered(desk, a) for a in attacks)
    return f"{supports} in support" if supports else "", words.against(len(attacks), unanswered)


def is_open(desk: Desk, argument: Argument) -> bool:
    """Whether a step only says what one answer to a crux would do, which nobody need affirm."""
    return any(
        desk.index.is_crux(p.claim) or (p.negated and desk.index.is_asked(p.claim))
        for p in argument.premises
    )


def is_answered(desk: Desk, attack: Argument) -> bool:
    """Whether something undercuts an attack, or speaks against one of its premises."""
    on = desk.index.arguments_on
    return attack.id in on or any(
        against.kind == ("supports" if p.negated else "rebuts")
        for p in attack.premises
        for against in on.get(p.claim, ())
    )


def _crux(desk: Desk, crux: Claim, debate: Debate) -> CruxBrief:
    return CruxBrief(
        item=desk.item(crux.id, debate.id),
        yes=crux_side(desk, crux, yes=True).bearings,
        no=crux_side(desk, crux, yes=False).bearings,
        answers=_answer_groups(desk, crux),
        effect=effects(desk, debate.id).get(crux.id),
    )


def _turning(desk: Desk, debate: Debate) -> Turning | None:
    """On what a debate turns; None where it has no crux."""
    briefs = [_crux(desk, c, debate) for c in _ranked(desk, debate, computed=True)]
    telling = [b for b in briefs if not (b.effect and b.effect.minor)][:FIRST]
    rest = [b for b in briefs if b not in telling]
    if not briefs:
        return None
    return Turning(standing(desk, debate.id), tuple(telling), tuple(rest))


def _answer_groups(desk: Desk, crux: Claim) -> tuple[AnswerGroup, ...]:
    """Who answers how, by answer; what is only reported or supposed is no answer."""
    groups: dict[str, dict[Link, None]] = {answer: {} for answer in words.ANSWERS}
    for view in answers_to(desk, crux):
        if view.answer in groups:
            groups[view.answer][view.person] = None
    return tuple(AnswerGroup(answer, tuple(who)) for answer, who in groups.items() if who)


def _outline(desk: Desk, debate: Debate) -> tuple[OutlineSection, ...]:
    """What is said by section, in the order of the files; a section that comes twice is one."""
    items: dict[str, list[Claim]] = {}
    for claim in items_of(desk.index, debate):
        items.setdefault(claim.section, []).append(claim)
    prose = _section_prose(debate)
    return tuple(
        OutlineSection(
            heading,
            names.section_anchor(heading),
            desk.block(prose.get(heading, ""), _file_of(debate, items.get(heading, ()))),
            tuple(_outline_item(desk, c) for c in items.get(heading, ())),
        )
        for heading in _in_order(items, prose)
        if heading in items or prose[heading]
    )


def _file_of(debate: Debate, items: Sequence[Claim]) -> str:
    """The file that the links in the prose of a section start from."""
    return items[0].place.path if items else debate.place.path


def _section_prose(debate: Debate) -> dict[str, str]:
    """The prose of each section, named as in `Claim.section`: with the headings above it."""
    prose: dict[str, str] = {}
    above: list[Section] = []
    for section in debate.sections:
        above = [*(s for s in above if s.level < section.level), section]
        heading = " / ".join(s.heading for s in above)
        parts = filter(None, (prose.get(heading, ""), section.body))
        prose[heading] = "\n\n".join(parts)
    return prose


def _in_order(items: Iterable[str], prose: Iterable[str]) -> dict[str, None]:
    """The sections of the items, with those that have prose alone where they were written."""
    headings = list(prose)
    done: dict[str, None] = {}
    for heading in items:
        if heading in headings and heading not in done:
            done.update(dict.fromkeys(headings[: headings.index(heading)]))
        done[heading] = None
    return done | dict.fromkeys(headings)


def _outline_item(desk: Desk, claim: Claim) -> OutlineItem:
    return OutlineItem(
        item=desk.item(claim.id, claim.debate),
        stances=desk.stances(claim.id),
        supports=steps_on(desk, claim.id, "supports", claim.debate),
        rebuts=steps_on(desk, claim.id, "rebuts", claim.debate),
        ties=desk.ties(claim, back=False),
    )


def _stanced(index: Index, debate: Debate) -> list[str]:
    """Everything in a debate that people may take a stand on."""
    return index.targets_of.get(debate.id, [])


def _people(desk: Desk, debate: Debate) -> tuple[Link, ...]:
    people = {
        stance.person: None
        for target in _stanced(desk.index, debate)
        for stance in desk.index.stances_on.get(target, ())
    }
    return tuple(map(desk.person, people))


def latest_date(index: Index, debate: Debate) -> str:
    """The latest date that the files give for this debate; never that of the build."""
    dates = [
        stance.date
        for target in _stanced(index, debate)
        for stance in index.stances_on.get(target, ())
    ]
    source = index.sources.get(debate.source or "")
    dates.append(source.date if source else None)
    return max((date for date in dates if date and words.is_date(date)), default="")


def _counts(desk: Desk, debate: Debate) -> tuple[str, ...]:
    kinds = Counter(c.kind for c in items_of(desk.index, debate))
    named = [
        words.count(kinds[kind], one, many)
        for kind, (_, one, many) in words.KINDS.items()
        if kinds[kind]
    ]
    return (*named, words.count(arguments_of(desk.index, debate), "argument"))
