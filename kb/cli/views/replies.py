"""How trees of replies and ways between items look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Group, Tree, indented, marked
from kb.cli.views.names import Names, linked, with_id
from kb.cli.views.screen import SCREEN, first, height, left_out
from kb.naming import times

if TYPE_CHECKING:
    from kb.cli.common import Form
    from queries.arguments import Argument
    from queries.debates import ItemName
    from queries.paths import Hop
    from queries.trees import Branch


class Replies:
    """A claim with the tree of what attacks or supports it."""

    def __init__(self, command: str, names: Names, form: Form) -> None:
        self._command, self._names, self._form = command, names, form

    def lines(self, root: ItemName, branches: Sequence[Branch], none: str) -> Iterator[Block]:
        """As many levels of the tree as fit, below which its branches are counted; at least one."""
        if not branches:
            yield self._root(root)
            yield Text((none, "dim"))
            return
        deepest = _depth(branches)
        depth, shown, tree = self._fitting(root, branches, deepest)
        yield tree
        yield from left_out(len(branches) - shown)
        if depth < deepest or shown < len(branches):
            yield Text()
            hint = f"--all shows the rest; kb {self._command} STATEMENT what is below one"
            yield Text((hint, "dim"))

    def _fitting(
        self, root: ItemName, branches: Sequence[Branch], deepest: int
    ) -> tuple[int, int, Block]:
        """How deep the tree can be drawn, of how many branches, and the tree."""

        def draw(count: int, depth: int = 1) -> Tree:
            return self._tree(root, branches[:count], depth)

        if self._form.all:
            return deepest, len(branches), draw(len(branches), deepest)
        room = SCREEN - 3
        shown, tree = first(len(branches), draw, self._form, room)
        depth = 1
        while shown == len(branches) and depth < deepest:
            deeper = draw(shown, depth + 1)
            if height(deeper) > room:
                break
            depth, tree = depth + 1, deeper
        return depth, shown, tree

    def _root(self, root: ItemName) -> Text:
        return with_id(Text((root.text, "bold")), root.id, self._form)

    def _tree(self, root: ItemName, branches: Sequence[Branch], depth: int) -> Tree:
        tree = Tree(self._root(root))
        for branch in branches:
            self._grow(tree, branch, depth)
        return tree

    def _grow(self, tree: Tree, branch: Branch, depth: int) -> None:
        node = tree.add(self._branch(branch, 0 if depth > 1 else _count(branch.branches)))
        for below in branch.branches if depth > 1 else ():
            self._grow(node, below, depth - 1)
        if branch.seen:
            node.add(Text(("what replies to it stands elsewhere in this tree", "dim")))
        if branch.cut:
            node.add(Text(("goes on; ask for more with --depth", "dim")))

    def _branch(self, branch: Branch, below: int) -> Block:
        argument = branch.argument
        *before, last = linked(argument.premises, self._form)
        lines: list[Block] = [
            *before,
            Text(last, (_mark(argument), "dim")),
        ]
        if argument.reasons:
            lines.append(Text(("because ", "dim"), words.because(argument.reasons)))
        if self._command == "supports" and argument.undercuts:
            undercut = f"undercut {times(len(argument.undercuts))}"
            lines.append(Text((undercut, words.COLOURS["undercuts"])))
        if below:
            lines.append(Text((f"{below} more below", "dim")))
        if branch.undercut:
            under = branch.undercut
            target = None if under.attacks else under.target
            said_ = self._names.argument(under.premises, target)
            lines.insert(0, Text((f"undercuts {said_}", words.COLOURS["undercuts"])))
        return marked((words.MARKS[argument.kind], words.COLOURS[argument.kind]), Group(*lines))


def _mark(argument: Argument) -> str:
    """What a reader must know of an argument that is nobody's reason."""
    ours = words.OURS if argument.inferred else ""
    asks = any(premise.kind == "crux" for premise in argument.premises)  # which shows it
    return ours + (words.ANSWER if words.is_answer(argument) and not asks else "")


def _depth(branches: Sequence[Branch]) -> int:
    """How many levels a tree has."""
    return 1 + max((_depth(branch.branches) for branch in branches), default=-1)


def _count(branches: Sequence[Branch]) -> int:
    """How many branches there are, those below them too."""
    return sum(1 + _count(branch.branches) for branch in branches)


def path(
    start: str, hops: Sequence[Hop] | None, end: str, texts: dict[str, str], form: Form
) -> Iterator[Block]:
    """The way from one item to another: statements, and what leads from each to the next."""
    if hops is None:
        yield Text("Nothing connects these two:")
        yield from (indented(_statement(each, texts, form), 2) for each in (start, end))
        return
    yield _statement(start, texts, form)
    for place, hop in enumerate(hops):
        yield indented(Text((_does(hop.words, place > 0), "dim")), 2)
        yield _statement(hop.next, texts, form)


def _statement(ident: str, texts: dict[str, str], form: Form) -> Text:
    return with_id(Text(texts[ident]), ident, form)


def _does(verb: str, further: bool) -> str:
    """`supports`; behind another one `which supports`, `which, if false, supports`."""
    if not further:
        return verb
    return f"which, {verb}" if verb.startswith("if ") else f"which {verb}"
