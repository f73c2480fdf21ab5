"""The statements that write the graph, from the `.cypher` files of this folder.

Cypher has no parameters for labels and types, so the files have words in capitals in their
place; only names of the schema are ever put in.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kb.disk import read_text
from kb.graph.schema import EDGE_TYPES, LABELS
from kb.own import Own

_NAMES = {*LABELS, *(edge.name for edge in EDGE_TYPES)}


@cache
def statement(file: str, properties: tuple[str, ...] = (), **names: str) -> Own:
    """The text of `file`.cypher with the schema's names in the place of its capital words, and
    `properties` of a row, by the names that the program gives them."""
    text = read_text(Path(__file__).parent / f"{file}.cypher")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    for word, name in names.items():
        assert name in _NAMES
        text = re.sub(rf"\b{word}\b", name, text)
    assert all(map(str.isidentifier, properties))
    return Own(re.sub(r"\bPROPERTIES\b", ", ".join(f"{p}: row.{p}" for p in properties), text))
