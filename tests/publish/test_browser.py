"""What a reader meets in a browser, from the folder alone: no server, and nothing from outside."""

from __future__ import annotations

from functools import partial

import pytest
from making import publish_written
from poison import ATTACKS, poisoned_base
from unchecked import unchecked

pytestmark = pytest.mark.browser

RUNS = "window.pwned = true"
ACTIVE = [
    f"<script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"</script><script>{RUNS}</script>",
    f"]]>--><svg onload='{RUNS}'>",
    "<iframe srcdoc='<script>parent.pwned = true</script>'></iframe>",
    f'[click](javascript:{RUNS}) <a href="javascript:{RUNS}">x</a>',
    f"\\u2028{RUNS}//\u2028{RUNS}//\u2029",
    f"*/{RUNS}/*`${{{RUNS}}}`",
    f"</title></style></textarea><details open ontoggle='{RUNS}'>",
    f'<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=javascript:{RUNS}">',
    f"<form action=javascript:{RUNS}><button autofocus onfocus={RUNS!r}>x</button></form>",
    "<b style='background:url(https://evil.example/x)'>",
]


@pytest.mark.parametrize("attack", ACTIVE + ATTACKS[-1:])
def test_nothing_that_an_author_writes_runs(ferry, tmp_path, read, attack):
    with unchecked(partial(poisoned_base, attack)):
        publish_written(ferry, tmp_path / "public", texts={"minutes": [attack] * 8})
    reader = read(tmp_path / "public")
    for path in sorted((tmp_path / "public").rglob("*.html")):
        page = reader.open(path.relative_to(tmp_path / "public").as_posix())
        assert page.evaluate("window.pwned === undefined"), path
    assert reader.complaints == []


def test_a_search_or_a_card_shows_markup_as_text(ferry, tmp_path, read):
    attack = ACTIVE[1]
    with unchecked(partial(poisoned_base, attack)):
        publish_written(ferry, tmp_path / "public")
    reader = read(tmp_path / "public")
    page = reader.open("search.html", "#q=bakers")
    page.wait_for_selector(".results a")
    assert "onerror" in page.inner_text(".results")
    page = reader.open("people/mara.html")
    page.hover("main a[href*='claims/ferry/']:not([href*='#'])")
    page.wait_for_selector("#card")
    assert page.evaluate("window.pwned === undefined")
    assert reader.complaints == []


@pytest.fixture(scope="module")
def folder(ferry, tmp_path_factory):
    folder = tmp_path_factory.mktemp("read") / "a prefix" / "public"
    folder.parent.mkdir()
    publish_written(ferry, folder)
    return folder


def test_no_page_breaks_its_own_policy(folder, read):
    reader = read(folder)
    for path in sorted(folder.rglob("*.html")):
        reader.open(path.relative_to(folder).as_posix())
    assert reader.complaints == []


def test_words_are_found_by_their_beginnings_and_results_are_reached_by_keys(folder, read):
    reader = read(folder)
    page = reader.open("search.html")
    page.wait_for_selector("#q")
    page.keyboard.type("NIGHT dis")
    page.wait_for_selector(".results a")
    assert page.locator(".results a").all_inner_texts() == ["Engines at night disturb the seals."]
    assert page.inner_text("[role=status]") == "1 result"
    assert page.url.endswith("#q=NIGHT%20dis")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/ferry/seal-noise.html")
    page.keyboard.press("/")
    page.wait_for_url("**/search.html")
    assert reader.complaints == []


def test_a_search_for_nothing_lists_everything_again(folder, read):
    page = read(folder).open("search.html", "#q=zzz")
    page.wait_for_selector("#q")
    page.locator("[role=status]", has_text="Nothing found").wait_for()
    assert not page.is_visible("[data-without-search]")
    page.fill("#q", "")
    assert page.is_visible("[data-without-search]")


