"""What items are called in a terminal: by title, and by ids that they had before."""

from __future__ import annotations

import json

import pytest
from bases import Folder


@pytest.fixture
def named(ferry: Folder) -> Folder:
    text = (ferry.path / "night-ferry.md").read_text()
    renamed = text.replace(
        "leaves early.\n", "leaves early.\n\n- **Title:** Empty beds\n- **Formerly:** no-guests", 1
    ).replace("[seal-noise](#seal-noise)", "[no-guests](#no-guests)")
    ferry.write("night-ferry.md", renamed)
    return ferry


def test_an_item_shows_its_title_and_what_it_was_called(kb_command, named):
    shown = kb_command("show", "empty-beds", "-C", named.path)
    assert "claim in night-ferry, “Empty beds”\n" in shown.stdout
    assert "formerly no-guests\n" in shown.stdout
    told = json.loads(kb_command("show", "empty-beds", "--format", "json", "-C", named.path).stdout)
    assert told["title"] == "Empty beds"
    assert told["formerly"] == ["night-ferry/no-guests"]


@pytest.mark.parametrize("name", ["no-guests", "night-ferry/no-guests"])
def test_an_item_is_found_by_the_id_that_it_had_before(kb_command, named, name):
    shown = kb_command("show", name, "-C", named.path)
    assert shown.exit_code == 0
    assert "night-ferry/empty-beds" in shown.stdout
    assert f"'{name}' is now called 'night-ferry/empty-beds'\n" in shown.stderr


def test_an_id_that_two_items_had_before_asks_which_is_meant(kb_command, named):
    named.write(
        "fares.md",
        "---\nquestion: Who pays?\n---\n\n## guests-pay\n\nGuests pay.\n\n- **Formerly:** no-guests\n",
    )
    shown = kb_command("show", "no-guests", "-C", named.path)
    assert shown.exit_code == 2
    assert "say which: fares/guests-pay, night-ferry/empty-beds" in shown.stderr


def test_a_link_to_an_old_id_is_a_warning_and_means_the_item_of_today(kb_command, named):
    checked = kb_command("check", "-C", named.path)
    assert checked.exit_code == 0
    assert "KB309 'no-guests' is now called 'empty-beds'; name it so" in checked.stdout
    assert kb_command("check", "--strict", "-C", named.path).exit_code == 1
    rebuttals = kb_command("rebuttals", "run-all-night", "-C", named.path).stdout
    assert "- Hotels lose guests because the last boat leaves early." in rebuttals


def test_a_search_finds_words_of_a_title(kb_command, named):
    found = kb_command("search", "empty", "beds", "-C", named.path)
    assert "night-ferry/empty-beds" in found.stdout


def test_works_and_characters_are_listed_apart_from_people(kb_command, ferry):
    ferry.edit("people.md", "Ines Tal\n", "The log of Ines Tal\n\n- **Kind:** work\n")
    ferry.write("people.md", (ferry.path / "people.md").read_text() + "\n## ghost\n\nA ghost\n")
    ferry.edit("people.md", "A ghost\n", "A ghost\n\n- **Kind:** character\n")
    lines = kb_command("people", "-C", ferry.path).stdout.splitlines()
    names = [line.split()[0] for line in lines if line.strip()]
    assert names.index("mara") < names.index("Works") < names.index("ines")
    assert names.index("ines") < names.index("Characters") < names.index("ghost")
    told = json.loads(kb_command("people", "--format", "json", "-C", ferry.path).stdout)
    assert {voice["id"]: voice["kind"] for voice in told} == {
        "ghost": "character",
        "ines": "work",
        "mara": "person",
    }


def test_debates_are_listed_in_the_order_of_the_settings(kb_command, ferry):
    ferry.write("fares.md", "---\nquestion: Who pays?\n---\n\n## all\n\nAll pay.\n")

    def listed() -> list[str]:
        told = json.loads(kb_command("debates", "--format", "json", "-C", ferry.path).stdout)
        return [debate["id"] for debate in told]

    assert listed() == ["fares", "night-ferry"]
    ferry.write("kb.toml", 'id = "ferries"\nheading = "Ferries"\ndebates = ["night-ferry"]\n')
    assert listed() == ["night-ferry", "fares"]
    shown = kb_command("debates", "-C", ferry.path).stdout
    assert shown.index("night-ferry") < shown.index("fares")


def test_a_new_item_may_have_a_title(kb_command, ferry):
    words = ("new", "claim", "no-wind", "The wind has gone.", "-d", "night-ferry", "-C", ferry.path)
    assert kb_command(*words, "--title", "No wind").exit_code == 0
    told = json.loads(kb_command("show", "no-wind", "--format", "json", "-C", ferry.path).stdout)
    assert told["title"] == "No wind"


def test_a_title_with_markup_is_refused(kb_command, ferry):
    before = (ferry.path / "night-ferry.md").read_text()
    words = ("new", "claim", "no-wind", "The wind has gone.", "-d", "night-ferry", "-C", ferry.path)
    refused = kb_command(*words, "--title", "*No* wind")
    assert refused.exit_code != 0
    assert "KB221" in refused.stderr
    assert (ferry.path / "night-ferry.md").read_text() == before


def test_an_item_shows_its_tags_and_its_arguments_their_name_and_scheme(kb_command, ferry):
    ferry.edit(
        "night-ferry.md",
        "- **Kind:** position\n",
        '- **Tags:** sea; "night"\n- **Kind:** position\n',
    )
    ferry.edit(
        "night-ferry.md",
        "share one boat\n",
        "share one boat\n  - **Called:** Two birds\n  - **Scheme:** From need\n",
    )
    shown = kb_command("show", "run-all-night", "--all", "-C", ferry.path).stdout
    assert 'tagged sea, "night"' in shown
    assert "called “Two birds”" in shown
    assert "by the scheme From need" in shown
    told = json.loads(
        kb_command("show", "run-all-night", "--format", "json", "-C", ferry.path).stdout
    )
    assert told["tags"] == ["sea", '"night"']
    assert [(a["called"], a["scheme"]) for a in told["arguments"]] == [
        ("Two birds", "From need"),
        (None, None),
    ]
    assert "run-all-night" in kb_command("search", "sea", "night", "-C", ferry.path).stdout
    kb_command("fmt", "-C", ferry.path)
    text = (ferry.path / "night-ferry.md").read_text()
    assert '- **Tags:** sea; "night"\n- **Kind:** position\n' in text
    assert "  - **Called:** Two birds\n  - **Scheme:** From need\n" in text
