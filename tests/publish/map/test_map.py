"""The argument map: Markdown in, boxes in their columns out, each claim in one place."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from bases import Folder
from building import argument, base, claim
from unchecked import unchecked

from kb.api import OpenBase
from kb.model import Base, Place
from kb.publish.index import Index
from kb.publish.map.opening import DEEPEST, MOST, READABLE
from kb.publish.map.tree import Box, Branch, Forest, grow
from kb.publish.numbers.leaning import leanings, sides

HEAD = "---\ntitle: Sails\nquestion: Should the ferry sail?\n---\n\n"
PLACE = Place(path="d.md", line=1)


def item(slug: str, *lines: str) -> str:
    notes = "\n".join(f"- {line}" for line in lines)
    return f"## {slug}\n\nSo it is with {slug}.\n\n{notes}\n\n"


Read = Callable[..., Base]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The base that some items make, written as one debate called `sails`."""

    def read(*items: str, **others: str) -> Base:
        folder = Folder(tmp_path / "base")
        folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
        folder.write("sails.md", HEAD + "".join(items))
        for name, text in others.items():
            folder.write(f"{name}.md", HEAD + text)
        return OpenBase.at(folder.path).session.loaded.base

    return read


def big(claims: int, parent: Callable[[int], int]) -> Base:
    """A debate whose n-th claim supports, or every third time rebuts, the claim `parent(n)`."""
    arguments = []
    for n in range(1, claims):
        kind = "rebuts" if n % 3 == 0 else "supports"
        arguments.append(argument(kind, f"c{n}", f"c{parent(n)}"))
    items = (
        claim(f"c{n}", f"Claim number {n} holds.", kind="claim" if n else "position")
        for n in range(claims)
    )
    return base(*items, arguments=tuple(arguments))


def told(branch: Branch) -> str:
    """An argument in a line: `supports a + not b (c) < undercuts d`; `(c)` is only a mention of c."""
    return f"{branch.kind} {' + '.join(map(named, branch.boxes))}" + "".join(
        f" < {told(undercut)}" for undercut in branch.undercuts
    )


def named(box: Box) -> str:
    slug = box.claim.rpartition("/")[2]
    return ("not " if box.negated else "") + (f"({slug})" if box.place else slug)


def on(forest: Forest, slug: str) -> list[str]:
    """What stands beside the place of a claim."""
    return [told(branch) for branch in forest.places[f"sails/{slug}"].on_it]


def roots(forest: Forest) -> tuple[list[str], list[str]]:
    return [named(box) for box in forest.positions], [named(box) for box in forest.apart]


POSITION = "**Kind:** position"


def test_trees_that_are_felled_leave_no_circle(read):
    """Circles stay in memory until they are looked for, which a build hardly does."""
    base = read(
        item("go", POSITION, "**Supported by:** wind", "**Rebutted by:** cold; wind + sun"),
        *map(item, ("wind", "cold", "sun")),
        item("calm", "**Undercuts:** wind → go", "**Supports:** cold", "**Rebuts:** go"),
        item("storm", "**Undercuts:** calm → wind → go", "**Supports:** calm"),
    )
    index = Index(base)
    gc.collect()
    gc.disable()
    try:
        forest = grow(index, "sails")
        assert len(forest.boxes) > 4
        forest.fell()
        del forest
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_supports_come_before_rebuttals_and_otherwise_as_written(read):
    base = read(
        item("go", POSITION, "**Rebutted by:** cold", "**Supported by:** wind; sun"),
        *map(item, ("wind", "sun", "cold")),
    )
    forest = grow(Index(base), "sails")
    assert roots(forest) == (["go"], [])
    assert on(forest, "go") == ["supports wind", "supports sun", "rebuts cold"]
    assert [box.column for box in forest.boxes] == [0, 1, 1, 1]


def test_linked_and_negated_premises_are_one_argument(read):
    base = read(
        item("go", POSITION, "**Supported by:** wind + not cold"), item("wind"), item("cold")
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "go") == ["supports wind + not cold"]


def test_an_undercutter_stands_beside_the_first_premise_of_its_argument(read):
    base = read(
        item("go", POSITION, "**Supported by:** wind + sun\n  - **Undercut by:** night"),
        *map(item, ("wind", "sun", "night")),
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "go") == ["supports wind + sun < undercuts night"]
    wind, night = (forest.places[f"sails/{slug}"] for slug in ("wind", "night"))
    assert (wind.column, night.column) == (1, 2)
    assert [branch.boxes[0] for branch in wind.replies] == [night]


