"""Stances, passages and arguments in the words a reader would use."""

from __future__ import annotations

from collections.abc import Iterable

from queries.arguments import Argument, Premise, Stance
from queries.coverage import CitingArgument
from queries.people import Answer, ArgumentOf, StanceOf

STANCES = {
    "holds": "holds it",
    "finds_plausible": "finds it plausible",
    "questions": "questions it",
    "rejects": "rejects it",
    "concedes": "concedes it",
    "reports": "reports it",
    "supposes": "supposes it",
    "answers_yes": "answers yes",
    "answers_no": "answers no",
    "poses": "poses it",
}
MARKS = {"supports": "+", "rebuts": "-", "undercuts": "x"}
COLOURS = {"supports": "green", "rebuts": "red", "undercuts": "magenta"}


def slug(ident: str, debate: str) -> str:
    """An id as it is written inside its own debate."""
    return ident.removeprefix(f"{debate}/")


def passages(idents: Iterable[str], own: str | None = None) -> str:
    """`power-seeking-thread ¶3, ¶32`, grouped by source; only a debate's `own` is not named."""
    groups: dict[str, list[str]] = {}
    for ident in idents:
        source, _, number = ident.partition("#")
        groups.setdefault(source, []).append(f"¶{number}")
    return "; ".join(
        ("" if source == own else f"{source} ") + ", ".join(numbers)
        for source, numbers in groups.items()
    )


def details(stance: Stance | StanceOf, where: str) -> str:
    """What stands behind a stance: credence, date, where it is said, whose view, inferred."""
    found = [
        f"{stance.credence:g}" if stance.credence is not None else "",
        stance.date or "",
        where,
        f"the view of {stance.of}" if stance.of else "",
        "inferred" if stance.inferred else "",
    ]
    return ", ".join(detail for detail in found if detail)


def who(stance: Stance, own: str | None) -> str:
    """A person with credence, date, passages and qualification: `Mara (0.8, ¶3): at least ...`."""
    shown = details(stance, passages(stance.passages, own))
    name = f"{stance.name} ({shown})" if shown else stance.name
    return f"{name}: {stance.note}" if stance.note else name


def premise_names(premises: Iterable[Premise], debate: str) -> str:
    """`a + not b`, short inside their own debate."""
    return " + ".join(("not " if p.negated else "") + slug(p.id, debate) for p in premises)


def argument_name(argument: Argument, debate: str) -> str:
    """`a + not b → c`."""
    aim = (
        argument.aim.replace(f"{debate}/", "")
        if argument.attacks
        else slug(argument.target, debate)
    )
    return f"{premise_names(argument.premises, debate)} → {aim}"


def denied(premise: Premise) -> str:
    """What stands before a premise that has to be false."""
    if not premise.negated:
        return ""
    return "the answer is no: " if premise.kind == "crux" else "not: "


def aim_of(answer: Answer, name: str) -> str:
    """What an answer is about and who holds that: `run-all-night, held by Mara`."""
    verb = "made" if answer.argument.attacks else "held"
    return f"{answer.argument.aim}, {verb} by {name}"


def end_of(argument: CitingArgument | ArgumentOf, debate: str) -> str:
    """What an argument leads to: a claim, or for an undercut the argument that it attacks."""
    if argument.target:
        return slug(argument.target, debate)
    return (
        f"an argument to {slug(argument.undercut, debate)}"
        if argument.undercut
        else "another undercut"
    )


def because(reasons: Iterable[str]) -> str:
    return "; ".join(reasons)
