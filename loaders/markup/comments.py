"""Comments, which are for those who write: `<!-- ... -->`, and `%%...%%` as Obsidian has them.

They end here. A comment becomes spaces, so that all else stays in its place; nothing that is made
of a file ever holds one. In code they are no comments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

HTML, OBSIDIAN = "<!--", "%%"
CLOSE = {HTML: "-->", OBSIDIAN: OBSIDIAN}
OPEN = re.compile(r"<!--|(?<![\w%])%%(?!%)")
TICKS = re.compile(r"`+")
NEXT = re.compile(
    rf"\\.|`+|{OPEN.pattern}", re.DOTALL
)  # what opens a comment, or hides that it does
SPACES = re.compile(r"[ \n]+")
SEEN = re.compile(r"((?<=\n)[ >]+)|\S")  # of a comment; the marks of a quote around it stay
BEFORE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*")  # what opens a block


def add_rules(parser: MarkdownIt) -> None:
    """Let a parser know the comments that CommonMark does not."""
    parser.inline.ruler.before("autolink", "comment", _in_line)
    parser.block.ruler.before(
        "paragraph", "comment", _of_lines, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def spans(text: str, block: bool = False) -> Iterator[tuple[int, int]]:
    """Where the comments of a text begin and end; in a block of HTML, one may have no end."""
    at, without_end, runs = 0, set(), _runs(text)
    while found := NEXT.search(text, at):
        opens, at = found[0], found.end()
        if opens not in CLOSE:  # an escape, or code, in which nothing is a comment
            at = _end_of_code(opens, at, runs)
            continue
        close = CLOSE[opens]
        overlap = 2 if opens == HTML else 0  # `<!-->` is a whole comment
        end = -1 if close in without_end else text.find(close, at - overlap)
        if end >= 0:
            at = end + len(close)
            yield found.start(), at
        elif block and opens == HTML:
            yield found.start(), len(text)
            return
        else:
            without_end.add(close)


def _runs(text: str) -> dict[int, list[int]]:
    """Where runs of back ticks begin, by their length."""
    found: dict[int, list[int]] = {}
    for run in TICKS.finditer(text) if "`" in text else ():
        found.setdefault(run.end() - run.start(), []).append(run.start())
    return found


def _end_of_code(opens: str, at: int, runs: Mapping[int, list[int]]) -> int:
    """Where code ends that a run of back ticks opens, of which the first may be escaped: at the
    next run that is as long. What opens none, or is an escape, ends where it does."""
    length = len(opens)
    alike = runs.get(length, []) if opens.startswith("`") else []
    following = bisect_left(alike, at)
    return alike[following] + length if following < len(alike) else at


def without(text: str) -> str:
    """A text of one field without its comments."""
    found = list(spans(text))
    return SPACES.sub(" ", blanked(text, found)).strip(" ") if found else text


def blanked(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """A text with spaces in the place of its comments; line breaks and `>` of quotes stay."""
    done, pieces = 0, []
    for start, end in parts:
        pieces += [text[done:start], SEEN.sub(_unseen, text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _unseen(found: re.Match[str]) -> str:
    return found[1] or " "


def tidied(line: str, was: str) -> str:
    """A line without the spaces where a comment was, where these would mean something: in front
    (code), behind a marker (code too), at the end (a line break)."""
    at = next((n for n, (a, b) in enumerate(zip(line, was, strict=False)) if a != b), len(line))
    if BEFORE.fullmatch(line, 0, at):
        line = line[:at] + line[at:].lstrip()
    return line.rstrip()


def is_comment(token: Token) -> bool:
    """Whether a token in a line is a comment of either kind."""
    html = token.type == "html_inline" and token.content.startswith(HTML)
    return html or token.type == "comment"


def _in_line(state: StateInline, silent: bool) -> bool:
    found = OPEN.match(state.src, state.pos)
    if not found or found[0] != OBSIDIAN:
        return False
    end = state.src.find(OBSIDIAN, found.end(), state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("comment", "", 0).content = state.src[state.pos : end + 2]
    state.pos = end + 2
    return True


def _of_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is one comment, or all lines between two that are nothing but `%%`."""
    if state.is_code_block(start):
        return False
    opens = _line(state, start)
    if not opens.startswith(OBSIDIAN):
        return False
    last = start
    if opens == OBSIDIAN:
        last = next((n for n in range(start + 1, end) if _line(state, n) == OBSIDIAN), -1)
    elif opens.find(OBSIDIAN, 2) != len(opens) - 2 or len(opens) < 5:
        return False
    if last < 0:
        return False
    if not silent:
        state.push("comment_block", "", 0).map = [start, last + 1]
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    first = state.bMarks[number] + state.tShift[number]
    return state.src[first : state.eMarks[number]].strip()
