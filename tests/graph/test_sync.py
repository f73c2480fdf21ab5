"""The sync: the graph holds exactly what the files say, and only what changed is written."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from bases import SHIPPED, Folder

import kb
import kb.api
from kb.errors import KbError, StoreDamaged, StoreError
from kb.graph.jobs import BATCH
from kb.session import own_cache
from kb.stores import open_store

EVERYTHING = (
    "MATCH (n) RETURN labels(n)[0] AS label, n.id AS id, n.hash AS hash, n.path AS path, "
    "n.line AS line, n.ordinal AS ordinal ORDER BY label, id"
)
ALL_EDGES = (
    "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS la, a.id AS a, type(r) AS t, "
    "CASE WHEN type(r) = 'STANCE' THEN r.id END AS rid, "
    "r.kind AS kind, r.negated AS negated, r.credence AS credence, r.note AS note, "
    "r.reason AS reason, labels(b)[0] AS lb, b.id AS b ORDER BY la, a, t, lb, b, rid"
)
TEXTS = "MATCH (c:Claim) RETURN c.id AS id, c.text AS text, c.kind AS kind ORDER BY id"


def graph(folder: Path) -> list[object]:
    base = kb.open(folder)
    return [base.run(EVERYTHING), base.run(ALL_EDGES), base.run(TEXTS)]


def fresh_graph(folder: Path, elsewhere: Path) -> list[object]:
    """What a first load of the same files gives."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    base = kb.open(folder, db=str(elsewhere))
    return [base.run(EVERYTHING), base.run(ALL_EDGES), base.run(TEXTS)]


def load(folder: Folder) -> str:
    return str(kb.open(folder.path).load())


def test_the_first_load_adds_everything_and_the_second_nothing(ferry: Folder) -> None:
    assert load(ferry) == "added 1 debate, 7 claims, 6 arguments, 2 speakers"
    file = own_cache(ferry.path) / "graph" / "graph.kgl"
    before = file.read_bytes()
    assert load(ferry) == "nothing changed"
    assert file.read_bytes() == before


def test_a_changed_statement_changes_one_claim(ferry: Folder) -> None:
    load(ferry)
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    assert load(ferry) == "changed 1 claim"


def test_a_line_at_the_top_only_moves_things(ferry: Folder) -> None:
    load(ferry)
    ferry.edit("night-ferry.md", "## run-all-night", "<!-- a remark -->\n\n## run-all-night")
    report = load(ferry)
    assert report == "moved 7 claims, 6 arguments"
    assert graph(ferry.path) == fresh_graph(ferry.path, ferry.path.parent / "other")


def test_a_removed_item_leaves_with_all_its_relations(ferry: Folder) -> None:
    load(ferry)
    text = (ferry.path / "night-ferry.md").read_text(encoding="utf-8")
    start, end = text.index("## quiet-engines"), text.index("## do-guests-leave")
    text = (text[:start] + text[end:]).replace(
        "- **Rebutted by:** [quiet-engines](#quiet-engines)", ""
    )
    ferry.write("night-ferry.md", text)
    assert load(ferry).endswith("removed 1 claim, 1 argument")
    assert graph(ferry.path) == fresh_graph(ferry.path, ferry.path.parent / "other")


def test_a_stance_is_part_of_the_claim_that_it_is_on(ferry: Folder) -> None:
    load(ferry)
    ferry.edit("night-ferry.md", "0.2, only in winter", "0.3, only in winter")
    assert load(ferry) == "changed 1 claim"
    found = kb.open(ferry.path).run(
        "MATCH (:Person)-[s:STANCE]->(c:Claim {slug: 'empty-beds'}) "
        "RETURN s.kind AS kind, s.credence AS credence, s.note AS note ORDER BY kind"
    )
    assert found == [
        {"kind": "holds", "credence": None, "note": ""},
        {"kind": "rejects", "credence": 0.3, "note": "only in winter"},
    ]


