"""A debate told as running text: Markdown in, paragraphs out."""

from __future__ import annotations

from pathlib import Path

from telling import INES, MARA, RUN, tell

NOISE = f"""
## noise

Engines wake the seals.

- **Title:** Engines wake seals
- **Held by:** {INES} — ¶2, as the main worry
- **Rebuts:** [run](#run)
  - **Held by:** {INES} — ¶2
"""


def test_who_speaks_is_named_once_a_paragraph(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""{RUN}
## full

Night boats are full.

- **Held by:** {MARA} — ¶1

## crews

Crews like the night.

- **Questioned by:** {MARA} — ¶2
""",
    )
    assert only.text == (
        "Mara Oduya holds that the boat should run at night [¶1]. Night boats are full. "
        "They question whether crews like the night [¶2]."
    )


def test_a_second_stance_tells_whose_view_it_is_without_brackets(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## late

The last boat is too early.

- **Conceded by:** {MARA} — ¶1
- **Reported by:** {MARA} — ¶1, of {INES}
""",
    )
    assert only.text == (
        "Mara Oduya grants that the last boat is too early [¶1]; they report it as the view of "
        "the harbour pilot."
    )


def test_another_matter_begins_a_paragraph_of_its_own(tmp_path: Path) -> None:
    long = "Night boats are full from the first day of May to the last of October, and " * 3
    said = f"""{RUN}
## full

{long}so it goes.

- **Held by:** {MARA} — ¶1
- **Supports:** [run](#run)
  - **Held by:** {MARA} — ¶1

## crews

Crews like the night.

- **Held by:** {MARA} — ¶2
"""
    first, other = tell(tmp_path / "apart", said)
    assert first.text.startswith("Mara Oduya holds that the boat should run at night ")
    assert other.text == "Crews like the night [¶2]."
    joined = f"{said}- **Supports:** [run](#run)\n  - **Held by:** {MARA} — ¶2\n"
    assert len(tell(tmp_path / "joined", joined)) == 1


def test_the_hedge_stands_beside_the_verb_or_else_the_statement(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## late

The last boat is too early.

- **Held by:** {MARA} — ¶1, "I think"

## crews

Crews like the night.

- **Found plausible by:** {MARA} — ¶1, as far as it goes

## full

Night boats are full.

- **Held by:** {MARA} — ¶1, 0.7, 2031-03-14, at least where they were tried and announced in time
""",
    )
    assert only.text == (
        'Mara Oduya says ("I think") that the last boat is too early [¶1]. They find it '
        "plausible, as far as it goes, that crews like the night. Night boats are full (at least "
        "where they were tried and announced in time, credence 0.7, 2031-03-14)."
    )


def test_reasons_of_the_speaker_stand_beside_what_they_are_for(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## run

The boat should run at night.

- **Kind:** position
- **Held by:** {MARA} — ¶1
- **Supported by:** [beds](#beds) + [shift](#shift)
  - **Held by:** {MARA} — ¶1

## beds

Hotels lose guests.

- **Held by:** {MARA} — ¶1
- **Supported by:** [early](#early)
  - **Held by:** {MARA} — ¶1

## shift

The night shift ends after the last boat.

- **Held by:** {MARA} — ¶1

## early

The last boat leaves at six.

- **Held by:** {MARA} — ¶1
""",
    )
    assert only.text == (
        "Mara Oduya says that hotels lose guests [¶1], because the last boat leaves at six. The "
        "night shift ends after the last boat. So they hold that the boat should run at night."
    )


