"""A scenario: a reader's view of a map in a small TOML file.

[hold]                          # believed, all things considered: calibrated like a stance
"sunday/staff-agree" = 0.8

[set]                           # supposed: clamped
"sunday/costs-fall" = 0

[method]                        # how reasons are weighed
rho = 0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.errors import KbError
from kb.method import faults
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.network import Network
from kb.reasoning.views import calibrate

CREDENCES = ("hold", "set")
TABLES = (*CREDENCES, "method")


class ScenarioError(KbError):
    """A scenario that cannot be read; the message says where and why, in one sentence."""


@dataclass(frozen=True)
class Scenario:
    """Credences by the id of a claim, each in [0, 1], and what it changes of the method."""

    hold: Mapping[str, float] = field(default_factory=dict)
    set: Mapping[str, float] = field(default_factory=dict)
    method: Mapping[str, float] = field(default_factory=dict)


def view_of(network: Network, scenario: Scenario) -> Valuation:
    """The strengths in a scenario: what is held is calibrated, then what is set is clamped."""
    view = calibrate(network, scenario.hold) if scenario.hold else network
    return evaluate(view, scenario.set)


def read_scenario(text: str, name: str = "the scenario") -> Scenario:
    """The scenario in a TOML text; `name` is what messages call it. Raises `ScenarioError`."""
    import tomllib  # not before somebody has a scenario

    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        said = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise ScenarioError(f"{name} is not TOML: {said}") from None
    for table, credences in tables.items():
        if table not in TABLES or not isinstance(credences, dict):
            from kb.diagnostics import did_you_mean

            hint = did_you_mean(table, TABLES) if table not in TABLES else ""
            known = "[hold], [set] or [method]"
            raise ScenarioError(f"{name} has {table!r}, not a table {known}{hint}")
        if table == "method":
            for _, says in faults(credences):
                raise ScenarioError(f"{name}: {says}")
            continue
        for claim, credence in credences.items():
            _check(credence, f"{name}: {claim!r} in [{table}]")
    both = sorted(set(tables.get("hold", {})) & set(tables.get("set", {})))
    if both:
        raise ScenarioError(f"{name}: {both[0]!r} is in [hold] and in [set]")
    found = {t: {c: float(v) for c, v in tables.get(t, {}).items()} for t in TABLES}
    return Scenario(**found)


def write_scenario(scenario: Scenario) -> str:
    """The scenario as TOML, sorted by id, so that the same scenario is always the same text."""
    tables = []
    for table in TABLES:
        values: Mapping[str, float] = getattr(scenario, table)
        if values:
            name = str if table == "method" else _quoted
            lines = [f"{name(key)} = {float(values[key])!r}\n" for key in sorted(values)]
            tables.append(f"[{table}]\n" + "".join(lines))
    return "\n".join(tables)


def _check(credence: object, where: str) -> None:
    if isinstance(credence, dict):
        raise ScenarioError(f"{where} is a table; an id with dots or slashes needs quotes")
    if isinstance(credence, bool) or not isinstance(credence, int | float):
        raise ScenarioError(f"{where} is not a number")
    if not 0 <= credence <= 1:
        raise ScenarioError(f"{where} is {credence!r}, not between 0 and 1")


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    control = re.compile(r"[\x00-\x1f\x7f]")
    return '"' + control.sub(lambda c: f"\\u{ord(c.group()):04x}", escaped) + '"'
