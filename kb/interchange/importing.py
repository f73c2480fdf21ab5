"""A file of another format becomes Markdown: read, accounted for, written, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.diagnostics import did_you_mean, in_file_order
from kb.disk import Change, content
from kb.errors import KbError, NotFound
from kb.interchange.account import Account
from kb.interchange.draft import Draft
from kb.interchange.frame import Format, Reading
from kb.interchange.markdown import name as plain_name
from kb.interchange.opening import Beside, opened
from kb.interchange.report import Entry, Report
from kb.interchange.same import differences
from kb.interchange.source import Source
from kb.model import SLUG, Base, no_id, slugify
from loaders.base.renames import refuse_former
from loaders.files.folder import PEOPLE
from loaders.writing.appending import last_level
from loaders.writing.writer import Writer, write_people

if TYPE_CHECKING:
    from loaders.base.load import LoadedBase

Texts = dict[str, str]  # what files are to hold, by path


@dataclass
class Imported:
    """What an import would write, and what became of the input."""

    debate: str
    texts: Texts
    changes: list[Change]
    report: Report
    warnings: int = 0
    wanted: Sequence[str] = ()  # what the file does not say and an author has to


def import_file(
    loaded: LoadedBase, name: str, form: Format, path: Path, into: str | None, by: str | None
) -> Imported:
    """Read a file, and work out what it makes of the base. Nothing is written.

    Raises Unreadable where the input cannot be read, KbError where it cannot be written.
    """
    draft = _draft(loaded, into or _new(loaded, slugify(path.stem)))
    author = _author(loaded, draft, by) if by else None
    report = Report(name, "import", str(path))
    source = _read(form, path, draft, report)
    asked = bool(draft.question) or draft.id in loaded.heads
    if not asked:
        how = "the file asks none, so it is made of its name"
        report.entries.append(Entry("changed", "question", str(source.place(0)), how))
    draft.question = draft.question or f"{draft.heading.rstrip('?')}?"
    if author:
        _said_by(draft, author)
    texts = _texts(loaded, draft)
    after = loaded.with_drafts(texts)
    if wrong := set(after.errors) - set(loaded.errors):
        raise KbError(
            f"nothing was written, since it would have an error: {in_file_order(wrong)[0]}"
        )
    if other := differences(draft, after.base):
        raise KbError(f"nothing was written, since it would be read otherwise: {other[0]}")
    more = len(after.problems) - len(after.errors) - len(loaded.problems) + len(loaded.errors)
    report.written = sorted(texts)
    wanted = list(_wanted(draft, after.base, texts, asked))
    return Imported(draft.id, texts, list(_changes(loaded, texts)), report, max(more, 0), wanted)


def _wanted(draft: Draft, after: Base, texts: Texts, asked: bool) -> Iterator[str]:
    """What an author has to say, since the file does not."""
    path, text = next(iter(texts.items()))
    if not asked:
        rows = text.splitlines()
        line = next(n for n, row in enumerate(rows, 1) if row.startswith("question:"))
        yield f"write the question of the debate, at {path}:{line}"
    if not any(c.kind == "position" for c in after.claims if c.debate == draft.id):
        yield f"give what answers the question '- **Kind:** position', in {path}"


def _new(loaded: LoadedBase, ident: str) -> str:
    """An id that no debate has. Raises KbError where one has it."""
    if ident in loaded.heads:
        raise KbError(
            f"nothing was written, since '{ident}' is there already; --into {ident} adds to it, "
            "--into with another id makes a new one"
        )
    return ident


def _draft(loaded: LoadedBase, ident: str) -> Draft:
    if not SLUG.fullmatch(ident):
        raise NotFound(no_id(ident))
    refuse_former(loaded.heads, ident)
    head = loaded.heads.get(ident)
    taken = {*head.items, *(one.old.partition("/")[2] for one in head.former)} if head else set()
    return Draft(ident, taken=taken, people=dict(loaded.register.people))


def _read(form: Format, path: Path, draft: Draft, report: Report) -> Source:
    assert form.read
    assert form.pieces
    source = _source(form, path)
    account = Account(source, form.pieces(source), report)
    form.read(Reading(source, draft, account))
    account.close()
    for what, before, after in draft.reworded:
        how = f"'{before}' would be read as markup here, so it is '{after}'"
        report.entries.append(Entry("changed", what, str(source.place(0)), how))
    if not draft.claims:
        endings = " or ".join(form.endings)
        what = form.what.replace(" and ", " or ")
        says = f"nothing in it makes an item; is it {what}, as files in {endings} are?"
        raise source.problem(0, says)
    draft.heading = plain_name(draft.heading) or draft.id.replace("-", " ")
    draft.question = plain_name(draft.question)
    return source


def _source(form: Format, path: Path) -> Source:
    if form.open_folder:
        return form.open_folder(path)
    file = opened(path)
    return form.gather(file, Beside(path)) if form.gather else Source.of(file)


def _author(loaded: LoadedBase, draft: Draft, by: str) -> str:
    """Whoever says all that the file names nobody for: an id, or a name that may be new."""
    people = loaded.register.people
    if SLUG.fullmatch(by) and by not in people:
        raise NotFound(
            f"nobody is called '{by}'{did_you_mean(by, people)}; somebody new gets a name, as in "
            "--by 'Ada Lind'"
        )
    return draft.person(by)


def _said_by(draft: Draft, person: str) -> None:
    told = {stance.target for stance in draft.stances.values()}
    for ident, claim in draft.claims.items():
        if ident not in told and claim.kind not in ("crux", "question"):
            draft.stance(person, "holds", ident)
    for ident in draft.arguments:
        if ident not in told:
            draft.stance(person, "holds", ident)


# -- what files are to hold -----------------------------------------------------------------------


def _texts(loaded: LoadedBase, draft: Draft) -> Texts:
    path = (loaded.layout.debates.get(draft.id) or (f"{draft.id}.md",))[-1]
    is_new = draft.id not in loaded.heads
    known = _content(loaded.root, path)
    if is_new and known is not None:
        raise KbError(f"'{path}' is there already and no debate; give another id with --into")
    people = tuple(p for ident, p in draft.people.items() if ident not in loaded.register.people)
    base = Base(
        id=draft.id,
        heading=draft.heading,
        debates=(draft.debate(),),
        claims=tuple(draft.claims.values()),
        arguments=tuple(draft.arguments.values()),
        relations=tuple(draft.relations.values()),
        stances=tuple(draft.stances.values()),
        people=tuple(draft.people.values()),
        terms=tuple(draft.terms.values()),
    )
    written = Writer(base).debate(draft.id)
    texts = {path: written if is_new else _appended(known or "", base, draft)}
    if people:
        register = write_people(base.model_copy(update={"people": people}))
        before = _content(loaded.root, PEOPLE)
        texts[PEOPLE] = register if before is None else _below(before, _items(register))
    return texts


def _appended(before: str, base: Base, draft: Draft) -> str:
    """A debate with the items of a draft at its end, and with their sections."""
    if draft.sections:
        return _below(before, _items(Writer(base).debate(draft.id)))
    level = last_level(before.replace("\r\n", "\n"))
    writer = Writer(base)
    prose = [draft.summary] if draft.summary else []
    return _below(before, "\n\n".join([*prose, *(writer.item(c, level) for c in base.claims)]))


def _items(text: str) -> str:
    """What is written below the front matter or the title of a file."""
    if text.startswith("---\n"):
        return text.split("\n---\n", 1)[1]
    return text.split("\n", 1)[1]


def _below(before: str, more: str) -> str:
    newline = "\r\n" if before.count("\r\n") * 2 > before.count("\n") else "\n"
    kept = before.replace("\r\n", "\n").rstrip("\n \t")
    return f"{kept}\n\n{more.strip(chr(10))}\n".replace("\n", newline)


def _content(root: Path, path: str) -> str | None:
    data = content(str(root / path))
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KbError(f"'{path}' cannot be changed: {error}") from None


def _changes(loaded: LoadedBase, texts: Texts) -> Iterable[Change]:
    for path, text in texts.items():
        yield Change(path, content(str(loaded.root / path)), text.encode("utf-8"))
