"""What a reader meets on the page of an item, a definition, a person and a source: who says it and
how firmly, what is ours, what is said for and against, where it leads."""

from __future__ import annotations

import json
import re
from statistics import median

import pytest
from bases import SHIPPED, small_base
from building import argument, base, claim, debate
from markupsafe import Markup

from kb.model import Passage, Person, Source, Stance, Term
from kb.publish import publish
from kb.publish.text.glossary import Entry, Glossary
from loaders.base.load import load_base

PIA = Person(id="pia", heading="Pia")
HEAVY = 4  # arguments about an item, of which a page may weigh more than it should


def page_of(site, slug):
    return site[f"claims/d/{slug}.html"]


def section(page, anchor):
    return page.one("section", **{"aria-labelledby": anchor})


def test_the_hedge_stands_beside_the_verb_wherever_a_stance_is_shown(site):
    said = "Mara Oduya holds this (at least on weekdays)"
    for path in ("claims/ferry/run-all-night.html", "stances/ferry.html", "debates/ferry.html"):
        assert said in site[path].text(), path
    assert "holds (at least on weekdays)" in site["people/mara.html"].text()


def test_what_only_the_mapper_reads_into_a_text_is_marked_and_counted_apart(build):
    items = (claim("t", kind="position"), *map(claim, ("a", "b", "c")))
    arguments = (
        argument("supports", "a", "t"),
        argument("supports", "b", "t", inferred=True),
        argument("rebuts", "c", "t", inferred=True),
    )
    site = build(base(*items, arguments=arguments))
    count = "1 for, and 2 links of ours"
    page = page_of(site, "t")
    assert page.text(page.one("p", class_="tally")) == count
    assert page.text(section(page, "rebuts")).startswith(
        "Against makes it a little weaker our link"
    )
    assert [li.get("id") for li in page.all("li", class_="is-ours")] == [
        a.id for a in arguments[1:]
    ]
    assert count in site["debates/d.html"].text()
    assert count in (site.folder / "cards/d.js").read_text(encoding="utf-8")
    assert "our link" in page_of(site, "b").text(section(page_of(site, "b"), "bears-on"))


def test_a_premise_that_has_to_be_false_is_said_in_words(build):
    items = (claim("t", kind="position"), claim("a"), claim("b"))
    site = build(base(*items, arguments=(argument("rebuts", "not a", "t"),)))
    said = page_of(site, "t").text(section(page_of(site, "t"), "rebuts"))
    assert said.endswith("if that is false, it counts against this")
    assert "Rebuts “So it is”, if this is false" in page_of(site, "a").text()


def test_what_an_answer_would_do_is_no_reason_for_or_against(build):
    items = [
        claim("a", "It is A.", kind="position"),
        claim("c", "Is it?", kind="crux"),
        claim("r", "So it seems."),
    ]
    made = [
        argument("supports", "c", "a"),
        argument("rebuts", "not c", "a", line=2),
        argument("rebuts", "r", "a", line=3),
    ]
    page = page_of(build(base(*items, arguments=made)), "a")
    assert not [s for s in page.all("section") if s.get("aria-labelledby") == "supports"]
    assert "So it seems." in page.text(section(page, "rebuts"))
    assert "Is it?" not in page.text(section(page, "rebuts"))
    would = [page.text(li) for li in section(page, "answers").iter("li")]
    assert [" ".join(line.split()) for line in would] == [
        "Supported by Is it? crux if the answer is yes",
        "Rebutted by Is it? crux if the answer is no, it counts against this",
    ]


def test_the_strongest_reason_comes_first(build):
    items = (claim("t"), claim("weak", credence=0.3), claim("strong", credence=0.9))
    arguments = (argument("supports", "weak", "t"), argument("supports", "strong", "t"))
    page = page_of(build(base(*items, arguments=arguments)), "t")
    found = [li.get("id") for li in page.all("li", class_="supports")]
    assert found == [arguments[1].id, arguments[0].id]


