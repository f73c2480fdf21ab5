"""Says of every value in a file what became of it, of those too that nobody asked for."""

from __future__ import annotations

from kb.interchange.account import Account
from kb.interchange.json_text import Value, leaves
from kb.interchange.report import Fate

WHYS = {
    "timestamp": "when something was drawn is not when it was said",
    "date": "when something was drawn is not when it was said",
    "schemeID": "it is a number in a list of schemes that only AIFdb has",
    "descriptorID": "it is a number in a list of descriptors that only AIFdb has",
    "formEdgeID": "it is a number in a list of AIFdb",
    "text": "the text that was analysed is no part of a debate; it can be cited as a source",
    "txt": "the text that was analysed is no part of a debate; it can be cited as a source",
    "plain_txt": "the text that was analysed is no part of a debate; it can be cited as a source",
} | dict.fromkeys(("x", "y", "w", "h", "color", "visible"), "it is about how the map is drawn")
OTHER = "a debate has no place for it"


class Telling:
    """The account of a file of JSON."""

    def __init__(self, account: Account, root: Value) -> None:
        self._account = account
        self._open = {piece.start: piece for piece in leaves(root)}

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
            why = WHYS.get(piece.what.rpartition(".")[2], OTHER)
            self._account.left_out(piece.start, piece.end, why, piece.what)
