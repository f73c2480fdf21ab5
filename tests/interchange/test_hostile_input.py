"""Whatever stands in a file: a report, or one sentence with a place; and nothing else is touched."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.interchange.importing import import_file
from kb.interchange.registry import format_named
from kb.interchange.source import Unreadable
from loaders.base.load import LoadedBase, load_base

HERE = Path(__file__).parent
SEEDS = {
    "argdown": [path.read_text() for path in sorted((HERE / "argdown").glob("*.argdown"))],
    "csv": [path.read_text() for path in sorted((HERE / "tables").glob("*.csv"))],
}
SIGNS = {
    "argdown": [*"[]<>{}()#@*_+-\\/.:,=\n \t0\x00\x1b\u202e", "\n\n", "\n  + ", "\n    - ", "\n(1) ", "\n----\n",
                "--", "===\n", "{a: ", "{said: [{who: x, does: holds}]}", "[A]: ", "<A>", "/*", "//",
                "@[A]", "&amp;", "<!--", "%%", "**", "- **Held by:** x", "@include(x)", "{kind: crux}",
                "{denies: A}", "{undercuts: A}", "## ", "```", "|", "~~~", "![x](y)", "x](#a)"],
    "csv": [*"\",;\n\t=+-@'\\ \x00\x1b\u202e", "\n\n", "crux", "supports", "not ", " + ", "item", "<!--", "[x](#y)",
            "0.5", "2031", "- **Kind:** x", "\n## x\n", "definition", "argument-1", "```"],
}  # fmt: skip
PLACE = re.compile(r".+:\d+:\d+: KB60[1-3] \S")


def mutated(form: str, chance: random.Random) -> str:
    """A seed with a few changes, such as a slip of the pen or a broken disk makes."""
    text = chance.choice(SEEDS[form])
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:at] + text[min(end, at + 12) :]
        elif kind == 1:
            text = text[:at] + chance.choice(SIGNS[form]) + text[at:]
        elif kind == 2:
            text = text[:at] + text[at : at + 80] * 2 + text[at + 80 :]
        elif kind == 3:
            text = text[:at]
        else:
            other = chance.choice(SEEDS[form])
            text = text[:at] + other[at % len(other) :][:200] + text[at:]
    return text


def tried(form: str, text: str, root: Path, loaded: LoadedBase) -> str:
    """What an import says of a text."""
    file = root / f"in.{form}"
    file.write_text(text, encoding="utf-8", newline="")
    try:
        made = import_file(loaded, form, format_named(form), file, "made", "Ada Lind")
    except Unreadable as error:
        return str(error)
    except KbError as error:
        return f"refused: {error}"
    assert made.report.entries
    return ""


def many(form: str, seeds: range, root: Path) -> list[str]:
    (root / "kb.toml").write_text('id = "b"\nheading = "B"\n')
    loaded = load_base(root)
    found = [tried(form, mutated(form, random.Random(seed)), root, loaded) for seed in seeds]
    assert all(PLACE.match(says) for says in found if says)
    assert sorted(path.name for path in root.iterdir()) == [f"in.{form}", "kb.toml"]
    return found


@pytest.mark.parametrize("form", SEEDS)
def test_changed_inputs_are_read_or_named(form, tmp_path):
    found = many(form, range(60), tmp_path)
    assert "" in found
    assert any(found)


@pytest.mark.slow
@pytest.mark.parametrize("form", SEEDS)
def test_a_thousand_changed_inputs_are_read_or_named(form, tmp_path):
    many(form, range(1_000, 2_000), tmp_path)
