"""`sources.lock`: how many passages each source has, and a fingerprint of each.

The base keeps pointers and fingerprints, never a source's text. Pinning reads a local copy and
writes the lock; verifying compares a copy with it and never moves an anchor by itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ConfigDict, TypeAdapter, model_validator

from kb.diagnostics import Code, Diagnostic
from kb.disk import Tree, read
from kb.errors import KbError
from kb.model import Frozen, Source
from loaders.files.aligning import in_common, out_of_order
from loaders.files.folder import LOCK
from loaders.files.raw import MAX_LOCK
from loaders.files.text import TextFile, read_text


class Pinned(Frozen):
    """The fingerprints of a source's passages, in order."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    passages: int
    fingerprints: tuple[str, ...]

    @model_validator(mode="after")
    def _counted(self) -> Pinned:
        if self.passages != len(self.fingerprints):
            raise ValueError("as many fingerprints as passages")
        return self


Lock = dict[str, Pinned]
_LOCK = TypeAdapter(Lock, config=ConfigDict(defer_build=True))  # many a base has none


class Verdict(NamedTuple):
    """What became of one passage. `number` is that of the lock, `now` that of the copy."""

    source: str
    number: int
    state: Literal["matches", "moved", "changed", "missing", "new"]
    now: int | None = None


def read_lock(file: TextFile | None) -> tuple[Lock, list[Diagnostic]]:
    """Read the lock; a damaged one is reported and counts as empty."""
    if file is None or file.text is None:
        return {}, file.problems if file else []
    try:
        return _LOCK.validate_python(
            json.loads(file.text, object_pairs_hook=_each_once)
        ), file.problems
    except json.JSONDecodeError as error:
        place, says = (error.lineno, error.colno), error.msg.lower()
    except KeyError as error:
        place, says = (1, 1), f"'{error.args[0]}' stands in it twice"
    except (ValueError, RecursionError):  # a ValidationError is one, and a number too long too
        place, says = (1, 1), "its structure is not that of a lock"
    says = f"the lock is damaged ({says}); write it anew with 'kb sources pin --from DIR'"
    return {}, [Diagnostic(file.path, *place, Code.BROKEN_LOCK, says)]


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON, in which a merge may have left a key twice."""
    values: dict[str, object] = {}
    for key, value in pairs:
        if key in values:
            raise KeyError(key)
        values[key] = value
    return values


def write_lock(root: Path, before: bytes | None, lock: Mapping[str, Pinned]) -> None:
    """Write the lock, one fingerprint a line so that differences read well.

    `before` is what the file held when it was read, None for none; see `Tree.change`.
    """
    Tree(root).change(LOCK, before, lock_text(lock).encode("utf-8"))


def lock_text(lock: Mapping[str, Pinned]) -> str:
    """The lock as it is written."""
    said = {name: lock[name].model_dump() for name in sorted(lock)}
    return json.dumps(said, indent=1) + "\n"


def lock_bytes(root: Path) -> bytes | None:
    """What the lock holds now; None where there is none."""
    try:
        return read(root / LOCK, MAX_LOCK, follow=False)
    except FileNotFoundError:
        return None


def fingerprint(text: str) -> str:
    """SHA-256 of a passage with Unicode (NFC) and white space normalised."""
    return hashlib.sha256(normalised(text).encode("utf-8")).hexdigest()


def normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def split_passages(text: str, name: str) -> list[str]:
    """The passages of a source: its paragraphs; in a plain text file, its lines."""
    blocks = (
        re.split(r"\n[ \t]*\n", text) if name.endswith((".md", ".markdown")) else (text.split("\n"))
    )
    return [block.strip() for block in blocks if block.strip()]


def read_copies(sources: Iterable[Source], folder: Path) -> dict[str, list[str]]:
    """The passages of every source that has a copy in the folder.

    Raises KbError where the folder, or a file in it, cannot be read as text.
    """
    if not folder.is_dir():
        raise KbError(f"there is no folder '{folder}' with copies of the sources")
    copies = {}
    for source in sources:
        name = _file_named(source.file, folder) if source.file else None
        if not name:
            continue
        file = read_text(folder, name)
        if file.text is None:
            problem = file.problems[0]
            named = f"'{name}'"  # which only some of the messages begin with
            where = "" if problem.message.startswith(named) else f"{named}, line {problem.line}: "
            raise KbError(f"{where}{problem.message} (in '{folder}')")
        copies[source.id] = split_passages(file.text, name)
    return copies


def _file_named(name: str, folder: Path) -> str | None:
    """The file of that name, be it stored in another normal form of Unicode, as on a Mac."""
    if (folder / name).is_file():
        return name
    if name.isascii() or Path(name).is_absolute():
        return None
    form = unicodedata.normalize("NFC", name)
    below = (folder / name).parent
    names = (path.relative_to(folder).as_posix() for path in below.glob("*") if path.is_file())
    return next((each for each in names if unicodedata.normalize("NFC", each) == form), None)


def pin(passages: Sequence[str]) -> Pinned:
    """The fingerprints of a copy."""
    return Pinned(passages=len(passages), fingerprints=tuple(map(fingerprint, passages)))


def verify(source: str, pinned: Pinned, passages: Sequence[str]) -> list[Verdict]:
    """Compare a copy with the lock, aligned in sequence, since passages may repeat; what left the
    sequence is found by its words."""
    before, after = pinned.fingerprints, [fingerprint(text) for text in passages]
    pairs = in_common(before, after)
    strays = dict(out_of_order(before, after, pairs))
    came = set(strays.values())
    verdicts = [_same(source, *pair) for pair in strays.items()]
    old = new = 0
    for at, there in [*pairs, (len(before), len(after))]:
        left = [number + 1 for number in range(old, at) if number not in strays]
        put = [number + 1 for number in range(new, there) if number not in came]
        verdicts += _unlike(source, left, put)
        if at < len(before):
            verdicts.append(_same(source, at, there))
        old, new = at + 1, there + 1
    return sorted(verdicts, key=lambda v: (v.now or v.number) if v.state == "new" else v.number)


def _same(source: str, at: int, there: int) -> Verdict:
    return Verdict(source, at + 1, "matches" if at == there else "moved", there + 1)


def _unlike(source: str, old: Sequence[int], new: Sequence[int]) -> Iterator[Verdict]:
    """What became of passages between two that are the same, and what came in."""
    for number, now in zip(old, new, strict=False):
        yield Verdict(source, number, "changed", now)
    for number in old[len(new) :]:
        yield Verdict(source, number, "missing")
    for number in new[len(old) :]:
        yield Verdict(source, number, "new", number)
