"""What is opened, written and removed, whatever lies on the disk."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from kb import disk
from kb.disk.reading import opening


def links(folder: Path) -> dict[str, str]:
    """What there is in a folder, by name: what links lead to, and what files hold."""
    return {
        path.name: str(path.readlink()) if path.is_symlink() else path.read_text()
        for path in folder.iterdir()
        if not path.is_dir()
    }


def odd_files(folder: Path) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    found = {name: folder / name for name in ("pipe", "loop", "folder", "nothing")}
    os.mkfifo(found["pipe"])
    found["loop"].symlink_to(found["loop"])
    found["folder"].mkdir()
    found["nothing"].symlink_to(folder / "nowhere")
    for device in ("/dev/zero", "/dev/null", "/proc/self/pagemap", "/proc/self/mem"):
        name = device.strip("/").replace("/", "-")
        found[name] = folder / name
        found[name].symlink_to(device)
    return found


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    for path in odd_files(tmp_path / "odd").values():
        with pytest.raises(OSError, match=str(path)) as found:
            disk.read(path)
        assert found.value.strerror
        with pytest.raises(OSError, match=str(path)):
            disk.read_text(path)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        with pytest.raises(disk.NotOrdinary):
            disk.read("socket")


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(20_000_000_000)
    with pytest.raises(disk.TooBig) as found:
        disk.read(sparse)
    assert found.value.size == 20_000_000_000
    assert opening(sparse, 4) == b"\0\0\0\0"


def test_a_link_is_read_only_where_it_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("file")
    assert disk.read(tmp_path / "link") == b"x"
    with pytest.raises(disk.NotOrdinary, match="it is a link"):
        disk.read(tmp_path / "link", follow=False)


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff")
    with pytest.raises(OSError, match="it is no text in UTF-8"):
        disk.read_text(tmp_path / "file")


def test_a_file_that_is_written_meanwhile_is_read_as_one_state(tmp_path: Path) -> None:
    file = tmp_path / "file"
    states = [bytes([65 + n]) * 300_000 for n in range(3)]
    file.write_bytes(states[0])
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.002):
            for state in states:
                file.write_bytes(state)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(300):
            with suppress(disk.NotOrdinary):  # it changes again and again
                assert len(set(disk.read(file))) <= 1
    finally:
        stop.set()
        writer.join()


def test_a_tree_writes_whole_files_and_keeps_their_rights(tmp_path: Path) -> None:
    tree = disk.Tree(tmp_path)
    tree.write("a/b/file", b"one")
    (tmp_path / "a/b/file").chmod(0o640)
    tree.change("a/b/file", b"one", b"two")
    assert links(tmp_path / "a/b") == {"file": "two"}
    assert stat.S_IMODE((tmp_path / "a/b/file").stat().st_mode) == 0o640


def test_a_file_that_somebody_else_changed_is_left_alone(tmp_path: Path) -> None:
    tree = disk.Tree(tmp_path)
    (tmp_path / "file").write_text("theirs")
    with pytest.raises(disk.Changed, match="was changed meanwhile; nothing was written to it"):
        tree.change("file", b"read", b"ours")
    with pytest.raises(disk.Changed):
        tree.change("file", None, b"ours")
    with pytest.raises(disk.Changed):
        tree.change("gone", b"read", b"ours")
    assert links(tmp_path) == {"file": "theirs"}


def test_nothing_is_written_where_a_link_leads(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("theirs")
    root = tmp_path / "root"
    root.mkdir()
    (root / "folder").symlink_to(outside)
    (root / "file").symlink_to(outside / "file")
    (root / "new").symlink_to(outside / "new")
    tree = disk.Tree(root)
    for path in ("folder/file", "folder/new", "folder/deep/new", "file", "new"):
        with pytest.raises(disk.LinkRefused, match="is a link, so nothing is written there"):
            tree.write(path, b"ours")
        with pytest.raises(disk.LinkRefused):
            tree.change(path, None, b"ours")
    assert not tree.remove("folder/file")
    assert links(outside) == {"file": "theirs"}


def test_a_path_below_the_working_folder_or_the_base_has_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here" / "link").symlink_to(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "here")
    for path in ("link", "link/file", "./link/a/b", tmp_path / "here" / "link"):
        with pytest.raises(disk.LinkRefused):
            disk.refuse_links(Path(path))
    monkeypatch.chdir(tmp_path / "elsewhere")
    with pytest.raises(disk.LinkRefused):
        disk.refuse_links(tmp_path / "here" / "link" / "file", tmp_path / "here")
    disk.refuse_links(Path("/dev/fd/3"), tmp_path)
    disk.refuse_links(tmp_path / "here" / "other")


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(disk.NotOrdinary):
        disk.Tree(tmp_path).write("pipe", b"ours")


LIMITED = """
import resource, sys
from pathlib import Path
from kb import disk
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    disk.change(Path(sys.argv[1]), b"before", b"x" * 100_000)
except OSError as error:
    print(error.strerror)
