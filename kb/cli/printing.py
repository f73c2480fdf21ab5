"""The one way to a terminal, a pipe or a log: nothing that is printed can steer what reads it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from kb.cli.text import Block, Line, clean, part, plain, steers

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100  # where there is no terminal to ask
WIDEST = 1_000  # at one that says nonsense
NARROW = 80  # at a terminal that does not say
DUMB = ("dumb", "unknown")  # terminals that know no styles
LOOKS = {"bold": "bold", "dim": "dim", "italic": "italic", "strike": "strikethrough"}
COLOUR = r"\x1b\[[0-9;]*m"
COMMAND = re.compile(  # what CI services obey in a log, where colours are taken out
    rf"(?m)^(?: |{COLOUR})*+:(?=(?:{COLOUR})*:)|#(?=(?:{COLOUR})*#\w*\[)"
)
UNSAFE_JSON = re.compile(r"[^\n -~]|#(?=#\w*\[)")
Piece = str | tuple[str, str]  # text, or text and its colour
SURROUNDINGS = (  # that decide how wide an answer is, and whether it has colours
    *("COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR"),
    "UNICODE_VERSION",
)


class Printed(NamedTuple):
    """What was printed at once: on stderr or stdout, with colours if `colour` says so, else where
    there is a terminal."""

    text: str
    err: bool
    colour: bool | None


_listeners: list[list[Printed]] = []


def one_line(text: str) -> str:
    """The same on one line, so that no part of it can pass for a line of ours."""
    return clean(text).replace("\n", " ")


def say(*pieces: Piece, err: bool = False) -> None:
    """Print one line, made of pieces."""
    _put(disarmed("".join(map(_painted, pieces))) + "\n", err)


def say_to_ci(command: str) -> None:
    """Print one line that a CI service is meant to obey."""
    _put(one_line(command) + "\n")


def _painted(piece: Piece) -> str:
    if isinstance(piece, str):
        return one_line(piece)
    text, colour = piece
    return click.style(one_line(text), fg=colour)


def confirm(asked: str) -> None:
    """Ask, and end the program where the answer is no."""
    click.confirm(one_line(asked), abort=True)


def say_text(text: str) -> None:
    """Print a text that has lines of its own."""
    _put(disarmed(clean(text)))


def disarmed(text: str) -> str:
    """The text without anything that a CI service would obey."""
    return COMMAND.sub(r"\g<0> ", text)


def say_json(value: Any) -> None:
    say_text(json_text(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def json_text(text: str) -> str:
    """The same JSON, in which what would steer is escaped."""
    return UNSAFE_JSON.sub(lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    if character == "#":
        return "\\u0023"
    return json.dumps(character)[1:-1] if steers(character) else character


def draw(parts: Iterable[Block]) -> None:
    """Print what a view gives, without the white space that fills its lines."""
    room, styled, coloured = screen_width(), has_styles(), has_colours()
    lines = (_stripped(line) for block in parts for line in block.lines(room))
    drawn = (_styled(line, coloured) if styled else plain(line) for line in lines)
    _put(disarmed("\n".join(drawn)) + "\n", colour=styled)


def _stripped(line: Line) -> Line:
    return part(line, 0, len(plain(line).rstrip()))


def _styled(line: Line, coloured: bool) -> str:
    return "".join(_look(text, style.split(), coloured) for text, style in line)


def _look(text: str, style: list[str], coloured: bool) -> str:
    """A text in the words of a style, as `click` has them."""
    looks = {LOOKS[word]: True for word in style if word in LOOKS}
    colour = next((word for word in style if coloured and word not in LOOKS), None)
    return click.style(text, fg=colour, **looks) if looks or colour else text


def has_styles() -> bool:
    """Whether what is printed may be bold: at a terminal that can, or where it is asked for."""
    forced = os.environ.get("FORCE_COLOR")
    if os.environ.get("TERM", "").lower() in DUMB:
        return False
    return at_terminal() if forced is None else bool(forced)


def has_colours() -> bool:
    return has_styles() and not os.environ.get("NO_COLOR")


def draws_lines() -> bool:
    """Whether what reads along knows more letters than those of English."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")


def screen_width() -> int:
    """How many cells a line has."""
    if not at_terminal():
        return WIDTH
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal():
        return min(int(told[:6]), WIDEST) or NARROW
    return next((size[0] for size in map(_size, range(3)) if size and size[0]), NARROW)


def at_terminal() -> bool:
    """Whether somebody reads along, rather than a pipe or a file."""
    return sys.stdout.isatty()


def console() -> Console:
    """A console on stderr, for bars: markup is never read."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)


@contextmanager
def overhear() -> Iterator[list[Printed]]:
    """A block of which all that it prints is noted, too."""
    noted: list[Printed] = []
    _listeners.append(noted)
    try:
        yield noted
    finally:
        _listeners.pop()


def say_again(printed: Iterable[Printed]) -> None:
    """Print what was noted before."""
    for one in printed:
        _put(*one)


def surroundings() -> str:
    """All that decides how an answer looks, beside what it says."""
    shaped = [os.environ.get(name) for name in SURROUNDINGS]
    streams = [(s.isatty(), getattr(s, "encoding", None)) for s in (sys.stdout, sys.stderr)]
    return repr((shaped, streams, *map(_size, range(3))))


def _size(stream: int) -> tuple[int, int] | None:
    with suppress(OSError):
        return os.get_terminal_size(stream)
    return None


def _put(text: str, err: bool = False, colour: bool | None = None) -> None:
    """Print a text. Where nobody reads on, the command goes on, and ends as it would."""
    for noted in _listeners:
        noted.append(Printed(text, err, colour))
    try:
        _write(text, err, colour)
    except BrokenPipeError:
        drop_output(err)


def _write(text: str, err: bool, colour: bool | None) -> None:
    try:
        click.echo(text, nl=False, err=err, color=colour)
    except UnicodeEncodeError:  # what reads this knows no such letters
        known = (sys.stderr if err else sys.stdout).encoding
        click.echo(text.encode(known, "replace").decode(known), nl=False, err=err, color=colour)


def drop_output(err: bool = False) -> None:
    """Let nothing more that is printed, nor what could not be, reach anybody."""
    with suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), (sys.stderr if err else sys.stdout).fileno())


def open_streams() -> None:
    """Give each standard stream that is closed a place where nothing is kept.

    Before any file is opened, which else would get its number, and what is printed with it.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    if sys.platform == "win32":
        for stream in (sys.stdout, sys.stderr):
            as_elsewhere(stream)


def as_elsewhere(stream: TextIO) -> None:
    """Let what goes into a file or a pipe be UTF-8 with line ends that are `\\n`, as on other
    systems: else a diff would not apply, and letters that a code page lacks would be lost."""
    if isinstance(stream, TextIOWrapper) and not stream.isatty():
        said = "PYTHONIOENCODING" in os.environ  # then the user knows better
        stream.reconfigure(encoding=None if said else "utf-8", newline="\n")
