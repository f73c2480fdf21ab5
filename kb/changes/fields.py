"""What is written of each thing, by the names that changes and their data have for it."""

from __future__ import annotations

from typing import Any

from kb.model import Argument, Claim, Debate, Relation, Stance

TEXTS = {
    *("statement", "title", "tags", "prose", "quotes"),
    *("reason", "called", "scheme", "note"),
    *("heading", "question", "summary"),
}


def of_item(claim: Claim) -> dict[str, Any]:
    return {
        "kind": claim.kind,
        "statement": claim.text,
        "title": claim.title,
        "tags": "; ".join(claim.tags),
        "prose": claim.body,
        "quotes": "\n\n".join(f"{quote.text} — {quote.passage}" for quote in claim.quotes),
        "credence": claim.credence,
        "posed": claim.posed,
        "term": claim.term,
        "passages": claim.passages,
    }


def of_argument(argument: Argument) -> dict[str, Any]:
    premises = (f"{'not ' if p.negated else ''}{p.claim}" for p in argument.premises)
    return {
        "premises": tuple(sorted(premises)),
        "reason": "\n\n".join(argument.reasons),
        "called": argument.called or "",
        "scheme": argument.scheme or "",
        "inferred": argument.inferred,
        "answer": argument.answer,
        "passages": argument.passages,
        "written in": argument.debate,
    }


def of_relation(relation: Relation) -> dict[str, Any]:
    return {
        "reason": relation.reason,
        "inferred": relation.inferred,
        "passages": relation.passages,
    }


def of_stance(stance: Stance) -> dict[str, Any]:
    return {
        "kind": stance.kind,
        "credence": stance.credence,
        "date": stance.date,
        "inferred": stance.inferred,
        "passages": stance.passages,
        "note": stance.note,
    }


def of_debate(debate: Debate) -> dict[str, Any]:
    return {
        "heading": debate.heading,
        "question": debate.question,
        "summary": debate.summary,
        "source": debate.source,
        "sections": tuple(f"{'#' * s.level} {s.heading}" for s in debate.sections),
    }


def sections(debate: Debate) -> dict[str, str]:
    """The prose below each heading; of several that are the same together."""
    found: dict[str, str] = {}
    for section in debate.sections:
        together = (found.get(section.heading), section.body)
        found[section.heading] = "\n\n".join(filter(None, together))
    return found
