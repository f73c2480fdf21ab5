"""What `kb build` shows somebody who watches it."""

from __future__ import annotations

import sys
import threading

from kb.cli.commands import publishing

LONG, SHORT = publishing.SHOW_PROGRESS + 1, publishing.SHOW_PROGRESS


def look(monkeypatch) -> None:
    """Have somebody look at what is printed."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")


def test_a_long_build_shows_a_bar_and_needs_no_thread_for_it(monkeypatch, capsys):
    look(monkeypatch)
    threads = threading.active_count()  # with one more, no copy of the process could make pages
    with publishing._progress() as progress:
        assert progress
        progress(100, LONG)
        assert threading.active_count() == threads
        progress(LONG, LONG)
        shown = capsys.readouterr().err
    assert "pages" in shown
    assert "100%" in shown


def test_a_build_that_is_over_at_once_shows_none(monkeypatch, capsys):
    look(monkeypatch)
    with publishing._progress() as progress:
        assert progress
        progress(SHORT, SHORT)
    assert capsys.readouterr().err == ""


def test_nothing_is_drawn_where_nobody_looks():
    with publishing._progress() as progress:
        assert progress is None
