"""How lists look to a reader in a terminal: debates, terms, sources, hits of a search, counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from kb.cli.printing import screen_width
from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Group, facts, indented
from kb.cli.views.names import with_id
from kb.cli.views.output import table
from kb.cli.views.screen import SCREEN, Section, first, left_out, sections
from kb.naming import capital, times
from queries.catalogue import Count, Hit, Sense, Source, Stats

if TYPE_CHECKING:
    from kb.cli.common import Form
    from queries.ask import Question
    from queries.debates import Debate

THINGS = ("debate", "person", "term", "source")  # that are found beside items and reasons
ONE = {"evidence": "piece of evidence"}
SEVERAL = {"analogy": "analogies", "crux": "cruxes", "evidence": "pieces of evidence"}


def debates(found: Sequence[Debate], form: Form, stands: Callable[[str], str]) -> Iterator[Block]:
    """The debates with their questions; `stands` says of one, by its id, how it stands."""

    if not found:
        yield Text(("no debates yet; kb new debate ID 'QUESTION' makes one", "dim"))
        return
    said_of = cache(stands)  # asked for again while it is found how many fit

    def drawn(count: int, of: Callable[[Debate], str]) -> Block:
        return facts((debate.id, _debate(debate, of(debate))) for debate in found[:count])

    # How a debate stands takes long to find out, and a line at least: of how many is it wanted?
    briefest = partial(drawn, of=lambda debate: "…" if debate.positions else "")
    most, _ = first(len(found), briefest, form, SCREEN - 3)
    in_full = partial(drawn, of=lambda debate: said_of(debate.id))
    shown, lines = first(most, in_full, form, SCREEN - 3)
    yield lines
    yield from left_out(len(found) - shown)
    yield Text()
    yield Text(("kb cruxes DEBATE says on what one turns", "dim"))


def _debate(debate: Debate, stands: str) -> Text:
    return Text(debate.question, (f"\n{stands}" if stands else "", "dim"))


# -- terms ----------------------------------------------------------------------------------------


def terms(found: Sequence[Sense], form: Form) -> Iterator[Block]:
    """The senses that are used most, and the names of all terms."""
    if not found:
        yield Text(("no term is defined", "dim"))
        return
    used = sorted(found, key=lambda sense: -sense.used_by)
    headings = list(dict.fromkeys(sense.heading for sense in found))
    count = f"{words.many(headings, 'term')} in {words.many(found, 'sense')}"
    if form.all:
        yield from sections([Section(capital(count), found, lambda s: _sense(s, form))], form)
        return
    shown, drawn = first(len(headings), lambda n: _named(headings[:n]), form, SCREEN // 3, 20)
    head = [Text((capital(count), "bold")), drawn, *left_out(len(headings) - shown)]
    rest = "kb terms NAME says what one means; --all shows all"
    yield from sections([Section("Used most", used, lambda s: _sense(s, form))], form, head, rest)


def _named(headings: Sequence[str]) -> Text:
    return Text(", ".join(headings))


def _sense(sense: Sense, form: Form) -> Text:
    text = Text((sense.heading, "bold"), f": {sense.text}", (_used(sense), "dim"))
    return with_id(text, sense.sense, form)


def _used(sense: Sense) -> str:
    return f"  used {times(sense.used_by)}" if sense.used_by > 1 else ""


def senses(found: Sequence[Sense], form: Form) -> Iterator[Block]:
    """One term, sense by sense."""
    rows = [
        Text(f"{s.text}", (f"  in {s.sense.partition('/')[0]}{_used(s)}", "dim")) for s in found
    ]
    told = [with_id(row, s.sense, form) for row, s in zip(rows, found, strict=True)]
    yield from sections([Section(found[0].heading, told, lambda row: row)], form)


# -- sources --------------------------------------------------------------------------------------


def sources(found: Sequence[Source], form: Form) -> Iterator[Block]:
    """Each source, by whom it is, and how much of it is cited."""
    if not found:
        yield Text(("there are no sources", "dim"))
        return
    yield from sections([Section(capital(words.many(found, "source")), found, _source)], form)
    yield Text()
    yield Text(("kb coverage SOURCE says what cites each passage", "dim"))


def _source(source: Source) -> Block:
    about = [source.kind or "", f"by {source.by}" if source.by else "", source.date or ""]
    cited = f"{source.cited} of {source.passages} passages cited"
    left = f", {source.left_out} left out" if source.left_out else ""
    alike = f", counting {source.repeating} as what they repeat" if source.repeating else ""
    lines = [Text(", ".join(filter(None, about)))] if any(about) else []
    lines.append(
        Text((f"{cited}{left}{alike}" if source.passages else "no passages are pinned", "dim"))
    )
    if source.address:
        lines.append(Text((source.address, "dim")))
    heading = Text((source.heading, "bold"), (f"  {source.id}", "cyan"))
    return Group(heading, *(indented(line, 2) for line in lines))


# -- search ---------------------------------------------------------------------------------------


def hits(found: Sequence[Hit], form: Form) -> Iterator[Block]:
    """How much was found, and the best of each: items, reasons, other things."""
    if not found:
        yield Text(("nothing", "dim"))
        return
    reasons = [hit for hit in found if hit.kind == "reason"]
    things = [hit for hit in found if hit.kind in THINGS]
    items = [hit for hit in found if hit.kind not in ("reason", *THINGS)]
    given = [
        Section(f"{heading} ({len(some):,})", some, lambda hit: _hit(hit, form))
        for heading, some in (("Items", items), ("Reasons", reasons), ("Elsewhere", things))
    ]
    yield from sections(given, form)


def _hit(hit: Hit, form: Form) -> Text:
    """What was found, of which kind it is and where; a debate, term or source has but its id."""
    debate, slash, _ = hit.id.partition("/")
    kind = "" if hit.kind in ("claim", "reason") else hit.kind
    where = f"in {debate}" if slash else hit.id if hit.kind != "person" else ""
    about = " ".join(filter(None, (kind, where)))
    text = Text(hit.text or hit.id, (f"  {about}" if about else "", "dim"))
    return with_id(text, hit.id, form) if slash or hit.kind == "person" else text


# -- counts ---------------------------------------------------------------------------------------


def stats(found: Stats) -> Iterator[Block]:
    """Everything, counted, a line for each sort of thing."""
    arguments = [Count(row.kind, row.number) for row in found.arguments]
    ours = sum(row.inferred for row in found.arguments)
    links = f"; {ours:,} of them are links of ours" if ours else ""
    yield _counts("items", found.items, _items)
    yield _counts("arguments", arguments, _verb, links)
    yield _counts("relations", found.relations, _verb)
    yield _counts("stances", found.stances, _verb)


def _counts(
    what: str, rows: Sequence[Count], called: Callable[[str, int], str], more: str = ""
) -> Block:
    most = sorted(rows, key=lambda row: -row.number)
    each = ", ".join(f"{row.number:,} {called(row.kind, row.number)}" for row in most)
    total = sum(row.number for row in rows)
    return facts(iter([(f"{total:>6,} {what:<9}", Text(f"{each}{more}"))]))


def _items(kind: str, count: int) -> str:
    """`analogies`, `piece of evidence`."""
    one = ONE.get(kind, kind)
    return one if count == 1 else SEVERAL.get(kind, f"{kind}s")


def _verb(kind: str, count: int) -> str:
    """`support` of `supports`, `find plausible` of `finds_plausible`; of one, `supports`."""
    if count == 1:
        return kind.lower().replace("_", " ")
    first, *more = kind.lower().split("_")
    return " ".join([first.removesuffix("es" if first.endswith("shes") else "s"), *more])


def questions(ours: Sequence[Question], theirs: Sequence[Question], form: Form) -> Iterator[Block]:
    """The questions of the base, and the names of those of the program; with all what they ask."""
    if form.all:
        yield table([_question(q) for q in (*ours, *theirs)], screen_width())
        return
    if theirs:
        yield table([_question(q) for q in theirs], screen_width())
    yield Text((f"{len(ours)} questions of the program", "bold"))
    yield Text(", ".join(question.name for question in ours))
    yield Text()
    yield Text(("--all says what each asks; kb ask NAME asks it", "dim"))


def _question(asked: Question) -> dict[str, str]:
    parameters = ", ".join(asked.parameters)
    return {"name": asked.name, "question": asked.question, "parameters": parameters}
