"""Whether a site is as the last build left it, made of the files as they are: then `kb build` is
done before anything is parsed. Imports nothing heavy; without a record the site is built as usual.

Where files of the base are others, a copy of the process looks at the site while these are read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from kb.assets import program_files
from kb.disk import BIGGEST, Cache, mark_of, read, real
from kb.forking import Copy, forked, heard, say
from loaders.files.folder import PUBLISHED

if TYPE_CHECKING:
    from kb.publish import Published
    from kb.session import Files, Session

RECORDS = "built"  # a folder in the cache of a base
NEVER = -1  # where no build was done that we know of


class Built(NamedTuple):
    """A build that is done: its pages, and what it had to say of the files."""

    pages: int
    problems: list[str]


class Site:
    """The files of a site, told as one number, for which their order does not matter: so it follows
    what a build has written without another look at all the rest."""

    def __init__(self, out: Path) -> None:
        self._out, self._each, self._number = out, dict[str, int](), 0

    def all(self) -> int:
        """Look at every file of the site, as its manifest says; see `look`."""
        return self.look(json.loads(read(self._out / PUBLISHED, BIGGEST))["files"])

    def look(self, paths: Iterable[str]) -> int:
        """Look at files, and at the manifest; the number of all that were ever looked at."""
        for path in (PUBLISHED, *paths):
            file = _number_of(path, f"{self._out}/{path}")
            self._number ^= self._each.get(path, 0) ^ file
            self._each[path] = file
        return self._number


class Look:
    """What a copy of this process sees of a site before a build and after it."""

    def __init__(self, copy: Copy, left: int) -> None:
        self._copy, self._left = copy, left

    @cached_property
    def is_as_left(self) -> bool:
        """Whether no file of the site is another than when the last build was done."""
        return bool(heard(self._copy.said) == self._left)

    def after(self, changed: Iterable[str]) -> int | None:
        """The number of the site, of which some files were changed; None where nobody can say."""
        _ = self.is_as_left  # which is said before
        try:
            say(list(changed), self._copy.to)
        except OSError:  # it ended before
            return None
        number: int | None = heard(self._copy.said)
        return number


class Record:
    """What one output folder was made of: the files, and what else was `wanted` of its pages."""

    def __init__(self, session: Session, out: Path, copies: Path | None, wanted: object) -> None:
        self._session, self._out = session, out
        self._copies, self._wanted = copies, wanted
        mark = hashlib.sha256(str(real(out)).encode("utf-8", "replace")).hexdigest()[:12]
        self._cache, self._name = Cache(session.cache).below(RECORDS), f"{mark}.json"
        self._left = NEVER

    def built(self) -> Built | None:
        """What was built, if all is as it was; else None."""
        try:
            said = json.loads(self._cache.get(self._name) or b"{}")
            self._left = int(said["made"], 16)
            same = said["made_of"] == self._made_of() and self._left == Site(self._out).all()
            return Built(int(said["pages"]), list(map(str, said["problems"]))) if same else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    @contextmanager
    def looking(self) -> Iterator[Look | None]:
        """Have a copy of this process look at the site while this one does something else; None
        where it is not known how the site was left, or where there can be no copy."""
        if self._left == NEVER:
            yield None
            return
        with forked(self._look) as copy:
            yield Look(copy, self._left) if copy else None

    def _look(self, told: IO[bytes], answer: IO[bytes]) -> None:
        site = Site(self._out)
        say(site.all(), answer)
        changed = heard(told)
        if changed is not None:
            say(site.look(changed), answer)

    def forget(self) -> None:
        """Note that the site is being made, so that a build which breaks off is done again."""
        self._cache.forget(self._name)
        _ = self._beside

    def keep(self, built: Built, published: Published, look: Look | None) -> None:
        """Note that the site is now made of what the session has read, if that still is so."""
        files = self._session.files()
        if files.fingerprint != self._session.loaded.fingerprint:
            return
        made = look.after(published.changed) if look else None
        if made is None:
            made = Site(self._out).look(published.files)
        made_of = self._hash(files, self._beside)
        said = {"made_of": made_of, "made": f"{made:x}", **built._asdict()}
        self._cache.put(self._name, json.dumps(said).encode("utf-8", "replace"))

    def _made_of(self) -> str:
        """The files of the base, those of the program, and what was asked for."""
        return self._hash(self._session.files(), self._beside)

    @cached_property
    def _beside(self) -> str:
        """What there is beside the base, as it was when first asked for: before the build."""
        program = _states((entry.path for entry in program_files()), _beside())
        return program + (_states(_below(self._copies)) if self._copies else "")

    def _hash(self, files: Files, beside: str) -> str:
        parts = (repr(files), beside, repr(self._wanted))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _below(folder: Path) -> Iterator[str]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(at, name) for name in sorted(files))  # noqa: PTH118 - many


def _beside() -> Iterator[str]:
    """The templates, where the program runs from a checkout."""
    from kb.assets import method_file, site_folder

    yield from _below(site_folder())
    yield str(method_file())


def _states(*groups: Iterable[str]) -> str:
    """One hash for the names and marks of files."""
    digest = hashlib.sha256()
    for path in (path for group in groups for path in group):
        digest.update(_state(path, path))
    return digest.hexdigest()


def _number_of(path: str, file: str) -> int:
    """A number that stands for a path and what is there; 0 where nothing is."""
    try:
        return int.from_bytes(hashlib.sha256(_state(path, file)).digest(), "big")
    except OSError:
        return 0


def _state(path: str, file: str) -> bytes:
    mark = mark_of(os.stat(file))  # noqa: PTH116 - many
    return f"{path}\0{mark}\n".encode("utf-8", "surrogatepass")
