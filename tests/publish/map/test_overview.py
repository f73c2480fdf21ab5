"""The map at a glance on the page of a debate: a strip for each position, small and in words."""

from __future__ import annotations

import pytest
from bases import SHIPPED, Folder

from kb.publish import publish
from kb.publish.index import Index
from kb.publish.map.captions import Captions
from kb.publish.map.opening import opened
from kb.publish.map.svg import svg
from kb.publish.map.tree import grow
from loaders.base.load import load_base

HEAD = "---\ntitle: Sails\nquestion: Should the ferry sail?\n---\n\n"
MOST = 15_000  # bytes of a debate's page that its map may take
DEBATES = tuple(
    path.stem for path in sorted(SHIPPED.glob("*.md")) if "question:" in path.read_text()
)

SAILS = """
## go

The ferry should go.

- **Kind:** position
- **Title:** Let it go
- **Supported by:** wind; sun + not cold
- **Supported by:** calm — inferred
- **Rebutted by:** night

## stay

The ferry should stay.

- **Kind:** position
- **Supported by:** cold

## wind

There is wind.

- **Supported by:** clouds

## sun

The sun shines.

## cold

It is cold.

## tide

The tide is high.

## calm

The sea is calm.

## night

It is night.

## clouds

There are clouds.

## lamps

There are lamps.

- **Undercuts:** night → go

## is-cold

Is it cold?

- **Kind:** crux
- **Posed by:** mapper
- **Asks:** cold

## gulls

The gulls are loud.

- **Supported by:** tide
"""


@pytest.fixture
def glance(tmp_path, build):
    """The page of a debate, and what its map says at a glance."""
    folder = Folder(tmp_path / "base")
    folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
    folder.write("sails.md", HEAD + SAILS)
    page = build(load_base(folder.path))["debates/sails.html"]
    return page, page.one("div", class_="glance")


def test_each_position_is_a_strip_with_its_title_and_how_it_stands(glance):
    page, _ = glance
    strips = page.all("li", class_="strip")
    named = [page.text(part(strip, "named")) for strip in strips]
    assert named == ["A Let it go", "B The ferry should stay."]
    grades = [page.text(part(strip, "grade")) for strip in strips]
    assert grades == ["leaning yes", "leaning yes"]


def test_what_weighs_for_and_against_is_said_in_words_ours_apart(glance):
    page, _ = glance
    go, stay = page.all("li", class_="strip")
    supports, rebuts = (part(go, kind) for kind in ("supports", "rebuts"))
    assert "2 for, and 1 link of ours" in page.text(supports)
    lines = ["Wind", "Sun and Cold (if that is false)", "Calm (our link)"]
    assert [page.text(line) for line in list(part(supports, "names"))] == lines
    assert "1 challenges a reason against it Lamps" in page.text(supports)
    assert page.text(rebuts).endswith("1 against Night")
    assert page.text(stay).endswith("Nothing against it")


def test_a_premise_that_somebody_attacks_is_a_challenge_and_a_guess_turned_down_is_none(
    tmp_path, build
):
    attack = """
## storm

A storm is due.

- **{stance} by:** mara
- **Rebuts:** wind
"""
    for stance, shown in (("Held", True), ("Reported", False)):
        folder = Folder(tmp_path / stance)
        folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
        folder.write("people.md", "## mara\n\nMara\n")
        folder.write("sails.md", HEAD + SAILS + attack.format(stance=stance))
        page = build(load_base(folder.path))["debates/sails.html"]
        go = page.all("li", class_="strip")[0]
        against = page.text(part(go, "rebuts"))
        assert ("1 challenges a reason for it Storm" in against) == shown


def test_what_is_ours_is_striped_and_bars_are_as_long_as_what_they_do(glance):
    page, _ = glance
    bar = part(page.all("li", class_="strip")[0], "bar")
    rects = list(bar)
    titled = [("".join(r.itertext()), r.get("fill")) for r in rects]
    assert ("Calm", "url(#ours-supports)") in titled
    assert ("Wind", None) in titled
    widths = [float(r.get("width", "").rstrip("%")) for r in rects]
    assert widths == sorted(widths, reverse=True)
    assert bar.get("aria-hidden") == "true"


