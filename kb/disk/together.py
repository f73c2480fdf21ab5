"""Several files of a folder changed together: all of them or none, whatever breaks off.

Before the first file is replaced, a journal in the user's cache folder says what all are to hold.
Whoever comes after a crash finds it there and finishes: a journal that came with the folder would
be a stranger's word, and is never read.
"""

import binascii
import errno
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from typing import NamedTuple

from kb.disk.cache import Cache
from kb.disk.drafts import only_one
from kb.disk.writing import Changed, Tree, content
from kb.errors import KbError

JOURNAL, LOCK = "changes.json", "changes.lock"


class Busy(KbError):  # noqa: N818 - reads as a word
    """Another process is changing the same files."""


class Change(NamedTuple):
    """What a file holds `before`, as it was read, and `after`: None where it is not there.

    A new file takes its rights from the one that it is `like`.
    """

    path: str
    before: bytes | None
    after: bytes | None
    like: str | None = None


class Together:
    """Changes files below `root`; `kept` is the user's own folder for what belongs to it."""

    def __init__(self, root: Path, kept: Path | None) -> None:
        self.tree, self.cache = Tree(root), Cache(kept)

    def change(self, changes: Sequence[Change]) -> None:
        """Make all changes or none.

        Raises Changed where a file is not what it was before, and any OSError; then, as after a
        crash and the next command, each file is what it was.
        """
        with self._alone():
            self._finish()
            self._look(changes)
            self.tree.sweep(change.path for change in changes)
            if len(changes) == 1 and changes[0].after is not None:
                self._make(changes[0])
                return
            self.cache.keep(JOURNAL, _written(changes))
            self._make_all(changes)
            self.cache.forget(JOURNAL)

    def finish(self) -> str | None:
        """Finish what was broken off, if anything was; what there is to say about it."""
        if self.cache.get(JOURNAL) is None:
            return None
        try:
            with self._alone():
                return self._finish()
        except Busy:  # nothing was broken off: somebody is at it
            return None
        except (OSError, KbError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            return f"a change of several files was broken off, and cannot be finished: {why}"

    def _finish(self) -> str | None:
        said = self.cache.get(JOURNAL)
        changes = _read(said) if said is not None else []
        left = [change for change in changes if self._holds(change.path, change.before)]
        done = [change for change in changes if self._holds(change.path, change.after)]
        message = None
        if len(left) + len(done) < len(changes):
            names = ", ".join(change.path for change in left)
            message = "a change of several files was broken off, and some were edited since: "
            message += f"not changed {'are ' + names if left else 'is none'}"
        elif left and done:  # else all are as they were, perhaps since somebody brought them back
            for change in left:
                self._make(change)
            message = f"a change of {len(changes)} files that was broken off has been finished"
        self.cache.forget(JOURNAL)
        return message

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others out who would change the same files."""
        if self.cache.folder is None:
            raise KbError("there is no folder of your own for a journal, so nothing was written")
        Tree(self.cache.folder, 0o700).make()
        with only_one(os.path.join(self.cache.folder, LOCK)) as alone:
            if not alone:
                raise Busy("another command is changing files of this base; try again")
            yield

    def _look(self, changes: Sequence[Change]) -> None:
        """Refuse what cannot be changed, before anything is."""
        for change in changes:
            target = self.tree.place(change.path)
            if not self._holds(change.path, change.before):
                raise Changed(f"'{target}' was changed meanwhile; nothing was written")
            if change.before is not None:
                _refuse_read_only(target)
            folder = os.path.dirname(target)
            if os.path.isdir(folder) and not os.access(folder, os.W_OK):
                why = errno.EROFS if _is_read_only_disk(folder) else errno.EACCES
                raise OSError(why, os.strerror(why), folder)

    def _holds(self, path: str, said: bytes | None) -> bool:
        return content(self.tree.place(path)) == said

    def _make_all(self, changes: Sequence[Change]) -> None:
        done: list[Change] = []
        try:
            for change in sorted(changes, key=lambda each: each.after is None):
                done.append(change)
                self._make(change)
        except BaseException:
            for change in reversed(done):
                if self._holds(change.path, change.after):
                    self._make(Change(change.path, change.after, change.before, change.like))
            self.cache.forget(JOURNAL)
            raise

    def _make(self, change: Change) -> None:
        if change.after is not None:
            self.tree.change(change.path, change.before, change.after, change.like)
        elif self._holds(change.path, change.before):
            self.tree.remove(change.path)
        else:
            raise Changed(f"'{change.path}' was changed meanwhile; it is left as it is")


def _is_read_only_disk(folder: str) -> bool:
    return sys.platform != "win32" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _refuse_read_only(target: str) -> None:
    """A file that nobody may write to could be replaced all the same; but somebody meant it."""
    with suppress(FileNotFoundError):
        if not S_IMODE(os.stat(target).st_mode) & 0o222:
            raise PermissionError(errno.EACCES, "it is read-only", target)


def _written(changes: Sequence[Change]) -> bytes:
    rows = [(c.path, _as_text(c.before), _as_text(c.after), c.like) for c in changes]
    return json.dumps(rows).encode("ascii")


def _as_text(data: bytes | None) -> str | None:
    return None if data is None else binascii.b2a_base64(data, newline=False).decode("ascii")


def _read(said: bytes) -> list[Change]:
    rows = json.loads(said)
    return [Change(path, _as_bytes(old), _as_bytes(new), like) for path, old, new, like in rows]


def _as_bytes(text: str | None) -> bytes | None:
    return None if text is None else binascii.a2b_base64(text)
