"""What `kb diff` says of every kind of change, in the words of a reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import terminal
from bases import SHIPPED
from repos import Repository, ferry_repository, git, told

DEBATE, PEOPLE, SETTINGS = "night-ferry.md", "people.md", "kb.toml"
SEALS = "Engines at night drive the seals away.\n"
SHIFTS = "## shift-change\n\nThe night shift of the cannery ends after the last boat.\n\n"
QUIET = "## quiet-engines\n\nThe new boat is electric and makes no noise.\n\n"
INES = "- **Rejected by:** [Ines](people.md#ines) — 0.2, only in winter\n"

Edits = list[tuple[str, str, str]]
CASES: dict[str, tuple[Edits, list[str]]] = {
    "a statement is reworded, with its words marked": (
        [(DEBATE, "because the last boat leaves early", "since the last boat leaves at nine")],
        [
            "~ “Empty beds”, statement: Hotels lose guests [-because-]{+since+} the last boat leaves "
            "[-early-]{+at nine+}."
        ],
    ),
    "a title": (
        [(DEBATE, SEALS + "\n", SEALS + "\n- **Title:** Seals flee\n")],
        ["~ “Seals flee”, title: {+Seals flee+}"],
    ),
    "a kind and a credence": (
        [(DEBATE, SEALS + "\n", SEALS + "\n- **Kind:** evidence\n- **Credence:** 0.3\n")],
        [
            "~ “Seal noise”, kind: [-claim-] {+evidence+}",
            "~ “Seal noise”, credence: [-none-] {+0.3+}",
        ],
    ),
    "an item is added, with what it does to a position": (
        [
            (
                DEBATE,
                "## quiet-engines",
                "## boats-are-dear\n\nBoats are dear.\n\n- **Rebuts:** [run-all-night](#run-all-night)"
                " — who pays?\n\n## quiet-engines",
            )
        ],
        [
            "~ “Run all night”: [-open-] {+leaning no+}",
            "+ claim “Boats are dear.”",
            "+ “Boats are dear” rebuts “Run all night”: who pays?",
        ],
    ),
    "an item is removed": (
        [
            (DEBATE, QUIET, ""),
            (DEBATE, "- **Rebutted by:** [quiet-engines](#quiet-engines) — inferred\n", ""),
        ],
        [
            "- claim “The new boat is electric and makes no noise.”",
            "- “Quiet engines” rebuts “Seal noise” (our link)",
        ],
    ),
    "an id is another, and the statement is not": (
        [(DEBATE, "seal-noise", "loud-boats")],
        ["~ item [-night-ferry/seal-noise-] is {+night-ferry/loud-boats+} now"],
    ),
    "an id is another by Formerly, and the statement too": (
        [
            (DEBATE, "seal-noise", "loud-boats"),
            (DEBATE, SEALS + "\n", "Boats are loud.\n\n- **Formerly:** seal-noise\n"),
        ],
        [
            "~ item [-night-ferry/seal-noise-] is {+night-ferry/loud-boats+} now",
            "~ “Loud boats”, statement: [-Engines at night drive the seals away.-] {+Boats are loud.+}",
        ],
    ),
    "two items become one": (
        [
            (DEBATE, SHIFTS, ""),
            (DEBATE, " + [shift-change](#shift-change)", ""),
            (DEBATE, "electric and makes no noise.\n", "electric and makes no noise.\n\n- **Formerly:** shift-change\n"),
        ],
        [
            "~ item [-night-ferry/shift-change-] is one with “Quiet engines”",
            "~ the argument from “Empty beds” to “Run all night”, premises: "
            "[-night-ferry/empty-beds; night-ferry/quiet-engines-] {+night-ferry/empty-beds+}",
        ],
    ),
    "an item is put into a section": (
        [(DEBATE, "## do-guests-leave", "## Cruxes\n\n### do-guests-leave")],
        [
            "~ “Do guests leave”, section: [-none-] {+Cruxes+}",
            "~ the debate “The night ferry”, sections: [-none-] {+## Cruxes+}",
        ],
    ),
    "an item stands elsewhere": (
        [(DEBATE, SHIFTS, ""), (DEBATE, "## do-guests-leave", SHIFTS + "## do-guests-leave")],
        ["~ “Shift change” stands elsewhere now, before {+night-ferry/do-guests-leave+}"],
    ),
    "an argument has a reason, and somebody makes it": (
        [(DEBATE, "(#quiet-engines) — inferred", "(#quiet-engines) — it is electric")],
        [
            "~ the argument from “Quiet engines” to “Seal noise”, reason: {+it is electric+}",
            "~ the argument from “Quiet engines” to “Seal noise”, inferred: [-yes-] {+no+}",
        ],
    ),
    "an argument needs less; what is said of it stays": (
        [(DEBATE, " + [shift-change](#shift-change)", "")],
        [
            "~ the argument from “Empty beds” to “Run all night”, premises: "
            "[-night-ferry/empty-beds; night-ferry/shift-change-] {+night-ferry/empty-beds+}",
        ],
    ),
    "an undercut is dropped": (
        [(DEBATE, "  - **Undercut by:** [winter-only](#winter-only)\n", "")],
        [
            "- “Winter only” undercuts the argument from “Empty beds” and “Shift change” to “Run all "
            "night”"
        ],
    ),
    "what an answer does is dropped": (
        [(DEBATE, "- **If no:** rebuts [empty-beds](#empty-beds)\n", "")],
        ["- a no to “Do guests leave” rebuts “Empty beds”"],
    ),
    "a relation": (
        [(DEBATE, QUIET, QUIET + "- **Refines:** [seal-noise](#seal-noise)\n\n")],
        ["+ “Quiet engines” narrows “Seal noise”"],
    ),
    "a stance is added": (
        [(DEBATE, SEALS + "\n", SEALS + "\n- **Held by:** [Ines](people.md#ines) — 0.9, 2031-05-02, as a diver\n")],
        ["+ Ines Tal holds “Seal noise” (0.9, 2031-05-02): as a diver"],
    ),
    "a stance is dropped": (
        [(DEBATE, INES, "")],
        ["- Ines Tal rejects “Empty beds” (0.2): only in winter"],
    ),
    "somebody says the same otherwise": (
        [(DEBATE, "0.2, only in winter", "0.1, in any season")],
        [
            "~ Ines Tal on “Empty beds”: rejects ([-0.2-]{+0.1+}): [-only -]in [-winter-]{+any season+}"
        ],
    ),
    "somebody changes their mind": (
        [(DEBATE, INES, "- **Held by:** [Ines](people.md#ines) — 0.7\n")],
        [
            "~ Ines Tal rejected “Empty beds”, holds it now",
            "~ Ines Tal on “Empty beds”: [-rejects (0.2): only in winter-] {+holds (0.7)+}",
        ],
    ),
    "somebody changes their mind by what they say later": (
        [(DEBATE, INES, INES + "- **Conceded by:** [Ines](people.md#ines) — 2031-05-02\n")],
        [
            "~ Ines Tal rejected “Empty beds”, concedes it now",
            "+ Ines Tal concedes “Empty beds” (2031-05-02)",
        ],
    ),
    "the question of the debate, and what it says in front": (
        [
            (DEBATE, "Should the island ferry run", "Should a ferry run"),
            (DEBATE, "want different things", "want the same things"),
        ],
        [
            "~ the debate “The night ferry”, question: Should [-the island -]{+a +}ferry run through "
            "the night?",
            "~ the debate “The night ferry”, summary: Hotels and seals want [-different -]{+the same "
            "+}things.",
        ],
    ),
    "people": (
        [
            (PEOPLE, "Ines Tal", "Ines Tal-Berg"),
            (PEOPLE, "## ines", "## jon\n\nJon Ek\n\n## ines"),
        ],
        [
            "+ person “Jon Ek”",
            "~ person “Ines Tal-Berg”, heading: Ines [-Tal-]{+Tal-Berg+}",
        ],
    ),
    "somebody has another id, and says what they said": (
        [(PEOPLE, "## ines", "## jon"), (DEBATE, "people.md#ines", "people.md#jon")],
        ["~ person [-ines-] is {+jon+} now"],
    ),
    "how reasons are weighed": (
        [(SETTINGS, 'heading = "Ferries"', 'heading = "Ferries"\n[method]\nrho = 0')],
        ["~ the base, method: [-beta 1, rho 1, inferred 0.5-] {+beta 1, rho 0, inferred 0.5+}"],
    ),
    "an empty line more, and a line that is wrapped": (
        [(DEBATE, "Hotels lose guests", "\nHotels lose\nguests")],
        [],
    ),
}  # fmt: skip


@pytest.fixture
def ferry(tmp_path: Path) -> Repository:
    return ferry_repository(tmp_path / "base")


@pytest.mark.parametrize("case", CASES)
def test_what_changed_is_said(ferry, kb_command, case):
    edits, expected = CASES[case]
    for edit in edits:
        ferry.edit(*edit)
    done = kb_command("diff", "-C", ferry.path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert told(done.stdout) == expected
    if not expected:
        assert done.stdout == "no change\n"


def test_of_a_long_text_what_is_around_the_changes(ferry, kb_command):
    prose = f"{'So it is and so it stays. ' * 20}Never mind. {'As it was before. ' * 20}"
    ferry.edit(DEBATE, QUIET, f"{QUIET}{prose}\n\n")
    ferry.commit()
    ferry.edit(DEBATE, "Never mind", "Always mind")
    assert told(kb_command("diff", "-C", ferry.path).stdout) == [
        "~ “Quiet engines”, prose: … is and so it stays. [-Never-]{+Always+} mind. As it was before. …"
    ]


TWO = """---
question: Who pays?
---

