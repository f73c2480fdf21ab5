"""Lines of a list that begin as an annotation does, but for the bold or the colon of the label."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kb.diagnostics import Proposal
from loaders.markup.inline import Inline, one_line

UNBOLD = re.compile(r"(?:\*\*|__)?\s*([A-Za-z][A-Za-z ]{1,24}?)\s*(?:\*\*|__)?: *")


def almost_label(
    inline: Inline, labels: Mapping[str, str]
) -> tuple[str, tuple[Proposal, ...]] | None:
    """What is wrong with a label that makes no annotation of its line, and what to write."""
    if inline.bold:
        bold = inline.text[: inline.bold]
        name, lacks = one_line(bold).rstrip(";.,-–—"), "has no colon"
        wrong, right = f"{bold}**", "{}:**"  # which stand behind the first '**'
    else:
        match = UNBOLD.match(inline.text)
        name, lacks = match.group(1) if match else "", "is not bold"
        wrong, right = match.group() if match else "", "**{}:** "
    label = labels.get(name.casefold())
    if not label:
        return None
    in_plain_words = inline.bold or inline.place(0) == inline.place(0, markup=True)
    says = f"'{label}' {lacks}, so the line is prose; write '- **{label}:** ...'"
    return says, (Proposal(wrong, right.format(label)),) if in_plain_words else ()
