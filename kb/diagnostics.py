"""Problems found in a base: values with a place and a code, collected and printed together."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from kb.slips import is_slip


class Code(Enum):
    """Every rule that `kb check` knows; a code is never reused. `explain.md` says the rest."""

    NOT_UTF8 = "KB001"
    FILE_TOO_BIG = "KB002"
    LINE_TOO_LONG = "KB003"
    BROKEN_YAML = "KB004"
    BROKEN_TOML = "KB005"
    BROKEN_LOCK = "KB006"
    EMPTY_FILE = "KB007"
    UNUSUAL_BYTES = "KB008"
    BAD_SETTING = "KB009"
    ALMOST_SETTING = "KB010"
    DEBATE_TWICE = "KB011"
    DEBATE_NAME = "KB012"
    UNREADABLE_FILE = "KB013"
    NESTED_TOO_DEEPLY = "KB014"
    FOLDER_SKIPPED = "KB015"
    MERGE_CONFLICT = "KB016"
    DEBATE_LEFT_ALONE = "KB017"
    MISSPELT_SETTING = "KB018"
    DEBATE_LOST = "KB019"

    ID_TWICE = "KB101"
    STATEMENT_MISSING = "KB102"
    ANCHOR_SHARED = "KB103"
    ALMOST_SLUG = "KB104"
    SLUG_WITHOUT_STATEMENT = "KB105"
    RELATED_TO_NOTHING = "KB106"
    NOBODY_SAYS_SO = "KB107"
    ASKS_NOTHING = "KB108"
    HEADING_READ_AS_PROSE = "KB109"
    ITEMS_IN_BLOCK = "KB110"
    SECTION_ENDS = "KB111"
    FORMER_ID_TAKEN = "KB112"
    CLAIM_ASKS = "KB113"

    UNKNOWN_LABEL = "KB201"
    LABEL_NOT_BOLD = "KB202"
    LABEL_NESTED_WRONG = "KB203"
    LABEL_OUTSIDE_ITEM = "KB204"
    LABEL_WRONG_KIND = "KB205"
    LABEL_MISSING = "KB206"
    GIVEN_TWICE = "KB207"
    LINE_SWALLOWED = "KB208"
    UNKNOWN_KIND = "KB209"
    UNREADABLE_TARGET = "KB210"
    CREDENCE_OUT_OF_RANGE = "KB211"
    BAD_DATE = "KB212"
    DETAIL_READ_AS_PROSE = "KB213"
    VALUE_MISSING = "KB214"
    DETAIL_WITHOUT_MEANING = "KB215"
    LABEL_NOT_IN_LIST = "KB216"
    HIDDEN_IN_PROSE = "KB217"
    UNEVEN_INDENT = "KB218"
    READ_TWO_WAYS = "KB219"
    LONG_TITLE = "KB220"
    TITLE_NOT_PLAIN = "KB221"
    NAME_NOT_PLAIN = "KB222"
    STANCE_TWICE = "KB223"
    SECOND_LABEL = "KB224"
    TARGET_TWICE = "KB225"

    DANGLING_LINK = "KB301"
    UNKNOWN_PERSON = "KB302"
    UNKNOWN_SOURCE = "KB303"
    PASSAGE_PAST_END = "KB304"
    RELATED_TO_ITSELF = "KB305"
    NO_SOURCE = "KB306"
    SOURCE_NOT_PINNED = "KB307"
    OTHER_ID_SHOWN = "KB308"
    FORMER_ID_USED = "KB309"

    CONTRADICTION = "KB401"
    NO_SUCH_ARGUMENT = "KB402"
    AMBIGUOUS_ARGUMENT = "KB403"
    UNDERCUT_LOOP = "KB404"
    COUNTED_TWICE = "KB405"
    CREDENCE_CONTRADICTS = "KB406"
    POSITION_UNSUPPORTED = "KB407"
    CRUX_TURNS_NOTHING = "KB408"
    SAME_REASON_TWICE = "KB409"
    REPEATS_CONCLUSION = "KB410"
    VERBAL_DISPUTE = "KB411"
    BOTH_WAYS = "KB412"
    SUPPORT_IN_CIRCLE = "KB413"
    SAID_TWICE = "KB414"
    SEVERAL_SENTENCES = "KB415"
    ARGUES_ABOUT_NO_CLAIM = "KB416"
    RIVAL_SUPPORTED = "KB417"

    BAD_PASSAGES = "KB501"
    QUOTE_DIFFERS = "KB502"
    QUOTE_NOT_VERIFIED = "KB503"
    LEFT_OUT_AND_CITED = "KB504"

    NOT_IN_FORMAT = "KB601"
    INCLUDE_REFUSED = "KB602"
    TOO_MUCH = "KB603"

    @property
    def slug(self) -> str:
        """The name of the rule in words, as in `unknown-label`."""
        return self.name.lower().replace("_", "-")

    @property
    def is_warning(self) -> bool:
        """Whether a base with this problem may still be loaded."""
        return self in WARNINGS


LINTS = frozenset(  # of a map whose lines are all right; `loaders/lints` finds them
    {
        Code.RELATED_TO_NOTHING,
        Code.ASKS_NOTHING,
        Code.NOBODY_SAYS_SO,
        Code.POSITION_UNSUPPORTED,
        Code.CRUX_TURNS_NOTHING,
        Code.SAME_REASON_TWICE,
        Code.REPEATS_CONCLUSION,
        Code.VERBAL_DISPUTE,
        Code.BOTH_WAYS,
        Code.SUPPORT_IN_CIRCLE,
        Code.SAID_TWICE,
        Code.SEVERAL_SENTENCES,
        Code.CLAIM_ASKS,
        Code.ARGUES_ABOUT_NO_CLAIM,
        Code.RIVAL_SUPPORTED,
    }
)
WARNINGS = LINTS | frozenset(
    {
        Code.EMPTY_FILE,
        Code.FOLDER_SKIPPED,
        Code.UNUSUAL_BYTES,
        Code.ALMOST_SETTING,
        Code.ALMOST_SLUG,
        Code.SLUG_WITHOUT_STATEMENT,
        Code.LABEL_NOT_BOLD,
        Code.LINE_SWALLOWED,
        Code.DETAIL_READ_AS_PROSE,
        Code.DETAIL_WITHOUT_MEANING,
        Code.LABEL_NOT_IN_LIST,
        Code.SOURCE_NOT_PINNED,
        Code.COUNTED_TWICE,
        Code.CREDENCE_CONTRADICTS,
        Code.QUOTE_NOT_VERIFIED,
        Code.LEFT_OUT_AND_CITED,
        Code.DEBATE_LEFT_ALONE,
        Code.HEADING_READ_AS_PROSE,
        Code.ITEMS_IN_BLOCK,
        Code.SECTION_ENDS,
        Code.HIDDEN_IN_PROSE,
        Code.UNEVEN_INDENT,
        Code.READ_TWO_WAYS,
        Code.OTHER_ID_SHOWN,
        Code.LONG_TITLE,
        Code.STANCE_TWICE,
        Code.TARGET_TWICE,
        Code.FORMER_ID_USED,
    }
)


ALIKE = 0.8  # of a word that is taken for a misspelling with nothing else to go by
ENOUGH = 200  # problems for which something nearest is looked for
MOST_COMPARED = 40_000  # words for all of them: with 1,000 to choose from, 40 problems
LONGEST_WORD = 100  # letters, beyond which nothing nearest is looked for


class Proposal(NamedTuple):
    """What to write at the place of a problem, `right`, for what stands there, `wrong`.

    Where a link stands there, it is the id or the file, by its path in the base, to which it leads.
    """

    wrong: str
    right: str
    sure: bool = True  # else it only looks like it, and may say the opposite


class Hint(NamedTuple):
    """What was most likely meant: as a message says it, behind what is wrong, and as values."""

    says: str = ""
    proposals: tuple[Proposal, ...] = ()


class Diagnostic(NamedTuple):
    """One problem at one place; sorts in file order. Lines and columns count from 1.

    Of several proposals somebody must choose one; a single one that is sure can be followed
    without asking.
    """

    path: str
    line: int
    column: int
    code: Code
    message: str
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether what it proposes can be followed without asking."""
        return len(self.proposals) == 1 and self.proposals[0].sure

    @property
    def severity(self) -> str:
        return "warning" if self.code.is_warning else "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code.value} {self.message}"


