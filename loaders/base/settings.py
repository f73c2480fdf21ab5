"""The settings of a base, in its `kb.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from typing import TypeVar

from kb.addresses import refused_address
from kb.diagnostics import Code, Diagnostic, Hint, Proposal, nearest_hint
from kb.method import USUAL, Method, faults
from kb.model import SLUG, Frozen
from loaders.files.front_matter import is_misspelling, misspelt
from loaders.files.text import TextFile
from loaders.markup.comments import without

SETTINGS_KNOWN = frozenset({"id", "heading", "address", "debates", "method"})
T = TypeVar("T")
Problems = list[Diagnostic]


class Settings(Frozen):
    """What `kb.toml` says; `debates` come first, in this order."""

    id: str
    heading: str
    address: str | None = None
    debates: tuple[str, ...] = ()
    method: Method = USUAL


def read_settings(file: TextFile) -> tuple[Settings, list[Diagnostic]]:
    """Read `kb.toml`; where it is broken, a name to go on with and the problems."""
    fallback = Settings(id="base", heading="base")
    if file.text is None:
        return fallback, file.problems
    try:
        values = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        return fallback, [_broken_toml(file.path, error)]
    given = set(values)
    problems = list(file.problems)
    problems += [_unknown(file, key, given) for key in sorted(given - SETTINGS_KNOWN)]
    ident, heading = (_text(file, values, key, problems) for key in ("id", "heading"))
    if ident and not SLUG.fullmatch(ident):
        says = f"the id '{_short(ident)}' is not lower case words with hyphens"
        problems.append(_bad(file, "id", says))
    table = values.get("method", {})
    wrong = faults(table)
    problems += [_bad(file, key, says, "method") for key, says in wrong]
    debates, misread = _debates(file, values.get("debates", []))
    settings = Settings(
        id=ident or fallback.id,
        heading=without(heading) or fallback.heading,
        address=_address(file, values.get("address"), problems),
        debates=debates,
        method=USUAL if wrong else Method(**table),
    )
    return settings, problems + misread


def _text(file: TextFile, values: Mapping[str, object], key: str, problems: Problems) -> str:
    """A text that has to be there, "" where it is none."""
    given = values.get(key)
    if isinstance(given, str) and without(given).strip():
        return given
    wrong = "must be a text" if key in values else "is missing"
    problems.append(_bad(file, key, f"'{key}' {wrong}: write {key} = \"...\""))
    return ""


def _address(file: TextFile, given: object, problems: Problems) -> str | None:
    """Where the site will be, None where nothing is said of it that can be."""
    if given is None:
        return None
    if not isinstance(given, str):
        says = "'address' must be a text: write address = \"https://...\""
    elif refused := refused_address(given):
        says = refused
    else:
        return given
    problems.append(_bad(file, "address", says))
    return None


def _bad(file: TextFile, key: str, says: str, table: str = "") -> Diagnostic:
    return Diagnostic(file.path, *_setting(file, key, table), Code.BAD_SETTING, says)


def _unknown(file: TextFile, key: str, given: Set[str]) -> Diagnostic:
    """A setting that there is not; an error where it is most likely one that is missing."""
    place = _setting(file, key)
    near = misspelt(key, SETTINGS_KNOWN - given)
    if near and is_misspelling(key, near):
        says = f"'{key}' says nothing here; did you mean '{near}'?"
        start = place[0], _key_column(file, place[0], key)
        instead = (Proposal(key, near),)
        return Diagnostic(file.path, *start, Code.MISSPELT_SETTING, says, instead)
    says = (
        f"'{_short(key)}' says nothing here; the settings are 'id', 'heading', 'address', "
        "'debates' and [method]"
    )
    return Diagnostic(file.path, *place, Code.ALMOST_SETTING, says)


def _key_column(file: TextFile, line: int, key: str) -> int:
    return max((file.text or "").split("\n")[line - 1].find(key), 0) + 1


def _debates(file: TextFile, given: object) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The debates that come first; whether there are such is seen later."""
    if not isinstance(given, list) or not all(isinstance(debate, str) for debate in given):
        says = '\'debates\' must be a list of ids: write debates = ["first", "second"]'
        return (), [_bad(file, "debates", says)]
    twice = sorted({debate for debate in given if given.count(debate) > 1})
    return tuple(dict.fromkeys(given)), [
        _wrong_debate(file, debate, Hint(" stands twice in 'debates'; keep one"))
        for debate in twice
    ]


def in_order(
    debates: dict[str, T], settings: Settings, file: TextFile
) -> tuple[dict[str, T], list[Diagnostic]]:
    """Debates in the order of the settings, the others behind them by name; and those that the
    settings name and that are not there."""
    problems = [
        _wrong_debate(file, debate, _no_debate(debate, debates))
        for debate in settings.debates
        if debate not in debates
    ]
    first = [debate for debate in settings.debates if debate in debates]
    return {debate: debates[debate] for debate in dict.fromkeys([*first, *debates])}, problems


def _no_debate(debate: str, debates: Iterable[str]) -> Hint:
    says, proposals = nearest_hint(debate, debates)
    return Hint(f" is no debate of this base{says}", proposals)


def _wrong_debate(file: TextFile, debate: str, hint: Hint) -> Diagnostic:
    line, column = _setting(file, "debates")
    rows = (file.text or "").split("\n")
    for number in range(line, len(rows) + 1):
        at = rows[number - 1].find(debate, column if number == line else 0)
        if at >= 0:
            line, column = number, at + 1
            break
    says = f"'{_short(debate)}'{hint.says}"
    return Diagnostic(file.path, line, column, Code.BAD_SETTING, says, hint.proposals)


def _short(key: str) -> str:
    return key if len(key) <= 40 else key[:37] + "..."


def _setting(file: TextFile, key: str, table: str = "") -> tuple[int, int]:
    """Where the value of a setting stands, be it one in a table; the beginning of the file where it
    has none."""
    name = rf"[\"']?{re.escape(key)}[\"']?"
    above = rf"(?:[\"']?{table}[\"']?\s*\.\s*|.*[{{,]\s*)?" if table else ""
    pattern = re.compile(rf"\s*(?:(\[+)\s*{name}\s*[.\]]|{above}{name}\s*[.=]\s*)")
    for number, line in enumerate((file.text or "").split("\n"), 1):
        if found := pattern.match(line):
            return number, (found.end(1) if found[1] else found.end()) + 1
    return 1, 1


def _broken_toml(path: str, error: Exception) -> Diagnostic:
    says = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    place = re.search(r" \(at line (\d+), column (\d+)\)$", says)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    says = says[: place.start()] if place else says
    return Diagnostic(path, line, column, Code.BROKEN_TOML, f"not valid TOML: {says}")
