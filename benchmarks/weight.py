"""What the pages of a built site weigh: bytes, by gzip, and with the styles and scripts that a page
asks for. `python benchmarks/weight.py SITE` prints the tables of docs/site.md."""

from __future__ import annotations

import gzip
import re
import statistics
import sys
from pathlib import Path

KINDS = {
    "front page": "index.html",
    "debate": "debates/*.html",
    "everything said in a debate": "outlines/*.html",
    "item": "claims/*/*.html",
    "the whole map of a debate": "maps/*.html",
    "who stands where in a debate": "stances/*.html",
    "two people": "compare/**/*.html",
    "who meets whom": "compare.html",
    "items of a kind": "items/*.html",
    "person": "people/*.html",
    "term": "terms/*.html",
    "source": "sources/*.html",
    "what is unanswered": "open.html",
    "search": "search.html",
    "how to read a map": "method.html",
    "list of people": "people.html",
    "list of terms": "terms.html",
    "list of sources": "sources.html",
    "not found": "404.html",
}
BESIDE = {
    "`style.css`": ("style.css",),
    "`map.css`, `map.js`": ("map.css", "map.js"),
    "`focus.css`, `focus.js` (debates)": ("focus.css", "focus.js"),
    "`reader.js`": ("reader.js",),
    "`debate.css` (debates)": ("debate.css",),
    "`strength.js`, `whatif.js` (debates)": ("strength.js", "whatif.js"),
    "`stances.js` (who stands where)": ("stances.js",),
    "`search.js`": ("search.js",),
    "maps of the debates, fetched when an item is first put in focus": ("maps/*.js",),
    "graphs of the debates, for the what-if": ("graphs/*",),
    "cards, fetched when one is first wanted": ("cards/*",),
    "parts of the search, fetched as words are typed": ("search/*",),
    "data for programs": ("data/**/*.json",),
}
ASKED = re.compile(rb'(?:<link rel="(?:stylesheet|icon)"[^>]*href|<script[^>]*src)="([^"#?]+)"')


def zipped(data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0))


def with_styles(page: Path) -> int:
    """A page by gzip, with what it asks for."""
    data = page.read_bytes()
    asked = {(page.parent / name.decode()).resolve() for name in ASKED.findall(data)}
    return zipped(data) + sum(zipped(file.read_bytes()) for file in asked if file.is_file())


def row(name: str, pages: list[Path]) -> str:
    sizes = {page: len(page.read_bytes()) for page in pages}
    heaviest = max(pages, key=sizes.__getitem__)
    cells = [
        int(statistics.median(sizes.values())),
        int(statistics.median(zipped(page.read_bytes()) for page in pages)),
        int(statistics.median(map(with_styles, pages))),
    ]
    worst = [sizes[heaviest], zipped(heaviest.read_bytes()), with_styles(heaviest)]
    shown = [f"{n:,}" for n in cells] + ([f"{n:,}" for n in worst] if len(pages) > 1 else [""] * 3)
    return f"| {name} | {len(pages)} | {' | '.join(shown)} |".replace("|  |", "| |")


def main(site: Path) -> None:
    print("| | pages | median | gzip | with styles | heaviest | gzip | with styles |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, pattern in KINDS.items():
        if pages := sorted(site.glob(pattern)):
            print(row(name, pages))
    print("\n| | files | bytes | gzip |\n| --- | ---: | ---: | ---: |")
    for name, patterns in BESIDE.items():
        files = [path for pattern in patterns for path in sorted(site.glob(pattern))]
        data = [path.read_bytes() for path in files]
        print(f"| {name} | {len(files)} | {sum(map(len, data)):,} | {sum(map(zipped, data)):,} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
