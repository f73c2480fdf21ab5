"""A graph of Carneades becomes a debate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kb.diagnostics import Code
from kb.interchange.account import Piece
from kb.interchange.carneades.standings import compare
from kb.interchange.carneades.terms import negated, sentence
from kb.interchange.frame import Reading
from kb.interchange.json_text import Value, leaves
from kb.interchange.label import label
from kb.interchange.markdown import kept, plain
from kb.interchange.report import Fate
from kb.interchange.source import Source
from kb.interchange.telling import Telling
from kb.interchange.yaml_text import read_yaml
from kb.kinds import ArgumentKind
from kb.model import Premise

MOST = 10_000  # statements and arguments
MOST_POSITIONS = 30  # of an issue: each two of them are rivals
KNOWN = ("statements", "arguments", "issues", "assumptions", "tests", "argument_schemes")
WHYS = {
    "standard": "a debate has no standards of proof",
    "scheme": "it is no name of a pattern",
}
SCHEMES = "patterns of arguments are not used to work anything out"
SECTIONS = {"argument_schemes": SCHEMES, "language": "templates of which no statement is made"}


def pieces(source: Source) -> Iterator[Piece]:
    """Every value of the file."""
    for piece in leaves(read_yaml(source)):
        yield piece._replace(what=_called(piece.what))


def _called(path: str) -> str:
    """What a value is called: of a list that is left out together, by the name of the list."""
    head = path.partition(".")[0]
    return head if head in SECTIONS else path


def read(reading: Reading) -> None:
    """Read a graph into a draft."""
    root = read_yaml(reading.source)
    if not set(root.fields) & set(KNOWN):
        says = f"none of {', '.join(KNOWN)} stands here, so this is no graph of Carneades"
        raise reading.source.problem(root.start, says)
    count = sum(len(v.fields) + len(v.rows) for v in root.fields.values())
    if count > MOST:
        says = f"there are more than {MOST:,} statements and arguments"
        raise reading.source.problem(root.start, says, Code.TOO_MUCH)
    _Graph(reading, root).read()


class _Graph:
    def __init__(self, reading: Reading, root: Value) -> None:
        self.draft, self.root = reading.draft, root
        self.telling = Telling(reading.account, root, WHYS | SECTIONS, _called)
        self.items: dict[str, str] = {}
        self.used: set[str] = set()  # templates
        language = self._section("language").fields
        self.language = {name: v.said for name, v in language.items() if isinstance(v.said, str)}

    def _section(self, name: str) -> Value:
        return self.root.fields.get(name, Value(self.root.start, self.root.start, None))

    def read(self) -> None:
        self._meta()
        for name, value in self._section("statements").fields.items():
            self._statement(name, value)
        arguments = self._section("arguments")
        named = list(arguments.fields.items()) or [(r.get("id"), r) for r in arguments.rows]
        made = [(self._argument(name, value), value) for name, value in named]
        for argument, value in made:
            self._undercuts(argument, value)
        for value in self._section("issues").fields.values():
            self._issue(value)
        for value in self._section("issues").rows:
            self._issue(value)
        self._assumptions()
        self._tests()
        self._language()
        self.telling.close()

    def _meta(self) -> None:
        meta = self._section("meta")
        if title := meta.get("title"):
            self.draft.heading = title
            self.telling.tell("carried", "", meta, "title")
        for name in ("notes", "source"):
            if text := meta.get(name):
                self.draft.add_prose(kept(f"{name.capitalize()}: {text}"))
                self.telling.tell("changed", "as prose at the head of the debate", meta, name)

    # -- statements -------------------------------------------------------------------------------

    def _statement(self, name: str, value: Value) -> None:
        text, meta = value.get("text"), value.fields.get("meta")
        if isinstance(value.said, str):
            self._make(name, value.said)
            self.telling.tell("carried", "", self._section("statements"), name)
            return
        title = meta.get("title") if meta else ""
        self._make(name, text or title)
        self.telling.tell("carried", "", value, "text")
        if meta and not text:
            self.telling.tell("carried", "", meta, "title")

    def _make(self, name: str, text: str = "") -> str:
        """The item of a statement, with the words that it has, or that the language gives it."""
        said = kept(text) if text.strip() else plain(sentence(name, self.language))
        self.items[name] = self.draft.item(said or plain(name), wanted=name)
        return self.items[name]

    def _item(self, term: str) -> str:
        return self.items.get(term) or self._make(term)

    def _premise(self, term: str) -> Premise:
        """What a premise names: where it denies a statement that is there, that."""
        denied = negated(term)
        if term not in self.items and denied in self.items:
            return Premise(claim=self.items[denied], negated=True)
        return Premise(claim=self._item(term))

    # -- arguments --------------------------------------------------------------------------------

    def _argument(self, name: str, value: Value) -> str | None:
        """The id of an argument that is made; None for one that is none."""
        premises = [self._premise(term) for term in _terms(value.fields.get("premises"))]
        conclusions = _terms(value.fields.get("conclusion")) or _terms(
            value.fields.get("conclusions")
        )
        why = "an argument has premises and one conclusion"
        known = ("id", "premises", "conclusion", "conclusions")
        if premises and len(conclusions) == 1:
            goal = self._premise(conclusions[0])
            kind: ArgumentKind = "rebuts" if goal.negated else "supports"
            why = self.draft.refuses(kind, premises, goal.claim)
            if not why:
                called, scheme = label(name), label(value.get("scheme"))
                made = self.draft.argument(
                    kind, premises, goal.claim, called=called or None, scheme=scheme or None,
                    reasons=self._reasons(value),
                )  # fmt: skip
                found = self.draft.arguments[made]
                is_same = (found.called, found.scheme or "") == (called or None, scheme)
                fate: Fate = "carried" if is_same else "changed"
                says = "it is the same argument as another, which has other names"
                self.telling.tell(fate, says, value, *known, "scheme")
                return made
        self.telling.tell("left_out", why, value, *known, "scheme", "undercutter", "weight")
        return None

    def _reasons(self, value: Value) -> tuple[str, ...]:
        weight = value.get("weight")
        if weight:
            self.telling.tell("changed", "as a reason in words", value, "weight")
        return (plain(f"Its weight is {weight}."),) if weight else ()

    def _undercuts(self, argument: str | None, value: Value) -> None:
        for name in ("undercutter", "exceptions"):
            for term in _terms(value.fields.get(name)) if argument else ():
                premise = self._premise(term)
                why = self.draft.refuses("undercuts", [premise], argument or "")
                if not why:
                    self.draft.argument("undercuts", [premise], argument or "")
                self.telling.tell("left_out" if why else "carried", why, value, name)

    # -- issues, assumptions, tests ---------------------------------------------------------------

    def _issue(self, value: Value) -> None:
        terms = _terms(value.fields.get("positions"))
        positions = list(dict.fromkeys(map(self._item, terms)))
        if len(positions) > MOST_POSITIONS:
            why = f"an issue has {MOST_POSITIONS} positions at most"
            self.telling.tell("left_out", why, value, "positions")
            return
        for item in positions:
            self.draft.change(item, kind="position")
        for one, other in combinations(positions, 2):
            self.draft.relate("rivals", one, other)
        self.telling.tell("carried", "", value, "positions")

    def _assumptions(self) -> None:
        for term in _terms(self._section("assumptions")):
            premise = self._premise(term)
            self.draft.change(premise.claim, credence=0.0 if premise.negated else 1.0)
        how = "what is assumed has the credence 1, what is denied 0"
        self.telling.tell("changed", how, self.root, "assumptions")

    def _tests(self) -> None:
        tests = self._section("tests")
        for name, value in tests.fields.items():
            meant = [(term, self._premise(term)) for term in _terms(value)]
            says = compare(self.draft, name, meant)
            self.telling.tell("left_out", says or "nothing is tested so here", tests, name)

    def _language(self) -> None:
        """Templates are carried where a statement was made with them."""
        heads = {term.lstrip("¬~").partition("(")[0] for term in self.items}
        language = self._section("language")
        for name in language.fields:
            if name.partition("/")[0] in heads:
                self.telling.tell("changed", "as the words of statements", language, name)


def _terms(value: Value | None) -> list[str]:
    """The statements that are named: one, a list, or a list by roles."""
    if value is None:
        return []
    found = value.rows or list(value.fields.values()) or [value]
    return [row.said for row in found if isinstance(row.said, str) and row.said.strip()]
