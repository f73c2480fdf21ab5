"""The page of a debate: what its first screen says, in which order the rest comes, what it weighs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bases import SHIPPED, Folder
from building import argument, base, claim, debate, stance

from kb.model import Person, Relation, Source
from kb.publish import publish
from loaders.base.load import LoadedBase, load_base

DEBATES = sorted(
    path.stem for path in SHIPPED.glob("*.md") if path.stem not in ("people", "sources")
)
SCREEN = 900
LONGEST = 8 * SCREEN
HEAVIEST = 60_000
PRINTED = 8
# A long exchange may take more: what else is on its page then needs no more than this.
BESIDE = 6 * SCREEN
BESIDE_BYTES = 34_000


def headings(page) -> list[str]:
    return [page.text(h) for h in page.all("h2")]


def test_first_comes_what_is_asked_then_how_it_stands_and_the_rest_in_order(site):
    page = site["debates/ferry.html"]
    assert page.text(page.one("h1")) == "Should the island ferry run through the night?"
    short, stands = page.all("dl", class_="gist")
    assert [page.text(dt) for dt in short.iter("dt")] == ["In short"]
    assert [page.text(dt) for dt in stands.iter("dt")] == ["It stands", "It turns on"]
    assert "Is the engine heard under water?" in page.text(stands)
    assert page.text(page.all("ul", class_="facts")[0]).startswith("2 voices")
    order = ["Positions", "Cruxes", "Positions and map", "What if"]
    assert [h for h in headings(page) if h in order] == order
    contents = page.one("nav", class_="contents")
    assert page.targets(contents) >= {
        f"debates/ferry.html#{place}" for place in ("cruxes", "map", "what-if")
    }
    assert {"stances/ferry.html", "outlines/ferry.html"} <= page.targets(contents)


ALONE = """---
title: Nets
question: Should the nets be mended in winter?
---

One voice speaks of the nets.

## mend

The nets should be mended in winter.

- **Kind:** position
- **Held by:** mara
- **Supported by:** idle + is-it-cold
  - **Held by:** mara
{against}
## idle

Hands are idle in winter.

- **Held by:** mara

## is-it-cold

Is it too cold for anything else?

