"""The bare graph in JSON: what is read, what is refused and how that is said, what is written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from reasoning.maps import INDEPENDENT

from kb.reasoning.adjoint import influence
from kb.reasoning.bare import read_graph, write_result
from kb.reasoning.evaluate import evaluate
from kb.reasoning.graph import GraphError
from kb.reasoning.network import compile_graph

AB = [{"id": "a"}, {"id": "b", "score": 0.8}]


def supports(**more: Any) -> dict[str, Any]:
    return {"kind": "supports", "premises": ["b"], "target": "a"} | more


def test_defaults_are_one_half_one_and_an_id() -> None:
    graph = read_graph(json.dumps({"claims": AB, "arguments": [supports(), supports(weight=0.5)]}))
    assert graph.tau == [0.5, 0.8]
    assert graph.weight == [1.0, 0.5]
    assert len(set(graph.arguments)) == 2
    assert read_graph('{"claims": [{"id": "a", "label": "passed over"}]}').claims == ("a",)


def test_a_given_id_never_meets_a_made_one() -> None:
    arguments = [supports(), supports(id="#1")]
    graph = read_graph(json.dumps({"claims": AB, "arguments": arguments}))
    assert len(set(graph.arguments)) == 2
    assert "#1" in graph.arguments


def test_negated_premises_and_undercuts_are_read() -> None:
    arguments = [
        supports(id="r"),
        {"kind": "undercuts", "premises": [{"id": "b", "negated": True}], "target": "r"},
    ]
    graph = read_graph(json.dumps({"claims": AB, "arguments": arguments}))
    found = evaluate(compile_graph(graph, INDEPENDENT))
    assert found.strength("a") == pytest.approx(1 / (1 + 2.718281828459045 ** (-2 * 0.8 * 0.8)))


def test_the_result_has_strengths_and_the_gradients_of_the_claim_asked_of() -> None:
    graph = read_graph(json.dumps({"claims": [*AB, {"id": "island é"}], "arguments": [supports()]}))
    found = evaluate(compile_graph(graph))
    text = write_result(found, influence(found, "a"))
    result = json.loads(text)
    assert list(result) == ["strengths", "gradients"]
    assert list(result["strengths"]) == ["a", "b", "island é"]
    assert result["strengths"]["a"] == found.strength("a")  # to the last digit
    assert result["gradients"]["island é"] == 0.0
    up = evaluate(compile_graph(read_graph(text_with(0.8 + 1e-6)))).strength("a")
    down = evaluate(compile_graph(read_graph(text_with(0.8 - 1e-6)))).strength("a")
    assert result["gradients"]["b"] == pytest.approx((up - down) / 2e-6, rel=1e-7)
    assert "gradients" not in json.loads(write_result(found))
    assert "island é" in text


def text_with(score: float) -> str:
    return json.dumps(
        {"claims": [{"id": "a"}, {"id": "b", "score": score}], "arguments": [supports()]}
    )


REFUSED: list[tuple[Any, str]] = [
    ("{", "the graph is not JSON: .* at line 1, column 2"),
    (b"\xff\xfe{", "the graph is not JSON: it is not UTF-8|not JSON"),
    ("[" * 100_000, "nested too deeply"),
    ('{"claims": [{"id": "a", "score": ' + "9" * 5000 + "}]}", "a number is too long"),
    ([], r"the graph is \[\], not an object"),
    ({}, "the graph has no 'claims'"),
    ({"claim": []}, r"the graph has 'claim' \(did you mean 'claims'\?\)"),
    ({"claims": {}}, r"'claims' of the graph is \{\}, not a list"),
    ({"claims": ["a"]}, r'claims\[0\] is "a", not an object'),
    ({"claims": [{"score": 1}]}, r"claims\[0\] has no 'id'"),
    ({"claims": [{"id": 3}]}, r"claims\[0\].id is 3, not a text"),
    ({"claims": [{"id": "\ud800"}]}, r"claims\[0\].id .* no valid Unicode"),
    ({"claims": [{"id": "a", "score": 1.5}]}, r"claims\[0\].score is 1.5, not between 0 and 1"),
    ({"claims": [{"id": "a", "score": float("nan")}]}, r"claims\[0\].score is NaN, not between"),
    ({"claims": [{"id": "a", "score": "0.5"}]}, r'claims\[0\].score is "0.5", not a number'),
    ({"claims": [{"id": "a", "score": True}]}, r"claims\[0\].score is true, not a number"),
    ({"claims": [{"id": "a", "score": None}]}, r"claims\[0\].score is null, not a number"),
    ({"claims": [{"id": "a", "scor": 0.1}]}, r"claims\[0\] has 'scor' \(did you mean 'score'\?\)"),
    ({"claims": [*AB, {"id": "a"}]}, "two claims are called 'a'"),
    ([supports(id="r"), supports(id="r")], "two arguments are called 'r'"),
    (
        [supports(kind="backs")],
        r"argument '#1' is of kind 'backs', not supports, rebuts or undercuts",
    ),
    ([supports(premises=[])], "argument '#1' has no premises"),
    ([supports(premises="b")], r"'premises' of arguments\[0\] is \"b\", not a list"),
    (
        [supports(premises=["bb"])],
        r"argument '#1' has the premise 'bb', which is no claim \(did you mean 'b'\?\)",
    ),
    (
        [supports(premises=[{"id": "b", "negated": 1}])],
        r"arguments\[0\].premises\[0\].negated is 1, not true or false",
    ),
    (
        [supports(premises=[{"id": "b", "answer": "yes"}])],
        r"arguments\[0\].premises\[0\].answer is \"yes\", not true or false",
    ),
    ([supports(premises=[7])], r"arguments\[0\].premises\[0\] is 7, not an object"),
    ([supports(target="z")], "argument '#1' supports 'z', no claim"),
    ([supports(id="r"), supports(target="r")], "supports 'r', which is an argument, not a claim"),
    ([supports(kind="undercuts")], "undercuts 'a', which is a claim, not an argument"),
    ([supports(kind="undercuts", target="q")], "undercuts 'q', no argument"),
    ([supports(weight=-0.1)], r"arguments\[0\].weight is -0.1, not between 0 and 1"),
    ([supports(weigth=0.1)], r"arguments\[0\] has 'weigth' \(did you mean 'weight'\?\)"),
    (
        [supports(kind="undercuts", id="r", target="r")],
        "argument 'r' is part of a loop of undercuts",
    ),
    (
        [
            supports(kind="undercuts", id="r", target="s"),
            supports(kind="undercuts", id="s", target="r"),
        ],
        "argument '[rs]' is part of a loop of undercuts that ends in no claim",
    ),
]


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=[said[:40] for _, said in REFUSED])
def test_what_cannot_be_read_is_said_in_one_sentence(given: Any, said: str) -> None:
    if isinstance(given, list) and given:
        given = {"claims": AB, "arguments": given}
    text = given if isinstance(given, str | bytes) else json.dumps(given)
    with pytest.raises(GraphError, match=said) as refused:
        read_graph(text)
    assert "\n" not in str(refused.value)
