"""One debate read whole: its facts, and what its map seems to lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from loaders.facts.debate import read_facts
from loaders.facts.parsed import ParsedDebate
from loaders.files.text import TextFile
from loaders.lints.debate import with_lints

NOTHING: Mapping[str, str] = MappingProxyType({})


def read_debate(
    ident: str,
    files: Sequence[TextFile],
    layout: Mapping[str, str],
    repeats: Mapping[str, tuple[str, ...]],
    renamed: Mapping[str, str] = NOTHING,
) -> ParsedDebate:
    """Read the files of one debate; `layout` has the debate of every file of the base, `renamed`
    what items of other debates are called now, by their former ids."""
    return with_lints(read_facts(ident, files, layout, repeats, renamed))