def test_a_misspelt_word_is_sought_as_the_one_most_like_it(folder, read):
    page = read(folder).open("search.html", "#q=bakres+zzz".replace("+", "%20"))
    status = page.locator("[role=status]", has_text="1 result")
    status.wait_for()
    assert "“bakers” for “bakres”, without “zzz”" in status.inner_text()
    assert page.get_attribute(".results a", "href") == "claims/ferry/bakers.html"


def test_without_scripts_the_search_says_so_and_lists_all_items(folder, read, ferry):
    page = read(folder, java_script_enabled=False).open("search.html")
    assert "needs scripts" in page.inner_text("main")
    assert page.locator("main .kept a.item").count() == len(ferry.claims)


def test_a_card_shows_after_a_pause_and_goes_with_escape(folder, read):
    reader = read(folder)
    page = reader.open("people/mara.html")
    page.hover("main a[href*='claims/ferry/run-all-night.html']:not([href*='#'])")
    assert not page.query_selector("#card")
    page.wait_for_selector("#card")
    assert "Position" in page.inner_text("#card")
    assert "Ines Tal rejects this" in page.inner_text("#card")
    page.keyboard.press("Escape")
    assert not page.query_selector("#card")
    assert reader.complaints == []


def test_a_card_never_lies_over_the_line_that_is_read(folder, read):
    reader = read(folder, viewport={"width": 500, "height": 300})
    page = reader.open("claims/ferry/run-all-night.html")
    seen = 0
    for link in page.locator("article a.item, article a.term").all():
        link.scroll_into_view_if_needed()
        link.focus()
        page.wait_for_timeout(700)
        if card := page.query_selector("#card"):
            seen += 1
            box, line = card.bounding_box(), link.bounding_box()
            below = box["y"] >= line["y"] + line["height"]
            assert below or box["y"] + box["height"] <= line["y"]
    assert seen > 3
    assert reader.complaints == []


def test_a_finger_gets_the_sense_of_a_term_before_its_page(folder, read):
    page = read(folder, has_touch=True).open("claims/ferry/run-all-night.html")
    term = page.locator("a.term").first
    term.tap()
    page.wait_for_selector("#card")
    assert "The hours in which most people sleep." in page.inner_text("#card")
    term.tap()
    page.wait_for_url("**/night-sleep.html")


def test_a_citation_can_be_taken_along(folder, read):
    page = read(folder).open("claims/ferry/run-all-night.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="BibTeX").click()
    said = page.inner_text(".take pre")
    assert said.startswith("@misc{ferry-run-all-night,")
    assert "title = {The island ferry should run through the night.}" in said


def test_cards_can_be_switched_off_and_stay_so(folder, read):
    page = read(folder).open("people/mara.html")
    page.click(".switch")
    page = page.context.new_page()
    page.goto((folder / "people/mara.html").as_uri())
    assert page.get_attribute(".switch", "aria-pressed") == "false"
    page.hover("main a[href*='claims/ferry/run-all-night.html']:not([href*='#'])")
    page.wait_for_timeout(700)
    assert not page.query_selector("#card")


def test_two_people_are_set_beside_each_other(folder, read):
    reader = read(folder)
    page = reader.open("stances/ferry.html")
    page.select_option("select >> nth=0", "mara")
    page.select_option("select >> nth=1", "ines")
    heads = page.locator("section:visible h2").all_inner_texts()
    assert any(head.startswith("Where they differ") for head in heads)
    assert page.url.endswith("#mara+ines")
    assert "Where they differ: 1" in page.inner_text("[data-said]")
    page.click("[data-said] a")
    page.wait_for_url("**/compare/mara/ines.html")
    page.click("text=All of it, side by side")
    page.wait_for_url("**/stances/ferry.html*")
    assert page.locator("select").first.input_value() == "mara"
    assert reader.complaints == []


def test_the_whole_link_to_two_people_looks_like_one(folder, read):
    page = read(folder).open("compare.html")
    drawn = "e => getComputedStyle(e).textDecorationLine"
    assert page.eval_on_selector(".meet", drawn) == "underline"
    # a block in a line is not underlined with what it stands in
    assert page.eval_on_selector(".meet .who", drawn) == "underline"
