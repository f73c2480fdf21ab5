"""Which files of a folder belong to a base, and to which debate."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic
from kb.model import SLUG
from loaders.files.folder import PEOPLE, SOURCES
from loaders.files.front_matter import asks_in_settings, read_front_matter
from loaders.files.text import TextFile
from loaders.markup.markdown import split_front


@dataclass
class Layout:
    """The debates of a base with their files, in order, and the files that are none of them."""

    debates: dict[str, list[str]] = field(default_factory=dict)
    left_alone: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def owners(self) -> dict[str, str]:
        """The debate of each file."""
        return {path: name for name, paths in self.debates.items() for path in paths}


def asks_question(file: TextFile) -> tuple[bool, list[Diagnostic]]:
    """Whether the front matter of a file has a question: then it is a debate.

    For a file that has none, what looks as if it was meant to be one.
    """
    if file.text is None:
        return False, file.problems if file.opens else []
    if not file.text.startswith("---"):
        return False, []
    front, _ = split_front(file.text)
    if front is None:
        return False, _unclosed(file)
    settings = read_front_matter(file.path, front)
    broken = any(p.code is Code.BROKEN_YAML for p in settings.problems)
    if "question" in settings.values or (broken and asks_in_settings(front)):
        return True, []
    meant = (Code.ALMOST_SETTING, Code.MISSPELT_SETTING)
    return False, [p for p in settings.problems if p.code in meant and "'question'" in p.message]


def _unclosed(file: TextFile) -> list[Diagnostic]:
    """A problem where front matter begins, asks a question, and never ends."""
    if not asks_in_settings((file.text or "").partition("\n\n")[0]):
        return []
    says = "the front matter has no end: close it with a line '---'"
    return [Diagnostic(file.path, 1, 1, Code.BROKEN_YAML, says)]


def lay_out(markdown: list[str], debates: set[str]) -> Layout:
    """Sort Markdown files into debates; `debates` are those whose front matter has a question."""
    layout = Layout()
    folders = {_folder(path) for path in debates if path.endswith("/index.md")}
    for path in markdown:
        if path in (PEOPLE, SOURCES):
            continue
        if not is_unicode(path):
            _refuse_name(layout, path)
        elif _folder(path) in folders:
            _take_part(layout, path)
        elif path in debates:
            _take(layout, path.rpartition("/")[2].removesuffix(".md"), path)
        else:
            layout.left_alone.append(path)
    return layout


def _refuse_name(layout: Layout, path: str) -> None:
    shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
    says = "the name of the file is not UTF-8; rename it"
    layout.problems.append(Diagnostic(shown, 1, 1, Code.UNREADABLE_FILE, says))


def is_unicode(path: str) -> bool:
    """Whether the name of a file is Unicode, so that it can be shown and stored."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _take_part(layout: Layout, path: str) -> None:
    """A file of a folder that is a debate; `index.md` comes first, the others in name order."""
    folder = _folder(path)
    name = folder.rpartition("/")[2]
    index = f"{folder}/index.md"
    if index not in layout.debates.get(name, ()):
        _take(layout, name, index)
    paths = layout.debates[name]
    if paths[0] == index and path != index:
        paths.append(path)


def _take(layout: Layout, name: str, path: str) -> None:
    if not SLUG.fullmatch(name):
        says = f"the debate's name '{name}' is not lower case words with hyphens; rename the file"
        layout.problems.append(Diagnostic(path, 1, 1, Code.DEBATE_NAME, says))
    if name in layout.debates:
        says = f"the debate '{name}' is there already ({layout.debates[name][0]}); rename one"
        layout.problems.append(Diagnostic(path, 1, 1, Code.DEBATE_TWICE, says))
        return
    layout.debates[name] = [path]
