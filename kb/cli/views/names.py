"""What items are called where their statements are too long, and their ids for those who ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kb.cli.text import Text
from kb.cli.views import words
from kb.naming import short_name

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.cli.common import Form
    from queries.arguments import Premise, Stance


class Names(dict[str, str]):
    """What items and people are called, by their ids: the titles of a debate's items, or the names
    of all people, are asked for when the first is wanted."""

    def __init__(self, base: OpenBase, form: Form) -> None:
        super().__init__()
        self._base, self._form = base, form
        self.told = Statements(base)
        self._firsts: dict[str, dict[str, str]] = {}  # by source: what each passage repeats

    def __missing__(self, ident: str) -> str:
        debate, slash, _ = ident.partition("/")
        if slash:
            found = self._base.items(debate)
            self.update((item.id, short_name(item.title, item.slug)) for item in found)
        else:
            self.update((person.id, person.name) for person in self._base.people())
        return self.setdefault(ident, ident)

    def passages(self, idents: Iterable[str], own: str | None = None) -> str:
        """Where something is said: what stands twice once, though to cite one is to cite both."""
        cited = list(idents)
        once = [ident for ident in cited if len(cited) == 1 or self._first_of(ident) not in cited]
        return words.passages(once, own)

    def _first_of(self, passage: str) -> str | None:
        source = passage.partition("#")[0]
        if source not in self._firsts:
            rows = self._base.passages(source)
            self._firsts[source] = {row.id: row.repeats for row in rows if row.repeats}
        return self._firsts[source].get(passage)

    def quoted(self, ident: str) -> str:
        """A title in a sentence: `“Restraint lasts”`."""
        return f"“{self[ident]}”{f' ({ident})' if self._form.ids else ''}"

    def assumed(self, premises: Iterable[Premise]) -> str:
        """The premises of an argument by title: `“Beds are empty” and “It is cold” being false`."""
        return " and ".join(
            f"{self.quoted(premise.id)}{' being false' if premise.negated else ''}"
            for premise in premises
        )

    def aim(self, target: str | None, attacked: Sequence[Premise], undercut: str | None) -> str:
        """What an argument leads to: an item, or the argument that it undercuts."""
        if attacked:
            return self.argument(attacked, undercut)
        return self.quoted(target) if target else "an argument"

    def argument(self, premises: Iterable[Premise], target: str | None) -> str:
        """`the argument from “Beds are empty” to “Run all night”`."""
        end = self.quoted(target) if target else "another argument"
        return f"the argument from {self.assumed(premises)} to {end}"


class Statements(dict[str, str]):
    """What items state, by their ids: those of a debate are asked for when the first is wanted."""

    def __init__(self, base: OpenBase) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, ident: str) -> str:
        self.update((item.id, item.text) for item in self._base.items(ident.partition("/")[0]))
        return self.setdefault(ident, ident)


def with_id(text: Text, ident: str, form: Form) -> Text:
    """A text, with the id of what it tells of where ids are wanted."""
    return Text(text, (f"  {ident}", "cyan")) if form.ids else text


def linked(premises: Iterable[Premise], form: Form) -> Iterator[Text]:
    """The premises of an argument as statements, a line each."""
    for place, premise in enumerate(premises):
        joint = ("and " if place else "", "dim")
        yield with_id(Text(joint, words.claim(premise)), premise.id, form)


def stance_of(stance: Stance, own: str | None, verb: str, names: Names, past: str = "") -> Text:
    """`Mara holds it (0.8, ¶3): at least in winter`; `own` is the source of the debate, `past` why
    it does not count, where it does not."""
    shown = words.details(stance, names.passages(stance.passages, own), names, past)
    note = f": {stance.note}" if stance.note else ""
    where = f" ({shown})" if shown else ""
    return Text((stance.name, "bold"), f" {verb}", (where, "dim"), note)
