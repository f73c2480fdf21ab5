"""What a reader meets: prose in its place, no comments, no bare ids, counts that hold."""

from __future__ import annotations

import pytest
from building import argument, base, claim, debate
from making import publish_written
from unchecked import unchecked

from kb.model import (
    Base,
    Person,
    Relation,
    Section,
    Source,
    Stance,
)

AGAINST = argument("rebuts", "x", "t")


def test_prose_of_a_section_stands_at_its_section(build):
    sections = (
        Section(heading="Honey", level=2, body="About [the hive](#hive)."),
        Section(heading="Stings", level=2, body="Nobody has *said* anything."),
        Section(heading="Wax", level=2),
        Section(heading="Candles", level=3, body="They burn."),
    )
    items = (claim("hive", section="Honey"), claim("light", section="Wax / Candles"))
    page = build(base(*items, debates=(debate(sections=sections),)))["outlines/d.html"]
    outline = page.one("div", class_="outline")
    shown = [page.text(e) for e in outline.iter() if e.tag == "h2" or e.get("class") == "prose"]
    assert shown == [
        "Honey 1", "About the hive.", "Stings", "Nobody has said anything.",
        "Wax / Candles 1", "They burn.",
    ]  # fmt: skip
    assert "claims/d/hive.html" in page.targets(outline)


def test_a_section_that_comes_twice_has_both_its_prose(build):
    sections = tuple(Section(heading="Honey", level=2, body=b) for b in ("First.", "Second."))
    page = build(base(debates=(debate(sections=sections),)))["outlines/d.html"]
    assert page.text(page.one("div", class_="outline")).endswith("Honey First. Second.")


COMMENT = "One<!-- hush --> two <!-- hush\nhush -->three.\n\n<!-- hush\n\nhush -->\n\nEnd."


def test_comments_are_on_no_page(build):
    whole = Base(
        id="b", heading="B",
        debates=(debate(summary=COMMENT, source="s", sections=(
            Section(heading="H", level=2, body=COMMENT),)),),
        claims=(claim("x", body=COMMENT, section="H"), claim("y", "It <!-- hush -->is.")),
        arguments=(argument("supports", "y", "x", reasons=("so<!-- hush -->", "<!-- hush -->")),),
        stances=(Stance(id="st", person="p", kind="holds", target="d/x", note="<!-- hush --> ok"),),
        people=(Person(id="p", heading="P", note=COMMENT),),
        sources=(Source(id="s", heading="S", by="Z <!-- hush -->", note=COMMENT),),
    )  # fmt: skip
    site = build(whole)
    for page in site:
        assert "hush" not in page.text(), page.path
        assert "--" not in page.text(), page.path
    for path in ("debates/d.html", "claims/d/x.html", "people/p.html", "sources/s.html"):
        assert "One two three. End." in site[path].text()
    page = site["claims/d/x.html"]
    assert [page.text(p) for p in page.all("p", class_="reason")] == ["so"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("`a <!-- b -->`", "a <!-- b -->"),
        ("```\n<!-- b -->\n```", "<!-- b -->"),
        ("    <!-- b -->", "<!-- b -->"),
        ("a <!-- `b` --> c", "a c"),
        ("<!-- a --> b", "b"),
        ("a `<!-- b -->` <!-- c -->", "a <!-- b -->"),
        ("a <!-- b --> <!-- c\nd --> e", "a e"),
        ("a\n<!-- b -->\nc", "a c"),
        ("- <!-- a\n\n  b -->\n- c", "c"),
        ("a\n\n<!-- never closed\n\nb", "a"),
        ("a <!--> b", "a b"),
        ("![a <!-- b --> c](x)", "a c"),
        (r"\<!-- a -->", "<!-- a -->"),
    ],
)
def test_a_comment_is_left_out_and_code_is_not_a_comment(smallest, build, written, shown):
    page = build(smallest(body=written))["claims/d/x.html"]
    assert page.text(page.one("section", class_="prose")) == shown


