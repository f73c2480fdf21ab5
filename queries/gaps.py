"""What is still open: attacks nobody answered, questions without answer, bare claims."""

from typing import Any, NamedTuple

from queries.arguments import Premise, premises
from queries.ask import Run, ask


class Rebuttal(NamedTuple):
    """An attack; `target` is the claim that it rebuts, or `argument` the argument that it
    undercuts, from `argument_premises` to `argument_target` (None where that is an undercut
    itself)."""

    debate: str
    id: str
    kind: str
    premises: tuple[Premise, ...]
    target: str | None
    argument: str | None
    argument_premises: tuple[Premise, ...]
    argument_target: str | None
    inferred: bool
    path: str
    line: int


class Gap(NamedTuple):
    """A question or crux without an answer."""

    debate: str
    id: str
    kind: str
    text: str
    path: str
    line: int


class Bare(NamedTuple):
    """A claim that nothing supports; `bears_on` counts the arguments that need it."""

    debate: str
    id: str
    kind: str
    text: str
    bears_on: int
    path: str
    line: int


class Open(NamedTuple):
    """All that is open."""

    rebuttals: list[Rebuttal]
    questions: list[Gap]
    claims: list[Bare]


def unanswered_rebuttals(run: Run, debate: str | None = None) -> list[Rebuttal]:
    """The attacks whose premises nobody rebuts or denies and whose argument nobody undercuts."""
    found: list[Any] = ask(run, "unanswered_rebuttals", Rebuttal, debate=debate)
    return [
        row._replace(
            premises=premises(row.premises), argument_premises=premises(row.argument_premises)
        )
        for row in found
    ]


def unanswered_questions(run: Run, debate: str | None = None) -> list[Gap]:
    """The questions that nothing answers and the cruxes on which nobody takes a side."""
    return ask(run, "unanswered_questions", Gap, debate=debate)


def unsupported_claims(run: Run, debate: str | None = None) -> list[Bare]:
    """The claims that nothing supports, those most built upon first."""
    return ask(run, "unsupported_claims", Bare, debate=debate)


def open_ends(run: Run, debate: str | None = None) -> Open:
    """All that is open in a debate, or in all."""
    return Open(
        unanswered_rebuttals(run, debate),
        unanswered_questions(run, debate),
        unsupported_claims(run, debate),
    )