def test_undercuts_of_undercuts_go_one_column_further_each(read):
    base = read(
        item("go", POSITION, "**Supported by:** wind"),
        item("wind"),
        item("calm", "**Undercuts:** wind → go"),
        item("storm", "**Undercuts:** calm → wind → go"),
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "go") == ["supports wind < undercuts calm < undercuts storm"]
    columns = {named(box): box.column for box in forest.boxes}
    assert columns == {"go": 0, "wind": 1, "calm": 2, "storm": 3}


def test_a_claim_has_one_place_nearest_to_a_position_and_is_mentioned_elsewhere(read):
    base = read(
        item("go", POSITION, "**Supported by:** wind"),
        item("wind", "**Supported by:** clouds"),
        item("clouds", "**Supported by:** rain"),
        item("stay", POSITION, "**Supported by:** rain"),
        item("rain"),
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "stay") == ["supports rain"]
    assert on(forest, "clouds") == ["supports (rain)"]
    rain = forest.places["sails/rain"]
    assert rain.column == 1
    assert [branch.target for branch in rain.also] == [forest.places["sails/clouds"]]


def test_circles_end_in_a_mention(read):
    base = read(
        item("go", POSITION, "**Supported by:** wind"),
        item("wind", "**Supported by:** clouds"),
        item("clouds", "**Supported by:** wind"),
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "clouds") == ["supports (wind)"]
    mention = next(box for box in forest.boxes if box.place)
    assert mention.is_within(mention.place)


def test_what_leads_to_no_position_stands_apart_circles_included(read):
    base = read(
        item("go", POSITION),
        item("end", "**Supported by:** start"),
        item("start"),
        item("hen", "**Supported by:** egg"),
        item("egg", "**Supported by:** hen"),
        item("alone"),
    )
    forest = grow(Index(base), "sails")
    assert roots(forest) == (["go"], ["end", "hen"])


def test_a_claim_of_another_debate_brings_only_what_this_debate_says_of_it(read):
    base = read(
        item("go", POSITION, "**Supported by:** [wind](winds.md#wind)"),
        item("here", "**Supports:** [wind](winds.md#wind)"),
        winds=item("wind", POSITION, "**Supported by:** there") + item("there"),
    )
    forest = grow(Index(base), "sails")
    (branch,) = forest.places["sails/go"].on_it
    assert [told(other) for other in branch.boxes[0].on_it] == ["supports here"]


def test_an_answer_to_a_crux_says_both_on_one_box(read):
    base = read(
        item("go", POSITION),
        "## is-windy\n\nIs it windy?\n\n- **Kind:** crux\n- **Posed by:** mapper\n"
        "- **If yes:** supports go\n- **If no:** rebuts go\n",
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "go") == ["supports is-windy"]
    assert [branch.kind for branch in forest.places["sails/is-windy"].also] == ["rebuts"]


def test_the_reason_somebody_gives_is_drawn_and_not_what_follows_from_its_being_false(read):
    """In whichever order they are written; the box says the other thing too."""
    lines = ("**Supported by:** not cold — inferred", "**Rebutted by:** cold")
    for written in (lines, lines[::-1]):
        base = read(item("go", POSITION, *written), item("cold"))
        forest = grow(Index(base), "sails")
        assert on(forest, "go") == ["rebuts cold"]
        assert [branch.kind for branch in forest.places["sails/cold"].also] == ["supports"]


def test_the_yes_of_a_crux_is_drawn_and_not_its_no(read):
    base = read(
        item("go", POSITION),
        "## is-cold\n\nIs it cold?\n\n- **Kind:** crux\n- **Posed by:** mapper\n"
        "- **If no:** supports go\n- **If yes:** rebuts go\n",
    )
    assert on(grow(Index(base), "sails"), "go") == ["rebuts is-cold"]


def test_of_one_kind_reasons_come_before_what_follows_from_their_contraries(read):
    lines = ("not cold — inferred", "not wet", "wind")
    written = (f"**Supported by:** {line}" for line in lines)
    base = read(item("go", POSITION, *written), *map(item, ("cold", "wet", "wind")))
    order = ["supports wind", "supports not wet", "supports not cold"]
    assert on(grow(Index(base), "sails"), "go") == order


