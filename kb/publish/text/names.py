"""From ids to file names and anchors: confined to the site, and never two ids on one file.

A slug keeps its name. Anything else (an id with other characters, a name that Windows reserves, a
very long one) gets a readable rest, `_` and a hash; slugs have no `_`, so the two never meet. All
names are lower case, so they stay apart where the file system ignores case.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from kb.model import SLUG, slugify

HOME = "index.html"
NOT_FOUND = "404.html"
PEOPLE = "people.html"
SOURCES = "sources.html"
TERMS = "terms.html"
METHOD = "method.html"
OPEN = "open.html"
SEARCH = "search.html"
PAIRS = "compare.html"
CLAIMS = "claims/"  # the folder of all items
FEED = "feed.xml"
SITEMAP = "sitemap.xml"

LONGEST = 100
MENTIONS = 20_000  # pages mention the same few things again and again
RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)
PLAIN_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9:-]*")


@lru_cache(MENTIONS)
def segment(text: str) -> str:
    """A file or folder name for `text`, different for every text."""
    if SLUG.fullmatch(text) and len(text) <= LONGEST and text not in RESERVED:
        return text
    return f"{slugify(text)[:40].strip('-')}_{_hash(text)}"


@lru_cache(MENTIONS)
def anchor(text: str) -> str:
    """A fragment for `text`, different for every text."""
    return text if PLAIN_ANCHOR.fullmatch(text) else f"x_{_hash(text)}"


def debate_file(debate: str) -> str:
    return f"debates/{segment(debate)}.html"


def debate_anchor(debate: str) -> str:
    """Where a page about several debates speaks of one."""
    return f"in-{segment(debate)}"


@lru_cache(MENTIONS)
def claim_file(claim: str) -> str:
    """`claims/debate/slug.html`; an id of another form is one segment."""
    parts = claim.split("/")
    path = "/".join(map(segment, parts)) if len(parts) == 2 else segment(claim)
    return f"{CLAIMS}{path}.html"


def person_file(person: str) -> str:
    return f"people/{segment(person)}.html"


def source_file(source: str) -> str:
    return f"sources/{segment(source)}.html"


def term_file(term: str) -> str:
    return f"terms/{segment(term)}.html"


def stances_file(debate: str) -> str:
    """Who stands where in a debate."""
    return f"stances/{segment(debate)}.html"


def map_file(debate: str) -> str:
    """The whole map of a debate."""
    return f"maps/{segment(debate)}.html"


def focus_file(debate: str) -> str:
    """What bears on what in a debate, as a script for the map on its page."""
    return f"maps/{segment(debate)}.js"


def outline_file(debate: str) -> str:
    """Everything that a debate says, section by section."""
    return f"outlines/{segment(debate)}.html"


def pair_file(a: str, b: str) -> str:
    """Two people side by side."""
    return f"compare/{segment(a)}/{segment(b)}.html"


def list_file(kind: str) -> str:
    return f"items/{segment(kind)}.html"


def data_file(page: str) -> str:
    """The same for programs as a page says to readers."""
    return f"data/{page.removesuffix('.html')}.json"


def cards_file(debate: str) -> str:
    return f"cards/{segment(debate)}.js"


def graph_file(debate: str) -> str:
    """The graph of a debate, as a script for the what-if on its page."""
    return f"graphs/{segment(debate)}.js"


def passage_anchor(number: int) -> str:
    return f"p{number}"


@lru_cache(MENTIONS)
def section_anchor(section: str) -> str:
    """Readable, and different for headings that make the same slug."""
    return f"section-{slugify(section)[:40].strip('-')}-{_hash(section)[:8]}"


def root_of(path: str) -> str:
    """What leads from a page back to the top of the site: `../` for each folder it is in."""
    return "../" * path.count("/")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def full_address(address: str, path: str) -> str:
    """Where a file of the site will be; the first page is the address itself."""
    return f"{address.rstrip('/')}/{'' if path == HOME else quote(path)}"
