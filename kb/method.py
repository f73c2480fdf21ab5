"""How reasons are weighed: the numbers that a base, a scenario or a command may choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kb.errors import MisuseError


class Method(NamedTuple):
    """`beta` is how much a reason weighs in log-odds, `rho` how much reasons on one side depend on
    each other, `inferred` the weight of an argument that nobody makes."""

    beta: float = 1.0
    rho: float = 1.0
    inferred: float = 0.5


USUAL = Method()
LIMITS = {"beta": 1000.0, "rho": 1000.0, "inferred": 1.0}

LONGEST = 40  # letters of a key that are shown
MOST_SHOWN = 10**20
EDGE = 1e-12  # strengths are kept so far from 0 and 1 where their log-odds are taken


def fault(key: str, value: object) -> str:
    """What is wrong with a number of the method, "" where nothing is."""
    if key not in LIMITS:
        from kb.diagnostics import did_you_mean

        shown = key if len(key) <= LONGEST else f"{key[: LONGEST - 3]}..."
        return f"'{shown}' is none of {', '.join(LIMITS)}{did_you_mean(key, LIMITS)}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"'{key}' is not a number"
    most = LIMITS[key]
    if not 0 <= value <= most or (key == "beta" and value == 0):
        least = "above" if key == "beta" else "at least"
        return f"{key} is {_shown(value)}; it has to be {least} 0 and at most {most:g}"
    return ""


def _shown(number: int | float) -> str:
    """A number, but for one of more digits than anybody reads, or than Python prints."""
    return str(number) if abs(number) < MOST_SHOWN or isinstance(number, float) else "far more"


def check(key: str, value: object) -> None:
    """Raise MisuseError for a number that the method cannot have."""
    if says := fault(key, value):
        raise MisuseError(says)


def faults(table: object) -> list[tuple[str, str]]:
    """What is wrong with a table `[method]`: the key, and what to say of it."""
    if not isinstance(table, Mapping):
        return [("method", "'method' is no table: write [method], and beta = 1 below it")]
    found = ((key, fault(key, value)) for key, value in table.items())
    return [(key, says) for key, says in found if says]


def method_in(settings: Mapping[str, Any]) -> tuple[Method, str]:
    """The method that settings name, and what is wrong there, for which it is the usual one."""
    table = settings.get("method", {})
    wrong = [says for _, says in faults(table)] if settings else ["it cannot be read"]
    return (USUAL, wrong[0]) if wrong else (Method(**table), "")