def test_what_we_read_into_a_contrary_is_told_once_where_the_claim_has_its_place(read):
    base = read(
        item("go", POSITION, "**Supported by:** cold"),
        item("stay", POSITION, "**Supported by:** night"),
        item("night", "**Supported by:** not cold — inferred", "**Rebutted by:** cold"),
        item("cold"),
    )
    forest = grow(Index(base), "sails")
    assert on(forest, "night") == ["rebuts (cold)"]
    also = [(b.kind, b.argument.premises[0].negated) for b in forest.places["sails/cold"].also]
    assert also == [("rebuts", False), ("supports", True)]


def favours(base: Base, *positions: str) -> dict[str, dict[str, str]]:
    names = [f"sails/{slug}" for slug in positions]
    found = leanings(Index(base), names)
    return {
        claim.slug: {
            positions[ord(letter) - ord("A")]: word
            for word, letters in sides(found[claim.id], len(names))
            for letter in letters
        }
        for claim in base.claims
        if claim.id in found
    }


def test_a_box_says_what_it_favours_in_the_end_along_all_ways(read):
    base = read(
        item("go", POSITION, "**Supported by:** wind", "**Rebutted by:** cold"),
        item("stay", POSITION, "**Supported by:** cold; not wind"),
        item("wind", "**Rebutted by:** calm"),
        item("cold", "**Rebutted by:** coat"),
        item("calm"),
        item("coat"),
        item("odd", "**Undercuts:** cold → stay", "**Supports:** stay"),
    )
    assert favours(base, "go", "stay") == {
        "go": {"go": "for"},
        "stay": {"stay": "for"},
        "wind": {"go": "for", "stay": "against"},
        "cold": {"go": "against", "stay": "for"},
        "calm": {"go": "against", "stay": "for"},
        "coat": {"go": "for", "stay": "against"},
        "odd": {"stay": "both ways on"},
    }


# On pages


def boxes(page, kind: str = "*") -> dict[str, Element]:
    """The boxes of the map by their fragment, without what stands beside them."""
    found = page.all("div", class_="node")
    return {e.get("id", ""): e for e in found if e.get("id")}


def test_the_page_of_the_whole_map_has_a_box_for_each_claim_that_links_to_its_page(read, build):
    base = read(
        item("go", POSITION, "**Supported by:** wind + not cold", "**Rebutted by:** sun"),
        *map(item, ("wind", "cold", "sun")),
    )
    page = build(base)["maps/sails.html"]
    found = {name: page.text(e) for name, e in boxes(page).items()}
    assert found == {
        "map-go": "Position A So it is with go.",
        "map-wind": "Supports for A So it is with wind.",
        "map-cold": "And if this is false against A So it is with cold.",
        "map-sun": "Rebuts against A So it is with sun.",
    }
    assert page.targets(boxes(page)["map-wind"]) == {"claims/sails/wind.html"}
    region = page.one("div", class_="map")
    assert (region.get("tabindex"), region.get("role")) == ("0", "region")
    assert region.get("aria-label")


def test_the_map_nests_as_the_argument_does(read, build):
    base = read(
        item("go", POSITION, "**Supported by:** wind"),
        item("wind"),
        item("calm", "**Undercuts:** wind → go"),
    )
    page = build(base)["maps/sails.html"]
    above = {child: parent for parent in page.tree.iter() for child in parent}
    at, lists = boxes(page)["map-calm"], []
    while at in above:
        at = above[at]
        lists += [at.get("aria-label")] if at.tag == "ul" else []
    assert lists == ["Undercut by", "Supported by", "Positions"]


def test_a_second_mention_leads_to_the_place_which_says_what_else_it_does(read, build):
    base = read(
        item("go", POSITION, "**Supported by:** wind"),
        item("stay", POSITION, "**Rebutted by:** wind"),
        item("wind"),
    )
    page = build(base)["maps/sails.html"]
    (mention,) = page.all("div", class_="mention")
    assert page.targets(mention) == {"maps/sails.html#map-wind"}
    assert "shown above" in page.text(mention)
    assert "also rebuts Stay" in page.text(boxes(page)["map-wind"])
    assert "maps/sails.html#map-stay" in page.targets(boxes(page)["map-wind"])


def test_cruxes_are_shown_as_such(read, build):
    crux = "## is-{0}\n\nIs it {0}?\n\n- **Kind:** crux\n- **Posed by:** mapper\n- **{1}\n\n".format
    base = read(
        item("go", POSITION, "**Supported by:** wind"),
        item("wind"),
        crux("windy", "Asks:** wind"),
        crux("cold", "If no:** supports go"),
    )
    page = build(base)["maps/sails.html"]
    assert "crux: Is windy" in page.text(boxes(page)["map-wind"])
    assert page.text(boxes(page)["map-is-cold"]).startswith("If no, supports crux")


