"""What the questions answer about a small base."""

from __future__ import annotations

from pathlib import Path

import pytest
from bases import SHIPPED, Folder

import kb
from kb.api import OpenBase
from kb.errors import BaseNotFound, NotFound
from queries.trees import Branch


@pytest.fixture
def base(ferry: Folder) -> OpenBase:
    return kb.open(ferry.path)


def outline(branches: tuple[Branch, ...] | list[Branch], level: int = 0) -> list[str]:
    lines = []
    for branch in branches:
        argument = branch.argument
        against = f" [{branch.undercut.name}]" if branch.undercut else ""
        flags = " seen" * branch.seen + " cut" * branch.cut
        lines.append("  " * level + f"{argument.kind}{against}: {argument.name}{flags}")
        lines += outline(branch.branches, level + 1)
    return [line.replace("night-ferry/", "") for line in lines]


def test_the_debates_are_listed_with_what_is_in_them(base: OpenBase) -> None:
    [debate] = base.debates()
    assert (debate.id, debate.question) == (
        "night-ferry",
        "Should the island ferry run through the night?",
    )
    assert (debate.items, debate.positions, debate.cruxes, debate.arguments) == (7, 1, 1, 6)


def test_a_crux_says_who_answers_how_and_what_either_answer_does(base: OpenBase) -> None:
    [crux] = base.cruxes("night-ferry")
    assert crux.text == "Do weekday guests leave early because of the last boat?"
    assert crux.posed_by == ["mapper"]
    assert [(e.kind, e.target) for e in crux.if_yes] == [("supports", "night-ferry/empty-beds")]
    assert [(e.kind, e.target) for e in crux.if_no] == [("rebuts", "night-ferry/empty-beds")]
    assert [stance.name for stance in crux.yes] == ["Mara Oduya"]
    assert crux.no == []


def test_a_crux_that_asks_a_claim_shares_its_stances_and_what_bears_on_it(ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "- **If yes:** supports [empty-beds](#empty-beds)\n", "")
    ferry.edit(
        "night-ferry.md",
        "- **If no:** rebuts [empty-beds](#empty-beds)\n",
        "- **Asks:** [seal-noise](#seal-noise)\n"
        "- **If no:** supports [run-all-night](#run-all-night)\n",
    )
    [crux] = kb.open(ferry.path).cruxes()
    assert crux.asks == "night-ferry/seal-noise"
    assert [(e.kind, e.target, e.source) for e in crux.if_no] == [
        ("supports", "night-ferry/run-all-night", "night-ferry/seal-noise")
    ]
    assert [(argument.kind, argument.name) for argument in crux.bearing] == [
        ("rebuts", "night-ferry/quiet-engines")
    ]


def test_an_item_is_shown_in_both_directions(base: OpenBase) -> None:
    item = base.show("empty-beds")
    assert (item.path, item.line) == ("night-ferry.md", 19)
    assert [(s.person, s.kind, s.credence, s.note) for s in item.stances] == [
        ("mara", "holds", None, ""),
        ("ines", "rejects", 0.2, "only in winter"),
    ]
    assert [(b.kind, b.target, [p.id for p in b.others]) for b in item.bears_on] == [
        ("supports", "night-ferry/run-all-night", ["night-ferry/shift-change"])
    ]
    assert [s.name for s in item.arguments] == [
        "night-ferry/do-guests-leave",
        "not night-ferry/do-guests-leave",
    ]


def test_an_undercutter_attacks_the_argument_and_not_the_claim(base: OpenBase) -> None:
    item = base.show("winter-only")
    assert item.bears_on == []
    [under] = item.undercuts
    assert [premise.id for premise in under.argument_premises] == [
        "night-ferry/empty-beds",
        "night-ferry/shift-change",
    ]
    assert under.target == "night-ferry/run-all-night"


def test_rebuttals_are_a_tree_with_undercuts_of_what_supports(base: OpenBase) -> None:
    assert outline(base.rebuttals("run-all-night")) == [
        "undercuts [empty-beds + shift-change]: winter-only",
        "rebuts: seal-noise",
        "  rebuts: quiet-engines",
    ]


def test_a_tree_that_is_cut_says_so(base: OpenBase) -> None:
    assert outline(base.rebuttals("run-all-night", depth=1)) == [
        "undercuts [empty-beds + shift-change]: winter-only",
        "rebuts: seal-noise cut",
    ]