def test_what_follows_from_what_was_just_said_begins_with_so(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## early

The last boat leaves at six.

- **Held by:** {MARA} — ¶1

## beds

Hotels lose guests.

- **Held by:** {MARA} — ¶2
- **Supported by:** [early](#early)
  - **Held by:** {MARA} — ¶2
""",
    )
    assert only.text == (
        "Mara Oduya says that the last boat leaves at six [¶1]. So hotels lose guests [¶2]."
    )


def test_a_reply_names_what_it_replies_to_and_whom(tmp_path: Path) -> None:
    first, reply = tell(tmp_path, RUN + NOISE)
    assert (first.depth, reply.depth) == (0, 1)
    assert reply.text.startswith(
        "The harbour pilot, answering Mara Oduya, says, as the main worry, that engines wake the "
        "seals [¶2]. That speaks against “Run all night”."
    )


def test_what_is_only_found_plausible_would_speak_against(tmp_path: Path) -> None:
    hedged = NOISE.replace("Held by", "Found plausible by")
    *_, reply = tell(tmp_path, RUN + hedged)
    assert "That would speak against “Run all night”." in reply.text


def test_who_is_known_only_from_what_others_say_answers_nobody(tmp_path: Path) -> None:
    """Which of the two spoke first cannot be seen."""
    found = tell(
        tmp_path,
        f"""{RUN}
## fuel

Fuel is cheap.

- **Held by:** {MARA} — ¶2

## full

Night boats are full.

- **Held by:** {INES} — ¶3, inferred, from what is replied
- **Supports:** [run](#run)
  - **Held by:** {INES} — ¶3, inferred
""",
    )
    assert [p.text for p in found[1:]] == [
        "The harbour pilot says (as we read it, from what is replied) that night boats are full "
        "[¶3]. That supports “Run all night” (as we read it)."
    ]


def test_a_question_that_is_only_reported_waits_for_no_answer(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## why

Why run at night?

- **Kind:** question
- **Reported by:** {MARA} — ¶1, as asked by many
""",
    )
    assert only.text == (
        "Mara Oduya reports the question, as asked by many: Why run at night? [¶1]"
    )


def test_an_objection_without_an_answer_says_so(tmp_path: Path) -> None:
    *_, reply = tell(tmp_path, RUN + NOISE)
    assert reply.text.endswith("No answer to this is shown.")


def test_an_objection_with_an_answer_does_not(tmp_path: Path) -> None:
    paragraphs = tell(
        tmp_path,
        f"""{RUN}{NOISE}
## quiet

The new boat is electric.

- **Held by:** {MARA} — ¶3
- **Undercuts:** [noise](#noise) → [run](#run)
  - **Held by:** {MARA} — ¶3
""",
    )
    texts = [p.text for p in paragraphs]
    assert not any("main worry" in text and "Nobody answers" in text for text in texts)
    assert texts[-1].startswith(
        "Mara Oduya, answering the harbour pilot, says that the new boat is electric [¶3]. That "
        "weakens the case against “Run all night”."
    )


def test_a_question_shows_its_answer(tmp_path: Path) -> None:
    texts = " ".join(
        p.text
        for p in tell(
            tmp_path,
            f"""
## who-pays

Who would pay for the night boat?

- **Kind:** question
- **Posed by:** {INES} — ¶1
- **Answered by:** [town](#town)

## town

The town would pay.

- **Title:** The town pays
- **Held by:** {MARA} — ¶2

## who-steers

Who would steer it?

- **Kind:** question
- **Posed by:** {INES} — ¶3
""",
        )
    )
    assert (
        "asks: Who would pay for the night boat? [¶1] The answer: “The town pays” (Mara Oduya)."
    ) in texts
    assert "asks: Who would steer it? [¶3] No answer is shown." in texts


def test_a_suggestion_that_nobody_takes_up_says_so(tmp_path: Path) -> None:
    *_, reply = tell(
        tmp_path,
        f"""{RUN}
## ask-them

One should ask the seals.

- **Kind:** proposal
- **Held by:** {INES} — ¶2
""",
    )
    assert reply.text == (
        "The harbour pilot proposes that one should ask the seals [¶2]. Nobody here takes this up."
    )


def test_who_answers_a_crux_is_told_with_it(tmp_path: Path) -> None:
    texts = " ".join(
        p.text
        for p in tell(
            tmp_path,
            f"""
## do-seals-mind

Do seals mind the engines?

- **Kind:** crux
- **If yes:** rebuts [run](#run)
- **Posed by:** {INES} — ¶1
- **Answered no by:** {MARA} — ¶2, "hardly"
{RUN}""",
        )
    )
    asks = "The harbour pilot asks: Do seals mind the engines? [¶1] No, says Mara"
    assert asks in texts
    assert 'They answer no to “Do seals mind” ("hardly") [¶2].' in texts


def test_who_only_answers_a_crux_of_the_map_is_not_said_to_ask_it(tmp_path: Path) -> None:
    said = tell(
        tmp_path,
        f"""{RUN}
## does-it-pay

Does it pay?

- **Kind:** crux
- **Asks:** [run](#run)
- **Posed by:** mapper
- **Questioned by:** {INES} — ¶2, "hardly"
""",
    )
    answers = 'The harbour pilot, answering Mara Oduya, questions “Run all night” ("hardly") [¶2].'
    assert said[-1].text == answers


def test_what_only_the_map_ties_to_somebody_is_no_reply_to_them(tmp_path: Path) -> None:
    tied = f"""{RUN}
## crews

Crews like the night.

- **Held by:** {INES} — ¶2
- **Refines:** [run](#run)"""
    assert tell(tmp_path / "theirs", f"{tied}\n")[-1].text.startswith(
        "The harbour pilot, answering"
    )
    ours = tell(tmp_path / "ours", f"{tied} — inferred, both are of the night\n")
    assert ours[-1].text.startswith("The harbour pilot says")


REPEATS = """
## minutes

The minutes

- **Repeats:** ¶4-5 = ¶1-2; ¶7 = ¶3
"""


def test_a_passage_of_the_second_copy_alone_stands_where_that_has_it(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## three

It ends here.

- **Held by:** {MARA} — ¶3

## six

This is left out of the first copy.

- **Held by:** {MARA} — ¶6

## one

It begins here.

- **Held by:** {MARA} — ¶4

## two

It goes on.

- **Held by:** {MARA} — ¶2
""",
        REPEATS,
    )
    assert only.text == (
        "Mara Oduya says that it begins here [¶1]. It goes on [¶2]. This is left out of the first "
        "copy [¶6]. It ends here [¶3]."
    )


def test_a_line_that_is_quoted_once_more_moves_nothing(tmp_path: Path) -> None:
    sources = "\n## minutes\n\nThe minutes\n\n- **Repeats:** ¶3 = ¶1\n"
    items = (
        f"\n## p{n}\n\nThis is said as number {n}.\n\n- **Held by:** {MARA} — ¶{n}\n"
        for n in (4, 2, 1)
    )
    [only] = tell(tmp_path, "".join(items), sources)
    assert [only.text.find(f"number {n}") for n in (1, 2, 4)] == sorted(
        only.text.find(f"number {n}") for n in (1, 2, 4)
    )


def test_a_work_tells_and_does_not_speak(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        """
## storm

In The Logbook, the boat is lost in a storm.

- **Held by:** [The Logbook](people.md#logbook) — ¶1

## calm

In The Logbook, the next night is calm.

- **Held by:** [The Logbook](people.md#logbook) — ¶2
""",
    )
    assert only.kind == "fiction"
    assert only.text == (
        "In The Logbook, the boat is lost in a storm [¶1]. The next night is calm [¶2]."
    )


def test_definitions_are_told_as_such(tmp_path: Path) -> None:
    said, terms = tell(
        tmp_path,
        f"""
## night

The hours after the last bus.

- **Kind:** definition
- **Term:** night
- **Held by:** {MARA} — ¶1, as the town uses it

## darkness

The hours without sun.

- **Kind:** definition
- **Term:** night
- **Held by:** {MARA} — ¶1, as another sense

## quiet

Making no noise that seals hear.

- **Kind:** definition
- **Term:** quiet
- **Held by:** {MARA} — ¶3, inferred, from the talk of seals

## boat

A ferry that takes no cars.

- **Kind:** definition
- **Term:** boat
- **Source:** ¶3
""",
    )
    assert said.text == (
        "Mara Oduya defines “night”, as the town uses it: the hours after the last bus [¶1]. "
        "Or, as another sense: the hours without sun."
    )
    assert terms.kind == "definition", "what nobody defines as such stands at the end"
    assert terms.text == (
        "“Boat”: a ferry that takes no cars. “Quiet”: making no noise that seals hear."
    )


CHAIN = f"""
## far

The next harbour is far away.

- **Held by:** {MARA} — ¶1

## stay

Guests stay in the town at night.

- **Held by:** {MARA} — ¶1
- **Supported by:** [far](#far)
  - **Held by:** {MARA} — ¶1

## full

Hotels are full.

- **Title:** Hotels are full
- **Held by:** {MARA} — ¶1, on most nights
- **Supported by:** [stay](#stay)
  - **Held by:** {MARA} — ¶1
- **Supports:** [run](#run) — nobody else earns then
  - **Held by:** {MARA} — ¶1
"""


def test_reasons_of_reasons_are_told_first_so_that_nothing_is_told_twice(tmp_path: Path) -> None:
    [only] = tell(tmp_path, RUN + CHAIN)
    assert only.text == (
        "Mara Oduya says that guests stay in the town at night [¶1], because the next harbour is "
        "far away. So hotels are full (on most nights). Hence they hold that the boat should run "
        "at night: nobody else earns then."
    )


def test_what_was_given_before_is_named_where_something_follows_from_it(tmp_path: Path) -> None:
    found = tell(
        tmp_path,
        f"""
## full

Hotels are full.

- **Title:** Hotels are full
- **Held by:** {MARA} — ¶1

## walk

Guests walk to the harbour.

- **Held by:** {MARA} — ¶3

## earn

A night boat earns its cost.

- **Held by:** {MARA} — ¶3
- **Supported by:** [full](#full) + [walk](#walk)
  - **Held by:** {MARA} — ¶3
""",
    )
    assert " ".join(p.text for p in found) == (
        "Mara Oduya says that hotels are full [¶1]. Guests walk to the harbour "
        "[¶3]. So, given “Hotels are full”, a night boat earns its cost."
    )


def test_of_a_work_only_what_people_speak_of_is_told(tmp_path: Path) -> None:
    """The rest is counted; a word that only the rest uses is not explained."""
    logbook = "[The Logbook](people.md#logbook)"
    found = tell(
        tmp_path,
        f"""
## storm

In The Logbook, the boat is lost in a storm.

- **Title:** The storm
- **Held by:** {logbook} — ¶1

## knots

In The Logbook, the wind has ninety knots.

- **Held by:** {logbook} — ¶1
- **Supports:** [storm](#storm)
  - **Held by:** {logbook} — ¶1
- **Uses:** [knot](#knot)

## knot

A measure of speed at sea.

- **Kind:** definition
- **Term:** knot
- **Held by:** {logbook} — ¶1

## doubt

Nobody wrote the log of a lost boat.

- **Held by:** {MARA} — ¶2
- **Rebuts:** [storm](#storm)
  - **Held by:** {MARA} — ¶2
""",
    )
    assert [(p.kind, p.text) for p in found if p.kind != "heading"] == [
        ("fiction", "In The Logbook, the boat is lost in a storm [¶1]."),
        ("besides", "The Logbook tells one thing more, of which nobody speaks here."),
        (
            "said",
            "Mara Oduya, answering The Logbook, says that nobody wrote the log of a lost boat [¶2]. "
            "That speaks against “The storm”.",
        ),
    ]


def test_an_argument_that_only_joins_what_was_told_is_left_to_the_map(tmp_path: Path) -> None:
    [said] = tell(
        tmp_path,
        f"""{RUN}
## fuel

Fuel is cheap.

- **Held by:** {MARA} — ¶2
- **Supports:** [run](#run) — inferred, a cheap boat is easier to run
""",
    )
    assert (
        said.text == "Mara Oduya holds that the boat should run at night [¶1]. Fuel is cheap [¶2]."
    )


def test_a_crux_of_ours_is_a_mark_at_what_it_asks(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""{RUN}
## should-it

Should the boat run at night?

- **Kind:** crux
- **Asks:** [run](#run)
- **Posed by:** mapper
""",
    )
    assert only.text == "Mara Oduya holds that the boat should run at night [¶1] [crux]."


def test_what_two_say_is_told_once_and_then_named(tmp_path: Path) -> None:
    _, second = tell(tmp_path, f"{RUN}- **Conceded by:** {INES} — ¶2, only in summer\n")
    assert "the boat should run at night" not in second.text
    assert second.text == (
        "The harbour pilot, answering Mara Oduya, grants “Run all night” (only in summer) [¶2]."
    )


def test_a_view_that_is_reported_says_whose_it_is(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## noise

Engines wake the seals.

- **Reported by:** {MARA} — ¶1, of {INES}
""",
    )
    assert only.text == (
        "Mara Oduya reports, as the view of the harbour pilot, that engines wake the seals [¶1]."
    )


def test_a_premise_that_has_to_be_false_is_told_in_words(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""{RUN}- **Supported by:** not [noise](#noise)
  - **Held by:** {MARA} — ¶1

## noise

Engines wake the seals.

- **Rejected by:** {MARA} — ¶1
""",
    )
    assert only.text == (
        "Mara Oduya holds that the boat should run at night [¶1], because it is not so that "
        "engines wake the seals."
    )


def test_without_passages_the_order_and_the_headings_are_those_of_the_files(
    tmp_path: Path,
) -> None:
    paragraphs = tell(
        tmp_path,
        f"""
## Seals

### run

The boat should run at night.

- **Kind:** position
- **Held by:** {MARA} — 0.8, 2031-03-14

### noise

Engines wake the seals.

- **Rejected by:** {INES} — only in winter

## Money

### fuel

Fuel is cheap.

- **Held by:** {MARA}
""",
    )
    assert [tuple(p) for p in paragraphs] == [
        ("heading", 0, "Seals"),
        (
            "said",
            0,
            "Mara Oduya holds that the boat should run at night (credence 0.8, 2031-03-14).",
        ),
        ("said", 0, "The harbour pilot denies (only in winter) that engines wake the seals."),
        ("heading", 0, "Money"),
        ("said", 0, "Mara Oduya says that fuel is cheap."),
    ]


def test_names_keep_their_capitals_inside_a_sentence(tmp_path: Path) -> None:
    [only] = tell(
        tmp_path,
        f"""
## a1

Opus wakes the seals, and so does RLVR.

- **Held by:** {MARA} — ¶1

## a2

Told in time, Opus slows down.

- **Questioned by:** {MARA} — ¶1

## a3

RLVR is loud.

- **Questioned by:** {MARA} — ¶1
""",
    )
    assert only.text == (
        "Mara Oduya says that Opus wakes the seals, and so does RLVR [¶1]. They question whether "
        "told in time, Opus slows down. They question whether RLVR is loud."
    )


def test_reasons_of_reasons_make_no_endless_paragraph(tmp_path: Path) -> None:
    items = [
        f"\n## r{n}\n\nReason number {n} holds for a good many boats of the island.\n\n"
        f"- **Held by:** {MARA} — ¶1\n- **Supports:** [r{(n - 1) // 2}](#r{(n - 1) // 2})\n"
        f"  - **Held by:** {MARA} — ¶1\n"
        for n in range(1, 64)
    ]
    root = f"\n## r0\n\nBoats are good.\n\n- **Held by:** {MARA} — ¶1\n"
    paragraphs = tell(tmp_path, root + "".join(items))
    assert max(len(paragraph.text.split()) for paragraph in paragraphs) < 300


def test_nobody_argues_against_what_they_hold_by_holding_a_premise(tmp_path: Path) -> None:
    text = f"""{RUN}
## noise

Engines wake the seals.

- **Held by:** {{who}} — ¶2
- **Rebuts:** [run](#run)
"""
    [said] = tell(tmp_path / "own", text.format(who=MARA))
    assert (
        said.text == "Mara Oduya holds that the boat should run at night [¶1]. Engines wake the "
        "seals [¶2]."
    )
    other = " ".join(p.text for p in tell(tmp_path / "other", text.format(who=INES)))
    assert "That speaks against “Run all night”." in other


def test_a_debate_in_full(tmp_path: Path) -> None:
    """Everything together: a post, two threads, a reply."""
    paragraphs = tell(
        tmp_path,
        f"""{RUN}- **Supported by:** [beds](#beds)
  - **Held by:** {MARA} — ¶1

## beds

Hotels lose guests.

- **Title:** Hotels lose guests
- **Held by:** {MARA} — ¶1
{NOISE}
## quiet

The new boat is electric.

- **Title:** The boat is electric
- **Held by:** {MARA} — ¶3
- **Undercuts:** [noise](#noise) → [run](#run) — it makes no noise
  - **Held by:** {MARA} — ¶3

## cables

Electric boats lose sea cables.

- **Questioned by:** [The Logbook](people.md#logbook) — ¶4
- **Rebuts:** [quiet](#quiet) — inferred
""",
    )
    assert [tuple(p) for p in paragraphs] == [
        ("heading", 0, "Mara Oduya: Run all night"),
        (
            "said",
            0,
            "Mara Oduya holds that the boat should run at night (“Run all night”) [¶1], because "
            "hotels lose guests.",
        ),
        ("heading", 0, "The harbour pilot answers Mara Oduya: Engines wake seals"),
        (
            "said",
            0,
            "The harbour pilot says, as the main worry, that engines wake the seals [¶2]. That speaks "
            "against “Run all night”.",
        ),
        (
            "said",
            1,
            "Mara Oduya, answering the harbour pilot, says that the new boat is electric [¶3]. "
            "That weakens the case against “Run all night”: it makes no noise.",
        ),
        ("heading", 0, "The Logbook"),
        ("fiction", 0, "In The Logbook, electric boats lose sea cables [¶4]."),
    ]


def test_who_answers_a_crux_is_not_told_again_what_they_and_others_answer(tmp_path: Path) -> None:
    found = tell(
        tmp_path,
        f"""
## seals

Do seals mind the engines?

- **Title:** Seals and engines
- **Kind:** crux
- **Answered yes by:** {INES} — 0.7, ¶1, at least in June
- **Answered no by:** {MARA} — ¶2
- **Posed by:** {MARA} — ¶3
- **If yes:** supports [run](#run)
{RUN.replace("¶1", "¶4")}
""",
    )
    text = " ".join(paragraph.text for paragraph in found)
    assert text.count("at least in June") == 1
    assert "to: Do seals mind the engines? (“Seals and engines”) [¶1] Mara Oduya" in text
    assert "answers no to “Seals and engines” [¶2]. They bring up “Seals and engines” [¶3]" in text
