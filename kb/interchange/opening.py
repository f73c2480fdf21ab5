"""Opens the file that is to be read, and those beside it that it includes: no other."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from kb.diagnostics import Code, Diagnostic
from kb.disk import NotText, TooBig, read_text, real
from kb.errors import KbError
from kb.interchange.source import File, Unreadable

BIGGEST = 8_000_000  # bytes of all files together
MOST_FILES = 200


def opened(path: Path) -> File:
    """The file that was named. Raises KbError where it cannot be read."""
    try:
        return File(str(path), read_text(path, BIGGEST).removeprefix("\ufeff").replace("\r", "\n"))
    except TooBig as error:
        most = BIGGEST // 1_000_000
        raise Unreadable(
            str(
                Diagnostic(
                    str(path), 1, 1, Code.TOO_MUCH, f"{error.strerror}, and {most} MB is the most"
                )
            )
        ) from None
    except NotText:
        raise Unreadable(
            str(
                Diagnostic(
                    str(path), 1, 1, Code.NOT_IN_FORMAT, "it is no text in UTF-8; save it so"
                )
            )
        ) from None
    except OSError as error:
        raise KbError(f"'{path}' cannot be read: {error.strerror}") from None


@dataclass
class Beside:
    """The folder of the file that was named, with all below it: what that file may include."""

    path: Path
    sizes: dict[Path, int] = field(default_factory=dict)

    def read(self, by: File, at: int, name: str) -> File:
        """A file that another includes, by a path from there; `at` is where it is named."""
        folder = real(self.path.parent)
        goal = Path(os.path.normpath(real(Path(by.path).parent) / name))
        if not name.strip() or "\0" in name or Path(name).is_absolute() or ":" in name:
            raise by.problem(
                at, f"'{name}' is no path to a file beside this one", Code.INCLUDE_REFUSED
            )
        if not goal.is_relative_to(folder) or not real(goal).is_relative_to(folder):
            says = f"'{name}' is outside the folder of the imported file; nothing there is read"
            raise by.problem(at, says, Code.INCLUDE_REFUSED)
        if len(self.sizes) >= MOST_FILES:
            raise by.problem(at, f"more than {MOST_FILES} files are included", Code.TOO_MUCH)
        shown = os.path.normpath(Path(by.path).parent / name)
        try:
            text = read_text(goal, BIGGEST - sum(self.sizes.values()))
        except OSError as error:
            says = f"'{name}' cannot be included: {error.strerror}"
            raise by.problem(at, says, Code.INCLUDE_REFUSED) from None
        self.sizes[goal] = self.sizes.get(goal, 0) + len(text)
        return File(shown, text.removeprefix("\ufeff").replace("\r", "\n"))
