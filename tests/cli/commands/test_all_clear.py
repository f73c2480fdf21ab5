"""No command lets a base with errors pass for one that is fine: it ends otherwise than with 0, or says
where the error is; and what speaks of the whole base never ends with 0 where a debate is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from changing import base_to_change, files_of
from click.testing import Result
from repos import git

from kb.cli import MODULE_OF

Kb = Callable[..., Result]

LOST = "---\nqueston: When should it run?\nsource: log\n---\n\n## in-summer\n\nIn summer.\n\n> A boat came. — ¶3\n"
FAULTS = {  # each a base on which `kb check` ends with 1, with the place of its first error
    "a misspelt question": ("lost.md", LOST.encode(), "lost.md:2:1: KB018"),
    "no front matter": (
        "lost.md",
        b"question: When?\n\n## in-summer\n\nIn summer.\n",
        "lost.md:1:1: KB019",
    ),
    "no UTF-8": ("lost.md", b"---\nquestion: Wann \xe4?\n---\n", "lost.md:2:16: KB001"),
    "front matter without an end": ("lost.md", b"---\nquestion: Why?\n", "lost.md:1:1: KB004"),
    "two debates of a name": (
        "more/night-ferry.md",
        b"---\nquestion: Why?\n---\n",
        "night-ferry.md:1:1: KB011",
    ),
    "a misspelt label": (
        "odd.md",
        b"---\nquestion: Why?\n---\n\n## a-b\n\nSo.\n\n- **Suports:** it\n",
        "odd.md:9:5: KB201",
    ),
    "a setting that is none": (
        "kb.toml",
        b'id = "ferries"\nheading = 3\n',
        "kb.toml:2:11: KB009",
    ),
}
HIDES_NO_DEBATE = ("a misspelt label", "a setting that is none")
# What each command is asked; what speaks of the whole base, and so cannot say that all is well.
WORDS: dict[str, list[str]] = {
    "cruxes": ["cruxes", "cruxes night-ferry 1"],
    "whatif": ["whatif night-ferry --set empty-beds=0"],
    "flip": ["flip night-ferry"],
    "strength": ["strength", "strength run-all-night"],
    "why": ["why run-all-night"],
    "doublecrux": ["doublecrux mara ines"],
    "disagree": ["disagree mara ines"],
    "scenario": ["scenario save mine.toml --hold seal-noise=0.4"],
    "read": ["read night-ferry"],
    "debates": ["debates"],
    "show": ["show empty-beds"],
    "search": ["search boat"],
    "terms": ["terms"],
    "stats": ["stats"],
    "rebuttals": ["rebuttals run-all-night"],
    "supports": ["supports run-all-night"],
    "path": ["path seal-noise run-all-night"],
    "similar": ["similar"],
    "people": ["people"],
    "compare": ["compare mara ines"],
    "open": ["open"],
    "coverage": ["coverage", "coverage --strict"],
    "new": ["new claim brand-new It-is-so. -d who-pays", "new person jon Jon --dry-run"],
    "rename": ["rename quiet-engines no-noise", "rename quiet-engines no-noise --dry-run"],
    "move": ["move quiet-engines who-pays"],
    "merge": ["merge winter-only guests-gone"],
    "fmt": ["fmt", "fmt --check", "fmt --dry-run"],
    "check": ["check", "check --format json"],
    "sources": ["sources", "sources pin --from texts", "sources verify --from texts"],
    "renumber": ["renumber log --from texts"],
    "diff": ["diff", "diff --format json"],
    "log": ["log empty-beds"],
    "import": ["import argdown ../late.argdown", "import argdown ../late.argdown --dry-run"],
    "export": ["export graphml night-ferry"],
    "build": ["build"],
    "map": ["map night-ferry"],
    "load": ["load"],
    "ask": ["ask positions"],
    "cypher": ["cypher MATCH(n)RETURN(n)"],
    "graph": ["graph night-ferry"],
}
ELSEWHERE = {  # reads no base, goes on until it is ended, or tells of the graph and not of the files
    "init", "explain", "lsp", "serve", "mcp", "db", "completion",
}  # fmt: skip
OF_ALL = (
    *("fmt", "fmt --check", "fmt --dry-run", "check", "check --format json", "build", "load"),
    *("sources pin --from texts", "sources verify --from texts", "renumber log --from texts"),
    *("coverage --strict", "export graphml night-ferry"),
)


def test_every_command_is_tried() -> None:
    assert WORDS.keys() | ELSEWHERE == set(MODULE_OF)


@pytest.fixture
def base(ferry: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A base that is fine, in form and as it is in git, but that the copy of its source changed."""
    base_to_change(ferry, tmp_path / "texts")
    (ferry.path / "texts").symlink_to(tmp_path / "texts")
    (tmp_path / "late.argdown").write_text("[A]: It is so.\n  + <B>: Since.\n")
    git(ferry.path, "init", "--quiet", "--initial-branch=main")
    git(ferry.path, "add", "--all")
    git(ferry.path, "commit", "--quiet", "-m", "Start")
    monkeypatch.chdir(ferry.path)
    return ferry


