"""A debate's files in, what it says out: claims, arguments, stances and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pydantic_core import to_json

from kb.diagnostics import ENOUGH, Code, Diagnostic, Hint, Proposal, nearest_hint
from kb.model import (
    Argument,
    Claim,
    Debate,
    Frozen,
    Place,
    Quote,
    Relation,
    Section,
    Stance,
    short_hash,
)
from loaders.facts.arguments import Arguments, contradictions, merged_relations
from loaders.facts.item_reader import ItemReader, Written
from loaders.facts.parsed import Body, Head, NodeRecord, ParsedDebate, contents_of
from loaders.facts.renaming import debates_before, former_of, names_before, renamed
from loaders.files.front_matter import FrontMatter, read_front_matter
from loaders.files.text import TextFile
from loaders.grammar.items import read_page
from loaders.grammar.needs import Need
from loaders.grammar.page import Item, Page
from loaders.grammar.references import Scope
from loaders.grammar.vocabulary import NAMES
from loaders.markup.markdown import parse

WHERE = {"place"}
SHOWN_SECTION = 1  # sections of level 1 are titles


def read_facts(
    ident: str,
    files: Sequence[TextFile],
    layout: Mapping[str, str],
    repeats: Mapping[str, tuple[str, ...]],
    elsewhere: Mapping[str, str],
) -> ParsedDebate:
    """Read the files of one debate; `layout` has the debate of every file of the base, `elsewhere`
    what items of other debates are called now, by their former ids."""
    lines = read_lines(ident, files, layout, repeats, elsewhere)
    debate = _debate(ident, files[0].path, lines)
    return _assemble(debate, lines.pages, lines.written, lines.scope)


class Lines(NamedTuple):
    """The lines of a debate as read, before they are put together; `scope` has what they need."""

    pages: list[Page]
    front: FrontMatter
    written: Written
    scope: Scope


def read_lines(
    ident: str,
    files: Sequence[TextFile],
    layout: Mapping[str, str],
    repeats: Mapping[str, tuple[str, ...]],
    elsewhere: Mapping[str, str],
) -> Lines:
    """Read every line of a debate; see `read_facts`."""
    scope = Scope(ident, layout, repeats, elsewhere)
    pages = [_page(file, scope) for file in files if file.text is not None]
    for file in files:
        scope.problems += file.problems
    front = _front(files[0].path, pages, scope)
    written = _items(pages, front, scope)
    for page in pages:
        for link, line, column in page.links:
            scope.prose_link(link, page.path, line, column)
    return Lines(pages, front, written, scope)


def _page(file: TextFile, scope: Scope) -> Page:
    assert file.text is not None
    page = read_page(file.path, parse(file.text), NAMES)
    scope.problems += page.problems
    return page


def _front(path: str, pages: list[Page], scope: Scope) -> FrontMatter:
    """The settings of the debate, which stand in its first file."""
    front = FrontMatter()
    for number, page in enumerate(pages):
        here = read_front_matter(page.path, page.document.front)
        scope.problems += here.problems
        if number == 0 and page.path == path:
            front = here
        elif "question" in here.values:
            says = f"this file is a part of the debate '{scope.debate}' and asks no question itself"
            line, column = here.places["question"]
            scope.problems.append(Diagnostic(page.path, line, column, Code.BAD_SETTING, says))
    scope.source = front.values.get("source") or None
    scope.sourceless = any(
        p.code is Code.BROKEN_YAML or "'source'" in p.message for p in front.problems
    )
    if scope.source:
        scope.needs.append(Need("source", scope.source, path, *front.places["source"]))
    return front


def _debate(ident: str, path: str, lines: Lines) -> Debate:
    front, pages = lines.front, lines.pages
    titles = [h.text for page in pages for h in page.headings if h.level == 1]
    heading = front.values.get("title") or (titles[0] if titles else ident.replace("-", " "))
    sections = [
        Section(heading=h.text, level=h.level, body="\n\n".join(h.prose))
        for page in pages
        for h in page.headings
        if h.level > SHOWN_SECTION
    ]
    return Debate(
        id=ident,
        heading=heading,
        question=front.values.get("question", ""),
        summary="\n\n".join(text for page in pages for text in page.summary),
        source=front.values.get("source") or None,
        formerly=tuple(dict.fromkeys(one.old for one in lines.written.debates)),
        sections=tuple(sections),
        place=Place(path=path, line=1),
    )


def _items(pages: Sequence[Page], front: FrontMatter, scope: Scope) -> Written:
    """Read all items; of two with one id the first counts and the second is a problem."""
    first: dict[str, Item] = {}
    debates = list(debates_before(pages[0].path, front, scope)) if pages else []
    former = former_of(pages, debates, scope)
    names = names_before(former)
    written = Written(Arguments(scope.debate), former=former, debates=debates, names=names)
    own = {f"{scope.debate}/{item.slug}" for page in pages for item in page.items}
    scope.renamed = {**scope.elsewhere, **renamed(written.former, own)}
    for page in pages:
        for item in page.items:
            known = first.setdefault(item.slug, item)
            if known is not item:
                says = f"'{item.slug}' is taken; it is first defined at {known.path}:{known.line}"
                place = (item.path, item.line, item.column)
                scope.problems.append(Diagnostic(*place, Code.ID_TWICE, says))
            ItemReader(item, scope, written).read(keep=known is item)
    written.pending = written.arguments.settle_undercuts(written.pending)
    return written


def _assemble(debate: Debate, pages: list[Page], written: Written, scope: Scope) -> ParsedDebate:
    arguments = tuple(written.arguments.merged().values())
    stances = tuple(written.arguments.stances.values())
    relations = tuple(merged_relations(written.relations).values())
    claims = tuple(written.claims)
    records = _records(debate, claims, arguments, relations, stances, written)
    scope.problems += contradictions(arguments, records)
    items = {c.slug: (c.place.path, c.place.line) for c in claims}
    scope.problems += _shown_otherwise(scope, items)
    anchors = {page.path: tuple(sorted(page.anchors)) for page in pages}
    needs = _unmet_here(scope, items, anchors)
    body = Body(
        debate=debate,
        paths=scope.paths,
        renamed=dict(scope.elsewhere),
        claims=claims,
        arguments=arguments,
        relations=relations,
        stances=stances,
    )
    head = Head(
        debate=debate.id,
        items=items,
        anchors=anchors,
        nodes=records,
        contents=contents_of(debate.id, records),
        needs=needs,
        paths=scope.paths,
        shared=tuple(a for a in arguments if _touches_others(a, f"{debate.id}/")),
        shared_relations=tuple(r for r in relations if _owner(r.source) != debate.id),
        linked=tuple(a for a in arguments if len(a.premises) > 1),
        answers=_answers(claims, arguments, written),
        pending=tuple(written.pending),
        former=tuple(written.former),
        formerly=tuple(written.debates),
        renamed=dict(scope.elsewhere),
        terms=written.terms,
        problems=tuple(scope.problems),
    )
    return ParsedDebate(head=head, body=body)


def _shown_otherwise(scope: Scope, items: Mapping[str, object]) -> Iterator[Diagnostic]:
    """Links that show the id of one item and lead to another."""
    for text, ident, path, line, column in scope.shown:
        owner, _, slug = ident.partition("/")
        if text in items and (owner != scope.debate or slug in items):
            says = f"the link shows '{text}', which is another item, and leads to '{slug}'"
            yield Diagnostic(path, line, column, Code.OTHER_ID_SHOWN, says)


def _answers(
    claims: tuple[Claim, ...], arguments: tuple[Argument, ...], written: Written
) -> tuple[str, ...]:
    """The cruxes, and the arguments of one premise that are written as an answer to one."""
    cruxes = [claim.id for claim in claims if claim.kind == "crux"]
    return (*cruxes, *(a.id for a in arguments if a.id in written.answers))


def _owner(ident: str) -> str:
    return ident.partition("/")[0]


def _touches_others(argument: Argument, home: str) -> bool:
    """Whether it names items whose ids do not begin as those of its debate do."""
    if argument.kind != "undercuts" and not argument.target.startswith(home):
        return True
    return not all(premise.claim.startswith(home) for premise in argument.premises)


def _records(
    debate: Debate,
    claims: tuple[Claim, ...],
    arguments: tuple[Argument, ...],
    relations: tuple[Relation, ...],
    stances: tuple[Stance, ...],
    written: Written,
) -> dict[str, NodeRecord]:
    """The hash and place of every node, the hash over all that the node owns in the graph."""
    owned: dict[str, list[str]] = {}
    for relation in sorted(relations, key=content):
        owned.setdefault(relation.source, []).append(content(relation))
    for stance in stances:  # in the order of the files, by which the later one counts
        owned.setdefault(stance.target, []).append(content(stance))
    columns = {**written.arguments.columns, **written.columns}
    nodes: tuple[Debate | Claim | Argument, ...] = (debate, *claims, *arguments)
    records = {}
    for node in nodes:
        what = short_hash(content(node), *owned.pop(node.id, ()))
        place = node.place
        column = columns.get(node.id, 1)
        records[node.id] = NodeRecord(what, place.path, place.line, column, place.ordinal)
    return records


def content(fact: Frozen) -> str:
    """All that a fact says, without where it is written."""
    said = (
        fact.model_copy(update={"quotes": tuple(_unplaced(q) for q in fact.quotes)})
        if (isinstance(fact, Claim) and fact.quotes)
        else fact
    )
    return to_json(said, exclude=WHERE).decode()


def _unplaced(quote: Quote) -> Quote:
    return quote.model_copy(update={"line": 0})


def _unmet_here(
    scope: Scope, items: dict[str, tuple[str, int]], anchors: dict[str, tuple[str, ...]]
) -> tuple[Need, ...]:
    """Check what must exist in this debate; the needs that are left concern others."""
    left = []
    for need in scope.needs:
        if need.kind == "item" and _owner(need.ref) == scope.debate:
            if need.ref in scope.renamed and need.ref not in scope.elsewhere:
                scope.problems.append(need.renamed(need.ref, scope.renamed[need.ref]))
            elif missing_item(need, items, scope.debate, ENOUGH):
                left.append(need)  # which may be a person, or be in another file
        elif need.kind == "anchor" and need.file in anchors:
            old = f"{scope.debate}/{need.ref}"
            missing = missing_anchor(need, items, anchors, ENOUGH)
            if missing and old in scope.renamed and old not in scope.elsewhere:
                scope.problems.append(need.renamed(old, scope.renamed[old]))
            elif missing:
                left.append(need)  # which may have moved to another debate
        else:
            left.append(need)
    return tuple(dict.fromkeys(left))


def missing_item(
    need: Need, items: Mapping[str, tuple[str, int]], debate: str, so_far: int = 0
) -> list[Diagnostic]:
    """A problem where no item of the debate has the id, or where it is in another file."""
    slug = need.ref.partition("/")[2]
    found = items.get(slug)
    if found is None:
        hint = nearest_hint(slug, items, so_far)
        says = f"no item of '{debate}' is called '{slug}'"
        return [need.problem(Code.DANGLING_LINK, says, hint)]
    if need.file and need.file != found[0]:
        hint = Hint(f" but in {found[0]}; mend the link", (Proposal(need.file, found[0]),))
        return [need.problem(Code.DANGLING_LINK, f"'{slug}' is not in {need.file}", hint)]
    return []


def missing_anchor(
    need: Need,
    items: Mapping[str, tuple[str, int]],
    anchors: Mapping[str, Sequence[str]],
    so_far: int = 0,
) -> list[Diagnostic]:
    """A problem where a link in prose leads to no heading of its file."""
    headings = anchors.get(need.file, ())
    found = items.get(need.ref)
    if not need.ref or (found and found[0] == need.file) or need.ref in headings:
        return []
    here = (slug for slug, (path, _) in items.items() if path == need.file)
    known = chain(here, headings)  # looked through only where something nearest is looked for
    hint = nearest_hint(need.ref, known, so_far)
    return [need.problem(Code.DANGLING_LINK, f"'{need.file}' has no heading '{need.ref}'", hint)]
