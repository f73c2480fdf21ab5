"""The numbers on the pages are those of the command line, with and without a script."""

from __future__ import annotations

import json
import random
import re
import subprocess
from itertools import combinations
from pathlib import Path

import pytest
from bases import ROOT, SHIPPED
from reasoning.test_javascript import node

import kb
from kb.analysis.outlook import Setting, look
from kb.analysis.rounding import number
from kb.analysis.scale import change_word, strength_word
from kb.analysis.turning import seen_by
from kb.publish import publish
from loaders.base.load import load_base

DEBATES = sorted(
    path.stem for path in SHIPPED.glob("*.md") if path.stem not in ("people", "sources")
)
EVALUATE = """
const fs = require("fs"), vm = require("vm");
const [strength, graph, suppositions] = process.argv.slice(2);
const page = vm.createContext({});
vm.runInContext("self = globalThis;", page);
for (const file of [strength, graph]) vm.runInContext(fs.readFileSync(file, "utf8"), page);
const map = page.Strength.compile(page.kbGraph);
console.log(JSON.stringify(JSON.parse(suppositions).map((set) => map.evaluate(set))));
"""

VIEWS = (
    EVALUATE.rpartition("console.log")[0]
    + """
const views = page.kbGraph.views.map(({ id, hold }) => [id, map.hold(hold).evaluate()]);
console.log(JSON.stringify(Object.fromEntries(views)));
"""
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbers") / "public"
    publish(load_base(SHIPPED), folder)
    return folder


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> kb.api.OpenBase:
    return kb.open(SHIPPED, db=str(tmp_path_factory.mktemp("graph")))


@pytest.mark.parametrize("debate", DEBATES)
def test_a_supposition_on_the_page_has_the_numbers_of_the_command_line(
    debate: str, shipped: Path, asked: kb.api.OpenBase, tmp_path: Path
) -> None:
    executable = node()
    if executable is None:
        pytest.skip("no Node to run the page's script")
    reasoner = asked.reason(debate)
    claims = [row.id for row in reasoner.strengths().items]
    choose = random.Random(debate)
    claims = [c for c in claims if reasoner.weighed.claim(c) == c]
    suppositions: list[dict[str, float]] = [{}]
    suppositions += [{c: choose.random() for c in choose.sample(claims, 3)} for _ in range(5)]
    script = tmp_path / "run.js"
    script.write_text(EVALUATE, encoding="utf-8")
    files = [ROOT / "site" / "strength.js", shipped / "graphs" / f"{debate}.js"]
    command = [executable, script, *files, json.dumps(suppositions)]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=True)
    for supposed, found in zip(suppositions, json.loads(done.stdout), strict=True):
        changed = reasoner.what_if(supposed)
        for change in (*changed.positions, *changed.changes):
            if change.id in found:
                assert found[change.id] == pytest.approx(change.after, abs=1e-9)
        assert all(position.id in found for position in changed.positions)


def test_every_item_shows_its_strength_without_a_script(
    shipped: Path, asked: kb.api.OpenBase
) -> None:
    for row in asked.reason("legibility").strengths().items:
        page = (shipped / "claims" / f"{row.id}.html").read_text(encoding="utf-8")
        title = f' title="{number(row.strength)}"' if row.reasons else ""
        word = strength_word(row.strength, row.reasons)
        assert f'data-strength="{row.id}"{title}>{word}</span>' in page


def test_the_debate_page_ranks_its_cruxes(shipped: Path, asked: kb.api.OpenBase) -> None:
    page = (shipped / "debates" / "motivations.html").read_text(encoding="utf-8")
    found = asked.reason("motivations").cruxes()
    ranked = [turn.text for turn in (*found.cruxes, *found.unasked)]
    section = page[page.index('id="cruxes"') : page.index('id="in-full"')]
    places = [section.index(text.replace("'", "\u2019")) for text in ranked]
    assert places == sorted(places)
    assert "leads" not in section  # no two of its positions are rivals


