"""Reading one's own site while writing it: `kb serve` shows the pages anew, `--check` follows links."""

from __future__ import annotations

import ctypes
import functools
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from bases import Folder
from terminal import HEARS_INTERRUPTS

from kb.cli.serving import live
from kb.cli.serving.live import News
from kb.cli.serving.server import Handler, Server
from kb.cli.serving.site import Site
from kb.cli.serving.strip import MOST, Strip
from kb.cli.serving.watching import saved
from kb.diagnostics import Code, Diagnostic
from kb.errors import KbError
from kb.publish.build.write import Writer

PAGE = b"<html><head><meta content=\"default-src 'none'; script-src 'self'\"></head><p>x</p></html>"


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A site of two files, as a build wrote it."""
    folder = tmp_path / "public"
    writer = Writer(folder)
    files = {"index.html": PAGE, "style.css": b"p {}"}
    writer.manifest({path: writer.file(path, content).hash for path, content in files.items()})
    return folder


@pytest.fixture
def strip() -> Strip:
    return Strip()


@pytest.fixture
def server(public: Path, news: News, strip: Strip) -> Iterator[Server]:
    """A server of that site, as `kb serve` runs it."""
    site = Site(public)
    site.built_by(lambda: True)
    server = Server(("127.0.0.1", 0), functools.partial(Handler, site=site, news=news, strip=strip))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def test_a_page_that_is_served_asks_for_news(address, public):
    for path in ("/", "/index.html", "/index.html?x=1"):
        said = get(address + path)
        assert b'<script src="/-/live.js" defer></script></head>' in said
        assert b"connect-src 'self'" in said
    assert b"fetch(" in get(f"{address}/-/live.js")
    assert get(f"{address}/style.css") == b"p {}"
    assert (public / "index.html").read_bytes() == PAGE  # what is published has none of it


WRONG = Diagnostic("a<b>.md", 3, 1, Code.UNKNOWN_LABEL, "unknown label '<img src=x>\u202e'")
MERE = Diagnostic("b.md", 1, 1, Code.LABEL_NOT_BOLD, "'Kind' is not bold")


def test_what_is_wrong_with_the_files_stands_under_each_page(address, public, strip):
    strip.problems = [MERE, WRONG]
    said = get(f"{address}/").decode()
    assert "<details open><summary>1 error and 1 warning in the files; the pages are as" in said
    assert "<code>a&lt;b&gt;.md:3:1</code>: KB201 unknown label &#x27;&lt;img src=x&gt;" in said
    assert said.index("a&lt;b&gt;.md") < said.index("b.md:1:1")  # errors first
    assert "\u202e" not in said
    assert '<link rel="stylesheet" href="/-/live.css"></head>' in said
    assert b"#kb-problems" in get(f"{address}/-/live.css")
    assert get(f"{address}/style.css") == b"p {}"
    assert (public / "index.html").read_bytes() == PAGE
    strip.problems = [MERE]
    assert "<details><summary>1 warning in the files</summary>" in get(f"{address}/").decode()
    strip.problems = []
    assert b"kb-problems" not in get(f"{address}/")


def test_very_many_problems_are_counted(address, strip):
    strip.problems = [WRONG._replace(line=line) for line in range(1, 1_201 + MOST)]
    said = get(f"{address}/").decode()
    assert said.count("<li class=") == MOST
    assert "and 1,200 more; 'kb check' names them all" in said


def test_why_a_site_could_not_be_built_is_said(address, strip):
    strip.problems, strip.failure = [MERE], "nothing was published: quotes & more"
    said = get(f"{address}/").decode()
    assert "nothing was published: quotes &amp; more; the pages are as they were before" in said


def test_who_waits_hears_of_the_next_build(address, news):
    assert get(f"{address}/-/state") == b"0"
    threading.Timer(0.05, news.tell).start()
    assert get(f"{address}/-/state?after=0") == b"1"
    assert get(f"{address}/-/state?after=0") == b"1"


def test_who_waits_in_vain_is_answered_after_a_while(address, monkeypatch):
    monkeypatch.setattr(live, "PATIENCE", 0.01)
    assert get(f"{address}/-/state?after=0") == b"0"


@pytest.mark.parametrize(
    "path", ["/nothing.html", "/%00", "/../pyproject.toml", "/..%2f..%2fx.html"]
)
def test_nothing_outside_the_site_is_served(address, path):
    with pytest.raises(urllib.error.HTTPError) as found, urllib.request.urlopen(address + path):
        pass
    assert found.value.code == 404
    found.value.close()


def test_a_build_follows_its_links_when_asked(ferry, kb_command, tmp_path):
    out = tmp_path / "site"
    done = kb_command("build", "-C", ferry.path, "--out", out, "--check")
    assert done.exit_code == 0, done.output
    assert "links   every one leads somewhere" in done.output
    assert b"/-/live.js" not in (out / "index.html").read_bytes()


def test_a_build_names_the_cruxes_and_counts_those_who_answer(ferry, kb_command, tmp_path):
    asks = "- **Kind:** crux\n- **Asks:** [empty-beds](#empty-beds)\n"
    whole = "\n## are-beds-empty\n\nAre the beds empty?\n\n" + asks
    ferry.edit("night-ferry.md", "- **Posed by:** mapper\n", "- **Posed by:** mapper\n" + whole)
    done = kb_command("build", "-C", ferry.path, "--out", tmp_path / "site")
    assert "debate  night-ferry: Should the island ferry run through the night?" in done.stdout
    assert "  crux  Do weekday guests leave early because of the last boat? (yes 1, no 0)" in (
        done.stdout
    )
    assert "  crux  Are the beds empty? (yes 1, no 1)" in done.stdout  # as of the claim


def test_compiled_templates_lie_in_the_cache_of_the_user_alone(ferry, kb_command, tmp_path):
    out = tmp_path / "site"
    assert kb_command("build", "-C", ferry.path, "--out", out).exit_code == 0
    kept = [folder for folder in tmp_path.rglob("templates") if folder.is_dir()]
    assert len(kept) == 1
    assert kept[0].is_relative_to(tmp_path / "cache")
    assert not kept[0].is_relative_to(ferry.path)


def test_a_broken_link_fails_a_check(ferry, kb_command, tmp_path, monkeypatch):
    from kb.publish.build import check

    found = [check.Broken("index.html", "no.html", "leads to no file")]
    monkeypatch.setattr(check, "check_site", lambda folder: iter(found))
    done = kb_command("build", "-C", ferry.path, "--out", tmp_path / "site", "--check")
    assert done.exit_code == 1
    assert "index.html: 'no.html' leads to no file" in done.stderr
    assert "links of the site that lead nowhere: 1" in done.stderr


def test_the_address_in_the_settings_is_that_of_the_site(ferry, kb_command, tmp_path):
    ferry.write("kb.toml", 'id = "f"\nheading = "F"\naddress = "https://example.org/kb"\n')
    out = tmp_path / "site"
    assert kb_command("build", "-C", ferry.path, "--out", out).exit_code == 0
    assert b"https://example.org/kb/debates/night-ferry.html" in (out / "sitemap.xml").read_bytes()
    done = kb_command("build", "-C", ferry.path, "--out", out, "--address", "https://example.net")
    assert done.exit_code == 0
    assert b"example.org" not in (out / "sitemap.xml").read_bytes()


def test_a_build_of_what_did_not_change_is_done_at_once_and_repeats_what_it_said(
    ferry, kb_command, tmp_path, monkeypatch
):
    ferry.edit("night-ferry.md", "- **Kind:** position\n", "")
    out = tmp_path / "site"
    first = kb_command("build", "-C", ferry.path, "--out", out)
    with monkeypatch.context() as patch:
        patch.setattr("kb.publish.publish", None)
        again = kb_command("build", "-C", ferry.path, "--out", out)
    assert again.exit_code == 0, again.output
    assert "nothing changed since the last build" in again.stdout
    assert again.stderr == first.stderr


@pytest.mark.parametrize("change", ["a file", "a page", "an option", "a page is gone"])
def test_after_any_change_a_build_builds(ferry, kb_command, tmp_path, change):
    out = tmp_path / "site"
    words = ["build", "-C", ferry.path, "--out", out]
    assert kb_command(*words).exit_code == 0
    if change == "a file":
        ferry.edit("night-ferry.md", "The night ferry", "A night ferry")
    elif change == "a page":
        (out / "index.html").write_text("mine")
    elif change == "an option":
        words += ["--edit-url", "https://example.org/edit/"]
    else:
        (out / "index.html").unlink()
    done = kb_command(*words)
    assert "since the last build" not in done.stdout
    assert " 0 written" not in done.stdout


def test_a_build_sees_a_copy_whose_size_and_time_are_as_before(ferry, kb_command, tmp_path):
    ferry.write("sources.md", "## minutes\n\nMinutes\n\n- **File:** minutes.md\n")
    ferry.edit(
        "night-ferry.md",
        "- **Held by:** [Ines](people.md#ines)\n",
        """\
