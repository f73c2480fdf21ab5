"""Stances, passages and arguments in the words a reader would use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kb.kinds import STANCE_WORDS, says, says_of_argument
from kb.naming import number_of
from queries import meeting

if TYPE_CHECKING:
    from queries.arguments import Argument, Premise, Stance
    from queries.coverage import CitingArgument
    from queries.people import Answer, ArgumentOf, StanceOf

STANCES: dict[str, str] = {kind: says(kind, "it") for kind in STANCE_WORDS}
SAYS: dict[str, str] = {kind: says(kind, "") for kind in STANCE_WORDS}  # before a statement
MAKES: dict[str, str] = {
    kind: says_of_argument(kind, "it") for kind in STANCE_WORDS
}  # the same of an argument
DOES = {  # what one premise does, and several
    "supports": ("supports", "support"),
    "rebuts": ("rebuts", "rebut"),
    "undercuts": ("undercuts", "undercut"),
}
TIES = {
    "REFINES": "narrows",
    "ANSWERS": "answers",
    "ILLUSTRATES": "illustrates",
    "DISTINGUISHES": "tells from others",
    "RIVALS": "cannot be right together with",
    "CONCERNS": "concerns",
    "USES": "uses the sense",
    "ASKS": "asks whether this holds:",
}
TIED = {
    "REFINES": "narrowed by",
    "ANSWERS": "answered by",
    "ILLUSTRATES": "illustrated by",
    "DISTINGUISHES": "told from others by",
    "RIVALS": "cannot be right together with",
    "CONCERNS": "spoken of by",
    "USES": "used by",
    "ASKS": "asked by the crux",
}
FIRMNESS = {  # behind a name in a column that says yes or no already
    "finds_plausible": " leans",
    "questions": " doubts",
    "concedes": " grants it",
}
OURS = "  [our link]"  # behind an argument that nobody makes
ANSWER = "  [what an answer would do]"  # behind one that is no reason yet
MARKS = {"supports": "+", "rebuts": "-", "undercuts": "x"}
COLOURS = {"supports": "green", "rebuts": "red", "undercuts": "magenta"}


def short(name: str) -> str:
    """A name where there is little room: without its article."""
    return re.sub(r"^(?:the|The|an?|An?) ", "", name)


def claim(premise: Premise) -> str:
    """A premise as a statement, with what has to be so for it to count."""
    return f"{denied(premise)}{premise.text}"


def is_answer(argument: Argument) -> bool:
    """Whether it only says what an answer to a crux would do: nobody gives it as a reason."""
    kinds = (premise.kind for premise in argument.premises)
    return meeting.is_answer(argument.answer, kinds, (s.kind for s in argument.stances))


def counted(arguments: Sequence[Argument]) -> str:
    """`2`, `2, and 1 link of ours`: how many people make, and how many only the mapper sees."""
    ours = sum(argument.inferred for argument in arguments)
    links = f"{number_of(ours, 'link')} of ours" if ours else ""
    theirs = len(arguments) - ours
    return f"{theirs}, and {links}" if theirs and ours else links or str(theirs)


def many(things: Sequence[object], what: str) -> str:
    """`3 stances`, `1 stance`, `no stances`."""
    return number_of(len(things), what) if things else f"no {what}s"


def slug(ident: str, debate: str) -> str:
    """An id as it is written inside its own debate."""
    return ident.removeprefix(f"{debate}/")


def passages(idents: Iterable[str], own: str | None = None) -> str:
    """`power-seeking-thread ¶3, ¶32-34`, grouped by source; only a debate's `own` is not named."""
    groups: dict[str, list[list[str]]] = {}
    for ident in idents:
        source, _, number = ident.partition("#")
        runs = groups.setdefault(source, [])
        if runs and _follows(runs[-1][-1], number):
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return "; ".join(
        ("" if source == own else f"{source} ") + ", ".join("¶" + "-".join(run) for run in runs)
        for source, runs in groups.items()
    )


def _follows(before: str, number: str) -> bool:
    return before.isdecimal() and number.isdecimal() and int(number) == int(before) + 1


def details(stance: Stance | StanceOf, where: str, names: Mapping[str, str], past: str = "") -> str:
    """What stands behind a stance: credence, date, where it is said, whose view, inferred; `past`
    is why it does not count, where it does not."""
    found = [
        f"{stance.credence:g}" if stance.credence is not None else "",
        stance.date or "",
        where,
        f"the view of {names[stance.of]}" if stance.of else "",
        "our reading" if stance.inferred else "",
        past,
    ]
    return ", ".join(detail for detail in found if detail)


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
    """What stands before a premise that has to be false, or is a question."""
    if premise.kind == "crux":
        return f"if the answer is {'no' if premise.negated else 'yes'}: "
    return "if false: " if premise.negated else ""


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