def test_an_edit_changes_the_numbers_of_a_debate_that_rests_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "kb.toml").write_text('id = "b"\nheading = "B"\n')
    (folder / "wet.md").write_text(
        "---\ntitle: Wet\nquestion: Is it wet?\n---\n\n## it-is-wet\n\nIt is wet.\n\n"
        "- **Kind:** position\n- **Supported by:** [rain/it-rained](rain.md#it-rained)\n"
    )
    rain = "---\ntitle: Rain\nquestion: Did it rain?\n---\n\n## it-rained\n\nIt rained.\n"
    (folder / "rain.md").write_text(rain)
    cache, out = tmp_path / "cache", tmp_path / "public"

    def shown() -> str:
        publish(load_base(folder, cache), out, cache=cache)
        page = (out / "debates" / "wet.html").read_text(encoding="utf-8")
        return page.partition('data-strength="wet/it-is-wet" title="')[2].partition('"')[0]

    assert shown() == "0.66"
    (folder / "rain.md").write_text(f"{rain}\n- **Credence:** 0.9\n")
    assert shown() == "0.72"
    (folder / "kb.toml").write_text('id = "b"\nheading = "B"\n[method]\nbeta = 2\nrho = 0\n')
    assert shown() == "0.86"
    assert '"beta":2' in (out / "graphs" / "wet.js").read_text(encoding="utf-8")


def position(page: object, letter: str) -> str:
    return (
        page.locator(".what-if .verdicts li", has_text=letter)
        .locator(".strength")
        .get_attribute("title")
    )


@pytest.mark.browser
def test_a_slider_changes_the_strengths_and_says_so(shipped: Path, read) -> None:
    reader = read(shipped)
    page = reader.open("debates/legibility.html")
    claim = "legibility/would-development-go-on"
    assert not page.locator(".what-if .dials").is_visible(), "answers unfold when they are wanted"
    page.click("text=Answer the cruxes")
    slider = page.locator(f'.what-if li[data-claim="{claim}"] input')
    before = position(page, "Far too")
    slider.fill("0")
    assert position(page, "Far too") != before
    assert page.inner_text(".what-if [aria-live]") == "A gains most."
    assert page.url.endswith("#what-if=many-legible-problems-do-not-slow:0")
    after = position(page, "Far too")
    again = reader.open("debates/legibility.html", "#what-if=many-legible-problems-do-not-slow:0")
    assert position(again, "Far too") == after
    again.click(".what-if .reset")
    assert position(again, "Far too") == before
    assert reader.complaints == []


@pytest.mark.browser
def test_an_answer_is_a_button_and_pressing_it_again_takes_it_back(shipped: Path, read) -> None:
    page = read(shipped).open("debates/legibility.html", "#what-if")
    claim = "legibility/would-development-go-on"
    no = page.locator(f'.what-if li[data-claim="{claim}"] button', has_text="no")
    before = position(page, "Far too")
    no.click()
    assert no.get_attribute("aria-pressed") == "true"
    assert page.url.endswith("#what-if=many-legible-problems-do-not-slow:0")
    assert page.inner_text(".what-if [aria-live]") == "A gains most."
    no.click()
    assert no.get_attribute("aria-pressed") == "false"
    assert position(page, "Far too") == before
    assert page.inner_text(".what-if [aria-live]") == "All is as given."


@pytest.mark.browser
def test_a_crux_leads_to_the_what_if_with_its_answer_and_back_goes_back(
    shipped: Path, read
) -> None:
    from playwright.sync_api import expect

    reader = read(shipped)
    page = reader.open("debates/legibility.html")
    crux = page.locator("#crux-would-development-go-on")
    crux.locator("a.try").nth(1).click()
    expect(page.locator("#what-if-title")).to_be_focused()
    assert page.inner_text(".what-if [aria-live]") == "A gains most."
    assert reader.complaints == []


@pytest.mark.browser
def test_somebodys_view_has_the_numbers_of_the_command_line(
    shipped: Path, asked: kb.api.OpenBase, read
) -> None:
    page = read(shipped).open("debates/power-seeking.html", "#what-if=@proxy-goal-commenter")
    reasoner = asked.reason("power-seeking")
    view = reasoner.everybody["proxy-goal-commenter"]
    seen = look(reasoner.weighed, seen_by(Setting(), view))
    for ident in reasoner.positions("power-seeking"):
        shown = page.locator(f'.what-if li[data-position="{ident}"] .strength')
        assert shown.get_attribute("title") == number(seen.strength(ident))
    page.select_option(".what-if select", label="as given")
    assert page.url.endswith("#what-if")


