"""What a statement may do, on every store: ask and change this graph, and nothing around it.

A question can come with a base from a stranger, so no statement reads files or addresses, asks
about other users, or calls a procedure that is not known to keep to the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kb.errors import QueryError
from kb.stores.tokens import Token, read_statement

STARTS = ("match", "optional", "with", "unwind", "return", "call", "create", "merge", "foreach")
PREFIXES = ("explain", "profile")

PROCEDURES = {
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.schema.visualization",
    "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties",
    "db.index.fulltext.querynodes",
    "db.index.fulltext.queryrelationships",
    "pagerank",
    "betweenness",
    "degree",
    "closeness",
    "louvain",
    "leiden",
    "label_propagation",
    "connected_components",
    "k_core",
    "clustering_coefficient",
    "triangle_count",
    "eccentricity",
    "diameter",
}
"""Procedures that read this graph alone: a server's about its schema and its full-text index, the
embedded engine's about paths and neighbourhoods. All in lower case."""

FUNCTIONS = {
    "date",
    "datetime",
    "localdatetime",
    "time",
    "localtime",
    "duration",
    "point",
    "vector",
}
"""What may stand before the point in the name of a function; functions without one are built in."""

END = Token("end", "")


@lru_cache(maxsize=512)
def allowed(cypher: str) -> str:
    """The statement as an engine may get it: without comments.

    Raises QueryError for one that does, or might do, more than ask or change this graph.
    """
    text, tokens = read_statement(cypher)
    _refuse_several(tokens)
    for at, token in enumerate(tokens):
        before, after = tokens[at - 1] if at else END, _at(tokens, at + 1)
        if token.name == "load" and after.name == "csv":
            raise QueryError("LOAD CSV is not allowed: a statement has no business with files")
        if token.name == "use" and _begins(before) and after.name:
            raise QueryError("USE is not allowed: a statement asks this graph and no other")
        if token.name == "call" and not _is_property(tokens, at):
            _refuse_procedure(tokens, at + 1)
    _refuse_start(tokens)
    for name in _dotted_calls(tokens):
        if name not in PROCEDURES and name.partition(".")[0] not in FUNCTIONS:
            raise QueryError(f"the function '{_shown(name)}' is not allowed; see docs/graph.md")
    return text


def _at(tokens: list[Token], at: int) -> Token:
    return tokens[at] if at < len(tokens) else END


def _shown(text: str) -> str:
    """Words of a statement as a message can have them: on one line, and not all of them."""
    return " ".join(text.split())[:60]


def _refuse_several(tokens: list[Token]) -> None:
    ends = [at for at, token in enumerate(tokens) if token.text == ";"]
    if ends and ends[0] != len(tokens) - 1:
        raise QueryError("give one statement at a time, without ';' in it")


def _refuse_start(tokens: list[Token]) -> None:
    start = 0
    while _at(tokens, start).name in PREFIXES:
        start += 1
    first = _at(tokens, start)
    if first.name not in STARTS:
        found = f"not with '{_shown(first.text)}'" if first.text else "and here is none"
        raise QueryError(f"a statement begins with {', '.join(STARTS).upper()}, {found}")
    if first.name == "create" and not _is_pattern(tokens, start + 1):
        raise QueryError("CREATE makes nodes and relationships here: CREATE (n:Claim {id: ...})")


def _is_pattern(tokens: list[Token], at: int) -> bool:
    named = bool(_at(tokens, at).name) and _at(tokens, at + 1).text == "="
    return named or _at(tokens, at).text == "("


def _begins(before: Token) -> bool:
    """Whether a clause can begin behind a token."""
    return before is END or before.text == "{" or before.name in ("union", "all", "distinct")


def _is_property(tokens: list[Token], at: int) -> bool:
    """Whether a word is the name of a property, label or parameter, as in `n.call`."""
    before = tokens[at - 1].text if at else ""
    return before in (":", "$") or (before == "." and at > 1 and bool(tokens[at - 2].name))


def _refuse_procedure(tokens: list[Token], at: int) -> None:
    """Of CALL: `CALL {` and `CALL (n) {` are subqueries, anything else names a procedure."""
    if _at(tokens, at).text in ("{", "("):
        return
    name, _ = _name_at(tokens, at)
    if name not in PROCEDURES:
        raise QueryError(f"the procedure '{_shown(name)}' is not allowed; see docs/graph.md")


def _name_at(tokens: list[Token], at: int) -> tuple[str, int]:
    """The name that begins at a token, its parts joined by points, and where it ends."""
    parts = [_at(tokens, at).name]
    while _at(tokens, at + 1).text == "." and _at(tokens, at + 2).name:
        at += 2
        parts.append(tokens[at].name)
    return ".".join(parts), at + 1


def _dotted_calls(tokens: list[Token]) -> Iterator[str]:
    """Whatever is called by a name with a point in it."""
    at = 0
    while at < len(tokens):
        if not tokens[at].name:
            at += 1
            continue
        name, at = _name_at(tokens, at)
        if "." in name and _at(tokens, at).text == "(":
            yield name