def test_two_claims_that_rebut_each_other_do_not_grow_for_ever(ferry: Folder) -> None:
    ferry.edit(
        "night-ferry.md",
        "The new boat is electric and makes no noise.",
        "The new boat is electric and makes no noise.\n\n"
        "- **Rebutted by:** [seal-noise](#seal-noise)",
    )
    assert outline(kb.open(ferry.path).rebuttals("seal-noise")) == [
        "rebuts: quiet-engines",
        "  rebuts: seal-noise seen",
    ]


def test_supports_are_a_tree(base: OpenBase) -> None:
    assert outline(base.supports("run-all-night")) == [
        "supports: empty-beds + shift-change",
        "  supports: do-guests-leave",
    ]


def test_a_long_chain_is_no_trouble(ferry: Folder) -> None:
    links = [
        f"## c{n}\n\nStep {n} holds.\n\n- **Supported by:** [c{n + 1}](#c{n + 1})\n"
        for n in range(1500)
    ]
    chain = "\n".join([*links, "## c1500\n\nThe last holds.\n"])
    ferry.write("chain.md", f"---\nquestion: How long?\n---\n\n{chain}")
    found = outline(kb.open(ferry.path).supports("chain/c0", depth=3))
    assert [line.strip() for line in found] == [
        "supports: chain/c1",
        "supports: chain/c2",
        "supports: chain/c3 cut",
    ]
    hops = kb.open(ferry.path).path("chain/c1500", "chain/c0")
    assert hops is not None
    assert len(hops) == 1500


def test_a_path_is_told_in_words(base: OpenBase) -> None:
    def told(start: str, end: str) -> list[str]:
        hops = base.path(start, end)
        assert hops is not None
        return [f"{hop.words} {hop.next.partition('/')[2]}" for hop in hops]

    assert told("quiet-engines", "run-all-night") == [
        "rebuts seal-noise",
        "rebuts run-all-night",
    ]
    assert told("run-all-night", "seal-noise") == ["is rebutted by seal-noise"]
    assert told("winter-only", "run-all-night") == ["undercuts the argument to run-all-night"]
    assert told("winter-only", "empty-beds") == ["undercuts the argument from empty-beds"]
    assert told("empty-beds", "shift-change") == ["is linked, as a premise, with shift-change"]
    assert base.path("winter-only", "winter-only") == []


def test_items_that_nothing_connects_have_no_path(ferry: Folder) -> None:
    ferry.write("other.md", "---\nquestion: Why?\n---\n\n## lonely\n\nNobody speaks of this.\n")
    assert kb.open(ferry.path).path("lonely", "run-all-night") is None


def test_two_people_agree_differ_or_are_silent(base: OpenBase) -> None:
    found = base.compare("mara", "Ines")
    assert [(a.item, a.kind, b.kind) for a, b in found.differ] == [
        ("night-ferry/empty-beds", "holds", "rejects")
    ]
    assert found.agree == []
    assert [s.item.partition("/")[2] for s in found.only_a] == ["run-all-night", "do-guests-leave"]
    assert [s.item.partition("/")[2] for s in found.only_b] == ["winter-only"]


def answers(base: OpenBase, a: str, b: str, debate: str | None = None) -> list[str]:
    """`ines undercuts mara: winter-only` for each answer."""
    return [
        f"{x.by} {x.argument.kind} {x.to}: {x.argument.name.replace('night-ferry/', '')}"
        for x in base.compare(a, b, debate).answers
    ]


def test_somebody_answers_who_attacks_what_another_holds(ferry: Folder) -> None:
    ferry.edit(
        "night-ferry.md",
        "Engines at night drive the seals away.\n",
        "Engines at night drive the seals away.\n\n- **Held by:** [Ines](people.md#ines)",
    )
    drawn = kb.open(ferry.path)  # a link of ours, from what Ines holds, is no answer of hers
    assert answers(drawn, "mara", "ines") == ["ines undercuts mara: winter-only"]
    ferry.edit(
        "night-ferry.md", "[seal-noise](#seal-noise) — inferred", "[seal-noise](#seal-noise)"
    )
    base = kb.open(ferry.path)
    both = ["ines undercuts mara: winter-only", "ines rebuts mara: seal-noise"]
    assert sorted(answers(base, "mara", "ines")) == sorted(both)
    assert sorted(answers(base, "ines", "mara", "night-ferry")) == sorted(both)


def test_only_who_holds_an_argument_and_its_end_is_answered_by_an_undercut(ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "  - **Held by:** [Mara](people.md#mara)\n", "")
    assert answers(kb.open(ferry.path), "mara", "ines") == []  # nobody holds shift-change
    ferry.edit(
        "night-ferry.md",
        "ends after the last boat.\n",
        "ends after the last boat.\n\n- **Held by:** [Mara](people.md#mara)\n",
    )
    found = answers(kb.open(ferry.path), "mara", "ines")
    assert found == ["ines undercuts mara: winter-only"]


