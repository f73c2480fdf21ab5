"""A table becomes a debate: what each row says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

from kb.dates import FORMS, is_date
from kb.diagnostics import did_you_mean
from kb.interchange.account import Piece
from kb.interchange.cells import Cell, read_rows
from kb.interchange.columns import ARGUMENTS, ITEMS, KINDS, PEOPLE, RELATIONS
from kb.interchange.frame import Reading
from kb.interchange.markdown import kept
from kb.interchange.markdown import name as plain_name
from kb.interchange.rows import Row
from kb.interchange.source import Source
from kb.kinds import ArgumentKind, Kind, PersonKind, RelationKind, StanceKind
from kb.model import Premise

YES = ("yes", "true", "1", "x", "inferred")


def pieces(source: Source, sign: str) -> Iterator[Piece]:
    """Every cell that says something, by the name of its column."""
    header, *rows = read_rows(source, _sign(source, sign)) or [[]]
    for row in rows:
        for index, cell in enumerate(row):
            if cell.text.strip():
                name = header[index].text.strip().lower() if index < len(header) else ""
                yield Piece(cell.start, max(cell.end, cell.start + 1), name or "cell")


def _sign(source: Source, sign: str) -> str:
    """What stands between cells: where people write a comma in numbers, a semicolon may."""
    first = source.text.split("\n", 1)[0]
    return ";" if sign == "," and ";" in first and "," not in first else sign


def read(reading: Reading, sign: str) -> None:
    """Read a table into a draft."""
    header, *rows = read_rows(reading.source, _sign(reading.source, sign)) or [[]]
    names = [cell.text.strip().lower() or "cell" for cell in header]
    if not set(names) & {"text", "kind"}:
        says = "the first row names the columns, and one of them is 'text' or 'kind'"
        raise reading.source.problem(header[0].start if header else 0, says)
    for index, name in enumerate(names):
        if name in names[:index] and name != "cell":
            raise reading.source.problem(header[index].start, f"two columns are called '{name}'")
    Table(reading, names, rows).read()


class Table:
    """The rows of a table, in the order in which they can be understood."""

    def __init__(self, reading: Reading, names: list[str], rows: list[list[Cell]]) -> None:
        self.source, self.account, self.draft = reading.source, reading.account, reading.draft
        self.rows = [self._row(names, row) for row in rows]
        self.known: dict[str, str] = {}
        self._alike: Counter[tuple[str, ...]] = Counter()

    def _row(self, names: list[str], cells: list[Cell]) -> Row:
        if len(cells) > len(names) and any(cell.text.strip() for cell in cells[len(names) :]):
            extra = next(cell for cell in cells[len(names) :] if cell.text.strip())
            raise self.source.problem(extra.start, "this cell stands in no column")
        row = Row(dict(zip(names, cells, strict=False)), self.account)
        if row.kind not in KINDS:
            guess = did_you_mean(row.kind, KINDS)
            says = f"there is no kind '{plain_name(row.kind)}'{guess}"
            raise self.source.problem(row.cells["kind"].start, says)
        return row

    def read(self) -> None:
        for row in self._of("debate", *PEOPLE, *ITEMS):
            {"debate": self._debate}.get(
                row.kind, self._person if row.kind in PEOPLE else self._item
            )(row)
        waiting = self._of(*ARGUMENTS)
        while waiting:
            left = [row for row in waiting if not self._argument(row)]
            if len(left) == len(waiting):
                for row in left:
                    row.left_out(self._why(row))
                break
            waiting = left
        self._alike = Counter(row.alike() for row in self._of("distinguishes"))
        for row in self.rows:
            if row.kind in RELATIONS:
                self._relation(row)
            elif row.kind not in (*ARGUMENTS, *PEOPLE, *ITEMS, "debate"):
                self._stance(row)
        for row in self.rows:
            row.done()

    def _of(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row.kind in kinds]

    def _find(self, name: str) -> str | None:
        return self.known.get(name.strip())

    def _name(self, ident: str, *names: str) -> None:
        for name in names:
            if name:
                self.known.setdefault(name, ident)

    # -- rows -------------------------------------------------------------------------------------

    def _debate(self, row: Row) -> None:
        if self.draft.heading:
            row.left_out("one table is one debate, which has a row already")
            return
        self.draft.heading, self.draft.question = row.take("title"), row.take("text")
        self.draft.summary = row.paragraphs("because")
        row.take("id")

    def _person(self, row: Row) -> None:
        name = row.take("title") or row.take("id")
        if not name:
            row.left_out("somebody has a name, in the column 'title'")
            return
        self._name(
            self.draft.person(name, cast("PersonKind", row.kind)), f"@{row.take('id')}", f"@{name}"
        )

    def _item(self, row: Row) -> None:
        text, title, ident = row.markdown("text"), row.take("title"), row.take("id")
        if not (text or title):
            row.left_out("an item has a text")
            return
        self._sections(row)
        more: dict[str, Any] = {"credence": self._credence(row), "term": row.take("term") or None}
        if row.kind != "definition" and more["term"]:
            row.refuse("term", "only a definition has a term")
            more["term"] = None
        elif row.kind == "definition":
            more["term"] = plain_name(more["term"] or title or ident or text)
        if row.kind in ("crux", "question") and row.take("posed") == "mapper":
            more["posed"] = "mapper"
        made = self.draft.item(
            text,
            wanted=ident or title,
            kind=cast("Kind", row.kind),
            title=title or None,
            tags=row.take("tags").split(";"),
            body=row.paragraphs("because"),
            **more,
        )
        if ident and ident != made.partition("/")[2]:
            row.changed("id", f"it is called '{made.partition('/')[2]}'")
        self._name(made, ident, title, row.cells["text"].text.strip() if text else "")

    def _sections(self, row: Row) -> None:
        """Open the sections that an item stands in."""
        wanted = [kept(part) for part in row.take("section").split(" / ") if part.strip()]
        self.draft.enter(wanted)

    def _credence(self, row: Row) -> float | None:
        said = row.take("credence").replace(",", ".")
        if not said:
            return None
        try:
            found = float(said.rstrip("% ")) / (100 if said.endswith("%") else 1)
        except ValueError:
            found = -1.0
        if 0 <= found <= 1:
            return found
        row.refuse("credence", "a credence is a number from 0 to 1, or a percentage")
        return None

    def _argument(self, row: Row) -> bool:
        """Add the argument of a row; whether all that it names was found."""
        if self._why(row):
            return False
        premises, target = self._premises(row), cast("str", self._find(row.cells["to"].text))
        kind = cast("ArgumentKind", row.kind)
        if why := self.draft.refuses(kind, premises, target):
            row.left_out(why)
            return True
        for name in ("from", "to"):
            row.take(name)
        called, scheme = row.take("called"), row.take("scheme")
        made = self.draft.argument(
            kind,
            premises,
            target,
            called=called or None,
            scheme=scheme or None,
            reasons=tuple(filter(None, row.paragraphs("because").split("\n\n"))),
            inferred=row.take("inferred").lower() in YES,
        )
        for name, text in (("called", called), ("scheme", scheme)):
            if text and plain_name(text) != getattr(self.draft.arguments[made], name):
                row.refuse(name, "the same argument stands in another row")
        self._name(made, row.take("id"))
        return True

    def _why(self, row: Row) -> str:
        """What keeps the argument of a row from being understood."""
        names = [name for name, _ in self._named(row)]
        if not names:
            return "an argument has premises, in the column 'from'"
        missing = next((name for name in names if not self._is_item(name)), None)
        if missing is not None:
            return f"no item is called '{plain_name(missing)}'"
        goal = row.cells["to"].text.strip() if "to" in row.cells else ""
        found = self._find(goal)
        if found is None:
            return f"nothing is called '{plain_name(goal)}'" if goal else "it leads nowhere"
        is_argument = found in self.draft.arguments
        if is_argument != (row.kind == "undercuts"):
            return "only an undercut is against an argument, and it is against nothing else"
        return ""

    def _is_item(self, name: str) -> bool:
        return self._find(name) in self.draft.claims

    def _named(self, row: Row) -> list[tuple[str, bool]]:
        said = row.cells["from"].text.strip() if "from" in row.cells else ""
        if self._find(said):
            return [(said, False)]
        parts = [part.strip() for part in said.split(" + ") if part.strip()]
        return [
            (part[4:].strip(), True) if part.startswith("not ") and not self._find(part)
            else (part, False)
            for part in parts
        ]  # fmt: skip

    def _premises(self, row: Row) -> list[Premise]:
        return [
            Premise(claim=cast("str", self._find(name)), negated=negated)
            for name, negated in self._named(row)
        ]

    def _relation(self, row: Row) -> None:
        ends = [self._find(row.take(name)) for name in ("from", "to")]
        if None in ends or not all(end in self.draft.claims for end in ends):
            row.left_out("a relation is from an item, to an item")
            return
        kind = cast("RelationKind", row.kind)
        source, target = cast("list[str]", ends)
        if kind == "distinguishes" and self._alike[row.alike()] == 1:
            row.left_out("an item distinguishes two others or more, in the same words")
            return
        if why := self.draft.unrelatable(kind, source, target):
            row.left_out(why)
            return
        inferred = row.take("inferred").lower() in YES
        reason = row.paragraphs("because")
        self.draft.relate(kind, source, target, reason=reason, inferred=inferred)

    def _stance(self, row: Row) -> None:
        target, person = self._find(row.take("to")), row.take("person")
        claim = self.draft.claims.get(target or "")
        on_crux = row.kind in ("answers_yes", "answers_no", "poses")
        if not person or target is None:
            row.left_out("a stance is somebody's, in the column 'person', on something, in 'to'")
            return
        if on_crux and (
            claim is None
            or claim.kind not in ("crux", "question")[: 2 if row.kind == "poses" else 1]
        ):
            row.left_out(f"'{row.kind}' is said of a crux")
            return
        date, of = row.take("date"), row.take("of")
        if date and not is_date(date):
            row.refuse("date", f"a date is {FORMS}")
            date = ""
        self.draft.stance(
            self._somebody(person),
            cast("StanceKind", row.kind),
            target,
            credence=self._credence(row),
            date=date or None,
            of=self._somebody(of) if of else None,
            inferred=row.take("inferred").lower() in YES,
            note=row.paragraphs("because"),
        )

    def _somebody(self, name: str) -> str:
        return self._find(f"@{name}") or self.draft.person(name)