def test_the_text_of_a_passage_stands_with_who_says_so(site, ferry):
    page = site["claims/ferry/run-all-night.html"]
    assert "Words of passage 3." in page.text(page.one("li", id=ferry.stances[0].id))
    assert page.text().count("Words of passage 3.") == 1


def test_an_item_says_what_it_comes_to_in_the_end(build):
    items = (claim("t", kind="position", title="The end"), *map(claim, ("a", "b", "c")))
    arguments = (
        argument("rebuts", "a", "t"),
        argument("supports", "not b", "a"),
        argument("supports", "c", "b"),
    )
    page = page_of(build(base(*items, arguments=arguments)), "c")
    assert page.text(page.one("ul", class_="ways")) == (
        "This supports So it is, which, if false, supports So it is, which speaks against The end"
    )


def test_items_lead_to_the_next_in_the_order_in_which_they_were_said(build):
    items = (
        claim("late", passages=("s#3",)),
        claim("early", passages=("s#1",), title="Said early"),
        claim("middle", passages=("s#2",)),
    )
    site = build(
        base(*items, debates=(debate(source="s"),), sources=(Source(id="s", heading="S"),))
    )
    page = page_of(site, "middle")
    assert page.text(page.one("a", rel="prev")) == "Before Said early"
    assert page.targets(page.one("nav", class_="turn")) == {
        "claims/d/early.html",
        "claims/d/late.html",
    }
    assert not page_of(site, "early").all("a", rel="prev")


def test_a_definition_is_headed_by_its_term_and_a_term_leads_to_its_sense_once(build):
    items = (
        claim("sense", "The hours of the dark.", kind="definition", term="night"),
        claim("x", "Nights are long: the night is.", body="At night, and in [night](https://a.b)."),
    )
    site = build(base(*items, terms=(Term(id="night", heading="night"),)))
    page = page_of(site, "sense")
    assert page.text(page.one("h1")) == "night"
    assert not page.all("a", class_="term")
    (link,) = page_of(site, "x").all("a", class_="term")
    assert (link.text, page_of(site, "x").absolute(link.get("href"))) == (
        "Nights", "terms/night.html",
    )  # fmt: skip
    cards = (site.folder / "cards/d.js").read_text(encoding="utf-8")
    assert '"terms/night.html":["night","The hours of the dark."]' in cards


def test_a_debate_lends_its_terms_to_those_that_have_to_do_with_it_and_to_no_others(
    build, tmp_path
):
    head = "---\nquestion: Why?\n---\n\n## {}\n\nLong is the night{}.\n".format
    sense = "\n## dark\n\nThe hours of the dark.\n\n- **Kind:** definition\n- **Term:** night\n"
    base = small_base(
        tmp_path / "base",
        lends=head("own", "") + sense,
        names_it=head("x", ", as in [another debate](lends.md)"),
        other=head("x", ""),
    )
    site = build(load_base(base.path))
    linked = {p.path for p in site if p.path.startswith("claims/") and p.all("a", class_="term")}
    assert linked == {"claims/lends/own.html", "claims/names-it/x.html"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("RL and rl", '<a class="term" href="r">RL</a> and rl'),
        ("rl", "rl"),
        ("<em>RL</em>s", '<em><a class="term" href="r">RL</a></em>s'),
        ('<a href="x">RL</a> RL', '<a href="x">RL</a> <a class="term" href="r">RL</a>'),
        ("&amp; amp", '&amp; <a class="term" href="a">amp</a>'),
        ("RLHF", "RLHF"),
        ("Slow night trains", '<a class="term" href="s">Slow night</a> trains'),
        ("slow nights", '<a class="term" href="s">slow nights</a>'),
    ],
)
def test_terms_are_found_as_words_outside_of_links(text, shown):
    terms = Glossary((Entry("RL", "r"), Entry("amp", "a"), Entry("slow night", "s")))
    assert terms.linked(Markup(text), set()) == shown


