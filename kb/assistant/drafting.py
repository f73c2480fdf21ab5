"""What an assistant would add to a base: looked at without writing, or written as by `kb new`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.api import OpenBase
from kb.assistant import answers, bounds
from kb.diagnostics import Diagnostic
from kb.errors import KbError, MisuseError
from kb.model import Argument, Base
from kb.naming import number_of
from loaders.editing.adding.adding import Draft, add, draft
from loaders.editing.adding.places import at_end, debate_for
from loaders.editing.adding.wanted import Wanted
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading
from loaders.lints.debate import SUSPECTS


def check_draft(base: OpenBase, text: str, debate: str | None) -> answers.Checked:
    """What `check` would say of Markdown at the end of a debate, and what that would add."""
    loaded = base.session.loaded
    ident = debate_for(loaded, Wanted("claim", "x", debate=debate))
    reading = Reading(loaded)
    path = loaded.layout.debates[ident][-1]
    plan = Plan(reading)
    edit = at_end(reading.written(path), text)
    plan.edits.append(edit)
    written = reading.written(path).text
    blank = len(edit.text) - len(edit.text.lstrip("\r\n"))
    above = written[: edit.start].count("\n") + edit.text[:blank].count("\n")
    above -= text[: len(text) - len(text.lstrip("\n"))].count("\n")
    after = plan.outcome()
    known = {(p.path, p.code, p.message) for p in loaded.problems}
    new = [p for p in after.problems if (p.path, p.code, p.message) not in known]
    problems, left_out = bounds.fitting([_problem(p, path, above) for p in new], 0)
    return answers.Checked(
        is_fine=all(problem.code in SUSPECTS for problem in new),
        problems=problems,
        adds=bounds.some(_added(loaded.base, after.base)),
        left_out=left_out.partition(";")[0] and f"{left_out.partition(';')[0]} problems",
        notes=["nothing was written"],
    )


def _problem(problem: Diagnostic, path: str, above: int) -> answers.Problem:
    """A problem; its line is that of the draft where it is in the draft."""
    is_here = problem.path == path and problem.line > above
    message = problem.message if is_here else f"{problem.path}:{problem.line}: {problem.message}"
    return answers.Problem(
        line=problem.line - above if is_here else 0,
        column=problem.column if is_here else 0,
        code=problem.code.value,
        severity=problem.severity,
        message=bounds.shown(message),
    )


def _added(before: Base, after: Base) -> Iterator[str]:
    """Each fact that is new, as a line."""
    claims = {claim.id for claim in before.claims}
    for claim in after.claims:
        if claim.id not in claims:
            yield f"{claim.kind} {claim.id}: {claim.text}"
    arguments = {argument.id for argument in before.arguments}
    named = {argument.id: argument for argument in after.arguments}
    for argument in after.arguments:
        if argument.id not in arguments:
            ours = " (inferred)" if argument.inferred else ""
            yield f"{argument.kind}: {_arrow(argument, named)}{ours}"
    stances = {stance.id for stance in before.stances}
    for stance in after.stances:
        if stance.id not in stances:
            target = named.get(stance.target)
            of = f"({_arrow(target, named)})" if target else stance.target
            yield f"{stance.person} {stance.kind.replace('_', ' ')} {of}"
    relations = {(r.kind, r.source, r.target) for r in before.relations}
    for each in after.relations:
        if (each.kind, each.source, each.target) not in relations:
            yield f"{each.source} {each.kind} {each.target}"


def _arrow(argument: Argument, named: dict[str, Argument]) -> str:
    names = " + ".join(f"{'not ' if p.negated else ''}{p.claim}" for p in argument.premises)
    target = named.get(argument.target)
    return f"{names} → {f'({_arrow(target, named)})' if target else argument.target}"


def write(base: OpenBase, said: dict[str, Any]) -> answers.Written:
    """Add something as `kb new` does. Raises KbError where the base has an error or would."""
    wanted = Wanted(**{name: _plain(name, value) for name, value in said.items()})
    if wanted.text is None:
        raise MisuseError("say the text too: what it says, in one sentence")
    session = base.session
    if session.loaded.errors:
        errors = number_of(len(session.loaded.errors), "error")
        raise KbError(f"nothing was written: the base has {errors}")
    reading = Reading(session.loaded)
    drafted: Draft = draft(reading, wanted)
    added = add(reading, drafted)
    added.plan.write(session.cache)
    return answers.Written(
        place=f"{added.path}:{added.line}",
        id=added.ident,
        markdown=drafted.text,
        lacks=[_problem(problem, "", 0) for problem in added.lacks[: bounds.MOST_ROWS]],
    )


def _plain(name: str, value: Any) -> Any:
    """What was said, as the command line would have it."""
    if isinstance(value, list):
        return tuple(bounds.name(text, f"'{name}'") for text in value[: bounds.MOST_ROWS])
    if isinstance(value, str) and name != "text":
        return bounds.name(value, f"'{name}'")
    return value