def test_a_body_of_comments_alone_is_no_body(smallest, build):
    page = build(smallest(body="<!-- a -->\n\n<!-- b -->"))["claims/d/x.html"]
    assert not page.all("section", class_="prose")


@pytest.mark.parametrize(
    ("dates", "shown", "iso"),
    [
        (["2031-03"], "March 2031", "2031-03"),
        (["2031"], "2031", "2031"),
        (["2030-12-31", "2031-03"], "March 2031", "2031-03"),
        (["2031-03-05", "2031-03", "2031"], "5 March 2031", "2031-03-05"),
        (["in spring", "2031-13", "2030"], "2030", "2030"),
    ],
)
def test_the_latest_date_may_be_a_month_or_a_year(build, dates, shown, iso):
    stances = tuple(
        Stance(id=f"st-{d}", person="p", kind="holds", target="d/x", date=d) for d in dates
    )
    site = build(base(claim("x"), stances=stances, people=(Person(id="p", heading="P"),)))
    for path in ("index.html", "debates/d.html"):
        latest = site[path].one("p", class_="latest")
        assert site[path].text(latest) == f"Latest date {shown}"
        assert latest.find("time").get("datetime") == iso


def test_a_crux_says_on_the_debate_page_who_answers_how(site):
    page = site["debates/ferry.html"]
    sides = [page.text(side) for side in page.all("div", class_="side")]
    assert [side.partition(" · ")[0] for side in sides if "Mara" in side or "Ines" in side] == [
        "Yes B much weaker Mara Oduya says so",
        "Yes B clearly weaker Mara Oduya finds it plausible",
        "No Much as things stand. Ines Tal says so",
    ]
    assert "people/ines.html" in page.targets(page.one("section", aria_labelledby="cruxes"))


def test_a_crux_that_nobody_answers_says_so_and_effects_say_what_else_they_need(build):
    items = (claim("c", "Is it?", kind="crux"), claim("x", "Bees sting."), claim("y", "Sell them."))
    page = build(base(*items, arguments=(argument("supports", "c + not x", "y"),)))[
        "debates/d.html"
    ]
    cruxes = page.text(page.one("section", **{"aria-labelledby": "cruxes"}))
    assert "A yes, together with “Bees sting” being false, speaks for “Y”" in cruxes
    assert "Yes Nobody says so. No Nobody says so." in cruxes


def links_in(page) -> list[str]:
    return [page.text(a) for a in page.one("section", class_="prose").iter("a")]


def test_a_bare_id_as_the_text_of_a_link_becomes_the_words_of_what_it_leads_to(build):
    long = "Bees " + "and other small *winged* animals " * 4 + "are worth having."
    body = (
        "See [hive](#hive), [d/hive](#hive), [`hive`](d.md#hive), [the hive](#hive), [long](#long), "
        "[p](people.md#p), [s](sources.md#s), [d](d.md), [nothing](#nothing)."
    )
    items = (claim("x", body=body), claim("hive", "The hive is *full*."), claim("long", long))
    site = build(
        base(
            *items,
            people=(Person(id="p", heading="Pia"),),
            sources=(Source(id="s", heading="Log"),),
        )
    )
    texts = links_in(site["claims/d/x.html"])
    assert texts[:4] == ["“The hive is full”"] * 3 + ["the hive"]
    assert texts[4].endswith("…”")
    assert len(texts[4]) <= 93
    assert "*" not in texts[4]
    assert texts[5:] == ["Pia", "Log", "D"]


