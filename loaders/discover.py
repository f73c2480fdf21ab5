"""Which files of a folder belong to a base, and to which debate."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic
from kb.model import SLUG
from loaders.folder import PEOPLE, SOURCES
from loaders.front_matter import read_front_matter
from loaders.markdown import parse
from loaders.text import TextFile


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


def asks_question(file: TextFile) -> bool:
    """Whether the front matter of a file has a question: then it is a debate."""
    if file.text is None or not file.text.startswith("---"):
        return False
    end = file.text.find("\n---", 3)
    front = parse(file.text[: end + 5] + "\n" if end >= 0 else file.text).front
    settings = read_front_matter(file.path, front)
    broken = any(p.code is Code.BROKEN_YAML for p in settings.problems)
    return "question" in settings.values or (broken and "question:" in (front or ""))


def lay_out(markdown: list[str], debates: set[str]) -> Layout:
    """Sort Markdown files into debates; `debates` are those whose front matter has a question."""
    layout = Layout()
    folders = {_folder(path) for path in debates if path.endswith("/index.md")}
    for path in markdown:
        if path in (PEOPLE, SOURCES):
            continue
        if _folder(path) in folders:
            _take_part(layout, path)
        elif path in debates:
            _take(layout, path.rpartition("/")[2].removesuffix(".md"), path)
        else:
            layout.left_alone.append(path)
    return layout


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _take_part(layout: Layout, path: str) -> None:
    """A file of a folder that is a debate; `index.md` comes first, the others in name order."""
    folder = _folder(path)
    name = folder.rpartition("/")[2]
    index = f"{folder}/index.md"
    paths = layout.debates.get(name)
    if paths is None:
        _take(layout, name, index)
        paths = layout.debates.get(name)
    if paths and paths[0] == index and path != index:
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
