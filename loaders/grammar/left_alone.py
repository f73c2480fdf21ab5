"""Files that are no debates, but were most likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.diagnostics import Code, Diagnostic
from loaders.files.front_matter import ASKING, is_setting, line_asking
from loaders.files.text import TextFile
from loaders.grammar.vocabulary import LABELS

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)
FRONT = re.compile(
    rf"\s*(?:#.*\n\s*)?(-{{3}}|\+{{3}})\n(?:\w.*\n)*?[ \t]*{ASKING}.*\n(?:\w.*\n)*?\1",
    re.IGNORECASE,
)
HEADING = re.compile(r"^#{2,6} [a-z0-9]+(?:-[a-z0-9]+)+[ \t#]*$", re.MULTILINE)
HEAD = 2_000  # characters in which front matter is looked for
BEGIN = "a debate begins, in the first line of its file, with '---', 'question: ...' and '---'"


def _labels(names: Iterable[str], behind: str = "") -> re.Pattern[str]:
    """A list item that opens with one of these labels, with something behind it."""
    label = rf"^[ \t]*[-*+] (?:\*\*|__)(?:{'|'.join(names)})(?:: ?(?:\*\*|__)|(?:\*\*|__) ?:)"
    return re.compile(label + behind, re.MULTILINE | re.IGNORECASE)


LABEL = _labels(LABELS)
RELATES = _labels(
    (name for name, label in LABELS.items() if label.role != "property"), r".*\]\([^)\n]*#"
)


def meant_as_debate(file: TextFile) -> Iterator[Diagnostic]:
    """What is wrong with a file without a question that has what only debates have.

    One sign of a debate may be chance, as the heading `getting-started` of a README; two are not,
    and a debate that would be lost is an error.
    """
    bare = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), file.text or "")
    text = INDENTED.sub("", bare)
    head = bare[:HEAD].partition("\n#")[0]
    asks = line_asking(head)
    signs = {
        "a line 'question:'": asks,
        "labels like those of a debate": LABEL.search(text),
        "headings that are ids": HEADING.search(text),
    }
    found = [sign for sign, match in signs.items() if match]
    sure = [
        asks is not None and is_setting(asks),
        bool(RELATES.search(text)),
        bool(signs["headings that are ids"]),
    ]
    if sum(sure) > 1 or FRONT.match(head):
        line = head.count("\n", 0, asks.start(1)) + 1 if asks else 1
        column = asks.start(1) - head.rfind("\n", 0, asks.start(1)) if asks else 1
        says = f"the file has {' and '.join(found)}, but is no debate: {BEGIN}"
        yield Diagnostic(file.path, line, column, Code.DEBATE_LOST, says)
    elif found:
        says = f"the file has {found[0]} but is left alone: {BEGIN}"
        yield Diagnostic(file.path, 1, 1, Code.DEBATE_LEFT_ALONE, says)


def causes(meant: Mapping[str, Sequence[Diagnostic]]) -> Iterator[Diagnostic]:
    """Problems of files that are no debates, without those of the parts of a debate whose first
    file has one: they are what follows from it."""
    for path, problems in meant.items():
        index = f"{path.rpartition('/')[0]}/index.md"
        if path == index or not meant.get(index):
            yield from problems
