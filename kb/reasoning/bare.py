"""A bare graph as JSON: claims with scores and arguments between them, without a debate around it.

    {"claims": [{"id": "a", "score": 0.7}, {"id": "b"}],
     "arguments": [
       {"id": "r", "kind": "supports", "premises": ["a"], "target": "b", "weight": 0.9},
       {"kind": "undercuts", "premises": [{"id": "a", "negated": true}], "target": "r"},
       {"kind": "rebuts", "premises": [{"id": "b", "answer": true}], "target": "a"}]}

`answer` marks what a yes to a question would do (negated: a no); it counts by how far the question
leans that way. `score` is 0.5 and `weight` 1 where they are not given. An argument's id may be left
out; then it is `#` and its number.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeGuard

from kb.diagnostics import is_like
from kb.reasoning.adjoint import Influence
from kb.reasoning.evaluate import Valuation
from kb.reasoning.graph import Argument, Graph, GraphError, Premise, build

_TOP = ("claims", "arguments")
_CLAIM = ("id", "score")
_ARGUMENT = ("id", "kind", "premises", "target", "weight")
_PREMISE = ("id", "negated", "answer")
_MISSING: Any = object()
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_graph(text: str | bytes) -> Graph:
    """The graph that a JSON text describes; raises `GraphError` that says what is wrong and where.

    Members of other names are passed over, unless they look like a misspelling.
    """
    top = _object(_parse(text), "the graph", _TOP)
    claims = []
    for i, item in enumerate(_list(top, "claims", "the graph")):
        where = f"claims[{i}]"
        claim = _object(item, where, _CLAIM)
        claims.append((_text(claim, "id", where), _unit(claim, "score", where, 0.5)))
    items = _list(top, "arguments", "the graph", default=[])
    given = {item["id"] for item in items if isinstance(item, dict) and _is_name(item.get("id"))}
    return build(claims, [_argument(item, i, given) for i, item in enumerate(items)])


def write_result(valuation: Valuation, influence: Influence | None = None) -> str:
    """`{"strengths": {...}}`, and with an influence `"gradients": {...}`, its dS/dtau; as JSON."""
    result = {"strengths": valuation.strengths()}
    if influence is not None:
        result["gradients"] = influence.gradients()
    return json.dumps(result, ensure_ascii=False, indent=2)


def _parse(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise GraphError("the graph is nested too deeply to be read") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise GraphError(f"the graph is not JSON: {error.msg.lower()} at {place}") from None
    except UnicodeDecodeError:
        raise GraphError("the graph is not JSON: it is not UTF-8") from None
    except ValueError:  # a number of thousands of digits
        raise GraphError("the graph is not JSON that can be read: a number is too long") from None


def _argument(item: Any, i: int, given: set[str]) -> Argument:
    where, made = f"arguments[{i}]", f"#{i + 1}"
    while made in given:
        made += "'"
    argument = _object(item, where, _ARGUMENT)
    premises = []
    for k, premise in enumerate(_list(argument, "premises", where)):
        place = f"{where}.premises[{k}]"
        if isinstance(premise, str):
            premise = {"id": premise}
        premise = _object(premise, place, _PREMISE)
        flags = (_flag(premise, name, place) for name in ("negated", "answer"))
        premises.append(Premise(_text(premise, "id", place), *flags))
    return Argument(
        _text(argument, "id", where, made),
        _text(argument, "kind", where),
        premises,
        _text(argument, "target", where),
        _unit(argument, "weight", where, 1.0),
    )


def _flag(owner: dict[str, Any], name: str, where: str) -> bool:
    value = owner.get(name, False)
    if not isinstance(value, bool):
        raise GraphError(f"{where}.{name} is {_shown(value)}, not true or false")
    return value


def _object(value: Any, where: str, members: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GraphError(f"{where} is {_shown(value)}, not an object")
    for name in value:
        meant = name not in members and [m for m in members if m not in value and is_like(name, m)]
        if meant:
            raise GraphError(f"{where} has {name!r} (did you mean {meant[0]!r}?)")
    return value


def _list(owner: dict[str, Any], name: str, where: str, default: Any = _MISSING) -> list[Any]:
    value = owner.get(name, default)
    if value is _MISSING:
        raise GraphError(f"{where} has no {name!r}")
    if not isinstance(value, list):
        raise GraphError(f"{name!r} of {where} is {_shown(value)}, not a list")
    return value


def _text(owner: dict[str, Any], name: str, where: str, default: Any = _MISSING) -> str:
    value = owner.get(name, default)
    if value is _MISSING:
        raise GraphError(f"{where} has no {name!r}")
    if not _is_name(value):
        raise GraphError(f"{where}.{name} is {_shown(value)}, not a text")
    if _SURROGATE.search(value):
        raise GraphError(f"{where}.{name} is {_shown(value)}, which is no valid Unicode")
    return value


def _is_name(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and value != ""


def _unit(owner: dict[str, Any], name: str, where: str, default: float) -> float:
    value = owner.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GraphError(f"{where}.{name} is {_shown(value)}, not a number")
    if not 0 <= value <= 1:
        raise GraphError(f"{where}.{name} is {_shown(value)}, not between 0 and 1")
    return float(value)


def _shown(value: Any) -> str:
    """A value as it stands in the file, cut short and without control characters."""
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:37] + "..."