- **Kind:** crux
- **Posed by:** mapper
"""


def alone(folder: Folder, against: str) -> LoadedBase:
    folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
    folder.write("people.md", "## mara\n\nMara\n")
    folder.write("nets.md", ALONE.format(against=against))
    return load_base(folder.path)


def test_one_voice_with_nothing_against_itself_is_read_and_not_weighed(tmp_path, build):
    page = build(alone(Folder(tmp_path / "alone"), ""))["debates/nets.html"]
    assert not page.all("table", class_="positions-table")
    assert [h for h in headings(page) if h in ("What if", "Positions")] == []
    assert "It stands" not in page.text(page.one("main"))
    position = page.one("li", id="position-mend")
    said = "The nets should be mended in winter. Mara holds this 1 for Idle and Is it cold (if yes)"
    assert page.text(position) == said
    assert "longer a bar" not in page.text(page.one("main"))


def test_one_voice_that_weighs_both_sides_is_weighed(tmp_path, build):
    against = "- **Rebutted by:** not idle\n  - **Held by:** mara\n"
    page = build(alone(Folder(tmp_path / "torn"), against))["debates/nets.html"]
    assert page.all("table", class_="positions-table")
    assert "What if" in headings(page)
    assert page.one("li", id="position-mend") is not None
    assert "1 against" in page.text(page.one("li", id="position-mend"))


def test_nothing_is_folded_away(site):
    assert not site["debates/ferry.html"].all("details")


def test_a_position_says_who_holds_it_and_how_firmly(site):
    page = site["debates/ferry.html"]
    table = page.text(page.one("table", class_="positions-table"))
    assert "Day boats suffice Nobody in the text" in table
    position = page.text(page.one("li", id="position-run-all-night"))
    assert "Mara Oduya holds this (at least on weekdays) · credence 0.8" in position
    assert "Ines Tal rejects this" in position


RIVALS = base(
    claim("a", "Bees sting.", kind="position", title="Bees sting"),
    claim("b", "Bees never sting.", kind="position", title="Bees never sting", line=2),
    claim("x", "Somebody was stung.", line=3),
    claim("c", "Was somebody stung?", kind="crux", line=4),
    arguments=(
        argument("supports", "x", "a", reasons=("a sting hurts",)),
        argument("rebuts", "x", "b", inferred=True),
    ),
    relations=(
        Relation(kind="asks", source="d/c", target="d/x"),
        Relation(kind="rivals", source="d/a", target="d/b"),
    ),
    stances=(
        stance("s", "p", "holds", "d/x", note="“I saw it”"),
        stance("t", "q", "reports", "d/x"),
    ),
    people=(Person(id="p", heading="Pia"), Person(id="q", heading="Quy")),
)


def test_a_crux_says_what_either_answer_does_who_gives_it_and_why_it_bears(build):
    page = build(RIVALS)["debates/d.html"]
    crux = page.one("li", id="crux-c")
    yes, no = (page.text(side) for side in page.all("div", class_="side"))
    assert re.fullmatch(r"Yes A \S.* stronger B \S.* weaker Pia says so \(“I saw it”\)", yes)
    assert no.endswith("Nobody says so.")
    assert "A yes speaks for A: a sting hurts. If" in page.text(crux)


def test_which_rival_leads_is_said_once(build):
    page = build(RIVALS)["debates/d.html"]
    text = page.text(page.one("main"))
    assert text.count("cannot both be right") == 1
    assert "rival of B" in page.text(page.one("table", class_="positions-table"))


def test_a_crux_that_hardly_moves_anything_is_a_line(build):
    items = (claim("a", kind="position"), claim("c", "Is it?", kind="crux"), claim("x"))
    page = build(base(*items, arguments=(argument("supports", "x", "a"),)))["debates/d.html"]
    assert page.text(page.one("li", id="crux-c")) == "Is it? Nobody answers yet."
    assert "It turns on" not in page.text(page.one("dl", class_="gist"))


def test_a_debate_without_items_has_its_question_and_no_empty_headings(build):
    page = build(base(debates=(debate(summary="Soon.", source="s"),),
                      sources=(Source(id="s", heading="The log"),)))["debates/d.html"]  # fmt: skip
    assert "Why?" in page.text(page.one("h1"))
    assert "In short Soon." in page.text()
    assert headings(page) == []
    assert not page.all("nav", class_="contents")


def test_very_many_cruxes_and_positions_do_not_make_the_page_endless(build):
    positions = [claim(f"p{n}", kind="position", line=n) for n in range(40)]
    cruxes = [claim(f"c{n}", "Is it?", kind="crux", line=n) for n in range(90)]
    yes = tuple(argument("supports", f"c{n}", f"p{n % 40}") for n in range(90))
    page = build(base(*positions, *cruxes, arguments=yes))["debates/d.html"]
    assert len(page.all("li", class_="crux")) <= 8
    assert "and 50 more" in page.text(page.one("section", aria_labelledby="cruxes"))
    assert "and 28 more" in page.text(page.one("section", aria_labelledby="positions"))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("debates") / "public"
    publish(load_base(SHIPPED), folder)
    return folder


@pytest.mark.parametrize("name", DEBATES)
def test_a_page_is_light(shipped: Path, name: str) -> None:
    page = (shipped / "debates" / f"{name}.html").read_bytes()
    told = page.partition(b'<section class="exchange"')[2].partition(b"</section>")[0]
    assert len(page) < max(HEAVIEST, len(told) + BESIDE_BYTES)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def number_in(pattern: str, text: str) -> int:
    """The number that a text gives of something; none where it does not speak of it."""
    found = re.search(pattern, text)
    return int({"one": "1", "No": "0"}.get(found[1], found[1])) if found else 0


def voices_in(text: str) -> int:
    """How many people a list names: `A, B and 2 more`."""
    more = re.search(r" and (\d+) more$", text)
    named = text.removesuffix(more[0]) if more else text
    return len(re.split(r" and |, ", named)) + int(more[1]) if more else len(named.split(" and "))


def objectors_told(stands: str) -> int:
    """How many people a text says object and are shown no answer."""
    if many := re.search(
        r"No answer is shown to the objections of (.*?)(?: to |, mostly to |\.)", stands
    ):
        return voices_in(many[1])
    return len(set(re.findall(r"(?:^|\. |shown\. )([^.]*?) objects to ", stands)))


@pytest.mark.parametrize("name", DEBATES)
def test_a_number_is_the_same_wherever_it_is_told(shipped: Path, kb_command, name: str) -> None:
    page = (shipped / "debates" / f"{name}.html").read_text()
    text, ends = plain(page), plain(page.partition('class="open-ends')[2])
    listed = " ".join(kb_command("open", name, "-C", SHIPPED).stdout.split())
    rows = re.split(r"\n(?=\S)", kb_command("debates", "-C", SHIPPED).stdout)
    [debate] = [" ".join(row.split()) for row in rows if row.startswith(f"{name} ")]
    objecting = objectors_told(text.partition("It stands ")[2].partition("It turns on")[0])
    waiting = re.findall(r"(?:answer|\.) (\S[^.:]*?), to [^.:]*:", ends)
    assert objecting == len(set(waiting))
    assert objecting == number_in(r"(\d+|one) who objects? wait", debate)
    assert bool(objecting) == bool(number_in(r"(\d+|No) objections? without answer", listed))
    others = r"(\d+) attacks? (?:of ours|put to nobody)"
    everything = (shipped / "open.html").read_text().partition(f'debates/{name}.html"')[2]
    attacks = everything.partition("</section>")[0].count('<li class="argument')
    assert attacks == number_in(others, listed)
    cruxes = page.partition('aria-labelledby="cruxes"')[2].partition("</section>")[0]
    in_all = number_in(r"(\d+) crux", plain(page.partition('class="about-page"')[2]))
    assert number_in(r"\d of (\d+) cruxes", text) in (0, in_all)
    assert cruxes.count('id="crux-') + number_in(r"(\d+) more, which reach less", cruxes) == in_all


@pytest.mark.browser
def test_the_first_screen_holds_all_that_belongs_there_and_the_page_is_short(shipped, read):
    reader = read(shipped, viewport={"width": 1280, "height": SCREEN})
    for name in DEBATES:
        page = reader.open(f"debates/{name}.html")
        first = "(document.querySelector('.at-first') ?? document.querySelector('.gist + .gist'))"
        ends = page.evaluate(f"{first}.getBoundingClientRect().bottom")
        assert ends <= SCREEN, name
        told = page.evaluate("document.querySelector('.exchange')?.offsetHeight ?? 0")
        tall = page.evaluate("document.documentElement.scrollHeight")
        assert tall < max(LONGEST, told + BESIDE), (name, tall, told)


@pytest.mark.browser
def test_on_a_telephone_nothing_scrolls_sideways(shipped, read):
    reader = read(shipped, viewport={"width": 390, "height": 844})
    for name in DEBATES:
        page = reader.open(f"debates/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


@pytest.mark.browser
def test_a_debate_takes_few_screens(shipped, read):
    """Eight of 1280 by 900, until the map or the what-if is opened, in a font like Palatino."""
    reader = read(shipped)
    screens = {}
    for file in sorted((shipped / "debates").glob("*.html")):
        page = reader.open(f"debates/{file.name}")
        page.set_viewport_size({"width": 1280, "height": 900})
        screens[file.stem] = page.evaluate("document.documentElement.scrollHeight") / 900
    most = 8 * reader.breadth()
    assert {name: size for name, size in screens.items() if size >= most} == {}


@pytest.mark.browser
def test_a_debate_prints_as_an_article(shipped, read):
    page = read(shipped).open("debates/power-seeking.html")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) < PRINTED
    page.emulate_media(media="print")
    assert page.is_visible(".gist")
    assert page.is_visible("#cruxes")
    for gone in (".what-if", ".contents", ".tree"):
        assert not page.locator(gone).first.is_visible(), gone


@pytest.mark.browser
def test_without_scripts_the_page_says_all_but_the_what_if(shipped, read):
    page = read(shipped, java_script_enabled=False).open("debates/legibility.html")
    assert page.locator(".crux .side").count() >= 2
    assert "This needs JavaScript" in page.inner_text("#what-if")
    assert not page.locator(".what-if button").first.is_visible()
