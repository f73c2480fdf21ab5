"""Every relation is a link in both directions, on pages that say what it is."""

from __future__ import annotations

import pytest

from kb.model import Argument, Base


def page_of(claim: str) -> str:
    return f"claims/{claim}.html"


def root(base: Base, argument: Argument) -> str:
    by_id = {a.id: a for a in base.arguments}
    while argument.kind == "undercuts":
        argument = by_id[argument.target]
    return argument.target


def test_an_argument_is_on_its_target_and_leads_to_each_premise_and_back(site, ferry):
    for argument in ferry.arguments:
        target = page_of(root(ferry, argument))
        shown = site[target].one("li", id=argument.id)
        for premise in argument.premises:
            assert page_of(premise.claim) in site[target].targets(shown)
            assert f"{target}#{argument.id}" in site[page_of(premise.claim)].targets()


def test_an_undercut_stands_below_the_argument_it_attacks(site, ferry):
    for argument in ferry.arguments:
        if argument.kind == "undercuts":
            page = site[page_of(root(ferry, argument))]
            attacked = page.one("li", id=argument.target)
            assert argument.id in {e.get("id") for e in attacked.iter("li")}


def test_other_relations_are_linked_from_both_ends(site, ferry):
    for relation in ferry.relations:
        source, target = page_of(relation.source), page_of(relation.target)
        assert target in site[source].pages(), relation
        assert source in site[target].pages(), relation


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("what-is-night", "Concerns"),
        ("run-all-night", "Questions about this"),
        ("at-ten", "Answers"),
        ("what-is-night", "Answered by"),
        ("run-all-night", "Uses the sense"),
        ("night-sleep", "Used in this sense by"),
        ("two-nights", "Distinguishes"),
        ("night-dark", "Distinguished by"),
        ("bakers", "Illustrates"),
        ("shift-change", "Illustrated by"),
        ("try-a-month", "Refines"),
        ("run-all-night", "Refined by"),
        ("do-guests-leave", "What it asks"),
        ("guests-leave", "Its crux:"),
    ],
)
def test_relations_are_named_in_words(site, page, words):
    assert words in site[f"claims/ferry/{page}.html"].text()


def test_a_stance_is_on_what_it_is_about_and_on_the_pages_of_its_people(site, ferry):
    arguments = {a.id: a for a in ferry.arguments}
    for stance in ferry.stances:
        argument = arguments.get(stance.target)
        shown = page_of(root(ferry, argument) if argument else stance.target)
        assert any(e.get("id") == stance.id for e in site[shown].tree.iter())
        person = site[f"people/{stance.person}.html"]
        assert f"people/{stance.person}.html" in site[shown].targets()
        assert (f"{shown}#{argument.id}" if argument else shown) in person.targets()
        if stance.of:
            assert f"people/{stance.of}.html" in site[shown].targets()
            assert shown in site[f"people/{stance.of}.html"].pages()


def test_a_passage_and_what_cites_it_lead_to_each_other(site, ferry):
    arguments = {a.id: a for a in ferry.arguments}
    cited = [(page_of(c.id), p) for c in ferry.claims for p in c.passages]
    cited += [(page_of(c.id), q.passage) for c in ferry.claims for q in c.quotes]
    cited += [(page_of(root(ferry, a)), p) for a in ferry.arguments for p in a.passages]
    cited += [(page_of(r.source), p) for r in ferry.relations for p in r.passages]
    for stance in ferry.stances:
        argument = arguments.get(stance.target)
        shown = page_of(root(ferry, argument) if argument else stance.target)
        cited += [(shown, p) for p in stance.passages]
    repeated = {p.id for p in ferry.passages if p.repeats}  # what they repeat stands for them
    for shown, passage in cited:
        source, _, number = passage.partition("#")
        if passage in repeated:
            continue
        place = f"sources/{source}.html#p{number}"
        assert place in site[shown].targets(), (shown, passage)
        row = site[f"sources/{source}.html"].one("li", id=f"p{number}")
        back = {t.partition("#")[0] for t in site[f"sources/{source}.html"].targets(row)}
        assert shown in back, (shown, passage)


def test_debates_link_across(site):
    page = site["claims/ferry/day-boats-suffice.html"]
    assert "claims/harbour/quay-is-old.html" in page.pages()
    assert "in “The harbour”" in page.text()
    assert "claims/ferry/day-boats-suffice.html" in site["claims/harbour/quay-is-old.html"].pages()


def test_a_definition_and_its_term_lead_to_each_other(site):
    senses = {"claims/ferry/night-sleep.html", "claims/ferry/night-dark.html"}
    assert senses <= site["terms/night.html"].pages()
    assert all("terms/night.html" in site[sense].pages() for sense in senses)
    assert "claims/ferry/run-all-night.html" in site["terms/night.html"].pages()


def test_a_source_and_its_author_lead_to_each_other(site):
    assert "people/ines.html" in site["sources/minutes.html"].pages()
    assert "sources/minutes.html" in site["people/ines.html"].pages()


def test_links_in_prose_lead_to_pages(site):
    page = site["claims/ferry/run-all-night.html"]
    prose = page.one("section", class_="prose")
    targets = page.targets(prose)
    assert {
        "claims/ferry/empty-beds.html",
        "claims/harbour/quay-is-old.html",
        "people/mara.html",
        "sources/minutes.html",
        "https://example.org/a?b=1&c=2",
    } <= targets
    assert any(t.startswith("outlines/ferry.html#section-answers") for t in targets)
    assert "nowhere" in page.text(prose)
    assert not any("no-such-item" in target for target in targets)
    assert "debates/harbour.html" in site["debates/ferry.html"].pages()
