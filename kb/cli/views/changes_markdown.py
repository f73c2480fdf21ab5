"""Changes as Markdown, and as what GitHub shows below a pull request.

There nothing that a base says may call somebody, lead anywhere, or be more than text: every sign of
Markdown and HTML in it is escaped, and what GitHub would make a mention or a link of by itself is
parted by a space that has no width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kb.changes.groups import Group, grouped, summary
from kb.changes.sentences import Role, Sentence
from kb.cli.printing import one_line
from kb.naming import capital

if TYPE_CHECKING:
    from kb.changes.history import Entry
    from kb.changes.kinds import Change

ACTIVE = re.compile(r"[\\`*_~\[\](){}<>&|!$#]|:(?=//)")
ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
APART = "&#8203;"
# What GitHub makes links of without a sign: names, issues, addresses, commits.
ALIVE = re.compile(
    r"@(?=\S)|\\#(?=\d)|:(?=//)|(?i:\bwww)(?=\.)|(?<=[A-Za-z]-)(?=\d)"
    r"|[0-9a-fA-F]{6}(?=[0-9a-fA-F])"
)
SAFE_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)?")
MOST = 60_000  # characters of a comment: GitHub takes 65,536
AROUND = {  # stars and tildes would have to stand at the edge of a word
    Role.GONE: ("<del>", "</del>"),
    Role.NEW: ("<ins>", "</ins>"),
    Role.NAME: ("<b>", "</b>"),
}
MARKS = {"+": "**+**", "-": "**−**", "~": "**~**"}

Escape = Callable[[str], str]


def plain(text: str) -> str:
    """A text of a base in which nothing is Markdown or HTML."""
    return ACTIVE.sub(lambda sign: ENTITIES.get(sign[0], "\\" + sign[0]), one_line(text))


def dead(text: str) -> str:
    """The same, of which GitHub makes neither a mention nor a link."""
    return ALIVE.sub(lambda sign: sign[0] + APART, plain(text))


def markdown(changes: Sequence[Change], notes: Iterable[str]) -> str:
    """A page: a summary, then what changed, debate by debate."""
    if not changes:
        return _paragraphs(["no change", *_noted(notes, plain)])
    lines = [f"{capital(summary(changes))}.", *_noted(notes, plain)]
    for debate, groups in _by_debate(changes):
        lines.append(f"## {_title(debate, plain)}")
        lines += [block for group in groups for block in _group(group, plain)]
    return _paragraphs(lines)


def github(changes: Sequence[Change], notes: Iterable[str]) -> str:
    """A comment: a heading, a line that sums up, and the rest folded, a debate each."""
    lines = ["### What changes in the debates", *_noted(notes, dead)]
    if not changes:
        return _paragraphs([*lines, "No change."])
    lines.insert(1, f"{capital(summary(changes))}.")
    room = MOST - len(_paragraphs(lines))
    for debate, groups in _by_debate(changes):
        title = f"<b>{_title(debate, dead)}</b>: {summary([c for g in groups for c in g.changes])}"
        opening, closing = f"<details><summary>{title}</summary>", "</details>"
        blocks = [block for group in groups for block in _group(group, dead)]
        fits = list(_fitting(blocks, room - len(opening) - len(closing)))
        lines += [opening, *fits, closing]
        room -= sum(len(block) + 2 for block in (opening, *fits, closing))
    return _paragraphs(lines)


def history(item: str, entries: Iterable[Entry]) -> str:
    """The history of an item, a section for each commit."""
    lines = [f"# {plain(item)}"]
    for commit, changes in entries:
        head = (
            f"`{commit.ident[:7]}` {commit.date} {plain(commit.subject)} ({plain(commit.author)})"
            if commit
            else "not committed"
        )
        lines += [f"## {head}", _list(changes, plain)]
    return _paragraphs(lines)


def _by_debate(changes: Iterable[Change]) -> Iterator[tuple[str, list[Group]]]:
    for debate, groups in groupby(grouped(changes), lambda group: group.debate):
        yield debate, list(groups)


def _title(debate: str, escape: Escape) -> str:
    return escape(debate) if debate else "The base and its lists"


def _noted(notes: Iterable[str], escape: Escape) -> Iterator[str]:
    return (f"> {escape(capital(note))}" for note in notes)


def _group(group: Group, escape: Escape) -> Iterator[str]:
    yield f"**{group.title}**"
    yield _list(group.changes, escape)


def _list(changes: Iterable[Change], escape: Escape) -> str:
    return "\n".join(
        f"- {MARKS[change.mark]} {_sentence(change.sentence(), escape)}" for change in changes
    )


def _sentence(sentence: Sentence, escape: Escape) -> str:
    return "".join(_piece(role, words, escape) for role, words in sentence)


def _piece(role: Role, words: str, escape: Escape) -> str:
    if role is Role.OURS:
        return words
    if role in (Role.ID, Role.KEY):
        shown = f"`{words}`" if SAFE_ID.fullmatch(words) else escape(words)
        return f" ({shown})" if role is Role.ID else shown
    start, end = AROUND.get(role, ("", ""))
    return f"{start}{escape(words)}{end}"


def _fitting(blocks: Iterable[str], room: int) -> Iterator[str]:
    """As much as there is room for, and how many lines there would be more."""
    left = 0
    for block in blocks:
        kept = []
        for line in block.split("\n"):
            room -= len(line) + 2
            if room > 0 and not left:
                kept.append(line)
            else:
                left += line.startswith("- ")
        if kept:
            yield "\n".join(kept)
    if left:
        yield f"and {left:,} more: `kb diff --all` shows them"


def _paragraphs(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"
