"""What `kb build` and `kb load` show somebody who watches them."""

from __future__ import annotations

import sys
import threading

from kb.cli.progress import progress

LEAST = 500


def look(monkeypatch) -> None:
    """Have somebody look at what is printed."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")


def test_a_long_build_shows_a_bar_and_needs_no_thread_for_it(monkeypatch, capsys):
    look(monkeypatch)
    threads = threading.active_count()  # with one more, no copy of the process could make pages
    with progress("pages", LEAST) as tell:
        assert tell
        tell(100, LEAST + 1)
        assert threading.active_count() == threads
        tell(LEAST + 1, LEAST + 1)
        shown = capsys.readouterr().err
    assert "pages" in shown
    assert "100%" in shown


def test_a_build_that_is_over_at_once_shows_none(monkeypatch, capsys):
    look(monkeypatch)
    with progress("pages", LEAST) as tell:
        assert tell
        tell(LEAST, LEAST)
    assert capsys.readouterr().err == ""


def test_nothing_is_drawn_where_nobody_looks():
    with progress("pages", LEAST) as tell:
        assert tell is None


def test_what_takes_long_from_the_start_shows_a_bar_at_once(monkeypatch, capsys):
    look(monkeypatch)
    with progress("loading"):
        assert "loading" in capsys.readouterr().err
