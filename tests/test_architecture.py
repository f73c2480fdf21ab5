"""Imports run one way, and questions stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bases import ROOT

# From the bottom up: a module may import what stands before it, and its own layer.
LAYERS = (
    ("kb.errors", "kb.diagnostics", "kb.version"),
    ("kb.model",),
    ("kb.assets", "kb.explain", "loaders"),
    ("kb.stores",),
    ("kb.graph", "queries"),
    ("kb.reasoning",),
    ("kb.analysis",),
    ("kb.publish",),
    ("kb.starter", "kb.session", "kb.writing"),
    ("kb.api",),
    ("kb.cli",),
)
FILES = [path for top in ("kb", "loaders", "queries") for path in (ROOT / top).rglob("*.py")]


def layer_of(module: str) -> int | None:
    for number, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return number
    return None


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """What a file imports at run time; what it imports for its annotations alone is no matter."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in _without_type_checking(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _without_type_checking(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        yield child
        yield from _without_type_checking(child)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_run_one_way(path: Path) -> None:
    own = layer_of(module_of(path))
    if own is None:  # the package itself, which only opens a base
        assert module_of(path) == "kb"
        return
    for name in imports(path):
        layer = layer_of(name)
        assert layer is None or layer <= own, f"{module_of(path)} imports {name}"


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
        "loaders.markup.plain_inline",
        "kb.publish.text.prose",
    }


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
    ("question", "needs"), [("debates", []), ("people", []), ("open", []), ("cruxes", ["numpy"])]
)
def test_a_question_to_an_up_to_date_graph_imports_nothing_heavy(
    tmp_path: Path, question: str, needs: list[str]
) -> None:
    asked = [question, "--db", str(tmp_path / "graph"), "-C", str(ROOT / "kb" / "debates")]
    script = ASKS.format(heavy=HEAVY)
    command = [sys.executable, "-W", "error", "-c", script, *asked]
    for _ in range(2):
        found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(needs)  # only what reasons needs arrays
