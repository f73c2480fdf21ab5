"""A base full of links, pipes and odd folders: nothing outside is touched, and nothing hangs."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bases import FERRY, Folder
from killing import Runner

from loaders.base.load import load_base
from loaders.files.folder import survey

COMMANDS = [
    ["check", "-v"],
    ["load", "--rebuild"],
    ["cruxes"],
    ["ask"],
    ["sources", "pin", "--from", "texts"],
    ["scenario", "save", "mine.toml", "--hold", "seal-noise=0.4"],
    ["new", "claim", "brand-new", "It is so.", "-d", "night-ferry"],
    ["map", "night-ferry", "--out", "map.svg"],
    ["build"],
    ["build", "--out", "sub/site"],
    ["init", "starter"],
    ["cruxes", "--db", "graph"],
]
MORE = [
    ["check", "--format", "json"],
    ["load"],
    ["debates"],
    ["whatif", "night-ferry", "seal-noise=0"],
    ["strength", "night-ferry"],
    ["strength", "--graph", "graph.json"],
    ["show", "empty-beds"],
    ["people"],
    ["open"],
    ["search", "ferry"],
    ["sources"],
    ["coverage"],
    ["stats"],
    ["ask", "positions", "debate=night-ferry"],
    ["ask", "mine"],
    ["sources", "verify", "--from", "texts"],
    ["scenario", "diff", "night-ferry", "mine.toml"],
    ["new", "claim", "brand-new", "It is so.", "-d", "more"],
    ["build", "--check", "--sources", "texts"],
    ["db", "status"],
    ["db", "clear", "--yes"],
]


def tree(folder: Path) -> dict[str, object]:
    """All that a folder holds: kinds, rights, times and hashes."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        seen = path.lstat()
        what: object = None
        if path.is_symlink():
            what = str(path.readlink())
        elif path.is_file():
            what = hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path.relative_to(folder))] = (seen.st_mode, seen.st_mtime_ns, what)
    return found


def pointed(base: Path, outside: Path) -> None:
    """Links out of the base, wherever the program writes or reads."""
    (outside / "folder").mkdir(parents=True)
    for name in ("file", "graph.kgl", "kb.toml", "index.html", "x.md"):
        (outside / "folder" / name).write_text(FERRY)
    for name in (".kb", "public", "sub", "graph", "linked", "queries", "starter", "texts"):
        (base / name).symlink_to(outside / "folder")
    for name in ("sources.lock", "mine.toml", "map.svg", "more.md", "graph.json"):
        (base / name).symlink_to(outside / "folder" / "file")
    (base / "sources.md").write_text("## log\n\nThe log\n\n- **File:** file\n")


def within(base: Path, outside: Path) -> None:
    """Folders that are ours at first sight, with links further down."""
    (outside / "folder").mkdir(parents=True)
    (outside / "folder" / "page.html").write_text("theirs")
    for name in (".kb", "public", "sub/site", "graph", "starter", "texts", "queries"):
        (base / name).mkdir(parents=True)
    for name in (".kb/parts", "public/claims", "public/debates", "sub/site/claims"):
        (base / name).symlink_to(outside / "folder")
    manifest = '{"format": "kb-site 1", "files": {"claims/page.html": "", "index.html": ""}}'
    for site in ("public", "sub/site"):
        (base / site / ".kb-site.json").write_text(manifest)
        (base / site / "index.html").symlink_to(outside / "folder" / "page.html")
    for name in (
        "graph/graph.kgl",
        "graph/graph.kgl.lock",
        "starter/kb.toml",
        "queries/mine.cypher",
    ):
        (base / name).symlink_to(outside / "folder" / "page.html")
    (base / "more").mkdir()
    (base / "more" / "index.md").write_text(FERRY)
    (base / "more" / "part.md").symlink_to(outside / "folder" / "page.html")


def clogged(base: Path, outside: Path) -> None:
    """Pipes, devices and circles in the place of files."""
    outside.mkdir()
    for name in (".kb", "public", "graph", "queries", "texts", "starter"):
        (base / name).mkdir()
    for name in (
        *("x.md", "sources.lock", "mine.toml", "map.svg", "graph.json", "queries/mine.cypher"),
        *(".kb/files.json", "public/.kb-site.json", "graph/graph.kgl", "texts/file", "kb.toml.md"),
    ):
        os.mkfifo(base / name)
    (base / "sources.md").write_text("## log\n\nThe log\n\n- **File:** file\n")
    for name, goal in (
        *(("zero.md", "/dev/zero"), ("map.md", "/proc/self/pagemap"), ("loop.md", "loop.md")),
        *(("circle", "."), ("up", ".."), ("starter/people.md", "/dev/full"), ("root", "/")),
    ):
        (base / name).symlink_to(goal)
    with (base / "sparse.md").open("wb") as file:
        file.truncate(20_000_000_000)