def in_file_order(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by path, line and column, each problem once."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code.value, p.message))


def did_you_mean(wrong: str, known: Iterable[str], so_far: int = 0) -> str:
    """A proposal in brackets, or nothing: ` (did you mean 'host'?)`."""
    return nearest_hint(wrong, known, so_far).says


def nearest_hint(wrong: str, known: Iterable[str], so_far: int = 0) -> Hint:
    """The known word that was most likely meant.

    Where there are very many problems `so_far`, nobody reads them all, and none is looked for.
    """
    if so_far >= ENOUGH:
        return Hint()
    known = list(known)
    if so_far * len(known) > MOST_COMPARED:
        return Hint()
    if not wrong.isascii() and (same := _same_letters(wrong, known)):
        says = f"'{same}' looks the same, but its accents are stored otherwise; copy it from there"
        return Hint(f" ({says})", (Proposal(wrong, same),))
    close = nearest(wrong, known)
    if not close:
        return Hint()
    slips = {word for word in known if is_slip(wrong, word)}
    return meant(wrong, close, sure=slips == {close})


def meant(wrong: str, right: str, sure: bool = True) -> Hint:
    """That something else was meant: ` (did you mean 'host'?)`."""
    return Hint(f" (did you mean '{right}'?)", (Proposal(wrong, right, sure),))


def _same_letters(wrong: str, known: Iterable[str]) -> str | None:
    """The known word that only differs in the normal form of Unicode, as file names of a Mac do."""
    import unicodedata  # a question asks for nothing of the kind, and need not wait for it

    form = unicodedata.normalize("NFC", wrong)
    return next((word for word in known if unicodedata.normalize("NFC", word) == form), None)


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known word most like `wrong`, ignoring case; None where nothing is alike.

    To compare two words takes as long as the one times the other, so they may not be endless.
    """
    if len(wrong) > LONGEST_WORD:
        return None
    import difflib  # which few need: what is written right is like nothing else

    by_folded = {word.casefold(): word for word in known if len(word) <= LONGEST_WORD}
    matches = difflib.get_close_matches(wrong.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def is_like(word: str, known: str) -> bool:
    """Whether a word is most likely a misspelling of a known one."""
    folded = word.casefold()
    if len(folded) >= 2 * len(known) or folded == known:
        return False
    import difflib

    return difflib.SequenceMatcher(None, folded, known).ratio() >= ALIKE