COUNTED = [
    ((), ""),
    ((("supports", "x", "t"),), "1 for"),
    (
        (("supports", "c", "t"), ("rebuts", "not c", "t"), ("supports", "not q", "t")),
        "1 for",
    ),
    ((("supports", "q", "t"),), "1 for"),
    ((("rebuts", "x", "t"),), "1 against, unanswered"),
    ((("rebuts", "x", "t"), ("rebuts", "y", "x")), "1 against"),
    ((("rebuts", "not x", "t"), ("rebuts", "y", "x")), "1 against, unanswered"),
    ((("rebuts", "not x", "t"), ("supports", "y", "x")), "1 against"),
    ((("rebuts", "x", "t"), ("undercuts", "y", AGAINST.id)), "1 against"),
    ((("rebuts", "x", "t"), ("rebuts", "y", "t"), ("rebuts", "q", "y")), "2 against, 1 unanswered"),
    ((("rebuts", "x", "t"), ("rebuts", "y", "t")), "2 against, all unanswered"),
    ((("supports", "y", "t"), ("rebuts", "x", "t")), "1 for, 1 against, unanswered"),
]


@pytest.mark.parametrize(("arguments", "shown"), COUNTED)
def test_what_stands_for_and_against_a_position_is_counted(build, arguments, shown):
    items = (claim("t", kind="position"), claim("x"), claim("y"), claim("q"))
    built = build(
        base(
            *items, claim("c", "Is it?", kind="crux"), arguments=tuple(argument(*s) for s in arguments),
            relations=(Relation(kind="asks", source="d/c", target="d/q"),),
        )
    )["debates/d.html"]  # fmt: skip
    table = built.one("table", class_="positions-table")
    counts = [built.text(one) for one in table.iter("span") if one.get("class") == "count"]
    assert counts == [shown or "no reasons given"]


def test_a_base_credence_says_what_it_comes_before(smallest, build):
    page = build(smallest(credence=0.6))["claims/d/x.html"]
    assert "Base credence 0.6, before the reasons on this map" in page.text()


def test_sources_that_are_not_there_are_named_without_a_link(build):
    stance = Stance(id="st", person="p", kind="holds", target="d/x")
    facts = {
        "debates": (debate(source="lost"),),
        "claims": (claim("x", passages=("gone#3", "gone", "gone#x")),),
        "stances": (stance.model_copy(update={"passages": ("gone#4",)}),),
    }
    sound = base(claim("x"), stances=(stance,), people=(Person(id="p", heading="P"),))
    with unchecked(lambda read: read.model_copy(update=facts if read.claims else {})):
        site = build(sound)
    assert "About lost" in site["debates/d.html"].text()
    page = site["claims/d/x.html"]
    assert "gone ¶3" in page.text()
    assert "¶4" in page.text()
    assert not [t for t in page.targets() if "sources/" in t]


def test_every_page_leads_to_how_to_read_it(site):
    for page in site:
        for part in (page.one("header", class_="masthead"), page.one("footer", class_="colophon")):
            assert "method.html" in page.targets(part), page.path


def test_how_to_read_this_explains_the_words_of_the_pages(site):
    page = site["method.html"]
    text = page.text(page.one("main"))
    for word in (
        "claim", "position", "crux", "Supports", "Rebuts", "Undercuts", "Linked premises",
        "Holds", "Finds plausible", "Concedes", "Reports", "Supposes", "Our link", "our reading",
        "singled out in the debate", "singled out by the mapper", "base credence", "¶7",
        "fingerprint", "unanswered",
    ):  # fmt: skip
        assert word in text, word
    assert page.text(page.all("h2")[-1]) == "What a map does not claim"
    assert not (site.folder / "METHOD.md").exists()


def test_a_build_counts_pages_and_nothing_else(build, tmp_path):
    folder = tmp_path / "counted"
    first = publish_written(base(claim("x")), folder)
    pages = len(list(folder.rglob("*.html")))
    assert (first.pages, first.written, first.unchanged, first.removed) == (pages, pages, 0, 0)
    (folder / "style.css").write_text("mine")
    second = publish_written(base(), folder)
    # the page of the item is gone, with all that is said and the list of its kind
    assert (second.pages, second.removed) == (pages - 3, 3)
    assert second.written + second.unchanged == second.pages
    assert (folder / "style.css").read_text() != "mine"
