"""Nothing that axe knows of keeps anybody from using a page: wide and narrow, light and dark."""

from __future__ import annotations

import pytest
from bases import SHIPPED, Folder

from kb.publish import publish
from loaders.base.load import load_base

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "debates/motivations.html",
    "claims/motivations/motivations-contingent.html",
    "claims/motivations/can-levers-be-found.html",
    "maps/power-seeking.html",
    "stances/power-seeking.html",
    "people/alex-mallen.html",
    "people.html",
    "compare.html",
    "compare/post-author/proxy-goal-commenter.html",
    "terms/training-gaming.html",
    "sources/mallen-comments.html",
    "open.html",
    "search.html",
    "method.html",
    "items/crux.html",
    "404.html",
)
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("axe") / "public"
    publish(load_base(SHIPPED), folder)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(folder, read, path, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 900}
    page = read(folder, viewport=size, color_scheme=scheme, bypass_csp=True).open(path)
    assert page.evaluate("document.title"), path
    page.wait_for_load_state("load")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_at_320_pixels_with_wide_spacing(folder, read, path):
    size = {"width": 320, "height": 900}
    page = read(folder, viewport=size, bypass_csp=True).open(path)
    page.add_style_tag(content=SPACED)
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 320, page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321)"
        ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
    )


ODD = """
---
title: سفن
question: هل ينبغي أن تعمل العبّارة طوال الليل؟
---

## arabic

{arabic}.

- **Kind:** position
- **Supported by:** [japanese](#japanese)
- **Rebutted by:** [code](#code)

## japanese

{japanese}

- **Supports:** [long-word](#long-word)

## code

If `for (i = 0; i < n; i++) {{ a[i] = b[i] * c[i] + d[i] * e[i]; }}` is so, then \\sum_{{i=1}}^n x_i^2 <= 1/(1-α)·∫f(x)dx.

## long-word

{word} is a word.

- **Kind:** position
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("odd") / "base")
    folder.write("kb.toml", 'id = "odd"\nheading = "Odd"\n')
    arabic = "هل ينبغي أن تعمل العبّارة طوال الليل بين الجزيرة والبر الرئيسي رغم قلة الركاب " * 7
    japanese = "島と本土を結ぶフェリーは、冬の乗客が少なく燃料費が高いにもかかわらず" * 16
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 10
    text = ODD.format(arabic=arabic.strip(), japanese=japanese, word=word)
    folder.write("ships.md", text)
    publish(load_base(folder.path), folder.path / "public")
    return folder.path / "public"


@pytest.mark.parametrize("width", [320, 1280])
def test_long_statements_in_any_script_stay_on_the_page(odd, read, width):
    reader = read(odd, viewport={"width": width, "height": 900})
    for path in sorted(odd.rglob("*.html")):
        page = reader.open(path.relative_to(odd).as_posix())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_arabic_runs_from_the_right(odd, read):
    page = read(odd, viewport={"width": 1280, "height": 900}).open("debates/ships.html")
    where = """(() => {
      const p = document.querySelector(".strip h3"), beside = p.closest(".stance-of");
      const range = document.createRange(); range.selectNodeContents(p);
      const lines = [...range.getClientRects()], last = lines[lines.length - 1];
      return beside.getBoundingClientRect().right - Math.max(...lines.map(l => l.right));
    })()"""
    assert abs(page.evaluate(where)) < 3
