"""The front matter of a file: a few lines of YAML, read as plain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.diagnostics import Code, Diagnostic, Proposal, is_like, nearest
from kb.slips import is_slip
from loaders.markup.comments import without
from loaders.markup.inline import one_line

if TYPE_CHECKING:  # at run time only once there is something to read: most files did not change
    import yaml

MAX_LENGTH = 100_000
DEBATE_KEYS = ("title", "question", "source", "formerly")
# A line on which YAML finds nothing but a key and these very words.
PLAIN = re.compile(r"([a-z]+): ([^\W\d_](?:[\w ,.;?!()'’“”–—-]*[\w.?!])?)")
ASKING = r"[\"']?question[\"']?[ \t]*[:=]"  # a question, as YAML or TOML has it, or a paragraph
ASKS = re.compile(rf"^[ \t]*({ASKING})", re.MULTILINE | re.IGNORECASE)
EMPTY = ("null", "Null", "NULL")  # words that YAML takes for none


@dataclass
class FrontMatter:
    """The settings of a file with their lines and columns."""

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read_front_matter(
    path: str, text: str | None, keys: Sequence[str] = DEBATE_KEYS
) -> FrontMatter:
    """Read YAML front matter; keys of other programs (tags, aliases, ...) are left alone."""
    front = FrontMatter()
    if not text:
        return front
    if len(text) > MAX_LENGTH:
        says = f"it is longer than {MAX_LENGTH // 1000} kB; close it with a line '---'"
        front.problems.append(_broken(path, None, says))
        return front
    if plain := _plain(text, keys):
        return plain
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        front.problems.append(_broken(path, error.problem_mark, error.problem or "not YAML"))
        return front
    except (yaml.YAMLError, RecursionError, ValueError, ArithmeticError, LookupError) as error:
        deep = isinstance(error, RecursionError)
        says = "nested too deeply" if deep else str(error).partition("\n")[0]
        front.problems.append(_broken(path, None, says))
        return front
    if root is None:
        return front
    if not isinstance(root, yaml.MappingNode):
        front.problems.append(_broken(path, root.start_mark, "not a list of 'key: value'"))
        return front
    given = {key.value for key, _ in root.value if isinstance(key, yaml.ScalarNode)}
    for key, value in root.value:
        _take(path, front, key, value, keys)
        _tell_misspelt(path, front, key, keys, given)
        _warn_comment(path, front, key, value, text)
    return front


def line_asking(text: str) -> re.Match[str] | None:
    """The line that asks the question of a debate, the first that is surely one if any is."""
    lines = list(ASKS.finditer(text))
    return next(filter(is_setting, lines), lines[0] if lines else None)


def is_setting(line: re.Match[str]) -> bool:
    """Whether such a line is surely a setting: `Question:` may open a paragraph."""
    return "question" in line[1]


def asks_in_settings(text: str) -> bool:
    """Whether a text, of which it is not clear that it is front matter, surely asks a question."""
    line = line_asking(text)
    return line is not None and is_setting(line)


def _plain(text: str, keys: Sequence[str]) -> FrontMatter | None:
    """The same without YAML, which takes a while to import, where each line is as plain as most
    are; None where one is not, or where there is anything to say of it."""
    front = FrontMatter()
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 2):
        found = PLAIN.fullmatch(line)
        if not found or found[1] not in keys or found[1] in front.values or found[2] in EMPTY:
            return None
        front.values[found[1]] = without(one_line(found[2]))
        front.places[found[1]] = number, found.start(2) + 1
    return front


def _warn_comment(
    path: str, front: FrontMatter, key: yaml.Node, value: yaml.Node, text: str
) -> None:
    """Warn of words behind a value that YAML takes for a comment."""
    import yaml

    end = value.end_mark
    rest = text[end.index :].partition("\n")[0].strip()
    are_words = isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    if are_words and key.value in front.values and rest[:1] == "#":
        says = f"YAML leaves out '{rest}' as a comment; put the text in quotes if it belongs to it"
        place = (end.line + 2, end.column + 1)
        front.problems.append(Diagnostic(path, *place, Code.ALMOST_SETTING, says))


def _warn_tag(path: str, front: FrontMatter, value: yaml.ScalarNode) -> None:
    """Warn of a first word that YAML takes for a tag or an anchor, as in `!Should` or `&a`."""
    mark = value.start_mark
    line = (mark.buffer or "")[mark.pointer :].partition("\n")[0]
    if line[:1] in ("!", "&") and line[:2] != "!!" and value.value not in line.partition(" ")[0]:
        word = line.split()[0][:40]
        says = f"YAML leaves out '{word}'; put the text in quotes if it belongs to it"
        place = (mark.line + 2, mark.column + 1)
        front.problems.append(Diagnostic(path, *place, Code.ALMOST_SETTING, says))


def _take(
    path: str, front: FrontMatter, key: yaml.Node, value: yaml.Node, keys: Sequence[str]
) -> None:
    import yaml

    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    place = (key.start_mark.line + 2, key.start_mark.column + 1)
    if name in keys:
        if not isinstance(value, yaml.ScalarNode):
            says = f"'{name}' must be one text; put it in quotes"
            front.problems.append(Diagnostic(path, *place, Code.BAD_SETTING, says))
        elif name in front.values:
            says = f"'{name}' is given twice"
            front.problems.append(Diagnostic(path, *place, Code.BAD_SETTING, says))
        else:
            empty = value.tag == "tag:yaml.org,2002:null"
            words = "" if empty else without(one_line(value.value))
            front.values[name] = words.encode("utf-8", "replace").decode("utf-8")
            _warn_tag(path, front, value)
            front.places[name] = (value.start_mark.line + 2, value.start_mark.column + 1)
            if name == "question" and not words:
                says = "'question' is empty: write the question that the debate is about"
                front.problems.append(Diagnostic(path, *place, Code.BAD_SETTING, says))


def _tell_misspelt(
    path: str, front: FrontMatter, key: yaml.Node, keys: Sequence[str], given: Collection[str]
) -> None:
    """Tell of a key that is almost one of ours; an error where what it stands for is lost."""
    name = key.value
    if not isinstance(name, str) or name in keys or not (near := misspelt(name, keys)):
        return
    is_word = name == f"{near}s"  # which other programs have for what is theirs
    is_lost = near not in given and is_misspelling(name, near) and not is_word
    code = Code.MISSPELT_SETTING if is_lost else Code.ALMOST_SETTING
    place = (key.start_mark.line + 2, key.start_mark.column + 1)
    says = f"'{name}' is left alone; did you mean '{near}'?"
    front.problems.append(
        Diagnostic(path, *place, code, says, () if is_word else (Proposal(name, near),))
    )


def misspelt(name: str, keys: Iterable[str]) -> str | None:
    """The setting that a key is almost, and may be meant to be."""
    near = nearest(name, keys)
    if not near or abs(len(near) - len(name)) > 1:
        return None
    begins_alike = name[:1].lower() == near[0]
    return near if begins_alike or is_misspelling(name, near) else None


def is_misspelling(name: str, near: str) -> bool:
    """Whether a key can hardly mean anything else: 'titel' is 'title', and 'time' is a word."""
    return is_slip(name, near) or is_like(name, near)


def _broken(path: str, mark: yaml.Mark | None, problem: str) -> Diagnostic:
    line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
    hint = "; texts with ': ' in them need quotes" if "mapping" in problem else ""
    says = f"the front matter is not valid YAML: {problem}{hint}"
    return Diagnostic(path, line, column, Code.BROKEN_YAML, says)