def test_what_an_answer_would_do_is_said_by_nobody_who_gives_it(ferry: Folder) -> None:
    ferry.edit(
        "night-ferry.md", "[Mara](people.md#mara)\n- **Posed", "[Ines](people.md#ines)\n- **Posed"
    )
    ferry.edit(
        "night-ferry.md", "- **Rejected by:** [Ines](people.md#ines) — 0.2, only in winter\n", ""
    )
    undercut = "ines undercuts mara: winter-only"
    assert answers(kb.open(ferry.path), "mara", "ines") == [undercut]
    line = "- **If yes:** supports [empty-beds](#empty-beds)\n"
    ferry.edit("night-ferry.md", line, f"{line}  - **Held by:** [Ines](people.md#ines)\n")
    both = {undercut, "ines supports mara: do-guests-leave"}  # now she says so
    assert {*answers(kb.open(ferry.path), "mara", "ines")} == both


def test_nor_by_who_holds_the_claim_that_a_crux_asks(ferry: Folder) -> None:
    ferry.write(
        "other.md",
        """
        ---
        question: Is it winter?
        ---

        ## is-it-winter

        Do hotels stand empty only in winter?

        - **Kind:** crux
        - **Asks:** [winter-only](night-ferry.md#winter-only)
        - **If yes:** rebuts [empty-beds](night-ferry.md#empty-beds)
        """,
    )
    rebuts = "ines rebuts mara: winter-only"
    assert rebuts not in answers(kb.open(ferry.path), "mara", "ines")
    plain = "no night boat would run anyway.\n\n"
    ferry.edit("night-ferry.md", plain, f"{plain}- **Rebuts:** [empty-beds](#empty-beds)\n")
    assert rebuts in answers(kb.open(ferry.path), "mara", "ines")


def test_what_is_open_is_listed(base: OpenBase) -> None:
    found = base.open_ends()
    assert [r.premises[0].id.partition("/")[2] for r in found.rebuttals] == [
        "winter-only",
        "quiet-engines",
    ]
    assert found.questions == []
    assert {c.id.partition("/")[2] for c in found.claims} == {
        "shift-change",
        "winter-only",
        "seal-noise",
        "quiet-engines",
    }


def test_search_finds_all_the_words_wherever_they_stand(base: OpenBase) -> None:
    assert [hit.id for hit in base.search("ENGINES seals")] == ["night-ferry/seal-noise"]
    assert [hit.kind for hit in base.search("oduya")] == ["person"]
    assert [hit.text for hit in base.search("guests and workers")] == [
        "guests and workers share one boat"
    ]
    assert base.search("zeppelin") == []
    assert base.search("  ") == []


def test_a_name_that_does_not_exist_gets_a_proposal(base: OpenBase) -> None:
    with pytest.raises(NotFound, match="did you mean 'seal-noise'"):
        base.show("seal-nois")
    with pytest.raises(NotFound, match="did you mean 'night-ferry'"):
        base.cruxes("nigth-ferry")
    with pytest.raises(NotFound, match="did you mean 'mara'"):
        base.person("marra")


def test_a_slug_in_two_debates_must_be_named_in_full(ferry: Folder) -> None:
    ferry.write("other.md", "---\nquestion: Why?\n---\n\n## seal-noise\n\nSeals are loud.\n")
    base = kb.open(ferry.path)
    with pytest.raises(NotFound, match="night-ferry/seal-noise, other/seal-noise"):
        base.show("seal-noise")
    assert base.show("other/seal-noise").text == "Seals are loud."


def test_a_folder_without_a_base_is_not_replaced_by_another(ferry: Folder) -> None:
    outside = ferry.path.parent
    with pytest.raises(BaseNotFound, match=r"there is no kb\.toml"):
        kb.open(outside)


def test_a_comparison_stays_in_the_debates_in_which_both_take_a_stand(tmp_path: Path) -> None:
    shipped = kb.open(SHIPPED, db=str(tmp_path / "graph"))
    found = shipped.compare("alex-mallen", "legibility-author")
    told = [*found.only_a, *found.only_b, *(x for x, _ in found.agree + found.differ)]
    assert {stance.item.partition("/")[0] for stance in told} == {"legibility"}
    other = shipped.compare("alex-mallen", "legibility-author", "motivations")
    assert {stance.item.partition("/")[0] for stance in other.only_a} == {"motivations"}
    assert other.only_b == []
