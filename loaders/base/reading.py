"""One debate read whole: its facts, and what its map seems to lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.facts.debate import read_facts
from loaders.facts.parsed import ParsedDebate
from loaders.files.text import TextFile
from loaders.lints.debate import with_lints


def read_debate(
    ident: str,
    files: Sequence[TextFile],
    layout: Mapping[str, str],
    repeats: Mapping[str, tuple[str, ...]],
) -> ParsedDebate:
    """Read the files of one debate; `layout` has the debate of every file of the base."""
    return with_lints(read_facts(ident, files, layout, repeats))
