"""Says of every value in a file what became of it, of those too that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb.interchange.account import Account
from kb.interchange.json_text import Value, leaves
from kb.interchange.report import Fate

OTHER = "a debate has no place for it"


class Telling:
    """The account of a file of JSON or YAML; `whys` says by their names why fields are left out,
    `called` what a value is called by the names that lead to it."""

    def __init__(
        self,
        account: Account,
        root: Value,
        whys: Mapping[str, str],
        called: Callable[[str], str] = str,
    ) -> None:
        self._account, self._whys = account, whys
        found = (piece._replace(what=called(piece.what)) for piece in leaves(root))
        self._open = {piece.start: piece for piece in found}

    def tell(self, fate: Fate, why: str, value: Value, *names: str) -> None:
        """What some fields of an object say fares so."""
        fields = [value.fields[name] for name in names if name in value.fields]
        starts = [piece.start for field in fields for piece in leaves(field)]
        found = [self._open.pop(start) for start in starts if start in self._open]
        what = dict.fromkeys(piece.what for piece in found)
        if not found:
            return
        if fate == "carried":
            self._account.carried(value.start, value.end, *what)
        elif fate == "changed":
            self._account.changed(value.start, value.end, why, *what)
        else:
            self._account.left_out(value.start, value.end, why, *what)

    def close(self) -> None:
        """Leave out what nobody asked for."""
        for piece in self._open.values():
            why = self._whys.get(piece.what.rpartition(".")[2], OTHER)
            self._account.left_out(piece.start, piece.end, why, piece.what)
