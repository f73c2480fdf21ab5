"""How answers look to a reader in a terminal: cruxes, items and trees of replies."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, indented, said, section
from queries.arguments import Argument, Bearing, Stance, Undercutting
from queries.cruxes import Crux
from queries.items import Item, Relation
from queries.paths import Hop
from queries.trees import Branch

# -- cruxes ---------------------------------------------------------------------------------------


def crux_rows(crux: Crux, own: str | None, named: bool = True) -> Rows:
    """What a declared crux says of itself; `named` begins with its id and place, `own` is the
    source of its debate."""
    posed = ", ".join(crux.posed_by)
    if named:
        yield "crux", said((words.slug(crux.id, crux.debate), "cyan"), f"  {crux.path}:{crux.line}")
    if posed:
        yield "posed by", said(posed)
    if crux.asks:
        yield "asks", said("whether ", (words.slug(crux.asks, crux.debate), "cyan"), " holds")
    for name, effects, negated in (("if yes", crux.if_yes, False), ("if no", crux.if_no, True)):
        does = [_effect(effect, crux.debate) for effect in effects]
        does += [
            said(("undercuts ", words.COLOURS["undercuts"]), _undercutting(under, crux.debate))
            for under in crux.undercuts
            if under.negated == negated
        ]
        for line in does:
            yield name, line
            name = ""
    yield from _sides(crux, own)
    for argument in crux.bearing:
        verb = "for yes" if argument.kind == "supports" else "for no"
        yield verb, _premises(argument, crux.debate)


def _effect(effect: Bearing, debate: str) -> Text:
    colour = words.COLOURS[effect.kind]
    parts: list[str | tuple[str, str]] = [
        (effect.kind, colour),
        " ",
        (words.slug(effect.target, debate), "cyan"),
    ]
    if effect.others:
        parts.append(f" (with {words.premise_names(effect.others, debate)})")
    parts.append(f": {effect.target_text}")
    return said(*parts)


def _sides(crux: Crux, own: str | None) -> Rows:
    for name, stances in (("yes", crux.yes), ("no", crux.no)):
        if not stances:
            yield name, Text("nobody yet", style="dim")
        for stance in stances:
            verb = f"{words.STANCES[stance.kind]}: " if stance.kind not in PLAIN else ""
            yield name, said((verb, "dim"), words.who(stance, own))
            name = ""


PLAIN = ("answers_yes", "answers_no", "holds", "rejects")


def _premises(argument: Argument, debate: str) -> Text:
    names = words.premise_names(argument.premises, debate)
    reason = f" - {words.because(argument.reasons)}" if argument.reasons else ""
    texts = " / ".join(p.text for p in argument.premises)
    return said((names, "cyan"), f": {texts}", (reason, "dim"))


# -- one item -------------------------------------------------------------------------------------


def item(it: Item) -> Iterator[RenderableType]:
    """All about one item."""
    yield said((it.text, "bold"))
    yield said((it.kind, "magenta"), "  ", (it.id, "cyan"), f"  {it.path}:{it.line}")
    yield Text()
    yield facts(_about(it))
    if it.body:
        yield Text()
        yield indented(said((it.body, "")), 2)
    for quote in it.quotes:
        yield indented(said((f"“{quote}”", "italic")), 2)
    yield from section("Who says what", [_stance(s, it.outdone.get(s.id, "")) for s in it.stances])
    for title, kind in (("Supported by", "supports"), ("Rebutted by", "rebuts")):
        yield from _arguments(title, [s for s in it.arguments if s.kind == kind], it.debate)
    yield from section("Bears on", [_bearing(b, it.debate) for b in it.bears_on])
    yield from section("Undercuts", [_undercutting(u, it.debate) for u in it.undercuts])
    yield from section("Relations", list(_relations(it)))


def _about(it: Item) -> Rows:
    if it.title:
        yield "title", said(it.title)
    if it.formerly:
        yield "formerly", said(", ".join(words.slug(old, it.debate) for old in it.formerly))
    if it.section:
        yield "section", said(it.section)
    if it.term:
        yield "defines", said(it.term)
    if it.credence is not None:
        yield "credence", said(f"{it.credence:g}")
    if it.posed == "mapper":
        yield "posed by", said("mapper")
    if it.passages:
        yield "passages", said(words.passages(p.id for p in it.passages))


def _stance(stance: Stance, past: str = "") -> Text:
    """Who thinks what; `past` is why it does not count, where it does not."""
    verb = words.STANCES[stance.kind]
    shown = ", ".join(filter(None, (words.details(stance, words.passages(stance.passages)), past)))
    note = f": {stance.note}" if stance.note else ""
    return said((stance.name, "bold"), f" {verb}", (f"  ({shown})" if shown else "", "dim"), note)


def _arguments(title: str, arguments: list[Argument], debate: str) -> Iterator[RenderableType]:
    if not arguments:
        return
    yield Text()
    yield Text(title, style="bold underline")
    for argument in arguments:
        tree = Tree(_argument(argument, debate), guide_style="dim")
        _add_undercuts(tree, argument, debate)
        yield indented(tree, 2)


def _add_undercuts(tree: Tree, argument: Argument, debate: str) -> None:
    for under in argument.undercuts:
        _add_undercuts(tree.add(_argument(under, debate)), under, debate)


def _argument(argument: Argument, debate: str) -> RenderableType:
    head = said(
        (f"{words.MARKS[argument.kind]} ", words.COLOURS[argument.kind]),
        ("undercut by " if argument.kind == "undercuts" else "", words.COLOURS[argument.kind]),
        (words.premise_names(argument.premises, debate), "cyan"),
        ("  inferred" if argument.inferred else "", "dim"),
        (f"  {argument.path}:{argument.line}", "dim"),
    )
    lines: list[RenderableType] = [head, *(said(p.text) for p in argument.premises)]
    if argument.reasons:
        lines.append(said(("because ", "dim"), words.because(argument.reasons)))
    lines += [said(("argument ", "dim"), _stance(s).plain) for s in argument.stances]
    return Group(*lines)


def _bearing(bearing: Bearing, debate: str) -> Text:
    verb = f"{'its denial ' if bearing.negated else ''}{bearing.kind}"
    linked = words.premise_names(bearing.others, debate)
    return said(
        (verb, words.COLOURS[bearing.kind]),
        " ",
        (words.slug(bearing.target, debate), "cyan"),
        f" (with {linked})" if linked else "",
        f": {bearing.target_text}",
        ("  inferred" if bearing.inferred else "", "dim"),
    )


def _undercutting(under: Undercutting, debate: str) -> Text:
    argument = words.premise_names(under.argument_premises, debate)
    target = words.slug(under.target, debate) if under.target else "an argument"
    verb = {"supports": "supports", "rebuts": "rebuts"}.get(under.argument_kind, "undercuts")
    return said(
        ("the argument ", words.COLOURS["undercuts"]),
        (f"{argument} → {target}", "cyan"),
        f" ({verb} it)",
        f": {words.because(under.reasons)}" if under.reasons else "",
        ("  inferred" if under.inferred else "", "dim"),
    )


ACTIVE = {"RIVALS": "rival of"}
PASSIVE = {
    "REFINES": "refined by",
    "ANSWERS": "answered by",
    "ILLUSTRATES": "illustrated by",
    "DISTINGUISHES": "distinguished by",
    "RIVALS": "rival of",
    "CONCERNS": "what concerns it:",
    "USES": "used by",
    "ASKS": "asked by",
}


def _relations(it: Item) -> Iterator[Text]:
    for relation in it.relations:
        verb = ACTIVE.get(relation.kind, relation.kind.lower())
        yield _relation(verb, relation, it.debate)
    for relation in it.related_by:
        yield _relation(PASSIVE[relation.kind], relation, it.debate)


def _relation(verb: str, relation: Relation, debate: str) -> Text:
    return said(
        f"{verb} ",
        (words.slug(relation.id, debate), "cyan"),
        f": {relation.text}",
        (f" ({relation.reason})" if relation.reason else "", "dim"),
    )


# -- trees and paths ------------------------------------------------------------------------------


def replies(ident: str, text: str, branches: list[Branch], none: str) -> Iterator[RenderableType]:
    """A claim with the tree of what attacks or supports it."""
    debate = ident.partition("/")[0]
    tree = Tree(Group(said((ident, "bold cyan")), said(text)), guide_style="dim")
    for branch in branches:
        _grow(tree, branch, debate)
    if not branches:
        tree.add(Text(none, style="dim"))
    yield tree


def _grow(tree: Tree, branch: Branch, debate: str) -> None:
    node = tree.add(_branch(branch, debate))
    for below in branch.branches:
        _grow(node, below, debate)
    if branch.seen:
        node.add(Text("replies are shown elsewhere in this tree", style="dim"))
    if branch.cut:
        node.add(Text("goes on; ask for more with --depth", style="dim"))


def _branch(branch: Branch, debate: str) -> RenderableType:
    argument = branch.argument
    colour = words.COLOURS[argument.kind]
    undercut = branch.undercut
    where = f" the argument {words.argument_name(undercut, debate)} by" if undercut else " by"
    verb = {"supports": "supported", "rebuts": "rebutted", "undercuts": "undercuts"}[argument.kind]
    head = said(
        (f"{words.MARKS[argument.kind]} {verb}", colour),
        (where if argument.kind == "undercuts" else " by", colour),
        " ",
        (words.premise_names(argument.premises, debate), "cyan"),
        ("  inferred" if argument.inferred else "", "dim"),
    )
    texts = [said(premise.text) for premise in argument.premises]
    reason = (
        [said(("because ", "dim"), words.because(argument.reasons))] if argument.reasons else []
    )
    return Group(head, *texts, *reason)


def path(start: str, hops: list[Hop] | None, end: str) -> Iterator[RenderableType]:
    """The way from one item to another, a line a hop."""
    if hops is None:
        yield said(f"nothing connects {start} and {end}")
        return
    yield said((start, "bold cyan"))
    for hop in hops:
        yield indented(said((hop.words, "dim"), " ", (hop.next, "cyan")), 2)
