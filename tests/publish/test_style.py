"""The style sheet: text keeps its contrast in both schemes, and asks nothing of other sites."""

from __future__ import annotations

import re

import pytest

from kb.assets import site_folder

STYLE = (site_folder() / "style.css").read_text(encoding="utf-8")


def palettes() -> list[dict[str, str]]:
    """The colours by name: light, then dark, then print, each over those of light."""
    rules = re.findall(r":root \{(.*?)\}", STYLE, re.S)
    blocks = [dict(re.findall(r"--(\w+): (#\w+);", rule)) for rule in rules]
    return [blocks[0] | block for block in blocks]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "supports", "rebuts", "undercuts"])
@pytest.mark.parametrize("paper", ["paper", "shade"])
def test_text_has_enough_contrast(scheme, ink, paper):
    colours = palettes()[scheme]
    light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_nothing_is_fetched():
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "@font-face" not in STYLE


def test_each_relation_has_a_rule_of_its_own_kind():
    assert ".argument.rebuts" in STYLE
    assert "dashed" in STYLE
    assert ".argument.undercuts" in STYLE
    assert "dotted" in STYLE
