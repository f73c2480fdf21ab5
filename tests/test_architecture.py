"""Imports run one way, modules stay small, and questions stay light."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from bases import ROOT

FILES = [path for top in ("kb", "loaders", "queries") for path in (ROOT / top).rglob("*.py")]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Who imports whom, lazily or not; what is imported for annotations alone is no matter."""
    return grimp.build_graph(
        "kb", "loaders", "queries", exclude_type_checking_imports=True, cache_dir=None
    )


def test_a_room_imports_only_those_below_it() -> None:
    """The rooms and their order stand in pyproject.toml; a module in none of them fails too."""
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as m; m()"]
    found = subprocess.run(
        [*lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


def test_no_files_import_each_other_in_a_circle(imports: grimp.ImportGraph) -> None:
    below = {m: imports.find_modules_directly_imported_by(m) for m in imports.modules}
    TopologicalSorter(below).prepare()  # names the circle, where there is one


def test_a_circle_would_be_found(imports: grimp.ImportGraph) -> None:
    """The one that there once was: the package itself knows the version, which readers need."""
    imports.add_import(importer="loaders.files.fresh", imported="kb")
    below = {m: imports.find_modules_directly_imported_by(m) for m in imports.modules}
    with pytest.raises(CycleError):
        TopologicalSorter(below).prepare()
    imports.remove_import(importer="loaders.files.fresh", imported="kb")


def test_pages_are_made_anew_when_anything_they_are_made_with_changes(
    imports: grimp.ImportGraph,
) -> None:
    """Else a checkout that was brought up to date would go on showing what it showed."""
    from kb.publish.build.site import files_of_pages

    pages = [m for m in imports.modules if m.startswith("kb.publish")]
    used = {one for page in pages for one in (page, *imports.find_upstream_modules(page))}
    apart = ("loaders.", "kb.disk")  # which count versions of their own; which only writes
    made_with = {m for m in used if not f"{m}.".startswith(apart) and m != "queries"}
    assert made_with <= {module_of(path) for path in files_of_pages()}


def test_one_room_alone_knows_the_sdk_for_assistants() -> None:
    """Which is an extra, so that everything else works without it."""
    wanted = re.compile(r"^\s*(?:from|import) mcp\b", re.MULTILINE)
    found = {path.parent.name for path in FILES if wanted.search(path.read_text("utf-8"))}
    assert found == {"assistant"}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_every_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 350


def test_only_one_module_knows_the_tokens_of_markdown() -> None:
    knows = {module_of(p) for p in FILES if "markdown_it" in p.read_text(encoding="utf-8")}
    assert knows <= {
        "loaders.markup.markdown",
        "loaders.markup.inline",
        "loaders.markup.linear",
        "loaders.markup.placed",
        "loaders.markup.comments",
        "loaders.markup.wording",
        "kb.publish.text.prose",
        "kb.publish.text.tables",
        "kb.publish.text.typography",
    }


TOUCHES = {  # what of the standard library reads, writes, lists or removes files
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "touch", "truncate"),
    *("unlink", "remove", "rename", "renames", "rmdir", "removedirs", "rmtree", "move"),
    *("mkdir", "makedirs", "mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory"),
    *("copy2", "copyfile", "copytree", "symlink", "symlink_to", "link", "hardlink_to"),
    *("chmod", "chown", "iterdir", "scandir", "walk", "listdir", "resolve", "replace"),
}
OURS = {"disk", "tree"}  # on which these names mean something else
EXCEPTIONS = {
    ("kb.assets", "Path.resolve"),  # where the program itself lies
    ("kb.cli.printing", ".open"),  # the same, for streams that are closed
    (
        "kb.cli.serving.unchanged",
        "os.walk",
    ),  # the program's own files, and copies that the user names
    ("kb.starter.workflows", "distribution.read_text"),  # where the program was installed from
    ("kb.stores.embedded", "kglite.open"),  # the engine writes its own file
}


def touches(path: Path) -> Iterator[tuple[str, str]]:
    """The calls in a file that reach for a file system, as `owner.name`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called, owner, name = node.func, "", ""
        if isinstance(called, ast.Name) and called.id == "open":
            name = "open"
        elif isinstance(called, ast.Attribute):
            owner, name = _owner(called.value), called.attr
        if name not in TOUCHES or owner in OURS:
            continue
        takes = len(node.args)
        if (name == "replace" and takes != 1) or (name == "resolve" and takes):
            continue  # of a text; of a name in the graph
        if name == "remove" and owner != "os":
            continue  # of a list
        yield module_of(path), f"{owner}.{name}"


def _owner(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return _owner(node.func)
    return f"{_owner(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def test_only_one_package_opens_writes_lists_and_removes_files() -> None:
    found = {t for p in FILES if not module_of(p).startswith("kb.disk") for t in touches(p)}
    assert found == EXCEPTIONS


def test_only_one_package_makes_temporary_files() -> None:
    imported = re.compile(r"^\s*(?:import|from) (?:shutil|tempfile|fcntl)\b", re.MULTILINE)
    makes = {module_of(p) for p in FILES if imported.search(p.read_text(encoding="utf-8"))}
    makes -= {"kb.forking"}  # which makes pipes wider
    assert makes == {"kb.disk.drafts", "kb.disk.home", "kb.disk.scratch", "kb.disk.writing"}


HEAVY = ("pydantic", "markdown_it", "jinja2", "yaml", "neo4j", "kb.publish", "kb.model", "numpy")
ASKS = """
import sys
from click.testing import CliRunner
from kb.cli import main
result = CliRunner().invoke(main, sys.argv[1:])
assert result.exit_code == 0, result.output
print([name for name in {heavy!r} if name in sys.modules])
"""


@pytest.mark.parametrize(
    "question",
    [
        "debates",
        "people",
        "open",
        "show does-restraint-last",
        "coverage",
        "cruxes",
        "strength does-restraint-last",
    ],
)
def test_a_question_to_an_up_to_date_graph_imports_nothing_heavy(
    tmp_path: Path, question: str
) -> None:
    asked = [*question.split(), "--db", str(tmp_path / "graph"), "-C", str(ROOT / "kb" / "debates")]
    script = ASKS.format(heavy=HEAVY)
    command = [sys.executable, "-W", "error", "-c", script, *asked]
    for _ in range(2):
        found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


NEEDED_TO_FIND = (
    *HEAVY,
    "kb.diagnostics",
    "kglite",
    "rich",
    "kb.api",
    "kb.stores",
    "queries",
    "tomllib",
)


@pytest.mark.parametrize(
    "question",
    ["debates", "show does-restraint-last", "cruxes adviser", "coverage", "map adviser", "check"],
)
def test_an_answer_that_was_kept_is_printed_with_hardly_any_import(
    tmp_path: Path, question: str
) -> None:
    asked = [*question.split(), "-C", str(ROOT / "kb" / "debates")]
    script = ASKS.format(heavy=NEEDED_TO_FIND)
    command = [sys.executable, "-W", "error", "-c", script, *asked]
    kept = dict(os.environ, XDG_CACHE_HOME=str(tmp_path))
    kept.pop("KB_DB", None)
    for _ in range(2):
        found = subprocess.run(command, capture_output=True, text=True, check=True, env=kept)
    assert found.stdout.strip() == "[]"


def test_a_map_of_an_up_to_date_graph_is_drawn_without_what_pages_are_made_with(
    tmp_path: Path,
) -> None:
    pages = (*HEAVY, "kb.publish.index", "kb.publish.parts.desk", "kb.publish.text.prose", "rich")
    heavy = tuple(name for name in pages if name != "kb.publish")
    asked = ["map", "motivations", "--out", str(tmp_path / "map.svg")]
    base = ["--db", str(tmp_path / "graph"), "-C", str(ROOT / "kb" / "debates")]
    command = [sys.executable, "-c", ASKS.format(heavy=heavy), *asked, *base]
    for _ in range(2):
        found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
