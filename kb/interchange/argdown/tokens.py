"""The signs of Argdown, one after the other, each with its place.

What begins a line (a relation, a list, a premise, a heading, an inference) is looked for there
alone; what encloses something (`[...]`, `<...>`, `{...}`) is found by what ends it, each end once,
so that a text costs what it is long.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kb.diagnostics import Code
from kb.interchange.source import Source

LINE_START = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<relation>\+>|->|><|_>|<\+|<-|<_|\+|-|_(?=\s))"
    r"|(?P<number>\(\d+\))|(?P<list>(?:\d+\.|\*)(?=\s)))"
)
RULE = re.compile(r"[ \t]*-{2}")
RULE_END = re.compile(r"[ \t]*(-{2,})")
RULES = re.compile(r"[^\\.:,\n{/<\-]+")
SPACES = re.compile(r"[ \t]+")
HEADING = re.compile(r"(#+) ")
EMPTY = re.compile(r"(?:[ \t]*\n){2,}")
NEWLINE = re.compile(r"[ \t]*\n")
FRONT = re.compile(r"={3,}")
TAG = re.compile(r"#([a-zA-z0-9\-\u00a0-\ud7ff\uf900-\ufffd]+)")
SPECIAL = re.compile(r"(?P<mark>[.:])(?P<name>[^\s.:]{1,12})(?P=mark)")
TEXT = re.compile(r"[^\\@#*_\[\].:<>/\n{}]+")
MARK = re.compile(r"\*\*|__|\*|_")
CLOSING = re.compile(r"\}")
STOPS = re.compile(r"\}\s[^,}]")
GOES_ON = re.compile(r"\}\s{0,200}[,}]")
LONGEST = 100_000  # letters of a line


class Token(NamedTuple):
    """A sign: what it is, what it says, and from where to where it stands."""

    kind: str
    value: str
    start: int
    end: int
    indent: int = 0


class Ahead:
    """Where the next of some signs stands; each search goes on where the last one ended."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}

    def find(self, sign: str, at: int) -> int:
        """The place of a sign from `at` on, past the end where there is none."""
        known = self._found.get(sign, -1)
        if known < at:
            known = self._text.find(sign, at)
            self._found[sign] = known = len(self._text) if known < 0 else known
        return known

    def on_line(self, sign: str, at: int) -> int | None:
        """The same, on the line of `at`."""
        found = self.find(sign, at)
        return found if found < self.find("\n", at) and found < len(self._text) else None


class Braces:
    """Where data end: at the last `}` that has neither `,` nor `}` behind it, before any that has
    white space and then something else behind it, and no later than that one."""

    def __init__(self, text: str) -> None:
        places = [found.start() for found in CLOSING.finditer(text)]
        self._stops = [at for at in places if STOPS.match(text, at)]
        self._last: list[tuple[int, int]] = []  # a `}`, and the nearest good one up to it
        good = -1
        for at in places:
            good = at if not GOES_ON.match(text, at) else good
            self._last.append((at, good))
        self._length = len(text)

    def end(self, start: int) -> int | None:
        """Just behind the data that begin at a place, if they end."""
        stop = bisect_right(self._stops, start)
        limit = self._stops[stop] if stop < len(self._stops) else self._length
        index = bisect_right(self._last, (limit, self._length)) - 1
        good = self._last[index][1] if index >= 0 else -1
        return good + 1 if good > start else None


