"""Whether a site is as the last build left it, made of the files as they are: then `kb build` is
done before anything is parsed. Imports nothing heavy; without a record the site is built as usual.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.assets import PACKAGE
from kb.disk import BIGGEST, Cache, mark_of, read, real
from loaders.files.folder import PUBLISHED

if TYPE_CHECKING:
    from kb.session import Files, Session

RECORDS = "built"  # a folder in the cache of a base


class Built(NamedTuple):
    """A build that is done: its pages, and what it had to say of the files."""

    pages: int
    problems: list[str]


class Record:
    """What one output folder was made of, by one way to make it (`wanted`)."""

    def __init__(self, session: Session, out: Path, copies: Path | None, wanted: object) -> None:
        self._session, self._out = session, out
        self._copies, self._wanted = copies, wanted
        mark = hashlib.sha256(str(real(out)).encode("utf-8", "replace")).hexdigest()[:12]
        self._cache, self._name = Cache(session.cache).below(RECORDS), f"{mark}.json"
        self._beside = ""

    def built(self) -> Built | None:
        """What was built, if all is as it was; else None."""
        try:
            said = json.loads(self._cache.get(self._name) or b"{}")
            same = said["made_of"] == self._made_of() and said["made"] == self._made()
            return Built(int(said["pages"]), list(map(str, said["problems"]))) if same else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def forget(self) -> None:
        """Note that the site is being made, so that a build which breaks off is done again."""
        self._cache.forget(self._name)
        self._beside = self._beside_files()

    def keep(self, built: Built) -> None:
        """Note that the site is now made of what the session has read, if that still is so."""
        files = self._session.files()
        if files.fingerprint != self._session.loaded.fingerprint:
            return
        made_of = self._hash(files, self._beside)
        said = {"made_of": made_of, "made": self._made(), **built._asdict()}
        self._cache.put(self._name, json.dumps(said).encode("utf-8", "replace"))

    def _made_of(self) -> str:
        """The files of the base, those of the program, and what was asked for."""
        return self._hash(self._session.files(), self._beside_files())

    def _beside_files(self) -> str:
        program = _states(_below(PACKAGE), _beside())
        return program + (_states(_below(self._copies)) if self._copies else "")

    def _hash(self, files: Files, beside: str) -> str:
        parts = (repr(files), beside, repr(self._wanted))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

    def _made(self) -> str:
        """Every file of the site, by its mark."""
        manifest = json.loads(read(self._out / PUBLISHED, BIGGEST))
        paths = (PUBLISHED, *manifest["files"])
        return _states(os.path.join(self._out, path) for path in paths)  # noqa: PTH118 - many


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
        mark = mark_of(os.stat(path))  # noqa: PTH116 - many
        digest.update(f"{path}\0{mark}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