def test_a_question_follows_the_files_by_itself(ferry: Folder) -> None:
    assert kb.open(ferry.path).show("quiet-engines").text.endswith("makes no noise.")
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    assert kb.open(ferry.path).show("quiet-engines").text.endswith("is hardly heard.")


def test_without_following_it_answers_from_the_graph_as_it_is(ferry: Folder) -> None:
    with pytest.raises(StoreDamaged, match="no graph yet"):
        kb.open(ferry.path, follow=False).debates()
    load(ferry)
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    found = kb.open(ferry.path, follow=False).show("quiet-engines")
    assert found.text.endswith("makes no noise.")


def test_with_errors_in_the_files_it_answers_from_the_last_good_state_and_says_so(
    ferry: Folder,
) -> None:
    load(ferry)
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    ferry.edit("night-ferry.md", "[seal-noise](#seal-noise)", "[seal-nois](#seal-nois)")
    base = kb.open(ferry.path)
    assert base.show("quiet-engines").text.endswith("makes no noise.")
    assert base.session.notes == [
        "nothing was loaded: 1 error in the files; this answers from the last good state"
    ]
    assert [problem.code.value for problem in base.session.problems] == ["KB301"]


def test_a_first_load_with_errors_loads_nothing(ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "(#winter-only)", "(#winter)")
    with pytest.raises(KbError, match="nothing was loaded: 1 error in the files"):
        kb.open(ferry.path).load()
    assert not (own_cache(ferry.path) / "graph" / "graph.kgl").exists()


def test_what_somebody_wrote_into_the_graph_is_repaired_by_the_next_load(ferry: Folder) -> None:
    before = graph(ferry.path)
    base = kb.open(ferry.path)
    base.session.rewrite("MATCH (c:Claim {slug: 'winter-only'}) DETACH DELETE c")
    base.session.rewrite("MATCH (c:Claim {slug: 'seal-noise'}) SET c.text = 'no'")
    assert graph(ferry.path) == before


def test_a_graph_of_another_base_is_refused_and_left_alone(ferry: Folder, tmp_path: Path) -> None:
    address = str(tmp_path / "shared")
    kb.open(ferry.path, db=address).load()
    ferry.edit("kb.toml", 'id = "ferries"', 'id = "boats"')
    with pytest.raises(StoreError, match="holds the base 'ferries', not 'boats'"):
        kb.open(ferry.path, db=address).load()
    assert open_store(address).run("MATCH (b:Base) RETURN b.id AS id") == [{"id": "ferries"}]


def test_a_graph_of_something_else_is_refused_and_left_alone(ferry: Folder, tmp_path: Path) -> None:
    address = str(tmp_path / "foreign")
    with open_store(address).transaction() as writing:
        writing.run("CREATE (n:Invoice {id: 7})")
    with pytest.raises(StoreError, match="not a base of this program"):
        kb.open(ferry.path, db=address).load()
    assert open_store(address).run("MATCH (n) RETURN n.id AS id") == [{"id": 7}]


def written_by_another_version(base: kb.api.OpenBase) -> None:
    base.load()
    with base.session.store.transaction() as writing:
        writing.run("MATCH (b:Base) SET b.schema = 999")


def test_a_graph_elsewhere_that_another_version_wrote_is_rebuilt_only_when_asked(
    ferry: Folder, tmp_path: Path
) -> None:
    there = str(tmp_path / "graph")
    written_by_another_version(kb.open(ferry.path, db=there))
    with pytest.raises(StoreDamaged, match=r"another version.*kb load --rebuild"):
        kb.open(ferry.path, db=there).debates()
    kb.open(ferry.path, db=there).load(rebuild=True)
    assert [debate.id for debate in kb.open(ferry.path, db=there).debates()] == ["night-ferry"]


def test_a_graph_in_the_cache_that_another_version_wrote_is_made_anew(ferry: Folder) -> None:
    written_by_another_version(kb.open(ferry.path))
    assert [debate.id for debate in kb.open(ferry.path).debates()] == ["night-ferry"]


