"""What a page is about as linked data: schema.org for readers of the web, AIF for arguments.

A claim is an information node, a supporting argument an inference (RA), an attack a conflict (CA)
of the Argument Interchange Format. Names are addresses relative to the page, as its links are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from kb.model import Argument, Claim, Debate
from kb.publish.parts.desk import Desk
from kb.publish.text import names
from kb.publish.text.scripts import as_json
from kb.publish.text.signs import printable

CONTEXT = ["https://schema.org", {"aif": "http://www.arg.dundee.ac.uk/aif#"}]
SCHEMES = {"supports": "aif:RA-node", "rebuts": "aif:CA-node", "undercuts": "aif:CA-node"}
ASKING = ("crux", "question")


def debate_ld(desk: Desk, debate: Debate, positions: Iterable[Claim]) -> Markup:
    """A debate is a question, its positions the answers that are suggested."""
    answers = [
        {"@type": "Answer", "@id": _page(desk, c.id), "text": desk.prose.plain(c.text)}
        for c in positions
    ]
    question = desk.prose.plain(debate.question)
    return _script({"@type": "Question", "name": question, "suggestedAnswer": answers})


def item_ld(desk: Desk, claim: Claim) -> Markup:
    """An item is a claim, or a question where it asks; arguments on it lead to their premises."""
    text = desk.prose.plain(claim.text)
    said: dict[str, Any] = {"@id": _page(desk, claim.id), "text": text}
    said["@type"] = ["Question" if claim.kind in ASKING else "Claim", "aif:I-node"]
    said["isPartOf"] = {"@id": desk.root + names.debate_file(claim.debate)}
    if arguments := desk.index.arguments_on.get(claim.id):
        said["@reverse"] = {"aif:conclusion": [_argument(desk, argument) for argument in arguments]}
    return _script(said)


def _argument(desk: Desk, argument: Argument) -> dict[str, Any]:
    return {
        "@type": SCHEMES[argument.kind],
        "aif:premise": [{"@id": _page(desk, p.claim)} for p in argument.premises],
    }


def _page(desk: Desk, claim: str) -> str:
    return desk.href(names.claim_file(claim))


def _script(said: dict[str, Any]) -> Markup:
    """Data for a script element; nothing in it can end the element."""
    text = as_json({"@context": CONTEXT, **said})
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(printable(text))  # noqa: S704 - no tag can be in it
