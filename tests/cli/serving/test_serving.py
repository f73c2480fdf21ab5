"""Reading one's own site while writing it: `kb serve` shows the pages anew, `--check` follows links."""

from __future__ import annotations

import functools
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from kb.cli.serving import live
from kb.cli.serving.live import News
from kb.cli.serving.server import _Quiet

PAGE = b"<html><head><meta content=\"default-src 'none'; script-src 'self'\"></head><p>x</p></html>"


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def address(tmp_path: Path, news: News) -> Iterator[str]:
    """A server of one page, as `kb serve` runs it."""
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "style.css").write_text("p {}")
    handler = functools.partial(_Quiet, directory=str(tmp_path), news=news)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def test_a_page_that_is_served_asks_for_news(address, tmp_path):
    for path in ("/", "/index.html", "/index.html?x=1"):
        said = get(address + path)
        assert b'<script src="/-/live.js" defer></script></head>' in said
        assert b"connect-src 'self'" in said
    assert b"fetch(" in get(f"{address}/-/live.js")
    assert get(f"{address}/style.css") == b"p {}"
    assert (tmp_path / "index.html").read_bytes() == PAGE  # what is published has none of it


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
