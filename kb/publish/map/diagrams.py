"""The map for programs that draw: Graphviz (dot) and Mermaid.

In both an arrow can end on a box only. So an argument that has several premises, or is attacked,
gets a joint: its premises lead to the joint, the joint to what it bears on, and an undercut to the
joint. Names are numbers of our own; what authors wrote stands in quotes, escaped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from kb.model import ArgumentKind
from kb.publish.map.captions import Caption, Captions, wrapped
from kb.publish.map.tree import Box, Branch, Forest

COLOURS: dict[ArgumentKind, str] = {
    "supports": "#2a6844",
    "rebuts": "#a23528",
    "undercuts": "#6b3f98",
}
DOT_LINES: dict[ArgumentKind, str] = {
    "supports": "solid",
    "rebuts": "dashed",
    "undercuts": "dotted",
}
MERMAID_LINES: dict[ArgumentKind, str] = {
    "supports": "",
    "rebuts": ",stroke-dasharray:6 3",
    "undercuts": ",stroke-dasharray:2 3",
}
MERMAID_SIGNS = frozenset('"#<>&;`\\%{}')  # `%%{` would be a directive, even in quotes
FITS = 38


class Arrow(NamedTuple):
    """From one node to another; only the last part of an argument has a head."""

    start: str
    end: str
    kind: ArgumentKind
    has_head: bool = True


class Diagram(NamedTuple):
    """What is drawn: boxes and joints by name, and the arrows between them."""

    boxes: dict[str, Box]
    joints: dict[str, Branch]
    arrows: tuple[Arrow, ...]


def diagram(forest: Forest, captions: Captions) -> Diagram:
    """The nodes and arrows of the map, in the order of the picture."""
    shown = _shown(forest, captions)
    named = {box: f"b{i}" for i, box in enumerate(shown)}
    branches = [branch for box in shown if captions.is_spread(box) for branch in box.replies]
    attacked = {branch.target for branch in branches}
    joined = [branch for branch in branches if len(branch.boxes) > 1 or branch in attacked]
    joints = {branch: f"s{i}" for i, branch in enumerate(joined)}
    arrows = chain.from_iterable(_arrows(branch, named, joints) for branch in branches)
    return Diagram(
        {name: box for box, name in named.items()},
        {name: branch for branch, name in joints.items()},
        tuple(arrows),
    )


def _shown(forest: Forest, captions: Captions) -> list[Box]:
    shown: list[Box] = []
    waiting = list(reversed(forest.roots))
    while waiting:
        box = waiting.pop()
        shown.append(box)
        if captions.is_spread(box):
            below = [premise for branch in box.replies for premise in branch.boxes]
            waiting.extend(reversed(below))
    return shown


def _arrows(branch: Branch, boxes: dict[Box, str], joints: dict[Branch, str]) -> Iterator[Arrow]:
    target = branch.target
    end = boxes[target] if isinstance(target, Box) else joints[target]
    if branch not in joints:
        yield Arrow(boxes[branch.boxes[0]], end, branch.kind)
        return
    for box in branch.boxes:
        yield Arrow(boxes[box], joints[branch], branch.kind, has_head=False)
    yield Arrow(joints[branch], end, branch.kind)


def dot(forest: Forest, captions: Captions, title: str) -> str:
    """The map in the language of Graphviz."""
    drawn = diagram(forest, captions)
    lines = [
        "digraph map {",
        f'  graph [rankdir=RL, label="{dot_text(title)}", labelloc=t, fontname="Georgia"];',
        '  node [shape=box, fontname="Georgia", fontsize=12, color="#8a8275"];',
        "  edge [arrowsize=0.7];",
    ]
    for name, box in drawn.boxes.items():
        label = "\\n".join(map(dot_text, _label(captions.caption(box))))
        style = ', style="dashed"' if box.place else ', penwidth="2"' if box.branch is None else ""
        lines.append(f'  {name} [label="{label}"{style}];')
    for name, branch in drawn.joints.items():
        lines.append(f'  {name} [shape=point, width=0.06, color="{COLOURS[branch.kind]}"];')
    for arrow in drawn.arrows:
        head = "" if arrow.has_head else ", arrowhead=none"
        look = f'color="{COLOURS[arrow.kind]}", style={DOT_LINES[arrow.kind]}{head}'
        lines.append(f"  {arrow.start} -> {arrow.end} [{look}];")
    return "\n".join([*lines, "}", ""])


def mermaid(forest: Forest, captions: Captions, title: str) -> str:
    """The map in the language of Mermaid, which GitHub draws in Markdown."""
    drawn = diagram(forest, captions)
    lines = [f"%% {mermaid_text(title)}", "flowchart RL"]
    for name, box in drawn.boxes.items():
        label = "<br>".join(map(mermaid_text, _label(captions.caption(box))))
        lines.append(f'  {name}["{label}"]')
    lines += [f'  {name}((" "))' for name in drawn.joints]
    for arrow in drawn.arrows:
        lines.append(f"  {arrow.start} {'-->' if arrow.has_head else '---'} {arrow.end}")
    for kind, colour in COLOURS.items():
        which = [str(i) for i, arrow in enumerate(drawn.arrows) if arrow.kind == kind]
        if which:
            look = f"stroke:{colour}{MERMAID_LINES[kind]}"
            lines.append(f"  linkStyle {','.join(which)} {look}")
    return "\n".join([*lines, ""])


def _label(caption: Caption) -> list[str]:
    head = " · ".join(filter(None, (caption.word, caption.favours)))
    texts = (head, caption.statement, *caption.notes, caption.fold)
    return [line for text in texts if text for line in wrapped(text, FITS)]


def dot_text(text: str) -> str:
    """Quoted text for Graphviz, which also reads `\\` and character references."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def mermaid_text(text: str) -> str:
    """Quoted text for Mermaid; what it or HTML might read as a sign becomes a reference."""
    return "".join(f"#{ord(c)};" if c in MERMAID_SIGNS else c for c in text)
