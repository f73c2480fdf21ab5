"""Bases of all shapes, made by hypothesis, and written as Markdown into a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import building
from hypothesis import strategies as st

from kb.model import (
    Argument,
    Base,
    Claim,
    Debate,
    Passage,
    Person,
    Place,
    Premise,
    Quote,
    Relation,
    Section,
    Source,
    Stance,
    Term,
    argument_id,
    stance_id,
    term_id,
)
from kb.publish import Published, publish
from loaders.base.load import LoadedBase, load_base
from loaders.files.folder import LOCK, PEOPLE, SETTINGS, SOURCES
from loaders.grammar.kinds import KINDS
from loaders.grammar.references import passage_order, same_passages
from loaders.markup.inline import one_line
from loaders.writing.writer import (
    as_paragraph,
    write_debate,
    write_people,
    write_settings,
    write_sources,
)

NOWHERE = Place(path="", line=0)
WORDS = st.sampled_from(
    [
        "word",
        "Wort",
        "élan",
        "寿司",
        "😀",
        "a",
        "*b*",
        "**c**",
        "`d`",
        "[e](https://example.org/f)",
        "<https://example.org>",
        "—",
        "--",
        "–",
        "¶3",
        "0.5",
        "80%",
        "not",
        "->",
        "→",
        "inferred",
        "inferred,",
        "of",
        "2031-04-02,",
        "1.",
        "2)",
        "#",
        "##",
        "-",
        "+",
        ">",
        "**",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "<",
        "\\",
        "\\*",
        "&amp;",
        "&",
        ":",
        ";",
        ",",
        "=",
        "|",
        "~~~",
        "---",
        "***",
        "[x]:",
        "par.",
        "<b>",
        "</b>",
        "<!--",
        "!",
        "![g](h.png)",
        "held",
        "by:",
        "x\xa0y",
        "**Kind:**",
    ]
)
WORDING = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).map(one_line)
STATEMENT = WORDING.map(as_paragraph)
TITLE = st.one_of(WORDING, st.text(st.characters(codec="utf-8"), min_size=1).map(one_line)).filter(
    lambda text: bool(text.strip())
)
PARAGRAPHS = st.lists(WORDING, max_size=3, unique=True)
BLOCKS = (
    "A *paragraph*.",
    "- a\n- b",
    "1. one",
    "> said",
    "```\n## code\n```",
    "| a |\n| - |",
    "***",
)
BODY = st.lists(st.sampled_from(BLOCKS), max_size=3, unique=True).map("\n\n".join)
ITEM_BODY = st.one_of(BODY, st.just("    code\n\nand more"))
STANCES = ("holds", "finds_plausible", "questions", "rejects", "concedes", "reports", "supposes")
RELATIONS = ("refines", "answers", "illustrates", "distinguishes", "rivals", "concerns", "uses")
PEOPLE_IDS = ("mara", "ines-tal")
COUNTS = {"minutes": 12, "survey": 4}


class Making:
    """Draws a base, part by part."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.repeats = draw(
            st.sampled_from(
                [
                    {},
                    {"minutes#7": "minutes#1"},
                    {"minutes#8": "minutes#3", "minutes#9": "minutes#3"},
                ]
            )
        )
        self.same = same_passages(self.repeats)

    def one(self, strategy):
        return self.draw(strategy)

    def some(self, elements, **sizes) -> list:
        return (
            self.draw(st.lists(st.sampled_from(elements), unique=True, **sizes)) if elements else []
        )

    def cited(self) -> tuple[str, ...]:
        every = [f"{source}#{n}" for source, count in COUNTS.items() for n in range(1, count + 1)]
        chosen = self.some(every, max_size=4) if self.one(st.booleans()) else []
        closed = {p for ident in chosen for p in (ident, *self.same.get(ident, ()))}
        return tuple(sorted(closed, key=passage_order))

    def base(self) -> Base:
        self.claims: list[Claim] = []
        self.terms: dict[str, str] = {}
        names = ("a-debate", "ferry", "zoo")[: self.one(st.integers(1, 3))]
        debates = [self.debate(ident) for ident in self.one(st.permutations(names))]
        self.relations = self.related()
        asking = {r.source for r in self.relations if r.kind == "asks"}
        self.answering = {c.id for c in self.claims if c.kind == "crux"} - asking
        self.answering |= {r.target for r in self.relations if r.kind == "asks"}
        arguments = self.arguments()
        stances = self.stances([c.id for c in self.claims], [a.id for a in arguments])
        posing = [s.target for s in stances if s.kind == "poses"]
        claims = [
            c.model_copy(update={"posed": c.posed or ("person" if c.id in posing else None)})
            for c in self.claims
        ]
        return Base(
            id="a-base",
            heading=self.one(TITLE),
            debates=debates,
            claims=claims,
            arguments=arguments,
            relations=self.relations,
            stances=stances,
            people=[self.person(ident) for ident in PEOPLE_IDS],
            sources=[self.source(ident) for ident in COUNTS],
            passages=self.passages(),
            terms=[Term(id=ident, heading=self.terms[ident]) for ident in sorted(self.terms)],
        )

    def debate(self, ident: str) -> Debate:
        self.before = self.some([f"once-{ident}", f"then-{ident}"])
        open_sections: list[Section] = []
        sections: list[Section] = []
        for number in range(self.one(st.integers(1, 6))):
            if self.one(st.booleans()):
                top = open_sections[-1].level if open_sections else 1
                level = self.one(st.integers(2, min(top + 1, 5)))
                section = Section(heading=f"Part *{number}*", level=level, body=self.one(BODY))
                open_sections = [*(s for s in open_sections if s.level < level), section]
                sections.append(section)
            else:
                open_sections = open_sections[: self.one(st.integers(0, len(open_sections)))]
                above = " / ".join(s.heading for s in open_sections)
                self.claims.append(self.claim(ident, f"item-{number}", above))
        return building.debate(
            ident,
            heading=self.one(TITLE),
            question=self.one(TITLE),
            summary=self.one(BODY),
            source=self.one(st.sampled_from([None, *COUNTS])),
            formerly=self.before,
            sections=sections,
            place=NOWHERE,
        )

    def claim(self, debate: str, slug: str, section: str) -> Claim:
        kind = self.one(st.sampled_from(KINDS))
        term = None
        if kind == "definition":
            heading = self.one(st.sampled_from(["night", "Last *boat*", "a — b: c"]))
            term = term_id(heading)
            self.terms[term] = heading
        quote = st.builds(
            Quote,
            text=st.sampled_from(["Words — of *it*.", "two\nlines", "one\n\n- and\n- two"]),
            passage=st.sampled_from(["minutes#2", "survey#1"]),
            line=st.just(0),
        )
        return building.claim(
            slug,
            self.one(STATEMENT),
            debate=debate,
            kind=kind,
            title=self.one(st.sampled_from([None, "Empty beds", "5 < 6 — a, b & c"])),
            formerly=self.names_before(debate, slug),
            tags=self.some(["pro", "two words", "a — b: #c"]),
            section=section,
            body=self.one(ITEM_BODY),
            quotes=self.one(st.lists(quote, max_size=2)),
            credence=self.one(st.one_of(st.none(), st.floats(0, 1))),
            posed=self.one(st.sampled_from([None, "mapper"]))
            if kind in ("crux", "question")
            else None,
            term=term,
            passages=self.cited(),
            place=NOWHERE,
        )

    def names_before(self, debate: str, slug: str) -> list[str]:
        """What an item was called, with what follows from what its debate was called."""
        own = self.some([f"{debate}/was-{slug}", f"elsewhere/{debate}-{slug}"])
        inside = [f"{debate}/{slug}", *(name for name in own if name.startswith(f"{debate}/"))]
        return own + [name.replace(debate, old, 1) for old in self.before for name in inside]

    def related(self) -> list[Relation]:
        found: dict[tuple[str, str, str], Relation] = {}
        for claim in self.claims:
            others = [c.id for c in self.claims if c.id != claim.id]
            if claim.kind == "crux" and others and self.one(st.booleans()):
                target = self.one(st.sampled_from(others))
                found[claim.id, "asks", target] = self.relation("asks", claim.id, target)
            kind = self.one(st.sampled_from(RELATIONS))
            several = kind == "distinguishes"
            targets = (
                self.some(others, min_size=2, max_size=3) if several and len(others) > 1 else []
            )
            targets = targets or ([] if several else self.some(others, max_size=2))
            first = self.relation(kind, claim.id, "")
            for target in targets:
                detailed = first if several else self.relation(kind, claim.id, target)
                ends = (claim.id, target)
                source, target = sorted(ends) if kind == "rivals" else ends
                found[source, kind, target] = detailed.model_copy(
                    update={"source": source, "target": target}
                )
        return list(found.values())

    def relation(self, kind: str, source: str, target: str) -> Relation:
        return Relation(
            kind=kind,
            source=source,
            target=target,
            reason="\n\n".join(self.one(PARAGRAPHS)),
            inferred=self.one(st.booleans()),
            passages=self.cited(),
        )

    def arguments(self) -> list[Argument]:
        found: dict[str, Argument] = {}
        debates = {claim.id: claim.debate for claim in self.claims}
        for _ in range(self.one(st.integers(0, 5))):
            kind = self.one(st.sampled_from(["supports", "rebuts", "undercuts"]))
            targets = list(found) if kind == "undercuts" else list(debates)
            if not targets:
                continue
            target = self.one(st.sampled_from(targets))
            premises = [
                Premise(claim=ident, negated=self.one(st.booleans()))
                for ident in self.some([c for c in debates if c != target], max_size=3)
            ]
            twin = "rebuts" if kind == "supports" else "supports"
            if not premises or argument_id(twin, premises, target) in found:
                continue
            first = premises[0].claim
            may_answer = first in self.answering and kind != "undercuts"
            answer = first if may_answer and self.one(st.booleans()) else None
            home = debates.get(answer or target)
            made = building.argument(
                kind,
                premises,
                target,
                reasons=self.one(PARAGRAPHS),
                called=self.one(st.sampled_from([None, "From silence", "a — b; 5 < 6"])),
                scheme=self.one(st.sampled_from([None, "Modus ponens"])),
                inferred=self.one(st.booleans()),
                answer=answer,
                debate=found[target].debate if kind == "undercuts" else home,
                passages=self.cited(),
                place=NOWHERE,
            )
            found[made.id] = made
        return list(found.values())

    def stances(self, claims: list[str], arguments: list[str]) -> list[Stance]:
        kinds = {claim.id: claim.kind for claim in self.claims}
        found: dict[str, Stance] = {}
        for target in self.some([*claims, *arguments], max_size=6):
            allowed = [*STANCES]
            allowed += ["answers_yes", "answers_no", "poses"] * (kinds.get(target) == "crux")
            allowed += ["poses"] * (kinds.get(target) == "question")
            said = {
                "person": self.one(st.sampled_from(PEOPLE_IDS)),
                "kind": self.one(st.sampled_from(allowed)),
                "target": target,
                "credence": self.one(st.sampled_from([None, 0.5, 0.25, 1.0, 1e-7])),
                "date": self.one(st.sampled_from([None, "2031-04-02", "2031-04"])),
                "of": self.one(st.sampled_from([None, *PEOPLE_IDS])),
                "inferred": self.one(st.booleans()),
                "passages": self.cited(),
                "note": "\n\n".join(self.one(PARAGRAPHS)),
            }
            ident = stance_id(*said.values())
            found[ident] = Stance(id=ident, **said)
        return list(found.values())

    def person(self, ident: str) -> Person:
        address = st.sampled_from([None, "https://example.org/a%20b", "mail at example.org"])
        return Person(
            id=ident,
            heading=self.one(STATEMENT),
            kind=self.one(st.sampled_from(["person", "work", "character"])),
            note=self.one(BODY),
            address=self.one(address),
        )

    def source(self, ident: str) -> Source:
        word = st.one_of(st.none(), WORDING.filter(lambda text: text[0] not in "`[<"))
        return Source(
            id=ident,
            heading=self.one(STATEMENT),
            kind=self.one(word),
            by=self.one(word),
            date=self.one(st.sampled_from([None, "2031", "2031-04-02"])),
            file=self.one(st.sampled_from([None, "minutes of 2031.txt"])),
            note=self.one(BODY),
        )

    def passages(self) -> list[Passage]:
        left_out = {"minutes#5": "a heading; with more", "minutes#6": "*thanks*"}
        starts = self.one(
            st.sampled_from(
                [{}, {"minutes#3": "", "minutes#5": "a — *note*; and more", "minutes#8": ""}]
            )
        )
        return [
            Passage(
                id=f"{source}#{n}",
                source=source,
                number=n,
                fingerprint=f"{n:064}",
                left_out=left_out.get(f"{source}#{n}"),
                repeats=self.repeats.get(f"{source}#{n}"),
                starts=starts.get(f"{source}#{n}"),
            )
            for source, count in COUNTS.items()
            for n in range(1, count + 1)
        ]


BASES = st.composite(lambda draw: Making(draw).base())()


def read_back(base: Base, root: Path) -> LoadedBase:
    """A base as it is read once it is written."""
    return load_base(write_base(root, base))


def publish_written(base: Base | LoadedBase, folder: Path, **options) -> Published:
    """Publish a base; one that is a value is written beside the site first, and read from there:
    a site has no other way to it."""
    if isinstance(base, Base):
        base = read_back(base, folder.with_name(f"{folder.name}-base"))
    return publish(base, folder, **options)


def write_base(root: Path, base: Base) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    lock: dict[str, list[str]] = {source.id: [] for source in base.sources}
    for passage in base.passages:
        lock[passage.source].append(passage.fingerprint or "")
    pinned = {name: {"passages": len(f), "fingerprints": f} for name, f in lock.items()}
    written = {
        LOCK: json.dumps(pinned),
        SETTINGS: write_settings(base),
        PEOPLE: write_people(base),
        SOURCES: write_sources(base),
        **{f"{debate.id}.md": write_debate(base, debate.id) for debate in base.debates},
    }
    for name, text in written.items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return root