def test_more_rows_than_a_batch_arrive_whole(ferry: Folder) -> None:
    number = BATCH + 10
    items = "\n".join(f"## claim-{n}\n\nClaim {n} holds.\n" for n in range(number))
    ferry.write("big.md", f"---\nquestion: How many?\n---\n\n{items}")
    kb.open(ferry.path).load()
    found = kb.open(ferry.path).run("MATCH (c:Claim {debate: 'big'}) RETURN count(c) AS n")
    assert found == [{"n": number}]


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_edits_gives_the_graph_of_a_first_load(ferry: Folder, seed: int) -> None:
    """Random edits of the shipped debates, loaded one after the other."""
    choose = random.Random(seed)
    shutil.rmtree(ferry.path)
    shutil.copytree(SHIPPED, ferry.path)
    debate = ferry.path / "power-seeking.md"
    whole = debate.read_text(encoding="utf-8").split("\n")
    for _ in range(5):
        lines = list(whole)
        for _ in range(choose.randrange(1, 30)):
            at = choose.randrange(20, len(lines))
            match choose.randrange(3):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(at, "Words that somebody added.")
                case _:
                    lines[at] = lines[at].replace("the", "that")
        debate.write_text("\n".join(lines), encoding="utf-8")
        base = kb.open(ferry.path)
        if not base.session.loaded.errors:
            base.load()
    debate.write_text("\n".join(whole), encoding="utf-8")
    assert graph(ferry.path) == fresh_graph(ferry.path, ferry.path.parent / "other")


LOADER = """
import sys
import kb
kb.open(sys.argv[1]).load()
"""


@pytest.mark.parametrize("patience", [0.3, 0.5, 0.7, 0.9, 1.2])
def test_a_load_that_is_killed_leaves_the_old_graph_or_the_new_one(
    ferry: Folder, patience: float
) -> None:
    load(ferry)
    items = "\n".join(f"## claim-{n}\n\nClaim {n} holds.\n" for n in range(1500))
    ferry.write("big.md", f"---\nquestion: How many?\n---\n\n{items}")
    command = [sys.executable, "-c", textwrap.dedent(LOADER), str(ferry.path)]
    with subprocess.Popen(command) as loader:
        try:
            loader.wait(patience)
        except subprocess.TimeoutExpired:
            loader.send_signal(signal.SIGKILL)
    found = kb.open(ferry.path, follow=False).run("MATCH (c:Claim) RETURN count(c) AS n")
    assert found[0]["n"] in (7, 1507)
    kb.open(ferry.path).load()
    assert kb.open(ferry.path).run("MATCH (c:Claim) RETURN count(c) AS n") == [{"n": 1507}]


def test_a_claim_cites_the_passages_of_what_is_said_of_it_once(ferry: Folder) -> None:
    ferry.write("sources.md", "## log\n\nThe log\n")
    ferry.edit("night-ferry.md", "question: ", "source: log\nquestion: ")
    ferry.edit(
        "night-ferry.md",
        "- **Held by:** [Ines](people.md#ines)",
        "- **Held by:** [Ines](people.md#ines) — ¶2-3\n- **Source:** ¶3\n- **Refines:** [run-all-night](#run-all-night) — ¶4",
    )
    asked = "MATCH (c:Claim {slug: 'winter-only'})-[:CITES]->(p) RETURN p.number AS n ORDER BY n"
    assert [row["n"] for row in kb.open(ferry.path).run(asked)] == [2, 3, 4]
    assert kb.open(ferry.path).sources()[0].cited == 3


def test_a_work_is_no_person_where_a_load_says_what_it_added(ferry: Folder) -> None:
    people = ferry.path / "people.md"
    more = "\n## report\n\nThe report\n\n- **Kind:** work\n"
    people.write_text(people.read_text("utf-8") + more, "utf-8")
    assert load(ferry) == "added 1 debate, 7 claims, 6 arguments, 3 speakers"
