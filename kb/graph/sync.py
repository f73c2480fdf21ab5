"""The sync: after it the graph holds exactly what the files say, and only changes were written."""

from __future__ import annotations

import functools
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from typing import Any

from kb.errors import StoreBusy, StoreError
from kb.graph.plan import (
    Job,
    Origin,
    Plan,
    Record,
    Report,
    Wanted,
    jobs_of,
    plan_of,
    present_in,
    wanted_of,
)
from kb.graph.schema import SCHEMA
from kb.graph.state import State, read_state
from kb.graph.statements import statement
from kb.stores.store import Store, Transaction

PATIENCE = 60_000  # milliseconds without a sign of life after which a load counts as dead
Progress = Callable[[int, int], None]

__all__ = ["Origin", "Record", "Report", "sync"]


def _quiet(done: int, total: int) -> None:
    """Tells nobody."""


def sync(origin: Origin, store: Store, progress: Progress = _quiet) -> Report:
    """Make the graph hold what `origin` says.

    Up to `store.limit` changes are one transaction: whole or not at all. More go in several,
    while the graph says that it is loading; one that breaks off is finished by the next load.
    `progress` is told how many of how many rows are written. Raises StoreError where the graph
    is busy, damaged, or holds another base.
    """
    state = read_state(store)
    if state and state.id != origin.id:
        raise _of_another(store, state.id, origin)
    if state and state.state == "ready" and state.fingerprint == origin.fingerprint:
        return Report()
    if state is None:
        store.prepare()
    wanted = wanted_of(origin)
    if store.limit is None:
        return store.write(lambda writing: _at_once(origin, wanted, writing, store, progress))
    plan = plan_of(wanted, present_in(store))
    if plan.size > store.limit:
        return _in_batches(origin, wanted, store, progress)
    seen = (state, plan)
    return store.write(lambda writing: _at_once(origin, wanted, writing, store, progress, seen))


def _of_another(store: Store, found: str, origin: Origin) -> StoreError:
    return StoreError(
        f"'{store.address}' holds the base '{found}', not '{origin.id}'; "
        "give another address with --db"
    )


def _at_once(
    origin: Origin,
    wanted: Wanted,
    writing: Transaction,
    store: Store,
    progress: Progress,
    seen: tuple[State | None, Plan] | None = None,
) -> Report:
    """The whole difference in one transaction.

    It is looked for inside the transaction, but for where the graph is still in the state in
    which it was `seen` before.
    """
    writing.run(statement("touch"), {"id": origin.id, "schema": SCHEMA})
    for other in writing.run(statement("base")):
        if other["id"] != origin.id:
            raise _of_another(store, other["id"], origin)
    _wait_for_others(origin, writing, loader="")
    if _state(writing) == "dirty":  # somebody wrote into it: trust nothing
        writing.run(statement("wipe"))
        seen = None
    still = seen and seen[0] and seen[0]._asdict() in writing.run(statement("base"))
    plan = seen[1] if seen and still else plan_of(wanted, present_in(writing))
    for job in _told(jobs_of(origin, wanted, plan), progress):
        writing.run(*job)
    writing.run(statement("set_base"), _base(origin))
    return plan.report()


def _state(writing: Transaction) -> str | None:
    return next((row["state"] for row in writing.run(statement("base"))), None)


def _wait_for_others(origin: Origin, writing: Transaction, loader: str) -> None:
    """Refuse to go on beside a load that is alive."""
    for row in writing.run(statement("loading"), {"id": origin.id}):
        if row["loader"] != loader and row["silent"] < PATIENCE:
            says = f"another load ({row['loader']}) is at work; try again when it has ended"
            raise StoreBusy(says)


def _base(origin: Origin) -> dict[str, object]:
    """What the Base node says once everything is written."""
    return {
        "id": origin.id,
        "heading": origin.heading,
        "schema": SCHEMA,
        "state": "ready",
        "fingerprint": origin.fingerprint,
        "loader": "",
        "beat": 0,
    }


def _in_batches(origin: Origin, wanted: Wanted, store: Store, progress: Progress) -> Report:
    """A difference too big for one transaction: batch by batch, with a sign of life in each.

    Nodes get their hash last, so that what a load leaves half done is seen as changed by the
    next, and written anew.
    """
    loader = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    was = store.write(lambda writing: _claim(origin, writing, store, loader))
    if was == "dirty":
        store.clear()
        store.write(lambda writing: _claim(origin, writing, store, loader))
    plan = plan_of(wanted, present_in(store))
    for job in _told(jobs_of(origin, wanted, plan, sealed=False), progress):
        store.write(functools.partial(_one_batch, origin.id, loader, job))
    last: Any = (statement("set_base"), _base(origin))
    store.write(functools.partial(_one_batch, origin.id, loader, last))
    return plan.report()


def _claim(origin: Origin, writing: Transaction, store: Store, loader: str) -> str | None:
    """Take the base for this load; what state it was in."""
    writing.run(statement("touch"), {"id": origin.id, "schema": SCHEMA})
    for other in writing.run(statement("base")):
        if other["id"] != origin.id:
            raise _of_another(store, other["id"], origin)
    _wait_for_others(origin, writing, loader)
    was = _state(writing)
    said = {"id": origin.id, "heading": origin.heading, "schema": SCHEMA, "loader": loader}
    writing.run(statement("claim"), said)
    return was


def _one_batch(ident: str, loader: str, job: Job, writing: Transaction) -> None:
    if not writing.run(statement("beat"), {"id": ident, "loader": loader}):
        raise StoreBusy("another load has taken over, since this one gave no sign of life")
    writing.run(*job)


def _told(jobs: list[Job], progress: Progress) -> Iterator[Job]:
    """The jobs, with word to `progress` as each is done."""
    sizes = [len(next(iter(parameters.values()))) for _, parameters in jobs]
    done, total = 0, sum(sizes)
    for job, size in zip(jobs, sizes, strict=True):
        yield job
        done += size
        progress(done, total)
