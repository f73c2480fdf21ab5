"""Whoever has the word: named once a turn, with verb, qualification, statement, passages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kb.exchange import wording
from kb.exchange.known import Known
from kb.exchange.mentions import named
from kb.exchange.pieces import Piece, Sentence, joined
from kb.exchange.wording import AGAINST, SAYS
from kb.naming import capital, opening, stripped
from queries.exchange import Item, Stance

LEAD = re.compile(r"(In [^,.]{1,40}), ")
Account = tuple[
    str, str, str | None
]  # kind, qualification and whose view: of what is told in a row
ALIKE = {"reports": "In that account, ", "finds_plausible": " plausible, too, that "}


class Speaker:
    """The state of a turn and its paragraph: whether its voice was named, what was shown last."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.voice = self.to = self._reply = ""
        self.named = False
        self._why_ours: set[str] = set()  # reasons for our readings that the turn has shown
        self.new_paragraph()

    def begin(self, voice: str, to: str, is_reply: bool) -> None:
        """Give somebody the word, in answer to somebody."""
        self.voice, self.to = voice, to
        self._reply = to if is_reply else ""
        self.named = self.named and self.known.has_one_voice
        self._why_ours.clear()
        self.new_paragraph()

    def new_paragraph(self) -> None:
        """Say again who speaks, by a pronoun, and passages, and where a statement begins "In the
        story"; name a work again."""
        self.named = self._begins = self.named and not self.is_work
        self._shown: tuple[str, ...] = ()
        self._lead = ""
        self._account: Account | None = None
        self._term = ""  # what was defined last
        self.interrupted = False  # by a word of ours, so that who speaks is said again

    @property
    def is_work(self) -> bool:
        return not self.known.speaks(self.voice)

    def subject(self, one: str, many: str, small: bool = False) -> list[Piece]:
        """Who and what they do: `The author says`, then `They say`."""
        if self.named:
            return [Piece(f"{'they' if small else 'They'} {many}")]
        self.named = True
        who = named(self.known, self.voice)
        who = who if small else who._replace(text=opening(who.text))
        to, self._reply = self._reply, ""
        answering = [Piece(", answering "), named(self.known, to), Piece(",")] if to else []
        return [who, *answering, Piece(f" {one}")]

    def reopened(self, one: Sentence) -> Sentence:
        """One more reason at the beginning of a paragraph, with whose it is."""
        whose = [Piece("Another reason of "), named(self.known, self.voice), Piece(": ")]
        return one._replace(pieces=(*whose, *one.pieces[1:]))

    def statement(self, item: Item, stance: Stance, before: Sequence[Piece] = ()) -> list[Piece]:
        """An item that whoever speaks takes a stand on; `before` opens the sentence."""
        self._term = ""
        alike = self._alike(stance)
        self._account = (stance.kind, stance.note, stance.of)
        said = wording.say(stance, item)
        cited = self.cited(stance.passages)
        if self.is_work:
            return [*self._in_story(item, before), *self.note(stance), *cited]
        if alike and not before and self.named:
            return [*self._likewise(item, stance), *cited]
        goes_on, self.interrupted = self._goes_on_plainly(stance), False
        if goes_on and said is wording.HOLDS:
            return [*before, self.told(item, bool(before)), *self.note(stance), *cited]
        front = self.front(stance)
        behind = [] if front else self.note(stance)
        subject = self.subject(said.verb, said.they, small=bool(before))
        is_quoted = said.link.endswith(": ")
        told = self.told(item, small=not is_quoted)
        front = closed(front) if said.link == ": " else front
        link = Piece(_fitting(said.link, told.text))
        return [*before, *subject, *front, link, told, *behind, *cited]

    def _goes_on_plainly(self, stance: Stance) -> bool:
        """Whether a statement may stand without a word on who says it: they were named in this
        paragraph, or nobody else speaks and nothing qualifies it."""
        begins, self._begins = self._begins, False
        if begins and (stance.note or not self.known.has_one_voice):
            return False
        return self.named and not self.interrupted

    def _alike(self, stance: Stance) -> bool:
        return stance.kind in ALIKE and self._goes_on(stance)

    def reason(self, item: Item, stance: Stance, before: str) -> list[Piece]:
        """A statement as a reason; inside somebody's account or supposition nothing stands before
        it."""
        in_account = stance.kind in ("reports", "supposes") and self._account is not None
        if in_account and self._account and self._account[0] == stance.kind:
            before = ""
        alike = not before and self._goes_on(stance)
        note = [] if alike and in_account else self.note(stance)
        told = self.told(item)
        return [Piece(_fitting(before, told.text)), told, *note, *self.cited(stance.passages)]

    def _goes_on(self, stance: Stance) -> bool:
        """Whether a stance is of the same kind and qualification as the one before."""
        return self._account == (stance.kind, stance.note, stance.of)

    def _likewise(self, item: Item, stance: Stance) -> list[Piece]:
        """One more statement with the same stance and the same qualification."""
        link = ALIKE[stance.kind]
        if stance.kind == "reports":
            return [Piece(link), self.told(item)]
        return [*self.subject("finds it", "find it"), Piece(link), self.told(item)]

    def told(self, item: Item, small: bool = True) -> Piece:
        """A statement in full; how it begins is left out where the one before began so."""
        text = item.text
        lead = LEAD.match(text)
        if lead and lead[1] == self._lead:
            text = capital(text[lead.end() :])
        self._lead = lead[1] if lead else self._lead
        text = self.known.clauses.clause(text) if small else stripped(text)
        return Piece(text, "statement", item.id)

    def _in_story(self, item: Item, before: Sequence[Piece]) -> list[Piece]:
        """A statement as a work tells it: the work in front, once a paragraph."""
        name = named(self.known, self.voice)
        self._lead = f"In {name.text}"
        if self.named:
            return [*before, self.told(item, small=bool(before))]
        self.named = True
        where = [Piece("in " if before else "In "), name, Piece(", ")]
        return [*before, *where, self.told(item)]

    def definition(self, item: Item, stance: Stance) -> list[Piece]:
        """What somebody means by a word."""
        term = item.term or wording.title(item)
        if self.is_work or stance.inferred:
            return [Piece(f"“{capital(term)}”: "), self.told(item)]
        cited = self.cited(stance.passages)
        front = closed(self.front(stance))
        behind = [] if front else self.note(stance)
        again, self._term = term == self._term, term
        if again:
            who = [Piece("Or"), *front, Piece(": ")]
        else:
            who = [*self.subject("defines", "define"), Piece(f" “{term}”"), *front, Piece(": ")]
        return [*who, self.told(item), *behind, *cited]

    def also(self, stance: Stance, item: Item) -> list[Piece]:
        """A second stance of the same voice on the same item."""
        link = "; but they " if stance.kind in AGAINST else "; they "
        link = " They " if item.text.endswith("?") else link
        said = Piece(f"{link}{SAYS[stance.kind].also}")
        return [said, *self._as(stance), *self.cited(stance.passages)]

    def _as(self, stance: Stance) -> list[Piece]:
        """What qualifies a stance that is told behind another: `as what some people say`."""
        whose = stance.of if stance.of in self.known.voices and stance.of != self.voice else None
        plain = not (stance.inferred or stance.date or stance.credence is not None)
        if plain and whose and not stance.note:
            return [Piece(" as the view of "), named(self.known, whose)]
        if plain and not whose and stance.note.startswith("as ") and wording.is_front(stance.note):
            return [Piece(" "), Piece(stance.note, "note", stance.target)]
        return self.note(stance)

    def front(self, stance: Stance) -> list[Piece]:
        """The qualification between verb and statement, where it is short."""
        if stance.of and stance.of in self.known.voices and not stance.note:
            return [Piece(", as the view of "), named(self.known, stance.of), Piece(",")]
        if not stance.note or not wording.is_front(stance.note):
            return []
        more = stance.inferred or stance.date or stance.of or stance.credence is not None
        if wording.is_adverbial(stance.note) and not more:
            return [Piece(", "), Piece(stance.note, "note", stance.target), Piece(",")]
        return self.note(stance)

    def note(self, stance: Stance) -> list[Piece]:
        """What stands in brackets: our reading, whose view, qualification, credence, date."""
        found: list[list[Piece]] = []
        if stance.inferred:
            found.append([Piece("as we read it", "ours")])
        if stance.of and stance.of != self.voice and stance.of in self.known.voices:
            found.append([Piece("the view of "), named(self.known, stance.of)])
        if stance.note and not (stance.inferred and stance.note in self._why_ours):
            found.append([Piece(stance.note, "note", stance.target)])
        if stance.inferred:
            self._why_ours.add(stance.note)
        if stance.credence is not None:
            found.append([Piece(f"credence {stance.credence:g}")])
        if stance.date:
            found.append([Piece(stance.date)])
        return bracketed(joined(found, last=", "))

    def cited(self, passages: Collection[str]) -> list[Piece]:
        """The passages, where they are not those named last."""
        once = self.known.order.once(passages)
        if not once or once == self._shown:
            return []
        self._shown = once
        return [Piece(" "), Piece(_numbers(once, self.known.record.source), "passages", "", once)]


def bracketed(pieces: Sequence[Piece]) -> list[Piece]:
    return [Piece(" ("), *pieces, Piece(")")] if pieces else []


def closed(front: list[Piece]) -> list[Piece]:
    """A qualification without the comma behind it."""
    return front[:-1] if front and front[-1].text == "," else front


def _fitting(link: str, clause: str) -> str:
    """What leads to a clause: no `whether if`."""
    if clause.startswith("if ") and link.endswith(("that ", "whether ")):
        return link.removesuffix("whether ").removesuffix("that ") + "that, "
    return link


def _numbers(passages: Sequence[str], own: str | None) -> str:
    """`[¶3, ¶5]`; of another source than the debate's own, and than the last, with its name."""
    found = []
    for passage in passages:
        source, _, number = passage.rpartition("#")
        found.append(f"¶{number}" if source == own else f"{source} ¶{number}")
        own = source
    return f"[{', '.join(found)}]"
