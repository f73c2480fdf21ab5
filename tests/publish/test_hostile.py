"""Text from outside stays text: no tag, attribute, address or file that an author made up."""

from __future__ import annotations

import json
from functools import partial
from pathlib import PurePosixPath

import pytest
from poison import ATTACKS, poisoned_base
from unchecked import unchecked

from kb.model import Base
from kb.publish.text import names
from loaders.base.load import load_base


def is_our_script(site, page, script):
    """Whether an element is a script of the site, or data that no browser runs."""
    if script.get("type") == "application/ld+json":
        return "<" not in (script.text or "") and json.loads(script.text or "")
    src = page.absolute(script.get("src", ""))
    ours = "/" not in src or src.startswith("graphs/")
    return not script.text and ours and (site.folder / src).is_file()


def harmless(site, original):
    """Nothing on any page that the same pages of a harmless base would not have."""
    for page in site:
        tags = {e.tag for e in page.all()}
        names = {name for e in page.all() for name in e.attrib}
        assert not tags & {"style", "img", "iframe", "object", "base"} - original["tags"]
        assert all(is_our_script(site, page, e) for e in page.all("script"))
        assert not [name for name in names if name.startswith("on") or name == "style"]
        assert tags <= original["tags"] | {"code", "strong", "em", "pre", "br", "p"}
        assert names <= original["names"] | {"rel", "class"}
        for a in page.all("a"):
            href = a.get("href", "")
            assert "evil.example/a.png" not in href or href.startswith("https:")
            assert (
                href.startswith(("https://", "../", "#"))
                or href.endswith(".html")
                or (".html#" in href and ":" not in href.partition("#")[0])
            ), href


@pytest.fixture(scope="module")
def original(site):
    return {
        "tags": {e.tag for page in site for e in page.all()},
        "names": {name for page in site for e in page.all() for name in e.attrib},
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_every_field_stays_text(ferry, build, original, attack):
    with unchecked(partial(poisoned_base, attack)):
        site = build(ferry, texts={"minutes": [attack] * 8})
    harmless(site, original)


IDS = ["../../evil", "a/../../b", "con", "CON", "x" * 300, 'a"><script>', "é", "", ".", "a\\b",
       "a:b", "~", "%2e%2e", "a b", "\n"]  # fmt: skip


def renamed(new, base):
    """The same base with other names for some items."""
    text = json.dumps(base.model_dump())
    for name, hostile in new.items():
        text = text.replace(f'"{name}"', json.dumps(hostile))
    return Base.model_validate_json(text)


def test_ids_of_any_form_stay_inside_and_apart(ferry, build, tmp_path):
    moved = dict(zip(["ferry/bakers", "ferry/at-ten", "ferry/seal-noise"], IDS, strict=False))
    with unchecked(partial(renamed, moved)):
        site = build(ferry)
    assert len(site.pages) == len({p.lower() for p in site.pages})
    assert {p.name for p in tmp_path.iterdir()} == {"public", "public-base"}
    files = [p for p in site.folder.rglob("*") if p.is_file()]
    assert all(p.resolve().is_relative_to(site.folder) for p in files)


FILES = [names.claim_file, names.debate_file, names.person_file, names.source_file, names.term_file]


@pytest.mark.parametrize("file_of", FILES)
def test_every_kind_of_id_has_a_file_of_its_own(file_of):
    files = [PurePosixPath(file_of(ident)) for ident in IDS]
    assert len({str(file).lower() for file in files}) == len(IDS)
    assert not {file.stem for file in files} & {"con", "CON"}
    assert {file.parts[0] for file in files} == {file_of("plain").partition("/")[0]}
    assert not any(".." in file.parts for file in files)


def test_a_javascript_address_is_shown_but_no_link(ferry, build):
    person = ferry.people[0].model_copy(update={"address": "javascript:alert(1)"})
    page = build(ferry.model_copy(update={"people": (person, ferry.people[1])}))["people/mara.html"]
    assert "javascript:alert(1)" in page.text()
    assert not [t for t in page.targets() if "javascript" in t]


def test_statements_keep_their_emphasis_and_code(smallest, build):
    page = build(smallest(text="It is *so*, with `a < b`."))["claims/d/x.html"]
    heading = page.one("h1")
    assert [e.tag for e in heading.iter()] == ["h1", "em", "code"]
    assert page.text(heading) == "It is so, with a < b."


def test_headings_in_prose_do_not_disturb_those_of_the_page(smallest, build):
    page = build(smallest(body="- # Loud\n\n  Louder\n  ======"))["claims/d/x.html"]
    assert len(page.all("h1")) == 1
    assert [page.text(p) for p in page.all("p", class_="as-heading")] == ["Loud", "Louder"]


@pytest.mark.parametrize(("level", "between"), [("  ", "\n"), ("> ", "\n>\n")])
def test_pages_show_every_level_that_is_read(tmp_path, build, level, between):
    mark = "- " if level == "  " else ""
    prose = between.join(f"{level * n}{mark}level{n}" for n in range(30))
    (tmp_path / "kb.toml").write_text('id = "base"\nheading = "Base"\n')
    text = f"---\nquestion: Is it?\n---\n\n## run\n\nIt runs.\n\n{prose}\n"
    (tmp_path / "test.md").write_text(text)
    loaded = load_base(tmp_path)
    assert loaded.problems == []
    shown = build(loaded)["claims/test/run.html"].text()
    assert [
        n for n in range(30) if f"level{n}" not in shown.replace("level", " level").split()
    ] == []