class Lexer:
    """Goes through a text once."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.ahead = Ahead(self.text)
        self.at = 0
        self.starts_line = True
        self.last = ""  # the last sign but spaces, comments and lines at the head
        self.braces = Braces(self.text)

    def tokens(self) -> Iterator[Token]:
        in_rules = False
        while self.at < len(self.text):
            if self.starts_line:
                self._check_line()
            token = self._comment() or (self._in_rules() if in_rules else self._next())
            if token.kind in ("rule", "rule end"):
                in_rules = token.kind == "rule"
            elif token.kind == "empty":
                in_rules = False
            self.at = token.end
            if token.kind != "comment":
                self.starts_line = token.kind in ("newline", "empty")
            if token.kind not in ("comment", "space") and (self.last or not self.starts_line):
                self.last = token.kind
            yield token

    def _check_line(self) -> None:
        if self.ahead.find("\n", self.at) - self.at > LONGEST:
            says = f"the line is longer than {LONGEST:,} letters"
            raise self.source.problem(self.at, says, Code.TOO_MUCH)

    def _comment(self) -> Token | None:
        """A comment; one at the beginning of a line takes the end of that line with it."""
        text, at = self.text, self.at
        for opening, closing in (("/*", "*/"), ("<!--", "-->")):
            if text.startswith(opening, at):
                found = self.ahead.find(closing, at + len(opening))
                if found == len(text):
                    return None
                return self._whole_line(Token("comment", "", at, found + len(closing)))
        if text.startswith("//", at):
            end = self.ahead.find("\n", at)
            return self._whole_line(Token("comment", "", at, end))
        return None

    def _whole_line(self, token: Token) -> Token:
        if not self.starts_line:
            return token
        ends = EMPTY.match(self.text, token.end)
        if ends is None:
            ends = NEWLINE.match(self.text, token.end)
        elif self.last not in ("", "empty"):
            return token
        return token._replace(end=ends.end()) if ends else token

    def _next(self) -> Token:
        text, at = self.text, self.at
        if match := EMPTY.match(text, at):
            return Token("empty", "", at, match.end())
        if match := NEWLINE.match(text, at):
            return Token("newline", "", at, match.end())
        if self.starts_line and (token := self._line_start()):
            return token
        if text[at] in " \t":
            spaces = SPACES.match(text, at)
            return Token("space", " ", at, spaces.end() if spaces else at + 1)
        for reader in (self._data, self._escaped, self._enclosed, self._tag, self._marked):
            if token := reader():
                return token
        return self._letters()

    def _line_start(self) -> Token | None:
        text, at = self.text, self.at
        if self.last == "" and (front := FRONT.match(text, at)):
            return self._front(front.end())
        if match := RULE.match(text, at):
            return Token("rule", "", at, match.end())
        if match := HEADING.match(text, at):
            return Token("heading", match[1], at, match.end())
        match = LINE_START.match(text, at)
        if not match:
            return None
        kind = match.lastgroup or ""
        first = match.start(kind)
        return Token(kind, match[kind], first, match.end(), len(match["indent"].expandtabs(4)))

    def _front(self, after: int) -> Token:
        end = self.text.find("===", after)
        if end < 0:
            says = "the settings at the head never end; a line '===' closes them"
            raise self.source.problem(self.at, says)
        stop = FRONT.match(self.text, end)
        return Token("front", self.text[after:end], self.at, stop.end() if stop else end)

    def _data(self) -> Token | None:
        if self.text[self.at] != "{":
            return None
        end = self.braces.end(self.at)
        return None if end is None else Token("data", self.text[self.at : end], self.at, end)

    def _escaped(self) -> Token | None:
        if self.text[self.at] != "\\" or self.at + 1 == len(self.text):
            return None
        return Token("text", self.text[self.at + 1], self.at, self.at + 2)

    def _enclosed(self) -> Token | None:
        """A statement or an argument: defined, named, or mentioned; or a link."""
        text, at = self.text, self.at
        mention = text[at] == "@"
        opening = text[at + 1 : at + 2] if mention else text[at]
        if opening not in ("[", "<"):
            return None
        if opening == "[" and not mention and (link := self._link(at)):
            return link
        kind, closing = ("statement", "]") if opening == "[" else ("argument", ">")
        inside = at + 2 if mention else at + 1
        if not mention:
            defined = self.ahead.on_line(f"{closing}:", inside + 1)
            if defined is not None:
                return Token(f"{kind} defined", text[inside:defined], at, defined + 2)
        end = self.ahead.on_line(closing, inside + 1)
        if end is None or (not mention and text[inside] == "-"):
            return None
        how = "mentioned" if mention else "named"
        return Token(f"{kind} {how}", text[inside:end], at, end + 1)

    def _link(self, at: int) -> Token | None:
        """`[words](address)`, on one line."""
        end = self.ahead.on_line("]", at + 1)
        if end is None or end == at + 1 or not self.text.startswith("(", end + 1):
            return None
        stop = self.ahead.on_line(")", end + 2)
        if stop is None or stop == end + 2:
            return None
        return Token("link", self.text[at + 1 : end], at, stop + 1)

    def _tag(self) -> Token | None:
        if self.text.startswith("#(", self.at):
            end = self.ahead.on_line(")", self.at + 2)
            if end is not None and end > self.at + 2:
                return Token("tag", self.text[self.at + 2 : end], self.at, end + 1)
        match = TAG.match(self.text, self.at)
        return Token("tag", match[1], self.at, match.end()) if match else None

    def _marked(self) -> Token | None:
        """Where emphasis may begin or end, or a special sign."""
        if match := MARK.match(self.text, self.at):
            return Token("mark", match[0], self.at, match.end())
        match = SPECIAL.match(self.text, self.at)
        if match and match["name"] in SIGNS:
            return Token("text", SIGNS[match["name"]], self.at, match.end())
        return None

    def _letters(self) -> Token:
        match = TEXT.match(self.text, self.at)
        end = match.end() if match else self.at + 1
        return Token("text", self.text[self.at : end], self.at, end)

    def _in_rules(self) -> Token:
        """Between the two lines of an inference."""
        text, at = self.text, self.at
        if match := EMPTY.match(text, at):
            return Token("empty", "", at, match.end())
        if match := NEWLINE.match(text, at):
            return Token("newline", "", at, match.end())
        if match := RULE_END.match(text, at):
            return Token("rule end", "", match.start(1), match.end())
        if text[at] == ",":
            return Token("comma", ",", at, at + 1)
        for reader in (self._data, self._escaped, self._marked):
            token = reader()
            if token and token.kind != "mark":
                return token
        match = RULES.match(text, at)
        end = match.end() if match else at + 1
        return Token("text", text[at:end], at, end)


SIGNS = {
    "A": "∀", "E": "∃", "O": "𝗢", "P": "𝗣", "->": "→", "<->": "↔", "~": "¬", "^": "∧", "v": "∨",
    "v_": "⊻", "<>": "◇", "[]": "◻", "?": "❓", "question": "❓", "y": "✔", "agree": "✔", "n": "❌",
    "disagree": "❌", "heart": "❤", "love": "😍", "smile": "☺", "smiley": "☺", "happy": "😀",
    "laugh": "😆", "lol": "😆", "rofl": "🤣", "joy": "😂", "wink": "😉", "shush": "🤫", "meh": "😐",
    "eye-roll": "🙄", "sad": "😢", "disappointed": "😞", "scream": "😱", "+1": "👍", "up": "👍",
    "-1": "👎", "down": "👎", "think": "🤔", "star": "⭐",
}  # fmt: skip