@pytest.mark.parametrize(
    "commands", [COMMANDS, pytest.param(MORE, marks=pytest.mark.slow)], ids=["most", "all"]
)
@pytest.mark.parametrize("way", [pointed, within, clogged])
def test_no_command_touches_what_is_outside_or_hangs(
    ferry: Folder, tmp_path: Path, way: Callable[[Path, Path], None], commands: list[list[str]]
) -> None:
    outside = tmp_path / "outside"
    way(ferry.path, outside)
    before = tree(outside)
    runner = Runner(ferry.path, tmp_path / "cache")
    for words in commands:
        ended = runner.kb(*words, seconds=10)
        assert ended.code in (0, 1, 2), (words, ended)
        assert "Traceback" not in ended.output, (words, ended.output)
        assert tree(outside) == before, words


def test_a_link_is_refused_in_one_sentence(ferry: Folder, tmp_path: Path) -> None:
    pointed(ferry.path, tmp_path / "outside")
    (ferry.path / "more.md").unlink()
    (ferry.path / "sources.lock").unlink()
    runner = Runner(ferry.path, tmp_path / "cache")
    says = "is a link, so nothing is written there; put a copy in its place\n"
    for words, link in (
        (["build"], "public"),
        (["build", "--out", "sub/site"], "sub"),
        (["map", "night-ferry", "--out", "map.svg"], "map.svg"),
        (["load", "--db", "graph"], "graph"),
        (["init", "starter/new"], "starter"),
    ):
        ended = runner.kb(*words)
        assert ended.code == 1
        assert ended.output.endswith(f"kb: '{ferry.path / link}' {says}"), ended.output


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that every user of the machine may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in folder.iterdir():
        path.chmod(0o755)
    shutil.rmtree(folder)


def skipped_by_nobody(root: Path) -> list[tuple[str, str]]:
    """What a user without rights is told of folders that cannot be looked into."""
    if os.geteuid():
        return survey(root).skipped
    back, forth = os.pipe()
    child = os.fork()
    if not child:
        os.setuid(65534)
        os.write(forth, repr(survey(root)).encode())
        os._exit(0)
    os.close(forth)
    os.waitpid(child, 0)
    from loaders.files.folder import Listing

    with os.fdopen(back) as said:
        found: Listing = eval(said.read(), {"Listing": Listing})
    assert "a.md" in found.paths
    return found.skipped


@pytest.mark.skipif(sys.platform == "win32", reason="needs rights as Unix has them")
def test_folders_that_nobody_may_look_into_are_skipped_and_named(open_to_all: Path) -> None:
    (open_to_all / "a.md").write_text("x")
    (open_to_all / "a.md").chmod(0o644)
    for mode in (0o000, 0o311, 0o444):
        folder = open_to_all / f"mode-{mode:o}"
        folder.mkdir()
        (folder / "b.md").write_text("x")
        folder.chmod(mode)
    assert skipped_by_nobody(open_to_all) == [
        (f"mode-{mode:o}", "permission denied") for mode in (0, 0o311, 0o444)
    ]


def test_a_folder_that_is_a_link_and_one_too_deep_are_warned_of(
    ferry: Folder, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (ferry.path / "linked").symlink_to(tmp_path / "elsewhere")
    (ferry.path / "circle").symlink_to(".")
    at = ferry.path
    here = os.open(at, os.O_RDONLY)
    try:
        for _ in range(1900):
            os.mkdir("a", dir_fd=here)
            below = os.open("a", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
    finally:
        os.close(here)
    deep = "/".join("a" * 51)
    assert [str(problem) for problem in load_base(ferry.path).problems] == [
        f"{deep}:1:1: KB015 the folder was not looked into: it lies more than 50 folders deep",
        "circle:1:1: KB015 the folder was not looked into: it is a link",
        "linked:1:1: KB015 the folder was not looked into: it is a link",
    ]
    _remove(at)


def _remove(folder: Path) -> None:
    """Remove a deep folder from above, which pathlib cannot."""
    while (folder / "a").exists():
        levels = [folder / "a"]
        while len(levels) < 500 and (levels[-1] / "a").exists():
            levels.append(levels[-1] / "a")
        if (levels[-1] / "a").exists():
            (levels[-1] / "a").rename(folder / "rest")
        for level in reversed(levels):
            level.rmdir()
        if (folder / "rest").exists():
            (folder / "rest").rename(folder / "a")


def test_a_sparse_file_is_named_without_being_read(ferry: Folder) -> None:
    with (ferry.path / "debate.md").open("wb") as file:
        file.write(b"---\nquestion: x?\n---\n")
        file.truncate(20_000_000_000)
    assert [str(problem) for problem in load_base(ferry.path).problems] == [
        "debate.md:1:1: KB002 'debate.md' is 20000.0 MB, more than the 5 MB allowed; "
        "split it into parts"
    ]


def test_a_new_item_keeps_the_rights_of_its_file(ferry: Folder, tmp_path: Path) -> None:
    file = ferry.path / "night-ferry.md"
    file.chmod(0o640)
    runner = Runner(ferry.path, tmp_path / "cache")
    assert runner.kb("new", "claim", "brand-new", "It is so.", "-d", "night-ferry").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
