"""Tables, as CSV and TSV: a row for an item, an argument, a relation, a stance or somebody.

The column `kind` says which: a kind of item (claim, crux, ...), of argument (supports, rebuts,
undercuts), of relation (refines, ...) or of stance (holds, ...), `person`, `work`, `character`, or
`debate`. Other columns say the rest; a table that has `text` alone is a list of claims.
"""

from __future__ import annotations

from functools import partial

from kb.interchange.frame import Format
from kb.interchange.tables_in import pieces, read
from kb.interchange.tables_out import write


def _table(what: str, ending: str, sign: str) -> Format:
    return Format(
        what,
        (ending,),
        pieces=partial(pieces, sign=sign),
        read=partial(read, sign=sign),
        write=partial(write, sign=sign),
    )


FORMATS = {"csv": _table("CSV", ".csv", ","), "tsv": _table("TSV", ".tsv", "\t")}
