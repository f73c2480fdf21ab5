"""The kinds of stances beside the illocutionary acts of AIF."""

from __future__ import annotations

from kb.kinds import StanceKind

VERBS: dict[StanceKind, tuple[str, ...]] = {  # the first is what is written
    "holds": (
        "Asserting",
        "Agreeing",
        "Arguing",
        "Restating",
        "Default Illocuting",
        "Assertive Questioning",
        "Rhetorical Questioning",
    ),
    "finds_plausible": ("Finding plausible",),
    "questions": ("Challenging", "Questioning", "Pure Questioning"),
    "rejects": ("Disagreeing",),
    "concedes": ("Conceding", "Popular Conceding"),
    "reports": ("Reporting",),
    "supposes": ("Supposing",),
}
KINDS = {verb.casefold(): kind for kind, verbs in VERBS.items() for verb in verbs}
WRITTEN: dict[StanceKind, str] = {kind: verbs[0] for kind, verbs in VERBS.items()} | {
    "answers_yes": "Agreeing",
    "answers_no": "Disagreeing",
    "poses": "Pure Questioning",
}


def verb_kind(verb: str) -> tuple[StanceKind, bool]:
    """What an act means, and whether it is one that is known."""
    found = KINDS.get(verb.casefold())
    return found or "holds", found is not None
