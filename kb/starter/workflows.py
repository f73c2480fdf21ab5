"""Workflows for GitHub: that check debates, tell what a pull request changes, and publish."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kb.characters import is_readable
from kb.disk import Change, Together, is_there, read, read_text, real
from kb.errors import KbError, MisuseError
from kb.starter import IGNORE, IGNORED
from loaders.files.folder import SETTINGS
from loaders.writing.phrases import quoted

HERE = Path(__file__).parent / "github"
WORKFLOWS = ("debates.yml", "debates-comment.yml")
PROGRAM, FOLDER = "PROGRAM", "BASE_FOLDER"  # in the workflows


def add_workflows(base: Path, program: str | None, kept: Path | None) -> list[str]:
    """Write the workflows of a base into the git repository that it is in, and let git ignore the
    site; the files that were made or changed. `program` is what pip installs, `kept` the user's
    own folder for what belongs to the repository.

    Raises KbError where a workflow is there already: nothing is ever overwritten. One that says
    nothing yet of what pip installs, and is as it was made else, gets that.
    """
    root = repository(base)
    folder = real(base).relative_to(root).as_posix()
    program = installed_from() if program is None else program
    for text in (folder, program):
        if text.startswith("-") or not all(map(is_readable, text)):
            raise MisuseError(f"'{text}' cannot stand in a workflow")
    changes = []
    for name in WORKFLOWS:
        path, before = f".github/workflows/{name}", None
        if is_there(root / path):
            before = _workflow(name, "", folder)
            if not program or read(root / path, follow=False) != before:
                raise KbError(f"'{root / path}' is there already; it is left as it is")
        changes.append(Change(path, before, _workflow(name, program, folder)))
    ignored = _ignored(root, IGNORE if folder == "." else f"{folder}/{IGNORE}")
    changes += [ignored] if ignored else []
    try:
        Together(root, kept).change(changes)
    except OSError as error:
        raise KbError(f"'{root}' cannot be written: {error.strerror}") from None
    return [change.path for change in changes]


def _workflow(name: str, program: str, folder: str) -> bytes:
    text = read_text(HERE / name)
    text = text.replace(f": {PROGRAM}", f": {quoted(program)}")
    return text.replace(f": {FOLDER}", f": {quoted(folder)}").encode()


def repository(base: Path) -> Path:
    """The git repository that a base is in; the base itself where it is in none."""
    folder = real(base)
    return next((each for each in (folder, *folder.parents) if is_there(each / ".git")), folder)


def is_base(folder: Path) -> bool:
    return is_there(folder / SETTINGS)


def _ignored(root: Path, path: str) -> Change | None:
    """The site on the list of what git ignores, if it is not yet."""
    if not is_there(root / path):
        return Change(path, None, f"{IGNORED}\n".encode())
    before = read(root / path, follow=False)
    if any(row.strip().strip(b"/") == b"public" for row in before.splitlines()):
        return None
    ends = b"\r\n" if before.count(b"\r\n") * 2 > before.count(b"\n") else b"\n"
    lacks = b"" if not before or before.endswith(b"\n") else ends
    return Change(path, before, before + lacks + IGNORED.encode() + ends)


def installed_from() -> str:
    """What pip is to install to have this very program, where it came from a git repository at an
    address; else nothing."""
    try:
        said = distribution("cruxbase").read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    origin = json.loads(said or "{}")
    commit = origin.get("vcs_info", {}).get("commit_id")
    url = str(origin.get("url", ""))
    return f"cruxbase @ git+{url}@{commit}" if commit and url.startswith("https://") else ""