def test_every_name_leads_to_a_page_without_a_script(glance):
    page, map_ = glance
    targets = page.targets(map_)
    assert "claims/sails/wind.html" in targets
    assert "maps/sails.html" in targets
    assert "Argued apart from the positions: Gulls" in page.text(map_)


def part(element, name):
    return next(e for e in element.iter() if name in (e.get("class") or "").split())


@pytest.fixture(scope="module")
def loaded():
    return load_base(SHIPPED)


@pytest.fixture(scope="module")
def shipped(loaded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("glance") / "public"
    publish(loaded, folder)
    return folder


def test_the_map_is_a_small_share_of_the_page_of_a_debate(shipped):
    for debate in DEBATES:
        html = (shipped / "debates" / f"{debate}.html").read_text(encoding="utf-8")
        map_ = html[html.index('<div class="glance"') :].partition("</section>")[0]
        assert len(map_.encode()) < MOST, debate
        assert 'class="tree"' not in html


FITS = """() => {
  const runs = (e) => e.clientWidth && (e.scrollWidth > e.clientWidth + 1
    || (getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1));
  const out = [...document.querySelectorAll('.node, .node *, .glance *, .focus *')]
    .filter(e => !e.closest('svg') && runs(e));
  const beyond = [...document.querySelectorAll('.node')].flatMap(node => {
    const box = node.getBoundingClientRect();
    return [...node.querySelectorAll('*')].filter(e => {
      const own = e.getBoundingClientRect();
      return own.width && (own.right > box.right + 1 || own.left < box.left - 1);
    });
  });
  return [...out, ...beyond].map(e => e.textContent.trim());
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_no_words_run_out_of_a_box_and_no_column_is_cut_off(shipped, read, width):
    reader = read(shipped, viewport={"width": width, "height": 900})
    for debate in DEBATES:
        page = reader.open(f"maps/{debate}.html")
        for _ in range(6):
            assert page.evaluate(FITS) == [], debate
            assert page.evaluate(CUT_OFF) <= 1, debate
            page.click("[data-do=open]")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_overview_fits_and_on_a_wide_screen_is_seen_whole(shipped, read, width):
    reader = read(shipped, viewport={"width": width, "height": 900})
    for debate in DEBATES:
        page = reader.open(f"debates/{debate}.html")
        assert page.evaluate(FITS) == [], debate
        height = page.locator(".glance").bounding_box()["height"]
        assert width == 390 or height < 900 * reader.breadth(), debate


CUT_OFF = "(map => map.scrollWidth - map.clientWidth)(document.querySelector('.map'))"
IN_BOXES = """() => [...document.querySelectorAll('g')].filter(g => g.querySelector('rect'))
  .flatMap(g => {
    const box = g.querySelector('rect').getBBox();
    return [...g.querySelectorAll('text')].filter(text => {
      const own = text.getBBox();
      return own.x < box.x || own.x + own.width > box.x + box.width - 6
        || own.y + own.height > box.y + box.height;
    });
  }).map(text => text.textContent)"""


@pytest.mark.browser
def test_words_of_a_drawing_stay_in_their_boxes(loaded, read, tmp_path):
    folder = Folder(tmp_path / "base")
    folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
    loud = SAILS.replace(
        "The sea is calm.", "WE MUST SWIM: @@@@@@@@ MMMMMMMMMMMMMMMMMMMMM ÄÖÜ " * 4
    )
    folder.write("loud.md", HEAD + loud)
    drawn = {debate: drawing(loaded.base, debate) for debate in DEBATES}
    drawn["loud"] = drawing(load_base(folder.path).base, "loud")
    reader = read(tmp_path)
    for debate, text in drawn.items():
        (tmp_path / "map.svg").write_text(text, encoding="utf-8")
        assert reader.open("map.svg").evaluate(IN_BOXES) == [], debate


def drawing(base, debate):
    """The whole map as `kb map` draws it."""
    index = Index(base)
    forest = grow(index, debate)
    return svg(forest, Captions(index, forest, opened(forest, 20)), debate)


@pytest.mark.browser
def test_paper_shows_the_overview_and_not_what_is_in_focus(shipped, read):
    page = read(shipped).open("debates/adviser.html", "#map-adviser-seeks-power")
    page.wait_for_selector(".focused")
    page.emulate_media(media="print")
    assert page.is_visible(".strip")
    assert not page.is_visible(".focused")
