"""The one way to a terminal, a pipe or a log: nothing that is printed can steer what reads it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kb.characters import is_readable

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult


WIDTH = 100  # where there is no terminal to ask
COLOUR = r"\x1b\[[0-9;]*m"
COMMAND = re.compile(  # what CI services obey in a log, where colours are taken out
    rf"(?m)^(?: |{COLOUR})*+:(?=(?:{COLOUR})*:)|#(?=(?:{COLOUR})*#\w*\[)"
)
UNSAFE_JSON = re.compile(r"[^\n -~]|#(?=#\w*\[)")
Piece = str | tuple[str, str]  # text, or text and its colour
SURROUNDINGS = (  # that decide how wide an answer is, and whether it has colours
    *("COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR"),
    *("TTY_COMPATIBLE", "TTY_INTERACTIVE", "UNICODE_VERSION"),
)


class Printed(NamedTuple):
    """What was printed at once: on stderr or stdout, with colours if `colour` says so, else where
    there is a terminal."""

    text: str
    err: bool
    colour: bool | None


_listeners: list[list[Printed]] = []


class _Shown(dict[int, str]):
    """How each character is printed, found as they come."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        mark = " " if character.isspace() else "\ufffd"
        self[code] = mark if steers(character) else character
        return self[code]


def steers(character: str) -> bool:
    """Whether a character does something to a terminal or to the order of the text around it."""
    return character != "\n" and not is_readable(character)


_SHOWN = _Shown()


def clean(text: str) -> str:
    """Text that cannot steer a terminal; line breaks are kept."""
    return text if text.isprintable() else text.translate(_SHOWN)


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


def draw(parts: Iterable[RenderableType]) -> None:
    """Print what a view gives, without the white space that fills its lines."""
    screen = console()
    with screen.capture() as captured:
        for part in parts:
            screen.print(_Harmless(part))
    lines = (line.rstrip() for line in captured.get().splitlines())
    _put(disarmed("\n".join(lines)) + "\n", colour=screen.is_terminal)


class _Harmless:
    """What a view gives, with every text in it cleaned."""

    def __init__(self, part: RenderableType) -> None:
        self._part = part

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._part, options):
            if not segment.control:
                yield segment._replace(text=clean(segment.text))


def at_terminal() -> bool:
    """Whether somebody reads along, rather than a pipe or a file."""
    return sys.stdout.isatty()


def console(err: bool = False) -> Console:
    """A console on stdout or stderr: colour on a terminal only, markup never read."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else WIDTH
    return Console(markup=False, highlight=False, emoji=False, width=width, stderr=err)


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