- **Held by:** [Ines](people.md#ines) — [minutes](sources.md#minutes) ¶1
""",
    )
    copy = tmp_path / "copies" / "minutes.md"
    copy.parent.mkdir()
    copy.write_text("Beds are empty.\n")
    kb_command("sources", "pin", "-C", ferry.path, "--from", copy.parent)
    words = ["build", "-C", ferry.path, "--out", tmp_path / "site", "--sources", copy.parent]
    assert kb_command(*words).exit_code == 0
    before = copy.stat()
    copy.write_text("Beds were full.\n")
    os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert copy.stat().st_size == before.st_size
    assert "since the last build" not in kb_command(*words).stdout
    page = (tmp_path / "site" / "sources" / "minutes.html").read_text(encoding="utf-8")
    assert "Beds were full" in page


def test_a_build_names_a_folder_that_became_a_link_though_no_file_changed(
    ferry, kb_command, tmp_path
):
    words = ["build", "-C", ferry.path, "--out", tmp_path / "site"]
    assert "KB015" not in kb_command(*words).stderr
    (ferry.path / "elsewhere").symlink_to(tmp_path)
    assert "elsewhere:1:1: KB015" in kb_command(*words).stderr
    assert "elsewhere:1:1: KB015" in kb_command(*words).stderr


def asked(server: Server, path: str = "/", method: str = "GET", **headers: str) -> HTTPResponse:
    """The answer to a request with these headers, whatever they say."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value.format(port=server.server_port))
    connection.endheaders()
    answer = connection.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


OWN = "127.0.0.1:{port}"


@pytest.mark.parametrize("host", [OWN, "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
def test_a_browser_on_this_computer_is_answered(server, host):
    assert asked(server, Host=host).status == 200
    assert asked(server, Host=host, Origin=f"http://{host.lower()}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:{port}"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Host": "127.0.0.1:1"},
        {"Host": "localhost"},
        {"Host": ""},
        {},
        {"Host": OWN, "Origin": "http://evil.example"},
        {"Host": OWN, "Origin": "null"},
        {"Host": OWN, "Origin": "https://127.0.0.1:{port}"},
        {"Host": OWN, "Origin": "http://127.0.0.1:1"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/-/live.js", "/-/state", "/style.css", "/nothing"])
def test_who_asks_under_another_name_learns_nothing(server, headers, path):
    answer = asked(server, path, **headers)
    assert answer.status == 403
    assert b"p {}" not in answer.content


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 200),
        ("/", "HEAD", 200),
        ("/style.css", "GET", 200),
        ("/-/live.js", "GET", 200),
        ("/-/state", "GET", 200),
        ("/nothing", "GET", 404),
        ("/", "POST", 501),
        ("/" + "x" * 70_000, "GET", 414),
    ],
)
def test_every_answer_says_what_a_page_may_do(server, path, method, status):
    answer = asked(server, path, method, Host=OWN)
    assert answer.status == status
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_what_the_last_build_wrote_is_served(server, public, tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text("secret")
    (public / "more").mkdir()
    (public / "more" / "page.html").write_text("secret")
    (public / "link.html").symlink_to(secret)
    (public / "up").symlink_to(tmp_path)
    os.mkfifo(public / "pipe.html")
    for path in ("/more/page.html", "/more/", "/more", "/link.html", "/up/secret.html", "/up/",
                 "/pipe.html", "/.kb-site.json", "/./index.html", "/more/../index.html"):  # fmt: skip
        assert asked(server, path, Host=OWN).status == 404, path


@pytest.mark.parametrize("how", ["other bytes", "link", "folder", "pipe", "gone"])
def test_what_became_of_a_file_after_the_build_is_not_served(server, public, tmp_path, how):
    page = public / "index.html"
    page.rename(tmp_path / "same.html")
    if how == "other bytes":
        page.write_text("secret")
    elif how == "link":  # even where it leads to the same
        page.symlink_to(tmp_path / "same.html")
    elif how == "folder":
        page.mkdir()
    elif how == "pipe":
        os.mkfifo(page)
    assert asked(server, Host=OWN).status == 404


def test_a_page_that_is_just_written_is_waited_for(public):
    site = Site(public)

    def build() -> bool:
        writer = Writer(public)
        made = {"index.html": writer.file("index.html", b"new").hash}
        reader = threading.Thread(target=lambda: seen.append(site.file("/")))
        reader.start()
        readers.append(reader)
        writer.manifest(made)
        return True

    seen: list[object] = []
    readers: list[threading.Thread] = []
    site.built_by(build)
    readers[0].join(10)
    assert seen == [("index.html", b"new")]


def test_a_page_that_leaves_while_it_waits_is_no_matter(server, news, capfd):
    for _ in range(3):
        with socket.create_connection(server.server_address[:2]) as page:
            host = OWN.format(port=server.server_port)
            page.sendall(f"GET /-/state?after=0 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            page.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    news.tell()
    assert asked(server, "/-/state?after=0", Host=OWN).content == b"1"
    said = capfd.readouterr()
    assert "Traceback" not in said.err + said.out


def test_a_base_is_watched_with_its_folders_and_without_its_links(tmp_path):
    root, out = tmp_path / "base", tmp_path / "base" / "public"
    (root / "budget").mkdir(parents=True)
    out.mkdir()
    (root / "link").symlink_to("/")
    (root / "loop").symlink_to(root)
    (root / os.fsdecode(b"no-text-\xff")).mkdir()
    stop, seen = threading.Event(), threading.Semaphore(0)

    def watching() -> None:
        for _ in saved(root, out, stop):
            seen.release()

    watcher = threading.Thread(target=watching)
    watcher.start()
    try:
        for file in (root / "a.md", root / "budget" / "b.md", root / "new" / "c.md"):
            file.parent.mkdir(exist_ok=True)
            assert _is_noticed(file, seen), file
    finally:
        stop.set()
        watcher.join(20)
    assert not watcher.is_alive()


def test_what_is_saved_before_a_new_folder_is_watched_is_noticed(tmp_path):
    """As while a site is built, because the folder came."""
    root, stop, seen = tmp_path / "base", threading.Event(), threading.Semaphore(0)
    root.mkdir()

    def building() -> None:
        for _ in saved(root, None, stop):
            (root / "new").mkdir(exist_ok=True)
            (root / "new" / "a.md").write_text("a")
            seen.release()

    builder = threading.Thread(target=building)
    builder.start()
    try:
        assert _is_noticed(root / "a.md", seen)
        assert seen.acquire(timeout=20)
    finally:
        stop.set()
        builder.join(20)


def test_where_no_more_folders_can_be_watched_that_is_said(tmp_path):
    begin, taken = getattr(ctypes.CDLL(None), "inotify_init", None), []
    if begin is None:
        pytest.skip("no inotify")
    next(saved(tmp_path, None, threading.Event(), is_late=True))  # all is imported
    try:
        for _ in range(10):  # what was watched before goes a moment later
            while (one := begin()) >= 0:
                taken.append(one)
            time.sleep(0.05)
        with pytest.raises(KbError, match="the folders cannot be watched"):
            next(saved(tmp_path, None, threading.Event(), is_late=True))
    finally:
        for one in taken:
            os.close(one)


def _is_noticed(file: Path, seen: threading.Semaphore) -> bool:
    """Whether a file that is saved again and again is noticed at last: a watcher takes its time."""
    for number in range(50):
        file.write_text(str(number))
        if seen.acquire(timeout=0.2):
            return True
    return False


def test_serving_a_base_with_a_link_to_everything_ends_when_it_is_told(ferry, tmp_path):
    (ferry.path / "everything").symlink_to("/")
    places = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-c", HEARS_INTERRUPTS, "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ferry.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=places,
    ) as running:  # fmt: skip
        guard = threading.Timer(60, running.kill)
        guard.start()
        lines, rebuilt = iter(running.stdout or ()), threading.Event()
        try:
            line = next(line for line in lines if line.startswith("http://"))
            assert b"night ferry" in get(line.split()[0])
            threading.Thread(target=_save_until, args=(ferry.path / "new.md", rebuilt)).start()
            assert "pages written" in next(lines)
        finally:
            rebuilt.set()
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=20)
            guard.cancel()
    assert running.returncode == 0
    assert "Traceback" not in said


def _save_until(file: Path, noticed: threading.Event) -> None:
    """Save a debate again and again: a watcher takes its time to begin."""
    number = 0
    while not noticed.wait(0.2):
        number += 1
        file.write_text(f"---\nquestion: Is it new?\n---\n\n## a\n\nIt is {number}.\n")


@pytest.mark.parametrize("command", ["build", "serve"])
@pytest.mark.parametrize(
    "option", [("--address", "ftp://example.org"), ("--edit-url", "javascript:x")]
)
def test_an_address_that_is_none_is_misuse(ferry, kb_command, tmp_path, command, option):
    done = kb_command(command, *option, "-C", ferry.path, "--out", tmp_path / "site")
    assert (done.exit_code, f"'{option[1]}' is no address" in done.stderr) == (2, True)
    assert not (tmp_path / "site").exists()


def test_a_served_site_has_the_edit_links_that_are_asked_for(ferry, kb_command, tmp_path):
    edit, page = ["--edit-url", "https://example.org/edit/"], "debates/night-ferry.html"
    out = ferry.path / "public"
    assert kb_command("build", *edit, "-C", ferry.path, "--out", out).exit_code == 0
    built = (out / page).read_bytes()
    assert b"https://example.org/edit/night-ferry.md" in built
    with _served(ferry, tmp_path, *edit):
        assert (out / page).read_bytes() == built


@contextmanager
def _served(ferry: Folder, tmp_path: Path, *options: str) -> Iterator[str]:
    """The address at which a base is served, until it is told to end."""
    places = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-c", HEARS_INTERRUPTS, "serve", "--port", "0", *options]
    with subprocess.Popen(
        command, cwd=ferry.path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=places,
    ) as running:  # fmt: skip
        guard = threading.Timer(60, running.kill)
        guard.start()
        try:
            lines = iter(running.stdout or ())
            yield next(line for line in lines if line.startswith("http://")).split()[0]
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=20)
            guard.cancel()


def test_problems_come_into_the_pages_and_go_as_files_are_saved(ferry, tmp_path):
    with _served(ferry, tmp_path) as address:
        assert b"kb-problems" not in get(address)
        wrong = "---\nquestion: Is it new?\n---\n\n## a\n\nIt is.\n\n- **Hlod by:** mara\n"
        shown = _saved(ferry.path / "new.md", wrong, address, told=True)
        assert "<code>new.md:9:5</code>: KB201 unknown label &#x27;Hlod by&#x27;" in shown
        assert "Is it new?" not in shown  # the last good state
        mended = wrong.replace("Hlod", "Held")
        assert "Is it new?" in _saved(ferry.path / "new.md", mended, address, told=False)
    assert "kb-problems" not in (ferry.path / "public" / "index.html").read_text("utf-8")


def _saved(file: Path, text: str, address: str, told: bool) -> str:
    """The page at an address, once it tells of a text that was saved, or no longer does."""
    while True:
        file.write_text(text, "utf-8")
        time.sleep(0.2)
        shown = get(address).decode()
        if ("KB201" in shown) == told and (told or "Is it new?" in shown):
            return shown


def test_files_that_have_errors_from_the_start_are_served_as_what_is_wrong(ferry, tmp_path):
    """And the site comes once they are mended."""
    wrong = "---\nquestion: Is it new?\n---\n\n## a\n\nIt is.\n\n- **Hlod by:** mara\n"
    (ferry.path / "new.md").write_text(wrong, "utf-8")
    with _served(ferry, tmp_path) as address:
        with pytest.raises(urllib.error.HTTPError) as answered:
            get(address)
        shown = answered.value.read().decode()
        assert answered.value.code == 503
        assert "There is no page yet" in shown
        assert "<code>new.md:9:5</code>: KB201 unknown label &#x27;Hlod by&#x27;" in shown
        assert "/-/live.js" in shown
        mended = wrong.replace("Hlod", "Held")
        while True:
            (ferry.path / "new.md").write_text(mended, "utf-8")
            time.sleep(0.2)
            with suppress(urllib.error.HTTPError):
                assert b"Is it new?" in get(address)
                break


@pytest.mark.parametrize("path", ["/nothing", "/claims/nothing.html", "/a/b/nothing/"])
def test_an_address_without_a_page_shows_the_page_that_says_so(kb_command, ferry, tmp_path, path):
    out = tmp_path / "built"
    assert kb_command("build", "-C", ferry.path, "--out", out).exit_code == 0
    site = Site(out)
    site.built_by(lambda: True)
    made = functools.partial(Handler, site=site, news=News(), strip=Strip())
    server = Server(("127.0.0.1", 0), made)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        answer = asked(server, path, Host=OWN)
        assert answer.status == 404
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        shown = answer.content.decode()
        assert "There is no such page" in shown
        style = re.search(r'href="([^"]*style\.css)"', shown)
        root = re.search(r'data-root="([^"]*)"', shown)
        for link in (style[1], f"{root[1]}index.html"):
            asks = urllib.parse.urljoin(path, link)
            assert asked(server, asks, Host=OWN).status == 200
        (out / "404.html").write_text("secret")
        answer = asked(server, path, Host=OWN)
        assert answer.status == 404
        assert b"secret" not in answer.content
    finally:
        server.shutdown()
        server.server_close()
