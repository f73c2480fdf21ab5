"""A debate as paragraphs: threads with headings, replies below them, our reading apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from kb.exchange import mentions, wording
from kb.exchange.folding import left_out
from kb.exchange.known import Known
from kb.exchange.pieces import Kind, Paragraph, Piece, Sentence, sentence
from kb.exchange.telling import Teller
from kb.exchange.turns import Turn, turns_of
from kb.naming import opening
from queries.exchange import Item, Record

APART = 35  # words after which a paragraph ends where something else is spoken of
ENOUGH = 70  # words after which a paragraph ends where a new passage begins
FULL = 110  # words after which it ends anyway
MOST = 150  # words beyond which the reasons for one thing are parted, where another one begins
LONGEST = 250  # words beyond which they are parted anyway


def exchange(record: Record) -> list[Paragraph]:
    """What was said in a debate, in the order in which it was said."""
    known = Known(record)
    left = left_out(known)
    return introduced(known, list(Writer(known, left).paragraphs(turns_of(known, left))))


class Writer:
    """Writes turns as paragraphs, each with an anchor of its own; then what works say besides, and
    the senses of words."""

    def __init__(self, known: Known, left: Collection[str]) -> None:
        self.known = known
        self.teller = Teller(known)
        self._anchors: Counter[str] = Counter()
        self._terms: dict[str, Sentence] = {}  # by the words they begin with
        self._left = Counter(
            known.stances_on[item][0].person
            for item in left
            if known.items[item].kind != "definition"
        )

    def paragraphs(self, turns: Sequence[Turn]) -> Iterator[Paragraph]:
        several = sum(turn.opens for turn in turns) > 1
        last = {turn.voice: number for number, turn in enumerate(turns)}
        for number, turn in enumerate(turns):
            found = list(self._turn(turn))
            if found and several and turn.opens:
                yield from self._heading(turn)
            yield from found
            if last[turn.voice] == number:
                yield from self._besides(turn.voice, turn.depth)
        for voice in list(self._left):
            yield from self._besides(voice, 0)
        for _, reasons in self.teller.rest():
            yield self._paragraph("said", 0, reasons)
        if self._terms:
            terms = [self._terms[words] for words in sorted(self._terms)]
            yield self._paragraph("definition", 0, list(_senses(terms)))

    def _besides(self, voice: str, depth: int) -> Iterator[Paragraph]:
        """How much more a work says."""
        if count := self._left.pop(voice, 0):
            things = "one thing" if count == 1 else f"{count} things"
            who = mentions.named(self.known, voice)._replace(role="words")
            more = sentence(who, f" tells {things} more, of which nobody speaks here.")
            yield Paragraph(self._anchor(f"more-by-{voice}"), "besides", depth, (more,))

    def _turn(self, turn: Turn) -> Iterator[Paragraph]:
        """A turn, cut where it gets long; what is only our reading stands at its end."""
        kind: Kind = "said" if self.known.speaks(turn.voice) else "fiction"
        said: list[Sentence] = []
        ours: list[Sentence] = []
        here, size = None, 0  # how many words are said
        self.teller.speaker.begin(turn.voice, turn.to, turn.depth > 0)
        for target in self.teller.targets(turn):
            there = self.teller.place(target)
            if self._is_full(said, size, target, there == here):
                yield self._paragraph(kind, turn.depth, said)
                said, size = [], 0
                self.teller.speaker.new_paragraph()
            here = there
            group = self.teller.group(target)
            self.teller.speaker.interrupted = group[-1:] != [] and group[-1].tone == "open"
            for one in group:
                more = one.length
                if said and size + more > (MOST if one.opens else LONGEST):
                    yield self._paragraph(kind, turn.depth, said)
                    said, size = [], 0
                    if one.opens:
                        one = self.teller.speaker.reopened(one)
                        more = one.length
                if one.tone == "terms":
                    self._terms[one.text.casefold()] = one
                elif one not in said[-1:]:  # nobody answers this, nor that
                    (ours if one.tone == "ours" else said).append(one)
                    size += more if one.tone != "ours" else 0
        if said:
            yield self._paragraph(kind, turn.depth, said)
        if ours:
            yield self._paragraph("ours", turn.depth, ours)

    def _is_full(self, said: Sequence[Sentence], size: int, target: str, is_here: bool) -> bool:
        """Whether what comes next begins a new paragraph, after so many words."""
        if size >= (FULL if is_here else ENOUGH):
            return True
        if is_here or size < APART:
            return False
        spoken_of = {piece.target for one in said for piece in one.pieces}
        return spoken_of.isdisjoint(self.known.beside(target))

    def _paragraph(self, kind: Kind, depth: int, sentences: Sequence[Sentence]) -> Paragraph:
        told = (p.target for s in sentences for p in s.pieces if p.role == "statement")
        named = (p.target for s in sentences for p in s.pieces if p.target)
        first = next(told, None) or next(named, "")
        return Paragraph(self._anchor(first.rpartition("/")[2]), kind, depth, tuple(sentences))

    def _anchor(self, name: str) -> str:
        """An anchor of its own; two hyphens are in no id."""
        self._anchors[name] += 1
        again = f"--{self._anchors[name]}" if self._anchors[name] > 1 else ""
        return f"told-{name}{again}"

    def _heading(self, turn: Turn) -> Iterator[Paragraph]:
        """The section of the files, or who begins a thread, and what with."""
        if text := turn.section.rpartition(" / ")[2] or self._begins(turn):
            name = f"by-{turn.voice}"
            words = Sentence((Piece(text),), "said")  # a name at its beginning stays as it is
            yield Paragraph(self._anchor(name), "heading", 0, (words,))

    def _begins(self, turn: Turn) -> str:
        if not turn.voice:
            return ""
        title = opening(mentions.named(self.known, turn.voice).text)
        if not self.known.speaks(turn.voice):
            return title
        if turn.to:
            title += f" answers {mentions.named(self.known, turn.to).text}"
        items = [self.known.items[item] for item in self.teller.told_now]
        if turn.starts:  # nothing around it says what it grants or restates here
            items = [item for item in items if self._is_own(item, turn.voice)] or items
        main = min(items, key=lambda item: TELLING.index(item.kind), default=None)
        if main and self.known.has_one_voice:
            return wording.title(main)
        return f"{title}: {wording.title(main)}" if main else title

    def _is_own(self, item: Item, voice: str) -> bool:
        """Whether a voice says something itself, and does not only grant, restate or deny it."""
        stances = self.known.stances_on.get(item.id, ())
        return any(s.person == voice and s.kind in OWN for s in stances)


def _senses(terms: Sequence[Sentence]) -> Iterator[Sentence]:
    """The senses of words, with the word before the first of its senses."""
    word = None
    for one in terms:
        if one.pieces[0] == word:
            yield one._replace(pieces=(Piece("Or: "), *one.pieces[1:]))
        else:
            yield one
        word = one.pieces[0]


def introduced(known: Known, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same with the titles by which statements are named later on, where a title says it in
    other words."""
    every = [one for paragraph in paragraphs for one in paragraph.sentences]
    last = {  # the sentence in which each item is named last
        piece.target: number
        for number, one in enumerate(every)
        for piece in one.pieces
        if piece.role == "mention"
    }
    told = (_with_titles(known, one, number, last) for number, one in enumerate(every))
    return [
        paragraph._replace(sentences=tuple(islice(told, len(paragraph.sentences))))
        for paragraph in paragraphs
    ]


def _with_titles(known: Known, one: Sentence, number: int, last: Mapping[str, int]) -> Sentence:
    if not any(piece.role == "statement" for piece in one.pieces):
        return one
    pieces: list[Piece] = []
    for piece in one.pieces:
        pieces.append(piece)
        if piece.role != "statement" or piece.text == "crux":
            continue
        if last.get(piece.target, -1) <= number:
            continue  # it is not named later on
        title = wording.title(known.items[piece.target])
        if not wording.is_plain_from(title, piece.text):
            pieces += [Piece(" ("), Piece(f"“{title}”", "note", piece.target), Piece(")")]
    return sentence(*pieces, tone=one.tone) if len(pieces) > len(one.pieces) else one


OWN = {"holds", "finds_plausible", "poses", "answers_yes", "answers_no"}
TELLING = (
    *("position", "question", "claim", "crux", "evidence", "proposal", "prediction", "analogy"),
    "definition",
)