def test_a_person_is_told_in_a_few_lines_and_over_time(build):
    items = [claim(f"c{n}", f"It is {n}.", title=f"Number {n}") for n in range(8)]
    stances = [
        Stance(id=f"st{n}", person="pia", kind="holds", target=f"d/c{n}", date=f"20{30 - n}")
        for n in range(8)
    ]
    page = build(base(*items, stances=stances, people=(PIA,)))["people/pia.html"]
    assert [page.text(li) for li in page.one("ul", class_="main-lines").iter("li")] == [
        f"holds “Number {n}” in D" for n in range(3)
    ]
    when = [page.text(li) for li in page.one("ol", class_="over-time").iter("li")]
    assert when[0] == "2023 holds “Number 7” in D"
    assert page.one("details").get("open") is not None


def test_a_person_is_told_first_by_what_they_hold_however_much_is_said_of_what_they_deny(build):
    items = [
        claim("a", "It is A.", kind="position"),
        claim("b", "It is B.", kind="position"),
        claim("r", "So it seems."),
    ]
    stances = [
        Stance(id="s1", person="pia", kind="rejects", target="d/a"),
        Stance(id="s2", person="pia", kind="holds", target="d/b"),
    ]
    reasons = [argument("supports", "r", "a")]
    page = build(base(*items, arguments=reasons, stances=stances, people=(PIA,)))["people/pia.html"]
    said = [page.text(li) for li in page.one("ul", class_="main-lines").iter("li")]
    assert [line.split()[0] for line in said] == ["holds", "rejects"]


def test_a_source_without_a_copy_says_where_things_are_said_and_leads_there(build):
    source = Source(id="s", heading="S", address="https://example.org/s")
    whole = base(
        claim("x", "It is so.", title="So", passages=("s#1",)),
        debates=(debate(source="s"),),
        sources=(source,),
        passages=(Passage(id="s#1", source="s", number=1),),
    )
    page = build(whole)["sources/s.html"]
    row = page.one("li", id="p1")
    assert page.text(row) == "¶1 “So”"
    assert "https://example.org/s" in page.targets(row)
    assert "Where it is said" in page.text()
    with_text = build(whole, texts={"s": ["Indeed."]})["sources/s.html"]
    assert with_text.text(with_text.one("li", id="p1")) == "¶1 Indeed. “So”"
    assert "https://example.org/s" not in with_text.targets(with_text.one("li", id="p1"))


def test_a_card_has_the_text_of_a_passage_and_the_strongest_reasons(build):
    items = (claim("t"), claim("a", title="A reason"), claim("b", title="An objection"))
    whole = base(
        *items,
        claim("x", passages=("s#1",)),
        arguments=(argument("supports", "a", "t"), argument("rebuts", "not b", "t")),
        sources=(Source(id="s", heading="S"),),
    )
    site = build(whole, texts={"s": ["Indeed."]})
    said = (site.folder / "cards/d.js").read_text(encoding="utf-8")
    cards = json.loads(re.search(r"\{.*\}", said, re.DOTALL)[0])
    assert cards["d/t.html"][-2:] == ["For: A reason", "Against: An objection being false"]
    assert cards["sources/s.html#p1"] == ["¶1", "Indeed."]


def test_the_pages_of_the_shipped_items_are_light(tmp_path):
    publish(load_base(SHIPPED), tmp_path)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "claims").rglob("*.html")]
    sizes = [(len(page.encode()), page.count('<li class="argument')) for page in pages]
    assert median(size for size, _ in sizes) < 6_000
    assert not [size for size, arguments in sizes if size >= 8_000 and arguments < HEAVY]
    assert sum(size >= 8_000 for size, _ in sizes) <= len(sizes) // 25
    assert max(size for size, _ in sizes) < 12_000
