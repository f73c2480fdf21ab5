"""The YAML in an Argdown text: settings at its head, and data of statements and arguments."""

from __future__ import annotations

import re
from typing import Any

import yaml

from kb.interchange.argdown.tokens import Token
from kb.interchange.markdown import clean
from kb.interchange.source import Source

DEEPEST = 50
DRAWS = (  # what only says how a map is drawn or a file is processed
    "argumentLabelMode", "color", "dot", "data", "explodeArguments", "graphml", "group", "html",
    "images", "include", "inputPath", "json", "logLevel", "map", "model", "mode", "outputPath",
    "process", "processes", "saveAs", "selection", "sourceHighlighter", "statementLabelMode",
    "stdOut", "svg", "svgToPdf", "svgToPng", "vizJs", "webComponent", "config",
)  # fmt: skip
BLOCK = re.compile(r"\{[ \t]*\n")


class _Loader(yaml.SafeLoader):
    """YAML without references, of which a short text makes endless ones, and with the values of
    YAML 1.2: `yes` is a word."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - as in the class above

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("a reference to another place ('*name') is not read")
        return super().compose_node(parent, index)


for kind, pattern, first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^[-+]?[0-9]{1,18}$", list("-+0123456789")),
    (
        "float",
        r"^[-+]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?$",
        list("-+0123456789"),
    ),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)


def read_data(token: Token, source: Source) -> Any:
    """What stands between braces. Raises Unreadable for what is no YAML."""
    text = token.value
    if block := BLOCK.match(text):
        text = text[block.end() :].rstrip()[:-1]
    return _loaded(text, token, source)


def read_settings(token: Token, source: Source) -> dict[str, Any]:
    """The settings at the head."""
    found = _loaded(token.value.strip("="), token, source)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise source.problem(token.start, "the settings at the head are no 'key: value' lines")
    return {str(key): value for key, value in found.items()}


def _loaded(text: str, token: Token, source: Source) -> Any:
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a loader that makes plain values
        _check_depth(found)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        says = getattr(error, "problem", None) or str(error) or "it is nested too deeply"
        raise source.problem(
            token.start, f"this is no YAML: {' '.join(str(says).split())}"
        ) from None
    return found


def _check_depth(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise ValueError(f"it is nested more than {DEEPEST} deep")
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        _check_depth(inner, depth + 1)


def dumped(value: Any) -> str:
    """Data as YAML on lines of their own; cleaned before, so that what is left is quoted as it
    must be."""
    text: str = yaml.safe_dump(_cleaned(value), allow_unicode=True, sort_keys=False, width=1000)
    return text.rstrip()


def _cleaned(value: Any) -> Any:
    """The same data without characters that are not readable."""
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return clean(value) if isinstance(value, str) else value


def merged(values: list[Any]) -> Any:
    """Data of several members: keys add up, a later one counts."""
    if all(isinstance(value, dict) for value in values):
        return {key: inner for value in values for key, inner in value.items()}
    return values[0] if len(values) == 1 else values
