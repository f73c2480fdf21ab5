"""Bytes in, lines of text out: what a file may be before anything tries to parse it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.diagnostics import Code, Diagnostic
from loaders.files.raw import OPENING, Raw, plain, read_raw

MAX_LINE = 100_000
TABS = "tabs for indentation (the first one here, read as up to four spaces)"
LEADING_TAB = re.compile(r"^[ >]*(?:[-*+] *)?\t", re.MULTILINE)


@dataclass(frozen=True)
class TextFile:
    """A file of the base as text with `\\n` line ends; `text` is None where it was refused.

    `opens` says of a refused file whether it begins with `---`, as debates do, or may do so;
    `digest` is the hash of the very bytes that became the text.
    """

    path: str
    text: str | None
    problems: list[Diagnostic] = field(default_factory=list)
    opens: bool = True
    digest: str = ""


def read_text(root: Path, path: str) -> TextFile:
    """Read `root/path`; whatever is wrong with its bytes is in `problems`."""
    return text_of(path, read_raw(root, path))


def text_of(path: str, raw: Raw) -> TextFile:
    """The bytes of a file as text, or why it was refused."""
    if raw.code:
        problem = Diagnostic(path, 1, 1, raw.code, f"'{path}' {raw.says}")
        return TextFile(path, None, [problem], _opens(raw.data), raw.digest)
    return replace(decode(path, raw.data), digest=raw.digest)


def decode(path: str, data: bytes) -> TextFile:
    """Turn the bytes of a file into text, reading byte order marks and CRLF as meant."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return TextFile(path, None, [_not_utf8(path, data, error)], _opens(data))
    odd = [name for name, found in _oddities(text) if found]
    text = plain(text)
    too_long = _long_lines(path, text)
    if too_long:
        return TextFile(path, None, too_long, _opens(data))
    problems = []
    if odd:
        line, column = _first_tab(text)
        says = f"the file has {' and '.join(odd)}; it is read as meant, but better saved without"
        problems.append(Diagnostic(path, line, column, Code.UNUSUAL_BYTES, says))
    return TextFile(path, text, problems)


def _oddities(text: str) -> list[tuple[str, bool]]:
    return [
        ("a byte order mark", text.startswith("\ufeff")),
        ("Windows line ends (CRLF)", "\r" in text),
        (TABS, "\t" in text and bool(LEADING_TAB.search(text))),
    ]


def _first_tab(text: str) -> tuple[int, int]:
    """Where the first tab stands that indents a line; the beginning of a file that has none."""
    found = LEADING_TAB.search(text) if "\t" in text else None
    if not found:
        return 1, 1
    return text.count("\n", 0, found.end()) + 1, found.end() - text.rfind("\n", 0, found.end()) - 1


def _long_lines(path: str, text: str) -> list[Diagnostic]:
    if max(map(len, text.split("\n"))) * 4 <= MAX_LINE:
        return []
    says = "the line has {} kB, more than the 100 kB allowed; break it up"
    return [
        Diagnostic(path, n, 1, Code.LINE_TOO_LONG, says.format(len(line.encode()) // 1000))
        for n, line in enumerate(text.split("\n"), 1)
        if len(line) * 4 > MAX_LINE and len(line.encode("utf-8")) > MAX_LINE
    ]


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start].removeprefix(b"\xef\xbb\xbf")
    line = before.count(b"\n") + 1
    start = before.rfind(b"\n") + 1
    column = len(before[start:].decode("utf-8")) + 1
    says = f"the byte 0x{data[error.start]:02X} is not UTF-8; save the file in UTF-8"
    return Diagnostic(path, line, column, Code.NOT_UTF8, says)


def _opens(data: bytes) -> bool:
    """Whether bytes begin with `---` in any of the usual encodings."""
    return data[:OPENING].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"---")
