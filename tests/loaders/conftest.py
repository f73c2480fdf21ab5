"""Bases made from Markdown, read, and shown as compact lines of text.

A golden file holds cases: a heading that states a behaviour, fenced blocks whose info string ends
in the name of a file of the base, and a block `text facts` or `text problems` with what is read.
Files that a case does not give are those of the default base, at the head of `kb/explain.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest

from kb.diagnostics import Code
from kb.model import Argument, Base, Claim, Premise, Relation, Stance
from loaders.base.load import LoadedBase, load_base

HERE = Path(__file__).parent
EXPLAIN = (files("kb") / "explain.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(`{3,})(\w+) ([^\n]+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
CASE = re.compile(r"^## Case: ", re.MULTILINE)
FRONT = "---\nquestion: Should the ferry run?\nsource: harbour-minutes\n---\n\n"
SIGNS = {"supports": "=>", "rebuts": "=x"}

Files = dict[str, str | bytes]


@dataclass
class Case:
    """One golden case: the files of a base, and what is expected of it by kind."""

    name: str
    files: Files = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)


def blocks(text: str) -> Case:
    """The fenced blocks of a text."""
    case = Case("")
    for _, language, name, content in FENCE.findall(text):
        if language == "text":
            case.expected[name] = content.strip()
        else:
            case.files[name] = content
    return case


def golden_cases(text: str) -> list[Case]:
    """The cases of a golden file; a debate without front matter gets the usual one."""
    cases = []
    for part in CASE.split(text)[1:]:
        heading, _, body = part.partition("\n")
        case = blocks(body)
        case.name = heading
        for name, content in case.files.items():
            lone = "/" not in name and name.endswith(".md") and name not in OWN
            if lone and isinstance(content, str) and not content.startswith("---"):
                case.files[name] = FRONT + content
        cases.append(case)
    return cases


OWN = ("people.md", "sources.md")
DEFAULT = blocks(EXPLAIN[: EXPLAIN.index("\n## KB")]).files
PINNED = {"harbour-minutes": 20, "ferry-survey": 5}
DEFAULT["sources.lock"] = json.dumps(
    {name: {"passages": n, "fingerprints": ["0" * 64] * n} for name, n in PINNED.items()}
)


def write_base(root: Path, given: Files) -> Path:
    for name, content in {**DEFAULT, **given}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "golden" in metafunc.fixturenames:
        found = [
            (path.stem, case)
            for path in sorted((HERE / "cases").glob("*.md"))
            for case in golden_cases(path.read_text(encoding="utf-8"))
        ]
        ids = [f"{stem}: {case.name}" for stem, case in found]
        metafunc.parametrize("golden", [case for _, case in found], ids=ids)
    if "rule" in metafunc.fixturenames:
        metafunc.parametrize("rule", list(Code), ids=[code.value for code in Code])


@pytest.fixture
def make_base(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes the files of a base into a folder of its own."""
    count = iter(range(1_000_000))
    return lambda given: write_base(tmp_path / f"base{next(count)}", given)


@pytest.fixture
def read(make_base: Callable[[Files], Path]) -> Callable[..., LoadedBase]:
    """Reads a base: its files by name, or the Markdown of one debate, `ferry.md`."""

    def read_it(given: Files | str | bytes) -> LoadedBase:
        if isinstance(given, str) and not given.startswith(("---", "\ufeff")):
            given = FRONT + given
        return load_base(make_base(given if isinstance(given, dict) else {"ferry.md": given}))

    return read_it


@pytest.fixture
def problems(read: Callable[..., LoadedBase]) -> Callable[..., list[str]]:
    """The problems of a base, as they are printed."""
    return lambda given: [str(problem) for problem in read(given).problems]


@pytest.fixture
def facts() -> Callable[[Base], str]:
    return show_facts


@pytest.fixture
def example_blocks() -> Callable[[str], Case]:
    return blocks


# -- a base as lines ------------------------------------------------------------------------------


def show_facts(base: Base) -> str:
    """All that a base says, but for the text of claims and what every debate has."""
    arguments = {argument.id: argument for argument in base.arguments}
    home = base.debates[0].id + "/" if base.debates else ""
    lines = [
        *(_claim(claim) for claim in base.claims),
        *(_argument(argument, arguments) for argument in base.arguments),
        *(_relation(relation) for relation in base.relations),
        *(_stance(stance, arguments) for stance in base.stances),
    ]
    return "\n".join(line.replace(home, "") for line in lines if line)


def _claim(claim: Claim) -> str:
    said = [
        f"kind {claim.kind}" if claim.kind != "claim" else "",
        f"title {claim.title!r}" if claim.title else "",
        f"formerly {' '.join(claim.formerly)}" if claim.formerly else "",
        f"tags {'; '.join(claim.tags)}" if claim.tags else "",
        f"term {claim.term}" if claim.term else "",
        f"credence {claim.credence:g}" if claim.credence is not None else "",
        f"posed by {claim.posed}" if claim.posed else "",
        f"in '{claim.section}'" if claim.section else "",
        _passages(claim.passages),
        *(f"quotes {_passages((q.passage,))} {q.text!r}" for q in claim.quotes),
        f"body {claim.body!r}" if claim.body else "",
    ]
    return f"{claim.id}: {', '.join(filter(None, said))}" if any(said) else ""


def _argument(argument: Argument, known: dict[str, Argument]) -> str:
    line = _short(argument, known)
    line += " (inferred)" if argument.inferred else ""
    line += " (answer)" if argument.answer else ""
    line += f" called {argument.called!r}" if argument.called else ""
    line += f" by the scheme {argument.scheme!r}" if argument.scheme else ""
    line += "".join(f" because {reason!r}" for reason in argument.reasons)
    return line + (f" {_passages(argument.passages)}" if argument.passages else "")


def _short(argument: Argument, known: dict[str, Argument]) -> str:
    premises = " + ".join(_premise(premise) for premise in argument.premises)
    if argument.kind == "undercuts":
        return f"{premises} -| ({_short(known[argument.target], known)})"
    return f"{premises} {SIGNS[argument.kind]} {argument.target}"


def _premise(premise: Premise) -> str:
    return ("not " if premise.negated else "") + premise.claim


def _relation(relation: Relation) -> str:
    line = f"{relation.source} {relation.kind} {relation.target}"
    line += " (inferred)" if relation.inferred else ""
    line += f" because {relation.reason!r}" if relation.reason else ""
    return line + (f" {_passages(relation.passages)}" if relation.passages else "")


def _stance(stance: Stance, known: dict[str, Argument]) -> str:
    target = known.get(stance.target)
    said = [
        f"{stance.person} {stance.kind} {f'({_short(target, known)})' if target else stance.target}",
        f"credence {stance.credence:g}" if stance.credence is not None else "",
        stance.date or "",
        f"of {stance.of}" if stance.of else "",
        "inferred" if stance.inferred else "",
        _passages(stance.passages),
        repr(stance.note) if stance.note else "",
    ]
    return ", ".join(filter(None, said))


def _passages(passages: tuple[str, ...]) -> str:
    return " ".join(p.replace("harbour-minutes#", "¶").replace("#", "¶") for p in passages)
