"""The lists of a base as Markdown: `people.md` and `sources.md`, and its `kb.toml`."""

from __future__ import annotations

from collections.abc import Iterable

from kb.model import Base, Passage, Person, Source
from loaders.grammar.references import passage_order
from loaders.markup.markdown import parse
from loaders.writing.appending import as_paragraph
from loaders.writing.phrases import below, file_of, in_blocks, quoted

PEOPLE_HEADING, SOURCES_HEADING = "# People", "# Sources"


def write_settings(base: Base) -> str:
    """The `kb.toml` of a base."""
    rows = [f"id = {quoted(base.id)}", f"heading = {quoted(base.heading)}"]
    debates = [debate.id for debate in base.debates]
    if debates != sorted(debates):
        rows.append(f"debates = [{', '.join(map(quoted, debates))}]")
    return "\n".join(rows) + "\n"


def write_people(base: Base) -> str:
    """The `people.md` of a base."""
    return file_of([PEOPLE_HEADING, *map(write_person, base.people)])


def write_sources(base: Base) -> str:
    """The `sources.md` of a base."""
    return file_of(
        [SOURCES_HEADING, *(write_source(source, base.passages) for source in base.sources)]
    )


def write_person(person: Person) -> str:
    """One person with all that is said of them."""
    lines = [f"- **Kind:** {person.kind}"] if person.kind != "person" else []
    lines += [f"- **Address:** {_address(person.address)}"] if person.address else []
    rest = below("\n".join(lines), person.note)
    return in_blocks([f"## {person.id}", as_paragraph(person.heading), *rest])


def write_source(source: Source, passages: Iterable[Passage] = ()) -> str:
    """One source with all that is said of it."""
    own = [passage for passage in passages if passage.source == source.id]
    said = {
        "Kind": source.kind,
        "By": source.by,
        "Date": source.date,
        "Address": _address(source.address) if source.address else None,
        "File": source.file,
    }
    lines = [f"- **{name}:** {value}" for name, value in said.items() if value]
    lines += [f"- **Left out:** ¶{p.number} — {p.left_out}" for p in own if p.left_out]
    repeats = [(p.number, passage_order(p.repeats)[1]) for p in own if p.repeats]
    lines += [f"- **Repeats:** ¶{number} = ¶{other}" for number, other in repeats]
    begun = [(p.number, f" — {p.starts}" if p.starts else "") for p in own if p.starts is not None]
    lines += [f"- **Starts:** ¶{number}{note}" for number, note in begun]
    rest = below("\n".join(lines), source.note)
    return in_blocks([f"## {source.id}", as_paragraph(source.heading), *rest])


def _address(address: str) -> str:
    """In angle brackets, which make it a link, where it is read back the same."""
    inline = parse(f"<{address}>").blocks[0].inline
    links = inline.links.values() if inline else ()
    return f"<{address}>" if [link.address for link in links] == [address] else address