def test_deep_branches_are_folded_with_counts_that_lead_on_without_a_script(read, build):
    base = read(
        item("a", POSITION, "**Supported by:** b"),
        item("b", "**Supported by:** c"),
        item("c", "**Supported by:** d; e", "**Rebutted by:** f; g"),
        *map(item, "defg"),
    )
    page = build(base)["maps/sails.html"]
    (fold,) = page.all("p", class_="fold")
    assert page.text(fold) == "+4, 2 rebut"
    assert page.targets(fold) == {"claims/sails/c.html#map"}
    (hidden,) = [e for e in page.all("div", class_="replies") if e.get("hidden") is not None]
    assert {e.get("id") for e in hidden.iter("div")} >= {f"map-{slug}" for slug in "defg"}


def test_at_most_a_readable_number_of_boxes_is_open(build):
    page = build(big(120, lambda n: (n - 1) // 8))["maps/d.html"]
    hidden = {inner for e in page.all("div") if e.get("hidden") is not None for inner in e.iter()}
    shown = [e for e in page.all("div", class_="node") if e not in hidden]
    assert 1 < len(shown) <= READABLE


@pytest.mark.parametrize("parent", [lambda n: n - 1, lambda n: 0, lambda n: (n - 1) // 3])
def test_five_thousand_claims_in_a_chain_a_star_or_a_tree_make_one_page(parent, tmp_path):
    from kb.publish.map.views import debate_map
    from kb.publish.parts.desk import Desk
    from kb.publish.text.links import Resolver
    from kb.publish.text.prose import Prose

    index = Index(big(5000, parent))
    drawn = debate_map(Desk(index, Prose(Resolver(index)), "../", {}, None), "d")
    assert drawn is not None
    assert drawn.boxes == 5000
    assert depth_of(drawn.positions[0]) <= DEEPEST + 1
    assert size_of(drawn.positions[0]) <= MOST


def depth_of(box) -> int:
    return 1 + max((depth_of(b) for g in box.groups for s in g.branches for b in s), default=0)


def size_of(box) -> int:
    return 1 + sum(size_of(b) for g in box.groups for s in g.branches for b in s)


def test_where_nothing_is_argued_there_is_no_map(read, build):
    site = build(read(item("go", POSITION), item("alone")))
    for page in site:
        assert not page.all(class_="map")
        assert not page.all(class_="glance")
        assert not [e for e in page.all("link") if "map.css" in e.get("href", "")]
        assert not [e for e in page.all("script") if "map.js" in e.get("src", "")]
    assert not (site.folder / "maps").exists()


def test_style_and_script_come_with_a_map(read, build):
    site = build(read(item("go", POSITION, "**Supported by:** wind"), item("wind")))
    for name in ("maps/sails.html",):
        assert [e for e in site[name].all("link") if e.get("href") == root_of(name) + "map.css"]
        (script,) = [e for e in site[name].all("script") if "map.js" in e.get("src", "")]
        assert script.get("defer") is not None
    assert (site.folder / "map.js").is_file()


def root_of(name: str) -> str:
    return "../" * name.count("/")


HOSTILE = ['x" onmouseover="alert(1)', "<script>alert(1)</script>", "a b", "é/ü", "{{ 7*7 }}", "--"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_ids_and_statements_stay_text(hostile, build):
    def change(base):
        base = Base.model_validate_json(
            base.model_dump_json().replace('"d/c2"', json.dumps(hostile))
        )
        claims = tuple(c.model_copy(update={"text": hostile, "slug": c.id}) for c in base.claims)
        return base.model_copy(update={"claims": claims})

    with unchecked(change):
        page = build(big(4, lambda n: n - 1))["maps/d.html"]
    assert not page.all("img")
    assert not [e for e in page.all() if e.get("onmouseover")]
    region = page.one("div", class_="map")
    assert not list(region.iter("script"))
    assert page.text(region).count(hostile) == 4


def test_every_fragment_that_a_map_leads_to_is_there(read, build):
    base = read(
        item("go", POSITION, "**Supported by:** wind", "**Rebutted by:** [far](other.md#far)"),
        item("wind", "**Supported by:** go"),
        other=item("far", POSITION, "**Supported by:** further") + item("further"),
    )
    site = build(base)
    ids = {page.path: {e.get("id") for e in page.all()} for page in site}
    for page in site:
        for target in page.targets():
            path, _, fragment = target.partition("#")
            assert not fragment or fragment in ids[path], f"{page.path} links to {target}"
