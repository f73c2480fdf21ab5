"""Files that are no debates, but were most likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.files.text import TextFile
from loaders.grammar.vocabulary import LABELS

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
ASKS = re.compile(r"^[ \t]*[\"']?question[\"']?[ \t]*[:=]", re.MULTILINE | re.IGNORECASE)
HEADING = re.compile(r"^#{2,6} [a-z0-9]+(?:-[a-z0-9]+)+[ \t#]*$", re.MULTILINE)
LABEL = re.compile(
    rf"^[ \t]*[-*+] (?:\*\*|__)(?:{'|'.join(LABELS)})(?:: ?(?:\*\*|__)|(?:\*\*|__) ?:)",
    re.MULTILINE | re.IGNORECASE,
)
HEAD = 2_000  # characters in which front matter is looked for


def meant_as_debate(file: TextFile) -> Iterator[Diagnostic]:
    """A warning of a file without a question that has what only debates have."""
    text = FENCE.sub("", file.text or "")
    head = text[:HEAD].partition("\n#")[0]
    has = next(
        (
            what
            for what, found in (
                ("a line 'question:'", ASKS.search(head)),
                ("labels like those of a debate", LABEL.search(text)),
                ("headings that are ids", HEADING.search(text)),
            )
            if found
        ),
        None,
    )
    if has:
        says = (
            f"the file has {has} but is left alone: a debate begins, in the first line of its "
            "file, with '---', 'question: ...' and '---'"
        )
        yield Diagnostic(file.path, 1, 1, Code.DEBATE_LEFT_ALONE, says)
