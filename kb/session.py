"""A base that is open for questions: its files, its graph, and the one following the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kb.disk import Cache, Together, own_folder, real
from kb.errors import (
    BaseNotFound,
    FilesChanged,
    KbError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreUnusable,
)
from kb.naming import number_of
from loaders.files import fresh
from loaders.files.folder import SETTINGS, find_base, survey
from loaders.files.raw import settings_in

if TYPE_CHECKING:
    from kb.diagnostics import Diagnostic
    from kb.graph.state import State
    from kb.graph.sync import Progress, Report
    from kb.method import Method
    from kb.stores.store import Row, Store
    from loaders.base.load import LoadedBase

SHIPPED = Path(__file__).parent / "debates"
APPLICATION = "cruxbase"
NO_ID = "has no id that can be read; 'kb check' says why"
WAITS = 50  # tenths of a second


def locate(start: Path | None) -> Path:
    """The base that a command means: the one at or above `start`, else the shipped debates.

    A folder that was named, and holds no base, is not replaced by the shipped one: then this
    raises BaseNotFound.
    """
    if start is not None:
        if not start.is_dir():
            raise BaseNotFound(f"there is no folder '{start}'")
        return find_base(start)
    try:
        return find_base(Path.cwd())
    except BaseNotFound:
        return SHIPPED


def comes_along() -> bool:
    """Whether the working folder is in no base, so that the shipped debates are what is left. In a
    checkout of the program they are meant: there they are what one works on."""
    is_checkout = real(Path.cwd()).is_relative_to(real(SHIPPED.parent.parent))
    return not is_checkout and locate(None) == SHIPPED


def own_cache(root: Path) -> Path | None:
    """Where the graph of a base and what is kept of its files go: into the user's own cache, where
    whoever hands over a base can have put nothing."""
    return own_folder(APPLICATION, root)


class Files(NamedTuple):
    """The files of a base: a hash of them all, and the folders that were not looked into."""

    fingerprint: str
    skipped: tuple[tuple[str, str], ...]


class Session:
    """One base and its graph.

    `notes` gathers what a reader should know beside the answer: that problems in the files keep
    the graph from following them, for example; `problems` are these problems. `made_of` are the
    fingerprints of the files that all answers so far were made of.
    """

    def __init__(
        self,
        root: Path,
        address: str | None = None,
        follow: bool = True,
        database: str | None = None,
        timeout: float | None = None,
    ) -> None:
        self.root, self.address, self.follow = root, address, follow
        self.database, self.timeout = database, timeout
        self.notes: list[str] = []
        self.problems: list[Diagnostic] = []
        self.made_of: set[str] = set()
        self._is_ready = False

    @cached_property
    def cache(self) -> Path | None:
        """The folder for what is kept; None where nothing can be."""
        return own_cache(self.root)

    @property
    def answers(self) -> Cache:
        """What was printed before."""
        return Cache(self.cache).below("answers")

    @cached_property
    def store(self) -> Store:
        from kb.stores import open_store

        if self.address:
            return open_store(self.address, self.database, timeout=self.timeout)
        if self.cache is None:
            raise StoreError("there is no folder where the graph could be kept; give one with --db")
        own = str(self.cache / "graph")
        return open_store(own, self.database, is_own=True, timeout=self.timeout)

    def finish(self) -> str | None:
        """Finish a change of several files that was broken off; what there is to say about it."""
        return Together(self.root, self.cache).finish()

    def close(self) -> None:
        """Let go of the graph."""
        if "store" in self.__dict__:
            self.store.close()

    @cached_property
    def loaded(self) -> LoadedBase:
        """The files as they are now."""
        from loaders.base.load import load_base

        loaded = load_base(self.root, self.cache)
        self.made_of.add(loaded.fingerprint)
        return loaded

    def load(self, rebuild: bool = False, progress: Progress | None = None) -> Report:
        """Bring the graph up to the files; `rebuild` trusts nothing that is in it.

        Raises KbError where the files have errors, which are in `problems` then.
        """
        from kb.graph.noted import is_known, note
        from kb.graph.origin import LoadedOrigin
        from kb.graph.sync import quiet, sync
        from loaders.base.load import without_collector

        if rebuild:
            self._forget()
        self.problems = self.loaded.problems
        if self.loaded.errors:
            errors = number_of(len(self.loaded.errors), "error")
            raise KbError(f"nothing was loaded: {errors} in the files")
        if not is_known(self.store, self.loaded.settings.id) and self._is_of_no_use():
            self.store.clear()
        origin = LoadedOrigin(self.loaded)
        with without_collector():
            report = sync(origin, self.store, progress or quiet, rebuild)
        note(self.store, origin.id, origin.fingerprint)
        return report

    def bring_up(self) -> Report:
        """The same; where a graph in the user's cache is up to the files already, no debate is read
        to find that out, nor is it opened where anything was noted of it."""
        from kb.graph.noted import is_known
        from kb.graph.plan import Report

        if self.is_noted:
            return Report()
        may_be = self.store.is_own and not is_known(self.store)
        if may_be and self._held() == self.files().fingerprint:
            return Report()
        return self.load()

    @property
    def is_noted(self) -> bool:
        """Whether it was noted of the graph as it is that it is up to the files as they are."""
        from kb.graph.noted import is_noted

        return is_noted(self.store, self.files().fingerprint)

    @property
    def are_files_known(self) -> bool:
        """Whether the files are as they were when somebody last read them."""
        known = fresh.read_states(Cache(self.cache))
        return bool(known) and fresh.scan(self.root, survey(self.root).paths, known) == known

    def rewrite(self, cypher: str) -> list[Row]:
        """Run a statement that may change the graph of this base; the next load repairs it."""
        from kb.graph.changing import rewrite

        self.ready()
        return rewrite(self.store, self._own_id(), cypher)

    def empty(self, sure: Callable[[str], object] = str) -> None:
        """Take this base out of the graph, once `sure`, which is told its id, has returned."""
        from kb.graph.changing import empty
        from kb.graph.state import look

        ident = self._own_id()
        look(self.store, ident, anew=True)
        sure(ident)
        empty(self.store, ident)

    def _own_id(self) -> str:
        ident = self._base_id()
        if ident is None:
            raise KbError(f"'{self.root / SETTINGS}' {NO_ID}")
        return ident

    def _forget(self) -> None:
        """Read every file anew, whatever is kept of it."""
        fresh.forget(Cache(self.cache))
        self.answers.keep_only(set())
        self.__dict__.pop("loaded", None)

    def _is_of_no_use(self) -> bool:
        """Whether the graph in the user's cache is damaged, or was written by another version."""
        try:
            self._state()
        except StoreError as error:  # where it is another, the sync says what it is
            return isinstance(error, StoreDamaged) and self.store.is_own
        return False

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Ask the graph, once it has followed the files."""
        self.ready()
        return self.store.run(cypher, parameters)

    def ready(self) -> None:
        """Make the graph follow the files, once a session, unless told not to."""
        if self._is_ready:
            return
        if self.store.is_server:
            self._look_at_server()
        elif self.follow:
            self._follow()
            self.made_of.add(self._held() or "")
        elif self._held() is None:
            raise StoreDamaged("there is no graph yet; 'kb load' makes it from the files")
        self._is_ready = True

    def _look_at_server(self) -> None:
        """A server is written by a load alone: say where it is behind, refuse half a graph."""
        state = self._state()
        if state is None:
            says = f"there is no graph at '{self.store.address}' yet; 'kb load' makes it"
            raise StoreDamaged(says)
        if state.state == "loading":
            says = "is being loaded, so that an answer would be of half a graph; try again later"
            raise StoreBusy(f"the graph at '{self.store.address}' {says}, or 'kb load' it again")
        if not self.follow:
            return
        ident = self._base_id()
        if ident is None:
            says = f"whether the files are newer nobody can tell, since '{SETTINGS}' {NO_ID}"
            self.notes.append(f"this answers from the base '{state.id}'; {says}")
        elif ident != state.id:
            self.notes.append(f"this answers from the base '{state.id}', not from the files here")
        elif state.fingerprint != self.files().fingerprint:
            self.notes.append("the files are newer than the graph; 'kb load' brings it up to them")

    def behind(self, state: State) -> str:
        """How the graph stands to the files, in words."""
        ident = self._base_id()
        if ident is None:
            return f"nobody can tell, since '{SETTINGS}' {NO_ID}"
        if ident != state.id:
            return "those here are of another base"
        if state.state != "ready":
            return "the next load brings the graph up to them"
        same = state.fingerprint == self.files().fingerprint
        return "the graph is up to them" if same else "they are newer; 'kb load' brings it up"

    def method(self) -> Method:
        """How `kb.toml` says that reasons are weighed; as usual, with a note, where it is wrong."""
        from kb.method import method_in

        method, wrong = method_in(settings_in(self.root))
        note = f"{SETTINGS}: {wrong}; reasons are weighed as usual"
        if wrong and note not in self.notes:
            self.notes.append(note)
        return method

    def _base_id(self) -> str | None:
        """The id in `kb.toml`, None where it has none that can be read."""
        ident = settings_in(self.root).get("id")
        return ident if isinstance(ident, str) and ident.strip() else None

    def _held(self) -> str | None:
        """The fingerprint of the files in the graph, "" after somebody wrote into it; None where
        there is no graph, or one in the user's cache is damaged and can be made anew."""
        try:
            state = self._state()
        except StoreDamaged:
            if not self.store.is_own:
                raise
            return None
        if state is None:
            return None
        return state.fingerprint if state.state == "ready" else ""

    def _state(self) -> State | None:
        """What the graph says of itself."""
        from kb.graph.state import read_state

        return read_state(self.store)

    def _follow(self) -> None:
        held = self._held()
        if held and held == self.files().fingerprint:
            return
        try:
            self.load()
        except StoreBusy:
            if held is None:
                self._wait_for_first_load()
                return
            self.notes.append("another process is loading; this answers from the graph before it")
        except (StoreUnusable, FilesChanged) as error:
            if held is None:
                raise
            self.notes.append(f"{error}; this answers from the last good state")
        except KbError as error:
            if held is None or not self.loaded.errors:
                raise
            self.notes.append(f"{error}; this answers from the last good state")

    def _wait_for_first_load(self) -> None:
        """Somebody else is loading what is not there yet: a question can wait a moment for it."""
        for _ in range(WAITS):
            time.sleep(0.1)
            if self._held() is not None:
                return
        self.load()

    @property
    def is_of_files_alone(self) -> bool:
        """Whether answers are of the files as they are now, and of nothing else."""
        return self.follow and not (self.address or self.database) and self.cache is not None

    def files(self) -> Files:
        """The files as they are now."""
        listing = survey(self.root)
        states = fresh.scan(self.root, listing.paths, fresh.read_states(Cache(self.cache)))
        return Files(fresh.fingerprint(states), tuple(listing.skipped))
