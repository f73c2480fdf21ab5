"""A statement of several sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen

# what somebody else says is one thing in a statement, however many sentences it has
ASIDE = re.compile(
    r"“[^”]*”|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|«[^»]*»|„[^“]*“|‘[^’]*’(?!\w)|`[^`]*`|\([^()]*\)"
    r"|「[^」]*」|『[^』]*』|《[^》]*》|（[^（）]*）|【[^】]*】"
)
# In scripts that have spaces after it, a full stop ends a sentence before a letter; those of other
# scripts are for nothing else.
BETWEEN = re.compile(
    r"(?<=[^\W\d])[.?](?=\s+[¿¡]?[^\W\d_])"
    r"|(?<=\S)[。｡？！।॥؟۔։።។။]+(?=\s*[^\W\d_])"
)
# Words that are shortened, but for those that end a sentence as often (`red`, `cap`, `mind`).
SHORTENED = {
    "English": (
        "al approx art ca cf ch co corp dept dr ed eds eq est etc ex fig inc jr ltd messrs "
        "mr mrs ms mt nb no nos nr op pp prof resp rev sec sr st viz vol vs apr aug capt "
        "col dec esp feb gen gov hon incl jan jul jun lt mar max min nov oct pres rep sen "
        "sep sept sgt univ"
    ),
    "German": (
        "abb abs allg anm aufl bd bes betr bez bzw chr dgl dipl ebd einschl entspr evtl "
        "exkl ff fr geb gegr gem gez ggf ggfs ggü hr hrn hrsg inkl insb insbes jg jh jhd "
        "jmd kap lat lfd mio mrd mwst nördl österr rd röm schweiz sek sog std str südl tab "
        "tel tgl urspr usf usw versch vgl vors wg wiss zit zus zzgl zzt"
    ),
    "French": (
        "av boul chap cie cit coll conf div éd édit env fasc févr ibid janv juil loc mgr mm "
        "obs orig pl prov publ réf sq suiv suppl tél trad"
    ),
    "Spanish": (
        "aprox arq avda cía dcha depto dpto dra ee ej excmo fdo gral ilmo ing izq lic máx "
        "mín mons núm núms pág págs ref sra sras sres srta ss sta sto teléf ud uds uu vd "
        "vds"
    ),
    "Italian": "artt avv cfr dott ecc egr figg geom lett num pag pagg sig sigg spett tav",
    "Dutch": "afd bijl bijv blz bv dhr drs ds enz evt excl hfst jl mevr mw nl vnl zgn zog",
    "Russian": "гг др им млн млрд проф пр рис руб см стр табл тыс ул",
}
SHORT = frozenset(word for words in SHORTENED.values() for word in words.split())
LAST = re.compile(r"[\w.]*\Z")
LONGEST = 2_000  # characters that are looked through
ENOUGH = 2  # words that a sentence has at least


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items that say several things at once: nobody can hold the one and reject the other."""
    for claim in seen.body.claims:
        if second := second_sentence(claim.text):
            says = (
                f"the statement of '{claim.slug}' is more than one sentence, from '{second}' on: "
                "make it one, or make a claim of each; what explains it is prose below"
            )
            yield seen.records[claim.id].problem(Code.SEVERAL_SENTENCES, says)


def second_sentence(text: str) -> str:
    """The first words of the second sentence of a statement, if it surely has one."""
    text = text[:LONGEST]
    if not BETWEEN.search(text):  # as in most
        return ""
    bare = ASIDE.sub(lambda aside: "x" * len(aside[0]), text)
    for end in BETWEEN.finditer(bare):
        before, after = bare[: end.start()], bare[end.end() :].lstrip()
        if _ends(before, end[0]) and _begins(after):
            start = len(bare) - len(after)
            return " ".join(text[start:].split()[:3])
    return ""


def _ends(before: str, mark: str) -> bool:
    """Whether a mark ends a sentence, and does not shorten a word, as in `e.g.` and `J. Doe`."""
    if mark != ".":
        return True
    last = LAST.search(before)
    word = last[0] if last else ""
    shortened = "." in word or len(word) < 2 or word.casefold() in SHORT
    return not shortened and len(before.split()) >= ENOUGH


def _begins(after: str) -> bool:
    """Whether a sentence begins here: with a capital, if its script has any."""
    first = after[:1]
    return first.upper() == first and (len(after.split()) >= ENOUGH or not first.isascii())
