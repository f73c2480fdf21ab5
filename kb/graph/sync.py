"""The sync: after it the graph holds exactly what the files say, and only changes were written."""

from __future__ import annotations

import functools
import os
import secrets
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from itertools import chain
from typing import NamedTuple

from kb.errors import StoreBusy
from kb.graph.ahead import ahead
from kb.graph.contents import Difference, Goal, compare
from kb.graph.jobs import Job, jobs_of, marks_of
from kb.graph.noted import is_known, is_noted
from kb.graph.plan import (
    Origin,
    Plan,
    Record,
    Report,
    plan_of,
    present_in,
)
from kb.graph.schema import SCHEMA
from kb.graph.state import State, look
from kb.graph.statements import statement
from kb.stores.store import Store, Transaction

PATIENCE = 60_000  # milliseconds without a sign of life after which a load counts as dead
MANY = 5_000  # nodes, below which another process is not worth beginning
Progress = Callable[[int, int], None]

__all__ = ["Origin", "Record", "Report", "sync"]


def quiet(done: int, total: int) -> None:
    """Tells nobody."""


def sync(origin: Origin, store: Store, progress: Progress = quiet, anew: bool = False) -> Report:
    """Make the graph hold what `origin` says; `anew` trusts nothing that is there.

    Up to `store.limit` changes are one transaction: whole or not at all. More go in several,
    while the graph says that it is loading; one that breaks off is finished by the next load.
    `progress` is told how many of how many nodes are written. Raises StoreError where the graph
    is busy, damaged, or not that of this base.
    """
    # what is known to be whole need not be read before it is written
    known = is_known(store, origin.id) and not anew
    state = None if known else look(store, origin.id, anew=anew, every=anew)
    if not anew and (is_noted(store, origin.fingerprint) if known else _is_of(state, origin)):
        return Report()
    if state is None or anew:
        store.prepare()
    load = Load(origin, Goal(origin), store, progress, anew)
    if store.limit is None:
        return store.write(lambda writing: _at_once(load, writing))
    if anew or (state and state.is_doubtful):
        size = len(present_in(store)) + len(load.goal.wanted)
        found = Difference(load.goal.wanted, plan_of(load.goal.wanted, {}), {})
    else:
        found = compare(load.goal, store, state)
        size = found.plan.size
    if size > store.limit:
        return _in_batches(load)
    return store.write(lambda writing: _at_once(load, writing, (state, found)))


def _is_of(state: State | None, origin: Origin) -> bool:
    """Whether a graph is whole, and of the files as they are."""
    return bool(state and state.state == "ready" and state.fingerprint == origin.fingerprint)


class Load(NamedTuple):
    """What a load is about."""

    origin: Origin
    goal: Goal
    store: Store
    progress: Progress
    anew: bool


def _at_once(
    load: Load, writing: Transaction, seen: tuple[State | None, Difference] | None = None
) -> Report:
    """The whole difference in one transaction.

    It is looked for inside the transaction, but for where the graph is still in the state in
    which it was `seen` before. Where nothing is trusted, a new graph takes the old one's place.
    """
    state = _take(load, writing, loader="")
    if load.anew or (state and state.is_doubtful):
        writing.clear()
        seen = state = None
    still = seen and seen[0] and seen[0] == state
    wanted, plan, held = seen[1] if seen and still else compare(load.goal, writing, state)
    jobs = chain(jobs_of(load.origin, wanted, plan), marks_of(load.goal, held))
    with ahead(jobs) if len(plan.written) > MANY else nullcontext(jobs) as made:
        for job in _told(made, plan, load.progress):
            writing.run(job.text, job.parameters)
    writing.run(statement("set_base"), _base(load))
    return plan.report()


def _take(load: Load, writing: Transaction, loader: str) -> State | None:
    """Take hold of the base, so that no other load changes it meanwhile; what state it is in."""
    writing.run(statement("touch"), {"id": load.origin.id, "schema": SCHEMA})
    state = look(load.store, load.origin.id, writing, load.anew, every=load.anew)
    if load.store.is_server:  # in a folder, whoever writes is alone
        _wait_for_others(load.origin, writing, loader)
    return state


def _wait_for_others(origin: Origin, writing: Transaction, loader: str) -> None:
    """Refuse to go on beside a load that is alive; none is whose last sign is of a time to come,
    for the clock of the server was set back."""
    for row in writing.run(statement("loading"), {"id": origin.id}):
        if row["loader"] != loader and abs(row["silent"]) < PATIENCE:
            says = f"another load ({row['loader']}) is at work; try again when it has ended"
            raise StoreBusy(says)


def _base(load: Load) -> dict[str, object]:
    """What the Base node says once everything is written."""
    return {
        "id": load.origin.id,
        "heading": load.origin.heading,
        "schema": SCHEMA,
        "state": "ready",
        "fingerprint": load.origin.fingerprint,
        "registers": load.goal.registers,
        "counts": load.goal.counts,
        "loader": "",
        "beat": 0,
    }


def _in_batches(load: Load) -> Report:
    """A difference too big for one transaction: batch by batch, with a sign of life in each.

    Nodes get their hash last, so that what a load leaves half done is seen as changed by the
    next, and written anew; and the base says first that no number of nodes is known, so that the
    next reads all of them. Where nothing is trusted, everything is written over in its place.
    """
    origin, store = load.origin, load.store
    loader = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    doubt = store.write(lambda writing: _claim(load, writing, loader))
    goal = load.goal
    plan = plan_of(goal.wanted, present_in(store), doubt)
    jobs = jobs_of(origin, goal.wanted, plan, sealed=False, doubt=doubt)
    for job in _told(chain(jobs, marks_of(goal, {})), plan, load.progress):
        store.write(functools.partial(_one_batch, origin.id, loader, job))
    last = Job(statement("set_base"), _base(load))
    store.write(functools.partial(_one_batch, origin.id, loader, last))
    return plan.report()


def _claim(load: Load, writing: Transaction, loader: str) -> bool:
    """Take the base for this load; whether nothing that is there is to be trusted."""
    state = _take(load, writing, loader)
    doubt = load.anew or bool(state and state.is_doubtful)
    said = {"id": load.origin.id, "heading": load.origin.heading, "schema": SCHEMA}
    writing.run(statement("claim"), {**said, "loader": loader, "doubt": doubt})
    return doubt


def _one_batch(ident: str, loader: str, job: Job, writing: Transaction) -> None:
    if not writing.run(statement("beat"), {"id": ident, "loader": loader}):
        raise StoreBusy("another load has taken over, since this one gave no sign of life")
    writing.run(job.text, job.parameters)


def _told(jobs: Iterable[Job], plan: Plan, progress: Progress) -> Iterator[Job]:
    """The jobs, with word to `progress` as nodes are done."""
    done = 0
    for job in jobs:
        yield job
        done += job.nodes
        if job.nodes:
            progress(done, plan.size)
