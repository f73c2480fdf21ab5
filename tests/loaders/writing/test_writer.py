"""What the writer writes is read back as the same model."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, WORDING, write_base

from kb.model import (
    Base,
)
from loaders.base.load import load_base
from loaders.grammar.kinds import KINDS
from loaders.writing.writer import append_item, as_paragraph, skeleton, write_item


def without_places(base: Base) -> dict:
    """What a base says; arguments, relations and stances in the order of what they say."""
    said = base.model_dump(exclude={"debates": {"__all__": {"place"}}})
    for claim in said["claims"]:
        claim["quotes"] = [{**quote, "line": 0} for quote in claim["quotes"]]
    for kind in ("claims", "arguments"):
        said[kind] = [{**fact, "place": None} for fact in said[kind]]
    for argument in said["arguments"]:
        argument["debate"] = None  # where it is written, at either of its ends
    for kind in ("arguments", "relations", "stances"):
        said[kind] = sorted(said[kind], key=repr)
    return said


@settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(BASES)
def test_a_base_that_is_written_and_read_again_is_the_same(tmp_path, base):
    loaded = load_base(write_base(tmp_path / "base", base))
    assert loaded.errors == []
    assert without_places(loaded.base) == without_places(base)


def test_the_shipped_debates_written_anew_are_the_same(tmp_path):
    before = load_base(Path(str(files("kb") / "debates"))).base
    assert without_places(load_base(write_base(tmp_path / "base", before)).base) == without_places(
        before
    )


def test_an_item_is_written_as_an_author_would(read):
    text = """## run-all-night

The island ferry should run through the night.

- **Kind:** position
- **Credence:** 0.7
- **Held by:** [Mara Oduya](people.md#mara-oduya) — 0.8, 2031-04-02, ¶3, at least on weekdays
- **Supported by:** [empty-beds](#empty-beds) + not [seals](#seals) — ¶7-8, inferred, one boat
  - **Because:** another reason
  - **Held by:** [Ines Tal](people.md#ines-tal) — [A survey among passengers](sources.md#ferry-survey) ¶2
  - **Undercut by:** [seals](#seals)
- **Refines:** [seals](#seals)
- **Source:** ¶3

> We will run it. — ¶3

Prose for the reader.
"""
    rest = "\n## empty-beds\n\nBeds are empty.\n\n## seals\n\nSeals need quiet.\n"
    base = read(text + rest).base
    assert write_item(base, base.claims[0]) == text.rstrip("\n")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("statement", [None, "- Is it so?", "1. Yes\n\n# Or no", "<b>\nBold"])
def test_a_new_item_of_any_kind_passes_every_check(kind, statement, problems, read):
    item = skeleton(kind, "my-new-item", statement)
    asks = kind in ("crux", "question")
    fits = not statement or asks == ("?" in statement)
    found = [line.split()[1] for line in problems(item)]
    assert found == ([] if fits else ["KB108"] if asks else ["KB113"])
    assert read(item).base.claims[0].kind == kind


def test_a_new_definition_names_the_term_that_its_id_seems_to_mean():
    assert "- **Term:** last boat\n" in skeleton("definition", "last-boat-2", "The last one.")
    assert "- **Term:** Boat\n" in skeleton("definition", "last-boat-2", term="Boat")


FRONT = "---\nquestion: Is it?\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FRONT, FRONT + "\n## new\n\nNew.\n"),
        (FRONT + "\n\n\n", FRONT + "\n## new\n\nNew.\n"),
        (FRONT + "\nProse.", FRONT + "\nProse.\n\n## new\n\nNew.\n"),
        (
            FRONT + "\n### old\n\nOld.\n\n- list\n",
            FRONT + "\n### old\n\nOld.\n\n- list\n\n### new\n\nNew.\n",
        ),
        ("\ufeff" + FRONT, "\ufeff" + FRONT + "\n## new\n\nNew.\n"),
        ("", "## new\n\nNew.\n"),
    ],
)
def test_an_item_is_appended_at_the_level_of_the_last_one(before, after):
    assert append_item(before, "## new\n\nNew.\n") == after
    windows = append_item(before.replace("\n", "\r\n"), "## new\n\nNew.\n")
    assert windows.replace("\r\n", "\n") == after
    assert "\n" not in windows.replace("\r\n", "") or not before


def test_the_level_of_an_appended_item_can_be_chosen():
    assert append_item(FRONT, "\n\n## new\n\nNew.\n\n\n", 4).endswith("---\n\n#### new\n\nNew.\n")


@given(st.one_of(WORDING, st.text(max_size=50)))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_any_text_as_a_statement_is_read_back(text):
    as_written = as_paragraph(text)
    assert as_paragraph(as_written) == as_written
