"""Pages that look across many items, and what the site says to programs."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import building
import pytest
from making import publish_written

from kb.errors import KbError
from kb.model import Person, Stance
from kb.publish.build.check import check_site
from kb.publish.feeds import sitemap
from kb.publish.feeds.search_index import packed_numbers, search_files, words_of
from kb.publish.pages import lists
from kb.publish.parts.contribution import Doc

ATOM = "{http://www.w3.org/2005/Atom}"


def test_open_ends_are_questions_attacks_and_bare_positions_nobody_met(site):
    page = site["open.html"]
    (ferry,) = (s for s in page.all("section") if "ferry" in s.get("aria-labelledby", ""))
    said = page.text(ferry)
    assert "Positions without a reason" in said
    assert "It begins at ten." in said
    assert "Attacks put to nobody" in said
    assert "Do weekday guests" not in said  # Ines answers no


def test_an_objection_that_waits_says_what_it_is_against(build):
    items = [
        building.claim("a", "It is A.", kind="position"),
        building.claim("b", "It is B.", kind="position"),
        building.claim("r", "So it seems."),
    ]
    made = [building.argument("rebuts", "r", "a"), building.argument("supports", "a", "b")]
    said = [
        building.stance("s1", "pia", "holds", "d/a"),
        building.stance("s2", "bo", "holds", "d/r"),
        building.stance("s3", "bo", "holds", made[0].id),
    ]
    people = (Person(id="pia", heading="Pia"), Person(id="bo", heading="Bo"))
    page = build(building.base(*items, arguments=made, stances=said, people=people))["open.html"]
    (about,) = (s for s in page.all("section") if "in-d" in s.get("aria-labelledby", ""))
    waiting = " ".join(page.text(about).split())
    assert (
        "Objection of Bo that waits for an answer of Pia So it seems. against It is A." in waiting
    )


def test_people_stand_side_by_side_where_they_differ_first(site):
    page = site["stances/ferry.html"]
    heads = [page.text(h) for h in page.all("h2")]
    assert heads[:3] == [
        "How they answer each other",
        "Cruxes they answer differently 1",
        "Where they differ 1",
    ]
    crux, first = page.all("li", class_="row")[:2]
    assert "Mara Oduya finds this plausible" in page.text(crux)  # the claim that the crux asks
    assert "The island ferry should run" in page.text(first)
    assert {e.get("data-side") for e in first.iter() if e.get("data-side")} == {"for", "against"}
    assert "stances/ferry.html" in site["people/mara.html"].pages()
    assert "stances/harbour.html" not in site.pages  # one voice is no comparison


def test_two_people_who_meet_have_a_page_that_says_where_they_differ(site):
    page = site["compare/mara/ines.html"]
    assert page.text(page.one("p", class_="lede")).startswith("They differ on 2 items.")
    rows = [page.text(row) for row in page.all("li", class_="row")]
    assert "The island ferry should run through the night." in rows[0]
    assert "Mara Oduya holds this" in rows[0]
    assert "Ines Tal rejects this" in rows[0]
    # he answers the crux, she the claim that the crux asks
    assert "Ines Tal answers no" in rows[1]
    assert "Mara Oduya finds this plausible" in rows[1]
    assert "Mara Oduya alone takes a stand on 2 items" in page.text()
    assert "compare/mara/ines.html" in site["compare.html"].pages()
    assert "compare/mara/ines.html" in site["people/ines.html"].pages()
    assert "compare.html" in site["people.html"].pages()


def test_somebody_who_holds_what_rebuts_another_answers_them(ferry, build):
    held = ("ferry/winter-only", "ferry/seal-noise")
    more = (Stance(id=f"st-{t}", person="ines", kind="holds", target=t) for t in held)
    (own,) = (a.id for a in ferry.arguments if a.kind == "undercuts" and a.inferred)
    kept = (s for s in ferry.stances if s.target != own)  # which she questions
    page = build(ferry.model_copy(update={"stances": (*kept, *more)}))["compare/mara/ines.html"]
    answers = [page.text(s) for s in page.all("li", class_="argument")]
    assert "They differ on 2 items and agree on 1 item." in page.text()
    assert "Ines Tal answers Mara Oduya" in page.text()
    assert not any("Ines Tal undercuts" in a for a in answers)  # a link of ours is no answer
    assert any(a.startswith("Ines Tal rebuts Mara Oduya from Engines at night") for a in answers)
    assert "Where they agree" in page.text()  # that engines disturb the seals


def test_people_who_never_meet_have_no_page(ferry, build):
    only = tuple(s for s in ferry.stances if s.person == "mara")
    site = build(ferry.model_copy(update={"stances": only}))
    assert not [path for path in site.pages if path.startswith("compare/")]
    assert "Nobody meets anybody." in site["compare.html"].text()


def test_a_debate_in_which_very_many_meet_says_that_it_leaves_pairs_out(ferry, build, monkeypatch):
    monkeypatch.setattr("kb.publish.build.debate_files.SIDE_BY_SIDE", 0)
    site = build(ferry)
    assert "1 pair left out" in site["compare.html"].text()


def test_there_is_a_list_of_each_kind(site, ferry):
    page = site["items/position.html"]
    positions = {f"claims/{c.id}.html" for c in ferry.claims if c.kind == "position"}
    assert {p for p in page.pages() if p.startswith("claims/")} == positions
    assert page.text(page.one("a", aria_current="page")) == "Positions"
    assert "items/crux.html" in page.pages()


def test_a_list_that_nobody_could_read_names_the_debates_instead(ferry, build, monkeypatch):
    monkeypatch.setattr(lists, "READABLE", 3)
    page = build(ferry)["items/claim.html"]
    assert not [p for p in page.pages() if p.startswith("claims/")]
    assert any(t == "outlines/ferry.html" for t in page.targets())


def test_a_source_says_which_debate_is_about_it(site):
    assert "debates/ferry.html" in site["sources/minutes.html"].pages()


# -- what programs read -----------------------------------------------------------------------------


def test_each_kind_of_page_names_the_same_as_data(site):
    for path in ("index.html", "debates/ferry.html", "claims/ferry/bakers.html",
                 "people/mara.html", "terms/night.html", "sources/minutes.html",
                 "compare/mara/ines.html", "compare.html", "people.html", "terms.html",
                 "sources.html", "open.html", "search.html", "method.html", "items/crux.html",
                 "stances/ferry.html"):  # fmt: skip
        page = site[path]
        (link,) = page.all("link", type="application/json")
        said = json.loads((site.folder / page.absolute(link.get("href", ""))).read_bytes())
        assert said["page"] in site.pages


def test_the_data_of_a_debate_has_all_that_its_pages_say(site, ferry):
    said = json.loads((site.folder / "data/debates/ferry.json").read_bytes())
    assert [item["id"] for item in said["items"]] == [
        c.id for c in ferry.claims if c.debate == "ferry"
    ]
    assert len(said["arguments"]) == len(ferry.arguments)
    assert {s["id"] for s in said["stances"]} == {
        s.id for s in ferry.stances if not s.target.startswith("harbour/")
    }
    assert all(item["page"] in site.pages for item in said["items"])


def test_all_items_that_can_be_sought_are_data_whose_fields_have_names(site, ferry):
    said = json.loads((site.folder / "data/search.json").read_bytes())["items"]
    assert {item["path"]: (item["kind"], item["also"]) for item in said} == {
        f"claims/{c.id}.html": (c.kind, c.title or "") for c in ferry.claims
    }
    assert {item["note"] for item in said} == {d.heading for d in ferry.debates}
    assert {item["text"] for item in said} == {c.text.replace("*", "") for c in ferry.claims}


def test_what_is_open_is_data_by_debate(site):
    said = json.loads((site.folder / "data/open.json").read_bytes())["open"]
    assert said["ferry"]["bare"] == ["ferry/at-ten"]
    assert set(said) == {"ferry", "harbour"}


def test_the_feed_has_what_was_said_on_a_day_latest_first(site):
    feed = ElementTree.fromstring((site.folder / "feed.xml").read_bytes())
    titles = [e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")]
    assert titles == [
        "Ines Tal rejects: The island ferry should run through the night.",
        "Mara Oduya holds: The island ferry should run through the night.",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2031-05-09T00:00:00Z"


def test_pages_say_what_they_are_about_as_linked_data(site):
    page = site["claims/ferry/run-all-night.html"]
    said = json.loads(page.one("script", type="application/ld+json").text or "")
    assert said["@type"] == ["Claim", "aif:I-node"]
    kinds = [argument["@type"] for argument in said["@reverse"]["aif:conclusion"]]
    assert kinds == ["aif:RA-node", "aif:CA-node"]
    for argument in said["@reverse"]["aif:conclusion"]:
        assert all(page.absolute(p["@id"]) in site.pages for p in argument["aif:premise"])
    debate = site["debates/ferry.html"]
    said = json.loads(debate.one("script", type="application/ld+json").text or "")
    assert said["@type"] == "Question"
    assert [a["text"] for a in said["suggestedAnswer"]] == [
        "The island ferry should run through the night.",
        "Day boats suffice.",
    ]


def test_with_an_address_there_is_a_sitemap_and_pages_name_themselves(ferry, build):
    site = build(ferry, address="https://example.org/kb/")
    tree = ElementTree.fromstring((site.folder / "sitemap.xml").read_bytes())
    found = [e.text or "" for e in tree.iter() if e.tag.endswith("loc")]
    assert "https://example.org/kb/" in found
    assert "https://example.org/kb/claims/ferry/bakers.html" in found
    assert len(found) == len(site.pages) - 1  # not the page of what is not there
    page = site["claims/ferry/bakers.html"]
    canonical = page.one("link", rel="canonical").get("href")
    assert canonical == "https://example.org/kb/claims/ferry/bakers.html"
    assert list(check_site(site.folder)) == []


def test_without_an_address_nothing_pretends_to_know_it(site):
    assert not (site.folder / "sitemap.xml").exists()
    assert not site["index.html"].all("link", rel="canonical")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org", "mailto:a@example.org"])
def test_an_address_that_is_none_is_refused(ferry, tmp_path, address):
    with pytest.raises(KbError, match="is no address of a site"):
        publish_written(ferry, tmp_path / "public", address=address)


def test_many_addresses_are_several_maps(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 2)
    made = sitemap.sitemap("https://example.org", ["a.html", "b.html", "c.html"])
    files = {path: make() for path, make in made}
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert b"https://example.org/sitemap-2.xml" in files["sitemap.xml"]


# -- the search index -------------------------------------------------------------------------------


def test_words_are_sought_without_case_and_accents():
    assert list(words_of("Émile’s NIGHT-boat, ﬁrst: 2031 Straße")) == [
        "emile", "s", "night", "boat", "first", "2031", "strasse",
    ]  # fmt: skip


def test_numbers_are_packed_as_gaps_in_base_36():
    assert packed_numbers([0, 1, 37, 1333]) == "0 1 10 100"


def test_no_file_of_the_index_grows_with_the_base():
    many = [Doc("claim", f"c/{n}.html", f"w{n:05} island night") for n in range(30_000)]
    files = {path: make() for path, make in search_files(many, {"claim": "Claims"})}
    assert max(map(len, files.values())) < 120_000
    assert sum(map(len, files.values())) > 1_000_000
