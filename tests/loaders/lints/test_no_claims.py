"""What an author may write and cannot mean: each gets a warning, and what looks like it none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Problems = Callable[..., list[str]]
HEAD = "---\nquestion: Should the ferry run?\n---\n\n"
MARA, INES = "[Mara](people.md#mara-oduya)", "[Ines](people.md#ines-tal)"
RUN = f"## run\n\nThe ferry should run.\n\n- **Held by:** {MARA}\n"
WHY = "\n## why-now\n\nWhy now?\n\n- **Kind:** question\n- **Concerns:** [run](#run)\n"
NIGHT = "\n## night\n\nFrom ten to six.\n\n- **Kind:** definition\n- **Term:** night\n"
BEDS = (
    f"\n## beds\n\nHotel beds stay empty.\n\n- **Held by:** {MARA}\n- **Supports:** [run](#run)\n"
)


@pytest.fixture
def codes(problems: Problems) -> Callable[[str], list[str]]:
    return lambda text: [line.split(" ", 2)[1] for line in problems({"ferry.md": text})]


@pytest.mark.parametrize("label", ["Supports", "Rebuts"])
@pytest.mark.parametrize("target", ["why-now", "night"])
def test_what_has_no_two_sides_is_not_argued_about(codes, label: str, target: str) -> None:
    text = HEAD + RUN + WHY + NIGHT + BEDS
    assert codes(text) == []
    assert codes(f"{text}- **{label}:** [{target}](#{target})\n") == ["KB416"]


def test_nothing_supports_its_own_rival(codes) -> None:
    text = HEAD + RUN + BEDS.replace(MARA, INES)
    assert codes(f"{text}- **Rival of:** [run](#run)\n") == ["KB417"]
    assert codes(f"{text.replace('Supports', 'Rebuts')}- **Rival of:** [run](#run)\n") == []
    against = text.replace("- **Supports:** [run](#run)\n", "")
    against += "- **Rival of:** [run](#run)\n"
    assert codes(against.replace(RUN, f"{RUN}- **Supported by:** not [beds](#beds)\n")) == []


@pytest.mark.parametrize("wrong", ["Do beds stay empty?", "Do beds stay *empty?*"])
def test_a_claim_does_not_ask(codes, wrong: str) -> None:
    assert codes((HEAD + RUN + BEDS).replace("Hotel beds stay empty.", wrong)) == ["KB113"]


@pytest.mark.parametrize("right", ['Guests ask "why so early?"', "Guests go (or do they?)."])
def test_it_may_name_a_question(codes, right: str) -> None:
    assert codes((HEAD + RUN + BEDS).replace("Hotel beds stay empty.", right)) == []


def test_the_question_of_a_debate_asks(codes) -> None:
    text = (HEAD + RUN + BEDS).replace("Should the ferry run?", "The ferry should run.")
    assert codes(text) == ["KB108"]


@pytest.mark.parametrize(
    "line",
    [
        "- **Supports:** [run](#run); [run](#run)",
        "- **Refines:** [run](#run); [run](#run)",
        "- **Supported by:** [seals](#seals) + [seals](#seals)",
        "- **Supported by:** [seals](#seals); [seals](#seals)",
    ],
)
def test_a_line_names_each_target_once(codes, line: str) -> None:
    seals = f"\n## seals\n\nSeals sleep.\n\n- **Held by:** {MARA}\n- **Refines:** [run](#run)\n"
    beds = BEDS.replace("- **Supports:** [run](#run)", line)
    assert codes(HEAD + RUN + seals + beds) == ["KB225"]
    once = line.rpartition("; " if ";" in line else " + ")[0]
    assert codes(HEAD + RUN + seals + BEDS.replace("- **Supports:** [run](#run)", once)) == []


def test_what_somebody_holds_is_nobody_elses_view(codes) -> None:
    text = HEAD + RUN + BEDS
    assert codes(text.replace(MARA, f"{MARA} — of {INES}", 1)) == ["KB215"]
    assert codes(text.replace(f"Held by:** {MARA}", f"Reported by:** {MARA} — of {INES}", 1)) == []


def test_the_mapper_poses_and_takes_no_stand(problems: Problems) -> None:
    crux = "\n## dear\n\nIs it dear?\n\n- **Kind:** crux\n- **Asks:** [beds](#beds)\n"
    text = HEAD + RUN + BEDS + crux
    assert problems({"ferry.md": f"{text}- **Posed by:** mapper\n"}) == []
    for line in ("- **Answered yes by:** mapper\n", "- **Posed by:** [m](people.md#mapper)\n"):
        [said] = problems({"ferry.md": text + line})
        assert "KB302 'mapper' is whoever makes the map" in said
        assert "people.md" not in said
