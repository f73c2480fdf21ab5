"""Every page of a site: valid, linked, readable, and asking nothing of anybody else."""

from __future__ import annotations

import itertools

import pytest

KINDS = [
    "index.html",
    "404.html",
    "people.html",
    "sources.html",
    "terms.html",
    "method.html",
    "debates/ferry.html",
    "outlines/ferry.html",
    "claims/ferry/run-all-night.html",
    "claims/ferry/do-guests-leave.html",
    "people/mara.html",
    "sources/minutes.html",
    "terms/night.html",
]


def test_there_is_a_page_for_everything(site, ferry):
    claims = {f"claims/{c.id}.html" for c in ferry.claims}
    debates = {f"debates/{d.id}.html" for d in ferry.debates}
    assert claims | debates | set(KINDS) <= set(site.pages)


def test_every_link_and_every_fragment_resolves(site):
    ids = {page.path: {e.get("id") for e in page.all() if e.get("id")} for page in site}
    for page in site:
        for target in page.targets():
            if target.startswith("https://"):
                continue
            path, _, fragment = target.partition("#")
            assert path in ids, f"{page.path} links to {target}"
            assert not fragment or fragment in ids[path], f"{page.path} links to {target}"


def test_links_name_files_and_stay_relative(site):
    for page in site:
        for a in page.all("a"):
            href = a.get("href", "")
            path = href.partition("#")[0].partition("?")[0]
            assert href.startswith("https://example.org/") or not path or path.endswith(".html")
            assert not href.startswith("/")


def test_an_id_stands_once_on_a_page(site):
    for page in site:
        ids = [e.get("id") for e in page.all() if e.get("id")]
        assert len(ids) == len(set(ids)), page.path


def test_pages_have_landmarks_a_skip_link_and_headings_in_order(site):
    for page in site:
        assert page.one("a", class_="skip").get("href") == "#main"
        assert page.one("main").get("id") == "main"
        levels = [int(e.tag[1]) for e in page.all() if e.tag in ("h1", "h2", "h3", "h4")]
        assert levels.index(1) == 0, page.path
        assert levels.count(1) == 1, page.path
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), page.path


def test_every_region_has_a_name_that_exists(site):
    for page in site:
        ids = {e.get("id") for e in page.all()}
        for section in page.all("section"):
            label = section.get("aria-labelledby")
            assert section.get("aria-label") or label in ids, page.path


def test_nothing_is_inline_and_no_other_site_is_asked(site):
    for page in site:
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).get("content", "")
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
        assert not page.all("style")
        assert not [e for e in page.all() if e.get("style")]
        for element in page.all():
            src = element.get("src")
            assert src is None or (site.folder / page.absolute(src)).is_file()
            assert src is None or element.tag == "script"
        assert not [e for e in page.all() for name in e.attrib if name.startswith("on")]
        for link in page.all("link"):
            if link.get("rel") != "canonical":
                assert (site.folder / page.absolute(link.get("href", ""))).is_file()


def test_links_do_not_nest_and_have_words(site):
    for page in site:
        for a in page.all("a"):
            assert page.text(a), page.path
            assert not [inner for inner in a.iter("a") if inner is not a]


@pytest.mark.parametrize("path", KINDS)
def test_titles_are_plain_text(site, path):
    title = site[path].text(site[path].one("title"))
    assert title.startswith("Island debates") or title.endswith(" · Island debates")
    assert "*" not in title


def test_the_statement_describes_the_page_without_its_markup(site):
    page = site["claims/ferry/run-all-night.html"]
    said = page.one("meta", name="description").get("content")
    assert said == "The island ferry should run through the night."