## hotels-pay

Hotels should pay.

- **Kind:** position
- **Rival of:** [town-pays](#town-pays)
- **Held by:** [Mara](people.md#mara)

## town-pays

The town should pay.

- **Kind:** position

## are-hotels-rich

Are hotels rich?

- **Kind:** crux
- **If yes:** supports [hotels-pay](#hotels-pay)

## is-the-town-poor

Is the town poor?

- **Kind:** crux
- **If no:** supports [town-pays](#town-pays)
"""


def test_somebody_who_holds_a_rival_now_changed_their_mind(ferry, kb_command):
    ferry.write("money.md", TWO)
    ferry.commit()
    ferry.edit("money.md", "- **Held by:** [Mara](people.md#mara)\n", "")
    ferry.edit(
        "money.md", "\n## are-hotels", "- **Held by:** [Mara](people.md#mara)\n\n## are-hotels"
    )
    said = told(kb_command("diff", "-C", ferry.path).stdout)
    assert "~ Mara Oduya held “Hotels pay”, holds “Town pays” now" in said


def test_cruxes_enter_leave_and_pass_each_other(ferry, kb_command):
    ferry.write("money.md", TWO)
    ferry.commit()
    new = "## are-boats-dear\n\nAre boats dear?\n\n- **Kind:** crux\n- **If yes:** rebuts [town-pays](#town-pays)\n"
    ferry.edit("money.md", "## is-the-town-poor", new + "\n## is-the-town-poor")
    ferry.edit(
        "money.md",
        "- **If yes:** supports [hotels-pay](#hotels-pay)\n",
        "- **Refines:** [town-pays](#town-pays)\n",
    )
    text = kb_command("diff", "-C", ferry.path).stdout
    cruxes = text.partition("Cruxes\n")[2].partition("\n\n")[0]
    assert told(cruxes) == [
        "+ “Are boats dear” enters in place 1",
        "- “Are hotels rich” leaves; it was in place 1",
    ]  # fmt: skip


def test_an_item_that_kb_moves_is_moved_and_nothing_else(ferry, kb_command):
    ferry.write("money.md", TWO)
    ferry.commit()
    assert kb_command("move", "winter-only", "money", "-C", ferry.path).exit_code == 0
    assert told(kb_command("diff", "-C", ferry.path).stdout) == [
        "~ “Winter only”, debate: [-night-ferry-] {+money+}"
    ]
    assert kb_command("rename", "winter-only", "only-winter", "-C", ferry.path).exit_code == 0
    assert told(kb_command("diff", "-C", ferry.path).stdout) == [
        "~ item [-night-ferry/winter-only-] is {+money/only-winter+} now"
    ]


def test_a_debate_that_has_another_name_is_one_change(ferry, kb_command):
    assert kb_command("rename", "night-ferry", "late-boat", "-C", ferry.path).exit_code == 0
    assert told(kb_command("diff", "-C", ferry.path).stdout) == [
        "~ debate [-night-ferry-] is {+late-boat+} now"
    ]
    git(ferry.path, "checkout", "--quiet", ".")
    (ferry.path / "late-boat.md").rename(ferry.path / "early-boat.md")
    (ferry.path / DEBATE).unlink()
    assert told(kb_command("diff", "-C", ferry.path).stdout)[-1] == (
        "~ debate [-night-ferry-] is {+early-boat+} now"
    )


def test_sources_and_what_is_pinned_of_them(ferry, kb_command):
    ferry.write("sources.md", "## log\n\nThe log\n\n- **File:** log.txt\n")
    ferry.write("copies/log.txt", "One.\n\nTwo.\n\nThree.\n")
    pin = ["sources", "pin", "--from", ferry.path / "copies", "-C", ferry.path]
    assert kb_command(*pin).exit_code == 0
    ferry.commit()
    ferry.write("copies/log.txt", "One.\n\nTwo!\n\nThree?\n\nFour.\n")
    assert kb_command(*pin).exit_code == 0
    ferry.edit("sources.md", "## log\n", "## the-log\n")
    ferry.edit("sources.md", "log.txt\n", "log.txt\n- **Starts:** ¶2; ¶3 — as it seems\n")
    ferry.edit("sources.lock", '"log"', '"the-log"')
    assert told(kb_command("diff", "-C", ferry.path).stdout) == [
        "~ source [-log-] is {+the-log+} now",
        "~ source “The log” (the-log), starts: [-none-] {+¶2; ¶3: as it seems+}",
        "~ source “The log” (the-log), pinned: [-3 passages-] {+4 passages+}",
        "~ source “The log” (the-log), pinned with other words: {+¶2-3+}",
    ]


def test_a_term_of_another_name(ferry, kb_command):
    ferry.edit(
        DEBATE,
        QUIET,
        QUIET + "## night\n\nDark hours.\n\n- **Kind:** definition\n- **Term:** night\n\n",
    )
    ferry.commit()
    ferry.edit(DEBATE, "**Term:** night", "**Term:** dark hours")
    assert told(kb_command("diff", "-C", ferry.path).stdout) == [
        "~ term [-night-] is {+dark-hours+} now",
        "~ term “dark hours” (dark-hours), heading: [-night-] {+dark hours+}",
    ]


# -- which versions -----------------------------------------------------------------------------------


def test_between_the_files_and_a_revision_or_two_revisions(ferry, kb_command):
    first = git(ferry.path, "rev-parse", "HEAD")
    ferry.edit(DEBATE, SEALS, "Seals flee.\n")
    ferry.commit()
    ferry.edit(DEBATE, "Seals flee.\n", "Seals stay.\n")
    for words, before, after in [
        ([], "flee", "stay"),
        (["HEAD"], "flee", "stay"),
        ([first[:9]], "Engines", "stay"),
        (["HEAD~1", "main"], "Engines", "flee"),
        (["main", "HEAD^"], "flee", "Engines"),
    ]:
        data = json.loads(kb_command("diff", *words, "-C", ferry.path, "--format", "json").stdout)
        [change] = data["changes"]
        assert before in change["before"], words
        assert after in change["after"], words
    assert kb_command("diff", "HEAD", "HEAD", "-C", ferry.path).stdout == "no change\n"


def test_the_exit_code_tells_only_where_it_is_asked_to(ferry, kb_command):
    assert kb_command("diff", "--exit-code", "-C", ferry.path).exit_code == 0
    ferry.edit(DEBATE, SEALS, "Seals flee.\n")
    assert kb_command("diff", "-C", ferry.path).exit_code == 0
    assert kb_command("diff", "--exit-code", "-C", ferry.path).exit_code == 1


def test_errors_are_named_and_what_was_read_is_compared(ferry, kb_command):
    ferry.edit(DEBATE, INES, "- **Rejectedd by:** [Ines](people.md#ines)\n")
    done = kb_command("diff", "-C", ferry.path)
    assert done.exit_code == 0
    assert done.stderr == (
        f"note: {DEBATE}:24 in the working files has an error; what cannot be read is not compared\n"
    )
    assert told(done.stdout) == ["- Ines Tal rejects “Empty beds” (0.2): only in winter"]
    page = kb_command("diff", "-C", ferry.path, "--format", "github").stdout
    assert "has an error; what cannot be read is not compared" in page
    ferry.commit()
    done = kb_command("diff", "-C", ferry.path, "HEAD~1", "HEAD")
    assert f"{DEBATE}:24 in 'HEAD' has an error" in done.stderr


def test_data_say_each_change_by_its_fields(ferry, kb_command):
    ferry.edit(DEBATE, INES, "- **Held by:** [Ines](people.md#ines) — 0.7\n")
    ferry.edit(DEBATE, "(#quiet-engines) — inferred", "(#quiet-engines) — it is electric")
    data = json.loads(kb_command("diff", "-C", ferry.path, "--format", "json").stdout)
    assert data["version"] == 1
    assert data["before"] == {"revision": "HEAD", "commit": git(ferry.path, "rev-parse", "HEAD")}
    assert data["after"] == {"revision": None, "commit": None}
    assert {"of": "mind", "change": "mind changed", "count": 1} in data["summary"]
    mind, reason, inferred, stance = data["changes"]
    assert mind == {
        "change": "mind changed", "of": "item", "id": "night-ferry/empty-beds", "debate": "night-ferry",
        "person": "ines", "before": "rejects", "after": "holds",
    }  # fmt: skip
    assert (reason["change"], reason["of"], reason["field"]) == ("reworded", "argument", "reason")
    assert (inferred["field"], inferred["before"], inferred["after"]) == ("inferred", True, False)
    assert stance["before"] == {"kind": "rejects", "credence": 0.2, "note": "only in winter"}


# -- on a screen --------------------------------------------------------------------------------------


def test_an_answer_fits_on_a_screen_and_says_what_it_leaves_out(ferry, kb_terminal):
    ferry.edit(DEBATE, "The night ferry", "Late boats")
    more = "".join(
        f"\n## item-{n}\n\nSo it is with {n}.\n\n- **Supports:** [run-all-night](#run-all-night)\n"
        for n in range(60)
    )
    file = ferry.path / DEBATE
    file.write_text(file.read_text("utf-8") + more, encoding="utf-8")
    lines = kb_terminal("diff", "-C", ferry.path)
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "--all shows the rest"
    assert lines[0].startswith(
        "1 position supported otherwise; 60 items added; 60 arguments added;"
    )
    assert "night-ferry/item-59" not in "".join(lines)
    everything = "".join(kb_terminal("diff", "-C", ferry.path, "--all", "--ids"))
    assert "night-ferry/item-59" in everything


def test_a_terminal_with_colours_needs_no_signs(ferry, tmp_path, monkeypatch):
    ferry.edit(DEBATE, SEALS, "Engines at night drive all seals away.\n")
    for name, value in terminal.size(80).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shown = "  ~ “Seal noise”, statement: Engines at night drive {}seals away."
    assert shown.format("the all ").replace("the all", "theall") in terminal.kb(
        ["diff", "-C", ferry.path]
    )
    monkeypatch.setenv("NO_COLOR", "1")
    said = " ".join(" ".join(terminal.kb(["diff", "-C", ferry.path])).split())
    assert "drive [-the-]{+all+} seals away." in said


def test_nothing_changed_in_what_the_program_comes_with(kb_command):
    done = kb_command("diff", "HEAD", "HEAD", "-C", SHIPPED)
    assert done.exit_code == 2 or done.stdout == "no change\n"  # where it is in no repository