@pytest.mark.parametrize("debate", DEBATES)
def test_each_view_on_the_page_is_that_of_the_command_line(
    debate: str, shipped: Path, asked: kb.api.OpenBase, tmp_path: Path
) -> None:
    executable = node()
    if executable is None:
        pytest.skip("no Node to run the page's script")
    script = tmp_path / "run.js"
    script.write_text(VIEWS, encoding="utf-8")
    files = [ROOT / "site" / "strength.js", shipped / "graphs" / f"{debate}.js"]
    command = [str(c) for c in (executable, script, *files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    reasoner = asked.reason(debate)
    for person, found in json.loads(done.stdout).items():
        seen = look(reasoner.weighed, seen_by(Setting(), reasoner.everybody[person]))
        for ident in reasoner.positions(debate):
            assert found[ident] == pytest.approx(seen.strength(ident), abs=1e-9)


@pytest.mark.browser
def test_a_scenario_goes_out_and_comes_back(shipped: Path, read, tmp_path: Path) -> None:
    reader = read(shipped)
    page = reader.open("debates/legibility.html", "#what-if=many-legible-problems-do-not-slow:0.3")
    with page.expect_download() as download:
        page.click(".what-if .export")
    file = tmp_path / "mine.toml"
    download.value.save_as(file)
    assert file.read_text() == '[set]\n"legibility/many-legible-problems-do-not-slow" = 0.3\n'
    shown = position(page, "Far too")
    file.write_text(file.read_text() + "[nonsense\n")
    page.set_input_files(".what-if input.import", file)
    page.locator(".what-if .fault", has_text="line").wait_for()
    assert "line 3 is not understood" in page.inner_text(".what-if .fault")
    page.click(".what-if .reset")
    file.write_text('# mine\n[set]\n"legibility/many-legible-problems-do-not-slow" = 0.3\n')
    page.set_input_files(".what-if input.import", file)
    page.wait_for_selector(".what-if .reset:not([hidden])")
    assert position(page, "Far too") == shown


@pytest.mark.browser
def test_a_scenario_that_weighs_reasons_another_way_is_followed(
    shipped: Path, read, tmp_path: Path
) -> None:
    page = read(shipped).open("debates/legibility.html")
    before = position(page, "Far too")
    file = tmp_path / "mine.toml"
    file.write_text("[method]\nbeta = 2.0\ninferred = 1.0\nrho = 0.0\n")
    page.set_input_files(".what-if input.import", file)
    page.wait_for_selector(".what-if .reset:not([hidden])")
    found = kb.open(SHIPPED).reason("legibility", setting=Setting(beta=2, rho=0, inferred=1))
    (strength,) = found.strengths(["legibility/model-too-simple"]).items
    assert position(page, "Far too") == number(strength.strength) != before
    assert "weighed with beta 2, inferred 1, rho 0" in page.inner_text(".what-if [aria-live]")
    with page.expect_download() as download:
        page.click(".what-if .export")
    download.value.save_as(tmp_path / "again.toml")
    assert (tmp_path / "again.toml").read_text() == file.read_text()
    page.click(".what-if .reset")
    assert position(page, "Far too") == before


def test_who_stands_where_names_what_would_bring_two_camps_together(
    shipped: Path, asked: kb.api.OpenBase
) -> None:
    page = (shipped / "stances" / "adviser.html").read_text(encoding="utf-8")
    together = page[page.index('id="together"') :]
    reasoner = asked.reason("adviser")
    positions = [
        row.id for row in reasoner.strengths().items if row.id in reasoner.positions("adviser")
    ]
    shared = [
        crux
        for one, other in combinations(positions, 2)
        for parting in reasoner.double_cruxes(one, other).partings
        for crux in parting.cruxes
        if crux.kind == "double"
    ]
    assert shared
    shares = {f"{share:.0%}" for crux in shared for share in (crux.share_a, crux.share_b)}
    said = re.findall(
        'with the other\u2019s answer <span class="strength">([^<]+)</span>', together
    )
    assert shares & set(said)
    assert any(crux.text in together for crux in shared)


def test_each_argument_says_what_it_adds(shipped: Path, asked: kb.api.OpenBase) -> None:
    item = "legibility/best-time-when-legible"
    page = (shipped / "claims" / f"{item}.html").read_text(encoding="utf-8")
    why = asked.reason("legibility").why(item)
    for pull in (*why.up, *why.down):
        argument = page[page.index(f'id="{pull.argument}"') :]
        shown = change_word(why.strength - pull.effect, why.strength)
        assert f">makes it {shown}" in argument[: argument.index("</p>")]


def test_a_list_of_items_is_there_for_programs(shipped: Path) -> None:
    said = json.loads((shipped / "data" / "items" / "crux.json").read_text(encoding="utf-8"))
    assert said["page"] == "items/crux.html"
    assert {"page", "text", "debate"} == set(said["list"]["items"][0])