"""


def test_a_limit_of_size_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("before")
    script = [sys.executable, "-c", LIMITED, str(file)]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    assert done.stdout == "File too large\n"
    assert links(tmp_path) == {"file": "before"}


ADDING = """
import resource, sys
from kb import disk
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    disk.Tree(sys.argv[1]).add("file", b"x" * 100_000)
except OSError as error:
    print(error.strerror)
"""


def test_of_a_new_file_that_cannot_be_whole_nothing_is_left(tmp_path: Path) -> None:
    script = [sys.executable, "-c", ADDING, str(tmp_path)]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    assert done.stdout == "File too large\n"
    assert links(tmp_path) == {}


def test_a_new_file_takes_no_place_that_is_taken(tmp_path: Path) -> None:
    tree = disk.Tree(tmp_path)
    seen = tree.add("a/file", b"new")
    assert seen == (tmp_path / "a/file").stat()
    (tmp_path / "a/link").symlink_to("nowhere")
    assert [tree.add(f"a/{name}", b"newer") for name in ("file", "link")] == [None, None]
    assert links(tmp_path / "a") == {"file": "new", "link": "nowhere"}


def test_what_a_dead_writer_left_is_removed_and_what_a_living_one_has_is_not(
    tmp_path: Path,
) -> None:
    from kb.disk import drafts

    dead = tmp_path / ".kb-0123456789abcdef.tmp"
    dead.write_text("half")
    like = tmp_path / ".kb-notes.tmp"
    like.write_text("of the user")
    living = tmp_path / ".kb-fedcba9876543210.tmp"
    with living.open("w") as file:
        assert drafts._is_free(file.fileno())
        disk.Tree(tmp_path).write("file", b"whole")
        assert links(tmp_path).keys() == {"file", like.name, living.name}
    disk.Tree(tmp_path).sweep(["file"])
    assert links(tmp_path).keys() == {"file", like.name}


def test_two_writers_do_not_take_each_others_drafts(tmp_path: Path) -> None:
    def write() -> None:
        for n in range(100):
            disk.Tree(tmp_path).write("file", b"%d" % n)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert links(tmp_path) == {"file": "99"}


def test_a_cache_gives_back_what_was_put_there_or_nothing(tmp_path: Path) -> None:
    cache = disk.Cache(tmp_path / "cache")
    cache.put("a", b"content")
    assert cache.get("a") == b"content"
    assert cache.begins("a", b"con")
    assert not cache.begins("a", b"no")
    file = tmp_path / "cache" / "a"
    whole = file.read_bytes()
    for n in range(len(whole)):
        file.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        assert cache.get("a") is None
        file.write_bytes(whole[:n])
        assert cache.get("a") is None
    file.rename(tmp_path / "cache" / "b")
    assert cache.get("b") is None
    assert disk.Cache(None).get("a") is None


@pytest.mark.parametrize("name", ["pipe", "loop", "nothing", "dev-zero"])
def test_a_cache_puts_a_file_in_the_place_of_what_is_none(tmp_path: Path, name: str) -> None:
    odd_files(tmp_path)
    cache = disk.Cache(tmp_path)
    assert cache.get(name) is None
    cache.put(name, b"content")
    assert cache.get(name) == b"content"


def test_the_own_folder_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    base = tmp_path / "base"
    found = disk.own_folder("it", base)
    assert found is not None
    assert found.parent == tmp_path / "cache" / "it"
    assert found == disk.own_folder("it", base)
    assert found != disk.own_folder("it", tmp_path / "other")
    (tmp_path / "cache" / "it").chmod(0o777)
    assert disk.own_folder("it", base) == found
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("way", ["in the base", "a link", "a file", "relative", "nowhere"])
def test_a_cache_folder_that_may_be_a_strangers_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    base = tmp_path / "base"
    base.mkdir()
    home = {"in the base": base / ".cache", "relative": Path("cache"), "nowhere": Path("/proc/x")}
    cache = home.get(way, tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    monkeypatch.chdir(base)
    if way in ("a link", "a file"):
        cache.mkdir()
        (tmp_path / "theirs").mkdir()
        if way == "a link":
            (cache / "it").symlink_to(tmp_path / "theirs")
        else:
            (cache / "it").write_text("x")
    found = disk.own_folder("it", base)
    assert found is not None
    assert found.parent.parent == tmp_path / (".cache" if way == "relative" else "temp")
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700
    assert list(base.iterdir()) == []


def test_where_no_folder_is_ours_one_is_made_for_this_process(tmp_path: Path) -> None:
    script = """
import os, sys, tempfile
from pathlib import Path
from kb import disk
os.environ["XDG_CACHE_HOME"] = "/proc/nowhere"
tempfile.tempdir = sys.argv[1]
Path(sys.argv[1], f"it-{os.geteuid()}").write_text("in the way")
print(disk.own_folder("it", Path("base")))
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    folder = Path(done.stdout.strip())
    assert folder.parent.parent == tmp_path
    assert not folder.parent.exists(), "it is removed with the process"


@pytest.mark.parametrize("setting", ["/tmp/x", "~/x", "x", "", " ", None])
def test_the_cache_folder_is_that_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, setting: str | None
) -> None:
    import platformdirs

    from kb.disk.home import _user_cache

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if setting is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", setting)
    assert _user_cache() == platformdirs.user_cache_dir()