def broken(base: Folder, fault: str) -> str:
    """Put a fault into a base; where it is."""
    name, data, place = FAULTS[fault]
    path = base.path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return place


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", WORDS)
def test_a_base_with_an_error_never_passes_for_one_that_is_fine(
    kb_command: Kb, base: Folder, command: str, fault: str
) -> None:
    kb_command("fmt")
    kb_command("load")  # the last good state, of which questions answer
    line = ":".join(broken(base, fault).split(":")[:2])
    before = files_of(base.path)
    assert kb_command("check").exit_code == 1
    for words in WORDS[command]:
        result = kb_command(*words.split())
        says = f"{words}: {result.exit_code} {result.output}"
        assert result.exit_code != 0 or line in result.output, says
        if words in OF_ALL and fault not in HIDES_NO_DEBATE:
            assert result.exit_code == 1, says
            assert files_of(base.path) == before, says


@pytest.mark.parametrize("words", ["fmt", "fmt --check", "fmt --dry-run"])
def test_the_form_of_a_debate_that_is_not_read_is_never_said_to_be_right(
    kb_command: Kb, base: Folder, words: str
) -> None:
    kb_command("fmt")
    assert kb_command(*words.split()).exit_code == 0
    place = broken(base, "a misspelt question")
    result = kb_command(*words.split())
    assert (result.exit_code, place in result.stderr) == (1, True)
    assert (base.path / "lost.md").read_bytes() == FAULTS["a misspelt question"][1]


def test_files_that_are_named_are_formatted_whatever_is_lost_beside_them(
    kb_command: Kb, base: Folder
) -> None:
    place = broken(base, "a misspelt question")
    assert kb_command("fmt", "who-pays.md").exit_code == 0
    assert "- **Held by:** [Mara Oduya]" in (base.path / "who-pays.md").read_text("utf-8")
    lost = kb_command("fmt", "lost.md")
    assert (lost.exit_code, lost.stdout) == (1, "")
    assert lost.stderr.startswith(f"kb: 'lost.md' is not read as a debate: {place}")


@pytest.mark.parametrize("fault", FAULTS)
def test_no_passage_is_pinned_anew_while_a_line_that_cites_it_is_not_read(
    kb_command: Kb, base: Folder, fault: str
) -> None:
    """Else the lost debate, mended, would cite other words with the same numbers."""
    (base.path / "who-pays.md").unlink()
    base.edit("night-ferry.md", "— 0.8, ¶2", "— 0.8")
    base.edit("sources.md", "- **Left out:** ¶1 — zero\n", "")
    place = broken(base, fault)
    lock = (base.path / "sources.lock").read_bytes()
    for words in (("sources", "pin"), ("renumber", "log")):
        result = kb_command(*words, "--from", "texts")
        assert (result.exit_code, place in result.stderr) == (1, True), words
        assert (base.path / "sources.lock").read_bytes() == lock
    assert kb_command("sources", "pin", "--as-is", "--from", "texts").exit_code == 0


def test_where_no_passage_changed_an_error_hinders_no_pin(kb_command: Kb, base: Folder) -> None:
    (base.path / "texts" / "log.txt").write_text("Zero.\nThe seals left.\nA boat came.\nMore.\n")
    place = broken(base, "a misspelt question")
    result = kb_command("sources", "pin", "--from", "texts")
    assert (result.exit_code, result.stdout) == (0, "log: 4 passages pinned\n")
    assert place in result.stderr
