"""Statements as clauses, stances as verbs, qualifications beside them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kb.naming import short_name, stripped
from queries.exchange import Item, Stance

SMALL = frozenset(
    re.findall(
        r"\w+",
        """
    a an the this that these those it its they their there we our one some any many much most
    more all no not nothing nobody if when where while what which who whose how why whether in
    on at by for from of to with without after before under over through by such since because
    although both either neither each every few less only even just as is are was were do does
    did has have can whatever whoever whichever wherever like unlike among during despite
    between according could will would may might must should shall people models told given seen
    made taken left kept almost said two three first second
    """,
    )
)
NAME = re.compile(r"\s*[^\W\d_a-z][^\W\d_A-Z]")  # a word with one capital
WORD = re.compile(r"[^\W\d_][\w'’-]*")
STEM = 5  # letters by which a word is known in another form
FRONT = 4  # words of a qualification that stand between verb and statement
ADVERBIAL = 12  # the same of one that begins with "as"


class Say(NamedTuple):
    """A stance as a verb: of somebody named, of "they"; before the title of what was told, of
    either; of "they" behind another stance; before a statement that is a reason; what leads from
    the verb to the statement, and what stands behind a title."""

    verb: str
    they: str
    again: str
    they_again: str
    also: str
    reason: str = ""
    link: str = " that "
    behind: str = ""


HOLDS = Say("says", "say", "agrees with", "agree with", "say so")
SAYS: dict[str, Say] = {
    "holds": HOLDS,
    "finds_plausible": Say(
        "finds it plausible",
        "find it plausible",
        "finds",
        "find",
        "find it plausible",
        "it is plausible that ",
        behind=" plausible",
    ),
    "questions": Say(
        "questions",
        "question",
        "questions",
        "question",
        "question it",
        "it is doubtful whether ",
        " whether ",
    ),
    "rejects": Say("denies", "deny", "rejects", "reject", "deny it", "it is not so that "),
    "concedes": Say("grants", "grant", "grants", "grant", "grant it"),
    "reports": Say("reports", "report", "restates", "restate", "report it", "it is said that "),
    "supposes": Say(
        "supposes", "suppose", "supposes", "suppose", "suppose it", "it is supposed that "
    ),
    "answers_yes": Say(
        "answers yes", "answer yes", "answers yes to", "answer yes to", "answer yes", "", " to: "
    ),
    "answers_no": Say(
        "answers no", "answer no", "answers no to", "answer no to", "answer no", "", " to: "
    ),
    "poses": Say("asks", "ask", "asks, too,", "ask, too,", "ask whether it is so", "", ": "),
}
OF_KIND: dict[str, Say] = {
    "position": HOLDS._replace(verb="holds", they="hold"),
    "proposal": HOLDS._replace(verb="proposes", they="propose"),
    "prediction": HOLDS._replace(verb="predicts", they="predict"),
    "analogy": HOLDS._replace(verb="draws an analogy", they="draw an analogy", link=": "),
}
ANSWERS: dict[str, Say] = {
    "holds": SAYS["answers_yes"],
    "finds_plausible": SAYS["answers_yes"]._replace(verb="leans to a yes", they="lean to a yes"),
    "concedes": SAYS["answers_yes"]._replace(verb="grants a yes", they="grant a yes"),
    "questions": SAYS["answers_no"]._replace(verb="doubts a yes", they="doubt a yes"),
    "rejects": SAYS["answers_no"],
}
ASKED = SAYS["reports"]._replace(verb="reports the question", they="report the question", link=": ")
OUGHT = re.compile(r"\b(?:should|must|ought|had better)\b")
FOR = {"holds", "finds_plausible", "concedes", "supposes", "reports", "answers_yes"}
AGAINST = {"questions", "rejects", "answers_no"}
MAKES = {"holds", "finds_plausible", "concedes", "supposes", "reports"}
GIVES = {  # that somebody makes an argument; of "they"
    "finds_plausible": ("suggests", "suggest"),
    "concedes": ("grants", "grant"),
    "supposes": ("supposes", "suppose"),
    "reports": ("reports", "report"),
}


def say(stance: Stance, item: Item) -> Say:
    """How a stance on an item reads."""
    if item.kind in ("crux", "question"):
        if stance.kind == "reports":
            return ASKED
        if stance.kind in ANSWERS:
            return ANSWERS[stance.kind]
    if stance.kind != "holds":
        return SAYS[stance.kind]
    if item.kind == "proposal" and not OUGHT.search(item.text):
        return OF_KIND[item.kind]._replace(link=": ")
    return OF_KIND.get(item.kind, HOLDS)


class Clauses:
    """Statements as they stand inside a sentence; what is written small elsewhere in the debate may
    be written small there."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        for text in texts:
            for found in WORD.finditer(text):
                word = found[0].removesuffix("'s").removesuffix("’s")
                if word == word.lower():
                    self._small[word] += 1
                elif found.start() and text[: found.start()].rstrip(' "“(')[-1:] not in ".?!:":
                    self._large[word] += 1

    def clause(self, text: str) -> str:
        """A statement without its full stop, with a small letter where that is right."""
        text = stripped(text)
        first = WORD.search(text)
        if first and self._is_small(first[0], text[first.end() :]):
            at = first.start()
            return text[:at] + text[at].lower() + text[at + 1 :]
        return text

    def _is_small(self, word: str, after: str) -> bool:
        """Whether a first word has its capital only because it is the first. A name that stands
        nowhere else is known by another capital behind it, or by its apostrophe."""
        if word != word.capitalize():
            return False  # an abbreviation, or small already
        word = word.removesuffix("'s").removesuffix("’s")
        small = word.lower()
        if small in SMALL:
            return True
        if self._small[small] or self._large[word]:
            return self._small[small] > self._large[word]
        return small.endswith(("ing", "ed", "ly")) or not NAME.match(after)


def title(item: Item) -> str:
    """What an item is called after it was told."""
    return short_name(item.title, item.slug)


def is_plain_from(title: str, statement: str) -> bool:
    """Whether a title is known again as its statement: three of four of its words are there."""
    words, told = (
        {word.casefold()[:STEM] for word in WORD.findall(text)} for text in (title, statement)
    )
    return 4 * len(words & told) >= 3 * len(words)


def is_front(note: str) -> bool:
    """Whether a qualification is short enough to stand between verb and statement."""
    size = len(note.split())
    return size <= (ADVERBIAL if is_adverbial(note) else FRONT)


ADVERBS = re.compile(
    r"""(?:as|in|on|of|from|through|with|at|off|for|by) (?:[^,;:"“”()]|["“][^"“”]*["”])*"""
)


def is_adverbial(note: str) -> bool:
    """Whether a qualification reads on without brackets: `as the main worry`."""
    return bool(ADVERBS.fullmatch(note))
