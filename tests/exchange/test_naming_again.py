"""Whose words are told again, and whose are not: one voice, doubts, answers, works."""

from __future__ import annotations

from pathlib import Path

from telling import SOURCE, tell

MARA, INES = "[Mara](people.md#mara)", "[Ines](people.md#ines)"
LOG = "[the log](people.md#logbook)"
LONG = "Night boats are full from the first day of May to the last of October, and " * 3
SAID = f"""
## run

The boat should run at night.

- **Kind:** position
- **Title:** Run all night
- **Held by:** {MARA} — ¶1

## full

{LONG}so it goes.

- **Held by:** {MARA} — ¶1
- **Supports:** [run](#run)
  - **Held by:** {MARA} — ¶1

## crews

Crews like the night.

- **Held by:** {MARA} — ¶2{{hedge}}
"""


def test_of_one_voice_each_paragraph_goes_on_as_the_one_before(tmp_path: Path) -> None:
    _, other = tell(tmp_path, SAID.format(hedge=""))
    assert other.text == "Crews like the night [¶2]."


def test_a_qualification_stands_in_front_of_a_paragraph_of_one_voice(tmp_path: Path) -> None:
    _, other = tell(tmp_path, SAID.format(hedge=", as a guess"))
    assert other.text == "They say, as a guess, that crews like the night [¶2]."


def test_of_two_voices_each_paragraph_says_that_they_go_on(tmp_path: Path) -> None:
    reply = f"\n## seals\n\nSeals sleep.\n\n- **Held by:** {INES} — ¶3\n"
    found = tell(tmp_path, SAID.format(hedge="") + reply)
    texts = [one.text for one in found if one.kind != "heading"]
    assert texts[1] == "They say that crews like the night [¶2]."


NOISE = f"""
## run

The boat should run at night.

- **Kind:** position
- **Title:** Run all night
- **Held by:** {MARA} — ¶1

## noise

Engines wake the seals.

- **Held by:** {INES} — ¶2, "just a worry"
- **Rebuts:** [run](#run)
  - **Held by:** {INES} — ¶2

## should-it

Should the boat run at night?

- **Kind:** crux
- **Asks:** [run](#run)
- **Questioned by:** {INES} — ¶2{{hedge}}
"""


def test_a_doubt_that_was_told_as_a_reason_is_not_told_again(tmp_path: Path) -> None:
    opening, reply = tell(tmp_path, NOISE.format(hedge=', "just a worry"'))
    assert opening.text.endswith("[¶1] [crux].")
    assert reply.text.endswith("That speaks against “Run all night”. No answer to this is shown.")


def test_a_doubt_with_a_qualification_of_its_own_is_told(tmp_path: Path) -> None:
    _, reply = tell(tmp_path, NOISE.format(hedge=', "in summer at least"'))
    assert reply.text.endswith('They question “Run all night” ("in summer at least").')


def test_what_qualifies_an_attack_is_not_read_as_of_what_attacks(tmp_path: Path) -> None:
    attack = f"""
## run

The boat should run at night.

- **Title:** Run all night
- **Reported by:** {INES} — ¶2

## dear

Crews cost more at night.

- **Title:** Crews are dear
- **Held by:** {INES} — ¶1

## noise

Engines wake the seals.

- **Held by:** {INES} — ¶2
- **Rebuts:** [run](#run)
  - **Held by:** {INES} — ¶2{{hedge}}
  - **With:** {{other}}
"""
    alone = attack.replace("  - **With:** {other}\n", "")
    [plain] = tell(tmp_path / "plain", alone.format(hedge=""))
    assert plain.text.endswith("But engines wake the seals.")
    [hedged] = tell(tmp_path / "hedged", alone.format(hedge=", as a setback"))
    aim = "speaks against “Run all night”"
    assert hedged.text.endswith(f"Engines wake the seals. That {aim} (as a setback).")
    [joint] = tell(tmp_path / "joint", attack.format(hedge="", other="[dear](#dear)"))
    assert joint.text.endswith(
        f"Engines wake the seals. Together with “Crews are dear”, that {aim}."
    )


def test_an_answer_is_told_with_what_qualifies_it(tmp_path: Path) -> None:
    found = tell(
        tmp_path,
        f"""
## run

The boat should run at night.

- **Title:** Run all night
- **Held by:** {INES} — ¶2, though not in June

## should-it

Should the boat run at night?

- **Kind:** crux
- **Asks:** [run](#run)
- **Posed by:** {MARA} — ¶1
""",
    )
    asked = next(one.text for one in found if one.text.startswith("Mara Oduya asks"))
    assert asked.endswith("Yes, says the harbour pilot (though not in June).")


def test_of_a_work_that_is_told_whoever_told_it_is_answered(tmp_path: Path) -> None:
    found = tell(
        tmp_path,
        f"""
## run

The boat should run at night.

- **Held by:** {MARA} — ¶1

## storm

In The Logbook, a storm takes the boat.

- **Title:** The storm
- **Held by:** {LOG} — ¶2

## lost

Nobody wrote the log of a lost boat.

- **Held by:** {INES} — ¶3
- **Rebuts:** [storm](#storm)
  - **Held by:** {INES} — ¶3
""",
        SOURCE,
    )
    texts = [one.text for one in found]
    assert any(text.startswith("The harbour pilot, answering Mara Oduya,") for text in texts), texts


def test_why_something_is_our_reading_is_said_once_a_turn(tmp_path: Path) -> None:
    ours = "inferred, since nobody is named"
    [only] = tell(
        tmp_path,
        f"""
## run

The boat should run at night.

- **Held by:** {MARA} — ¶1, {ours}

## full

Night boats are full.

- **Held by:** {MARA} — ¶1, {ours}
""",
    )
    assert only.text == (
        "Mara Oduya says (as we read it, since nobody is named) that the boat should run at night "
        "[¶1]. Night boats are full (as we read it)."
    )
