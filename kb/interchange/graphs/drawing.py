"""Items, arguments and relations as a drawing, for Graphviz and Mermaid.

Names are numbers of our own; what authors wrote stands in quotes, escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kb.interchange.frame import Writing
from kb.interchange.markdown import clean
from kb.model import Argument, Base, Claim
from kb.publish.map.captions import wrapped
from kb.publish.map.diagrams import (
    COLOURS,
    DOT_LINES,
    MERMAID_LINES,
    dot_text,
    mermaid_text,
)
from loaders.markup.words import words_of

WIDTH = 38
NEXT = "\\n"  # a new line of a label
DRAWN = "a drawing has items, arguments and relations alone"
CLAIM = (
    "title", "formerly", "tags", "section", "body", "quotes", "credence", "posed", "term",
    "passages",
)  # fmt: skip
SOURCE = ("heading", "kind", "by", "date", "address", "file", "note")
STANCE = ("person", "kind", "target", "credence", "date", "of", "inferred", "note", "passages")


def write_dot(writing: Writing) -> str:
    """The debates in the language of Graphviz."""
    _tell(writing)
    title = dot_text(_title(writing.base))
    rows = [
        "digraph debate {",
        f'  graph [rankdir=BT, label="{title}", labelloc=t];',
        "  node [shape=box]; edge [arrowsize=0.7];",
    ]
    names = _names(writing.base)
    for claim in writing.base.claims:
        rows.append(f'  {names[claim.id]} [label="{_label(_words(claim), dot_text, NEXT)}"];')
    for argument in writing.base.arguments:
        label = _label(_called(argument), dot_text, NEXT)
        look = f'shape=ellipse, color="{COLOURS[argument.kind]}"'
        rows.append(f'  {names[argument.id]} [{look}, label="{label}"];')
        line = f'color="{COLOURS[argument.kind]}", style={DOT_LINES[argument.kind]}'
        for premise in argument.premises:
            mark = ', label="not"' if premise.negated else ""
            ends = f"{names[premise.claim]} -> {names[argument.id]}"
            rows.append(f"  {ends} [{line}, arrowhead=none{mark}];")
        rows.append(f"  {names[argument.id]} -> {names[argument.target]} [{line}];")
    for relation in writing.base.relations:
        ends = f"{names[relation.source]} -> {names[relation.target]}"
        rows.append(f'  {ends} [label="{relation.kind}", style=dashed, color=gray];')
    return "\n".join([*rows, "}", ""])


def write_mermaid(writing: Writing) -> str:
    """The debates in the language of Mermaid."""
    _tell(writing)
    rows = [f"%% {mermaid_text(_title(writing.base))}", "flowchart BT"]
    names = _names(writing.base)
    kinds: list[str] = []
    for claim in writing.base.claims:
        rows.append(f'  {names[claim.id]}["{_label(_words(claim), mermaid_text, "<br>")}"]')
    for argument in writing.base.arguments:
        label = _label(_called(argument), mermaid_text, "<br>")
        rows.append(f'  {names[argument.id]}(["{label}"])')
    for argument in writing.base.arguments:
        for premise in argument.premises:
            line = "-- not ---" if premise.negated else "---"
            rows.append(f"  {names[premise.claim]} {line} {names[argument.id]}")
        rows.append(f"  {names[argument.id]} --> {names[argument.target]}")
        kinds += [argument.kind] * (len(argument.premises) + 1)
    for relation in writing.base.relations:
        rows.append(f"  {names[relation.source]} -. {relation.kind} .-> {names[relation.target]}")
    return "\n".join([*rows, *_styles(kinds), ""])


def _styles(kinds: list[str]) -> Iterator[str]:
    for kind, colour in COLOURS.items():
        if which := [str(i) for i, one in enumerate(kinds) if one == kind]:
            yield f"  linkStyle {','.join(which)} stroke:{colour}{MERMAID_LINES[kind]}"


def _names(base: Base) -> dict[str, str]:
    items = {claim.id: f"i{n}" for n, claim in enumerate(base.claims)}
    return items | {argument.id: f"a{n}" for n, argument in enumerate(base.arguments)}


def _title(base: Base) -> str:
    return clean(", ".join(debate.heading for debate in base.debates)).replace("\n", " ")


def _words(claim: Claim) -> str:
    text = words_of(claim.text)
    return text if claim.kind == "claim" else f"{claim.kind}: {text}"


def _called(argument: Argument) -> str:
    named = ", ".join(filter(None, (argument.called, argument.scheme)))
    return f"{argument.kind}: {named}" if named else argument.kind


def _label(text: str, escaped: Callable[[str], str], between: str) -> str:
    return between.join(map(escaped, wrapped(clean(text).replace("\n", " "), WIDTH)))


def _tell(writing: Writing) -> None:
    """What is drawn, and what is not."""
    account, base = writing.account, writing.base
    for debate in base.debates:
        account.carried(debate, "heading")
        account.left_out(debate, DRAWN, "question", "summary", "source", "sections", "formerly")
    for claim in base.claims:
        account.carried(claim, "kind", "text")
        account.left_out(claim, DRAWN, *CLAIM)
    for argument in base.arguments:
        account.carried(argument, "kind", "premises", "target", "called", "scheme")
        account.changed(argument, "as an argument that somebody may make", "answer")
        account.left_out(argument, DRAWN, "reasons", "inferred", "passages")
    for relation in base.relations:
        account.carried(relation, "kind", "source", "target")
        account.left_out(relation, DRAWN, "reason", "inferred", "passages")
    for stance in base.stances:
        account.left_out(stance, DRAWN, *STANCE)
    for person in base.people:
        account.left_out(person, DRAWN, "heading", "kind", "note", "address")
    for source in base.sources:
        account.left_out(source, DRAWN, *SOURCE)
