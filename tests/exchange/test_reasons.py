"""Every reason that somebody gives between two things that are told, is told."""

from __future__ import annotations

from pathlib import Path

from telling import INES, MARA, RUN, tell

STAY = f"""
## stay

The boat should stay in the harbour at night.

- **Kind:** position
- **Title:** Stay in the harbour
- **Held by:** {INES} — ¶2
"""


def full(label: str = "Supports", target: str = "[run](#run)", more: str = "", at: int = 3) -> str:
    return f"""
## full

Night boats are full.

- **Title:** Full night boats
- **Held by:** {MARA} — ¶{at}
- **{label}:** {target}{more}
  - **Held by:** {MARA} — ¶{at}
"""


def test_what_is_said_later_for_something_says_what_it_supports(tmp_path: Path) -> None:
    *_, last = tell(tmp_path, RUN + STAY + full())
    assert last.text == (
        "Mara Oduya says that night boats are full [¶3]. That supports “Run all night”."
    )


def test_it_would_where_whoever_says_so_only_leans_to_it(tmp_path: Path) -> None:
    leaning = full().replace("  - **Held by:**", "  - **Found plausible by:**")
    *_, last = tell(tmp_path, RUN + STAY + leaning)
    assert last.text.endswith("That would support “Run all night”.")


def test_a_reason_for_what_others_hold_is_told_as_well(tmp_path: Path) -> None:
    *_, last = tell(tmp_path, RUN + STAY + full(target="[stay](#stay)"))
    assert last.text.endswith("night boats are full [¶3]. That supports “Stay in the harbour”.")


def test_what_was_said_long_before_is_named_as_the_reason(tmp_path: Path) -> None:
    first = full(target="[early](#early)", at=1)
    early = f"\n## early\n\nThe last boat is too early.\n\n- **Held by:** {MARA} — ¶3\n"
    *_, last = tell(tmp_path, first + STAY + early)
    assert (
        last.text
        == "So, given “Full night boats”, Mara Oduya says that the last boat is too early [¶3]."
    )


def test_what_qualifies_such_a_reason_stands_beside_it(tmp_path: Path) -> None:
    first = full(target="[early](#early)", at=1).replace("¶1\n", "¶1, in May\n")
    early = f"\n## early\n\nThe last boat is too early.\n\n- **Held by:** {MARA} — ¶3\n"
    *_, last = tell(tmp_path, first + STAY + early)
    assert last.text == (
        "Mara Oduya says that the last boat is too early [¶3]. The reason: “Full night boats” "
        "(in May)."
    )


def test_a_reason_that_also_speaks_against_something_else_says_so(tmp_path: Path) -> None:
    noise = f"""
## noise

Engines wake the seals.

- **Title:** Engines wake seals
- **Held by:** {INES} — ¶2
- **Supports:** [stay](#stay)
  - **Held by:** {INES} — ¶2
- **Rebuts:** [run](#run)
  - **Held by:** {INES} — ¶2
"""
    *_, last = tell(tmp_path, RUN + STAY + noise)
    assert last.text == (
        "The harbour pilot, answering Mara Oduya, holds that the boat should stay in the harbour at "
        "night [¶2], because engines wake the seals. They give “Engines wake seals” as a reason against “Run all "
        "night”."
    )


def test_a_reason_for_what_another_says_later_waits_for_whoever_gives_it(tmp_path: Path) -> None:
    again = f"\n## late\n\nThe last boat is too early.\n\n- **Held by:** {MARA} — ¶3\n"
    first = full(target="[stay](#stay)", at=1)
    *_, last = tell(tmp_path / "again", first + STAY + again)
    assert last.text == (
        "Mara Oduya says that the last boat is too early [¶3]. They give “Full night boats” as a "
        "reason for “Stay in the harbour” [¶1]."
    )
    *_, last = tell(tmp_path / "silent", first + STAY)
    assert last.text == (
        "Mara Oduya gives “Full night boats” as a reason for “Stay in the harbour” [¶1]."
    )


def test_several_that_only_join_what_was_told_share_a_sentence(tmp_path: Path) -> None:
    more = f"""
## cheap

Fuel is cheap.

- **Held by:** {MARA} — ¶1
- **Supports:** [stay](#stay)
  - **Held by:** {MARA} — ¶1
"""
    *_, last = tell(tmp_path, full(target="[stay](#stay)", at=1) + more + STAY)
    assert last.text == (
        "Mara Oduya gives “Full night boats” and “Cheap” as reasons for “Stay in the harbour” [¶1]."
    )


def test_who_makes_an_argument_of_things_that_only_others_say_is_told_too(tmp_path: Path) -> None:
    cheap = f"""
## cheap

Fuel is cheap.

- **Held by:** {MARA} — ¶1
- **Supports:** [run](#run)
  - **Found plausible by:** {INES} — ¶2, at most
"""
    *_, last = tell(tmp_path, RUN + cheap + STAY)
    assert last.text.startswith(
        "The harbour pilot, answering Mara Oduya, suggests “Cheap” as a reason for “Run all night” "
        "(at most) [¶2]."
    )


def test_links_of_ours_are_on_the_map_alone(tmp_path: Path) -> None:
    ours = full(more=" — inferred").replace("  - **Held by:** [Mara](people.md#mara) — ¶3\n", "")
    *_, last = tell(tmp_path, RUN + STAY + ours)
    assert last.text == "Mara Oduya says that night boats are full [¶3]."
