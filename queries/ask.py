"""The `.cypher` files: found, read, and asked with their parameters."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from kb.disk import TooBig, read_text, real
from kb.errors import NotFound, QueryError
from kb.own import Own

Rows = list[dict[str, Any]]
Run = Callable[[str, Mapping[str, Any]], Rows]
T = TypeVar("T")

HERE = Path(__file__).parent
LONGEST = 100_000  # bytes of a file with a question
_PARAMETER = re.compile(r"//\s*\$(\w+)\s*:\s*(.*)")


class Question(NamedTuple):
    """A query with what its header says: the question, and what each parameter is."""

    name: str
    question: str
    parameters: dict[str, str]
    cypher: str


@cache
def read_question(path: Path) -> Question:
    """Read a `.cypher` file. Its header is its comments: the question, then `$name: meaning`."""
    try:
        text = read_text(path, LONGEST)
    except TooBig:
        raise QueryError(f"'{path}' has more than {LONGEST:,} bytes, and is no question") from None
    except OSError as error:
        raise QueryError(f"'{path}' cannot be read: {error.strerror}") from None
    comments = [line for line in text.splitlines() if line.startswith("//")]
    parameters = {m[1]: m[2] for m in map(_PARAMETER.match, comments) if m}
    words = [line.strip("/ ") for line in comments if not _PARAMETER.match(line)]
    cypher = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return Question(path.stem, " ".join(words), parameters, cypher.strip())


def find_question(name: str, folders: Sequence[Path] = (HERE,)) -> Question:
    """The question with this name, from the first folder that has it.

    Raises NotFound, with a proposal.
    """
    known = all_questions(folders)
    if name not in known:
        from kb.diagnostics import did_you_mean

        says = f"there is no question '{name}'{did_you_mean(name, known)}"
        raise NotFound(f"{says}; 'kb ask' alone lists them")
    return read_question(known[name])


def all_questions(folders: Sequence[Path] = (HERE,)) -> dict[str, Path]:
    """The file of every question by name; the folders in front win."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        found |= {path.stem: path for path in _questions_in(folder)}
    return dict(sorted(found.items()))


def hidden_questions(folders: Sequence[Path]) -> list[Path]:
    """The files that are never asked, since a folder in front has a question of their name."""
    asked = set(all_questions(folders).values())
    files = (path for folder in folders for path in _questions_in(folder))
    return [path for path in files if path not in asked]


def _questions_in(folder: Path) -> list[Path]:
    """The files with questions in a folder; what links lead to outside the base is none."""
    base = real(folder.parent)
    found = (path for path in sorted(folder.glob("*.cypher")) if path.is_file())
    return [path for path in found if real(path).is_relative_to(base)]


def ask(run: Run, name: str, row: Callable[..., T], /, **parameters: Any) -> list[T]:
    """Ask one of our questions; every row becomes a `row`, whose fields are the columns."""
    cypher = Own(read_question(HERE / f"{name}.cypher").cypher)
    return [row(**found) for found in run(cypher, parameters)]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


A = TypeVar("A", bound=_Named)


def with_undercuts(arguments: list[A], undercuts: Callable[[list[str]], list[A]]) -> list[A]:
    """Arguments, then what undercuts them, what undercuts that, and so on; `undercuts` asks for
    those of the arguments with some ids."""
    found = layer = arguments
    while layer:
        layer = undercuts([argument.id for argument in layer])
        found = found + layer
    return found
