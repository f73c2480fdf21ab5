"""What a text is made of: pieces that know what they lead to, sentences of them, paragraphs."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from kb.naming import capital

# What a piece is: words of the telling; somebody's name; a statement in full; an item by its title;
# words of the map's author about a stance or argument; numbers of passages; a word for our reading.
Role = Literal["words", "voice", "statement", "mention", "note", "passages", "ours"]
# By somebody; by the mapper alone; senses of words; what got no answer.
Tone = Literal["said", "ours", "terms", "open"]
Kind = Literal["heading", "said", "fiction", "besides", "definition", "ours"]


ANOTHER = "Another reason: "


class Piece(NamedTuple):
    """Some words, and the id of what they lead to or speak of."""

    text: str
    role: Role = "words"
    target: str = ""
    passages: tuple[str, ...] = ()


OPENS, CLOSES = Piece(" ("), Piece(")")


class Sentence(NamedTuple):
    """Pieces that follow one another as they stand."""

    pieces: tuple[Piece, ...]
    tone: Tone = "said"

    @property
    def opens(self) -> bool:
        """Whether it may stand at the beginning of a paragraph that goes on with reasons."""
        return self.pieces[0].text == ANOTHER

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])


class Paragraph(NamedTuple):
    """Sentences that belong together; a reply has depth 1."""

    anchor: str
    kind: Kind
    depth: int
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(one.text for one in self.sentences).split())


def sentence(*pieces: Piece | str, tone: Tone = "said") -> Sentence:
    """A sentence of pieces, a plain text being words of the telling: with one mark at its end, and
    of two brackets in a row only one."""
    found: list[Piece] = []
    for said in pieces:
        piece = Piece(said) if isinstance(said, str) else said
        text = piece.text
        if not text or (text == "." and _ends(found)):
            continue
        if text == OPENS.text and found and piece == OPENS and found[-1] == CLOSES:
            found[-1:] = [Piece("; ")]
        else:
            found.append(piece)
    if found:
        found[0] = found[0]._replace(text=_large(found[0]))
    return Sentence(tuple(found), tone)


def _large(piece: Piece) -> str:
    return piece.text if piece.role == "voice" else capital(piece.text)


def _ends(pieces: Sequence[Piece]) -> bool:
    """Whether the words before passages and brackets end a sentence already."""
    for piece in reversed(pieces):
        if piece.role != "passages" and piece.text != " ":
            return piece.text.rstrip("”").endswith(("?", "!", "."))
    return False


def joined(
    groups: Iterable[Iterable[Piece]], between: str = ", ", last: str = " and "
) -> list[Piece]:
    """Some groups of pieces as a list in running text: `a, b and c`."""
    found = [list(group) for group in groups]
    pieces: list[Piece] = []
    for i, group in enumerate(found):
        if i:
            pieces.append(Piece(last if i == len(found) - 1 else between))
        pieces += group
    return pieces
