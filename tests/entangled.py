"""Debates that write of each other's items and arguments, in whatever ways they can."""

from __future__ import annotations

from hypothesis import strategies as st

from loaders.base.load import LoadedBase
from loaders.facts.parsed import Contents, contents_of

FRONT = "---\nquestion: Should it run?\n---\n"
DEBATES = ("ferry", "night", "season")
ITEMS = [f"{debate}/{slug}" for debate in DEBATES for slug in ("one", "two")]
WAYS = (("Refines", "Refined by"), ("Answers", "Answered by"), ("Illustrates", "Illustrated by"))
REASONS = st.sampled_from(["", " — it rains", " — it is so"])
ENDS = st.permutations(ITEMS).map(lambda items: (items[0], items[1]))


@st.composite
def _lines(draw: st.DrawFn) -> dict[str, list[str]]:
    """The lines of each item; what ties two is written at the one, at the other, or at both."""
    lines: dict[str, list[str]] = {item: [] for item in ITEMS}
    ends = draw(st.lists(ENDS, max_size=4, unique_by=frozenset))
    for one, other in ends:
        ways = draw(st.sampled_from([("Supports", "Supported by"), *WAYS]))
        tie = (one, ways[0], other), (other, ways[1], one)
        for item, label, goal in draw(st.sampled_from([tie[:1], tie[1:], tie])):
            lines[item].append(f"- **{label}:** {goal}{draw(REASONS)}")
            if label.startswith("Support"):
                lines[item] += draw(st.lists(st.just("  - **Held by:** mara"), max_size=1))
                lines[item] += [f"  - **Undercut by:** {draw(_beside(one, other))}"] * draw(TIMES)
        if ways[0] == "Supports" and draw(TIMES):
            lines[draw(_beside(one, other))].append(f"- **Undercuts:** {one} → {other}")
    for asked, other in draw(st.lists(st.sampled_from(ends), max_size=1)) if ends else ():
        asking = ["- **Kind:** crux", f"- **Asks:** {asked}", f"- **If yes:** supports {other}"]
        lines[draw(_beside(asked, other))] += asking
    return lines


TIMES = st.integers(0, 1)


def _beside(*items: str) -> st.SearchStrategy[str]:
    return st.sampled_from([item for item in ITEMS if item not in items])


def _debate(name: str, items: dict[str, list[str]]) -> str:
    own = {ident: lines for ident, lines in items.items() if ident.startswith(f"{name}/")}
    texts = [
        "\n".join([f"\n## {ident.partition('/')[2]}", "", f"It is {ident}.", "", *lines, ""])
        for ident, lines in own.items()
    ]
    return FRONT + "".join(texts)


FILES = _lines().map(lambda items: {f"{debate}.md": _debate(debate, items) for debate in DEBATES})
"""The files of three debates."""


def told_of_all_nodes(loaded: LoadedBase) -> dict[str, Contents]:
    """What debates contain, made of every node of the base."""
    nodes = loaded.linked.collected.by_debate()
    return {debate: contents_of(debate, nodes[debate]) for debate in loaded.heads}
