"""Work done aside: what comes of it is the same, whoever does it."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import subprocess
import sys

import pytest

import kb
import loaders
import queries
from kb.cli.aside import aside
from kb.disk import LinkRefused
from kb.errors import KbError, NotFound
from loaders.editing.renumbering import Gone, PassagesGone


def run(script: str) -> str:
    """What a process says that has done nothing else yet."""
    start = "import os, signal, threading\nfrom kb.cli.aside import aside\n"
    command = [sys.executable, "-c", start + script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr.splitlines()[-1] if done.stderr else done.stdout


def test_what_comes_of_it_is_told_as_often_as_it_is_asked() -> None:
    with aside(lambda: ["a", 1]) as told:
        assert told() == ["a", 1]
        assert told() == ["a", 1]


def test_an_error_is_raised_where_somebody_waits_for_it() -> None:
    def fail() -> None:
        raise NotFound("there is no such thing")

    with aside(fail) as told, pytest.raises(NotFound, match="no such thing"):
        told()


def kinds(error: type[KbError] = KbError) -> list[type[KbError]]:
    """Every kind of error of ours, in whatever module it is."""
    return [error, *(kind for below in error.__subclasses__() for kind in kinds(below))]


def test_an_error_of_any_kind_says_there_what_it_said_here() -> None:
    for package in (kb, loaders, queries):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    assert {LinkRefused, PassagesGone} <= {*kinds()}
    gone = PassagesGone("they are gone")
    gone.places = [Gone("night-ferry.md:3", 1, 2)]
    for error in (*(kind("it is so") for kind in kinds()), LinkRefused.at("a/b"), gone):
        told = pickle.loads(pickle.dumps(error))
        assert (type(told), str(told)) == (type(error), str(error))
        assert vars(told) == vars(error)


def test_it_goes_on_where_nobody_waits() -> None:
    with aside(lambda: 1):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only there threads can be counted")
def test_a_copy_of_the_process_does_it() -> None:
    assert run("with aside(os.getpid) as told: print(told() == os.getpid())") == "False\n"


def test_where_there_can_be_no_copy_it_is_done_here() -> None:
    said = run(
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "with aside(os.getpid) as told: print(told() == os.getpid())"
    )
    assert said == "True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only there threads can be counted")
def test_a_copy_that_is_stopped_is_an_error_and_no_answer() -> None:
    said = run("with aside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as told: told()")
    assert said == "kb.errors.KbError: another process of this command was stopped"
