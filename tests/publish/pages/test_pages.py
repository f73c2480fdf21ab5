"""What each kind of page tells its reader."""

from __future__ import annotations

import re

from building import argument

from kb.model import Base


def test_an_item_says_who_thinks_what_and_where_it_is_written(site, ferry):
    page = site["claims/ferry/run-all-night.html"]
    stance = page.text(page.one("li", id=ferry.stances[0].id))
    assert stance.startswith("Mara Oduya holds this")
    assert all(word in stance for word in ("credence 0.8", "2 April 2031", "at least on weekdays"))
    assert "Base credence 0.6" in page.text()
    assert f"ferry.md:{ferry.claims[0].place.line}" in page.text()
    assert "the boat sleeps" in page.text()


def test_an_argument_shows_its_reason_its_premises_and_who_makes_or_doubts_it(site):
    page = site["claims/ferry/run-all-night.html"]
    argument = next(e for e in page.all("li", class_="supports"))
    text = page.text(argument)
    assert "and The night shift ends at three." in text
    assert "guests and workers share one boat" in text
    assert "Mara Oduya makes this argument" in text
    assert "Ines Tal questions this argument our reading" in text


def test_relations_are_said_in_words_not_by_colour_alone(site):
    page = site["claims/ferry/run-all-night.html"]
    for side, kind, words in (("supports", "supports", "For"), ("rebuts", "rebuts", "Against")):
        section = page.one("section", **{"aria-labelledby": side})
        assert page.text(section).startswith(words)
        assert page.all("li", class_=kind)
    for shown in page.all("li", class_="undercuts"):
        assert page.text(shown).startswith("This argument is undercut by")


def test_a_negated_premise_says_so_on_both_pages(site):
    page = site["claims/ferry/run-all-night.html"]
    assert "This argument is undercut by “Day boats suffice” being false" in page.text()
    assert "if this is false" in site["claims/ferry/guests-leave.html"].text()


def test_a_crux_says_what_either_answer_does(site):
    page = site["claims/ferry/do-guests-leave.html"]
    yes = page.one("section", **{"aria-labelledby": "if-yes"})
    no = page.one("section", **{"aria-labelledby": "if-no"})
    assert "Supports “Hotel beds stay empty" in page.text(yes)
    assert "Supports “Day boats suffice”" in page.text(no)
    assert any(t.startswith("claims/ferry/empty-beds.html#arg") for t in page.targets(yes))
    assert any(t.startswith("claims/ferry/day-boats-suffice.html") for t in page.targets(no))
    assert "Singled out by the mapper" in page.text()


def test_the_answers_to_a_crux_include_the_stances_on_what_it_asks(site):
    page = site["claims/ferry/do-guests-leave.html"]
    answers = page.text(page.one("ul", class_="answers"))
    assert "no Ines Tal" in answers
    assert "leans yes Mara Oduya finds the claim plausible" in answers


def test_a_crux_shows_what_speaks_for_either_answer(site):
    page = site["claims/ferry/do-guests-leave.html"]
    against = page.one("section", **{"aria-labelledby": "rebuts"})
    assert "What speaks for no" in page.text(against)
    assert "claims/ferry/winter-only.html" in page.targets(against)


def test_a_debate_shows_positions_cruxes_and_an_outline_with_arguments(site):
    page = site["debates/ferry.html"]
    positions = page.one("section", **{"aria-labelledby": "positions"})
    assert (
        "Run all night Mara Oduya (at least on weekdays) 1 for, 1 against, unanswered"
        in page.text(positions)
    )
    assert "On the question When does the night begin?" in page.text(positions)
    cruxes = page.text(page.one("section", **{"aria-labelledby": "cruxes"}))
    assert "Is the engine heard under water? Yes B much weaker Mara Oduya says so" in cruxes
    page = site["outlines/ferry.html"]
    item = page.one("li", data_id="ferry/run-all-night")
    assert "Supported by Hotel beds stay empty" in page.text(item)
    assert "This argument is undercut by our link Hotels stand empty only in winter." in page.text(
        item
    )


def test_the_home_page_lists_debates_with_the_latest_date_written(site):
    page = site["index.html"]
    text = page.text()
    assert "Should the island ferry run through the night?" in text
    assert "Latest date 9 May 2031" in text
    facts = site["debates/ferry.html"].text(site["debates/ferry.html"].all("ul", class_="facts")[0])
    assert re.fullmatch(r"2 voices · \d min", facts)
    assert facts in text
    assert text.count("Should the island ferry run through the night?") == 1
    cards = page.one("ul", class_="debates")
    assert page.text(cards).startswith("Start here The night ferry")
    assert "claims/ferry/is-noise-heard.html" in page.pages()


def test_a_person_page_groups_stances_by_debate(site):
    page = site["people/ines.html"]
    assert [page.text(h) for h in page.all("h2")] == [
        "The night ferry",
        "The harbour",
        "Beside others",
        "Sources",
    ]
    assert "rejects The island ferry should run through the night." in page.text()
    main = page.text(page.one("ul", class_="main-lines"))
    assert main.startswith("rejects “The island ferry should run through the night” in The night")
    assert "Mostly against Mara Oduya" in main
    assert "As reported by others" in site["people/mara.html"].text()


def test_a_term_page_sets_its_senses_side_by_side(site):
    page = site["terms/night.html"]
    senses = [page.text(h) for h in page.all("h2")]
    assert senses == ["The hours in which most people sleep.", "The hours without daylight."]


def test_a_source_page_accounts_for_every_passage(site):
    page = site["sources/minutes.html"]
    rows = [page.text(li) for li in page.all("li") if (li.get("id") or "").startswith("p")]
    assert len(rows) == 8
    assert "Words of passage 1." in rows[0]
    assert "Repeated at ¶5" in rows[0]
    assert "Repeats ¶1" in rows[4]
    assert "Another contribution starts here: a letter Left out: a heading" in rows[5]
    assert rows[7] == "¶8 Not cited yet."
    assert "Where it is said" in site["sources/log.html"].text()
    assert "8 passages" in page.text()
    assert "1 left out" in page.text()


def test_passage_texts_stand_only_where_they_were_given(site, ferry, build):
    shown = "claims/ferry/run-all-night.html"
    assert "Words of passage 3." in site[shown].text()
    assert "In the source" not in build(ferry)[shown].text()


def test_edit_links_lead_to_the_file(ferry, build):
    built = build(ferry, edit="https://example.org/edit/{path}#L{line}")
    page = built["claims/ferry/run-all-night.html"]
    line = ferry.claims[0].place.line
    assert f"https://example.org/edit/ferry.md#L{line}" in page.targets()


def test_a_long_chain_of_undercuts_is_shown_whole(ferry, build):
    chain = [ferry.arguments[0]]
    while len(chain) < 30:  # lists nest no deeper
        chain.append(argument("undercuts", "seal-noise", chain[-1].id, debate="ferry"))
    page = build(ferry.model_copy(update={"arguments": tuple(chain), "stances": ()}))[
        "claims/ferry/run-all-night.html"
    ]
    assert {a.id for a in chain} <= {e.get("id") for e in page.all("li")}
    assert "This attacks the undercut by" in page.text(page.one("li", id=chain[20].id))


def test_an_empty_base_has_a_site(build):
    built = build(Base(id="b", heading="Nothing yet"))
    assert "No debates yet." in built["index.html"].text()
