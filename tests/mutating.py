"""Inputs that are almost right: texts and JSON with a few things changed by a seeded hand."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bases import Folder

from kb.errors import KbError
from kb.interchange.account import Account
from kb.interchange.draft import Draft
from kb.interchange.frame import Format, Reading
from kb.interchange.importing import import_file
from kb.interchange.registry import format_named
from kb.interchange.report import Report
from kb.interchange.source import File, Source
from loaders.base.load import load_base

HOSTILE = [
    "\x00", "\u202e", "[[x]]", "<script>", "`", "*", "_", "%%", "<!--", "&amp;", "{{", '"', "'",
    "\\", "\n", "\n\n", "\n# x\n", "\n- **Kind:** crux\n", "---", "|", "::", "->", "¶3", " — 0.8",
    "\\ud83d", "x" * 200, "http://a.b/", "[a](b)", "![a](b)", "^a", "~~", "$", "🜲", "é", "&x *x",
    "!!python/object", "\t", "> [!claim] ",
]  # fmt: skip
Mutation = Callable[[str, random.Random], str]


def mutated_text(text: str, rng: random.Random) -> str:
    """A text with some letters gone, doubled, moved, or with something hostile among them."""
    for _ in range(rng.randint(1, 4)):
        start, other = rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randint(1, 30))
        text = rng.choice(
            [
                text[:start] + text[end:],
                text[:start] + rng.choice(HOSTILE) + text[start:],
                text[:end] + text[start:end] + text[end:],
                text[:start] + text[other : other + 30] + text[end:],
                _shuffled(text, rng),
            ]
        )
    return text


def _shuffled(text: str, rng: random.Random) -> str:
    rows = text.split("\n")
    one, other = rng.randrange(len(rows)), rng.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    return "\n".join(rows)


def mutated_json(text: str, rng: random.Random) -> str:
    """JSON that is some still, with values changed, moved, doubled or gone; now and then, none."""
    if rng.random() < 0.2:
        return mutated_text(text, rng)
    root = json.loads(text)
    for _ in range(rng.randint(1, 5)):
        spots = list(_spots(root))
        if spots:
            _change(spots, rng)
    return json.dumps(root, ensure_ascii=rng.random() < 0.5)


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield value, key
        yield from _spots(value[key])


def _change(spots: list[tuple[Any, Any]], rng: random.Random) -> None:
    (holder, key), (other, name) = rng.choice(spots), rng.choice(spots)
    odd = [None, True, -1.5e300, [], {}, [[1]], {"a.b": 1}, "RA", "CA", "MA", "TA", "YA", "L", "I"]
    match rng.randrange(5):
        case 0:
            holder[key] = json.loads(json.dumps(other[name]))
        case 1 if isinstance(holder, list):
            holder.append(json.loads(json.dumps(holder[key])))
        case 2:
            del holder[key]
        case 3:
            holder[key] = rng.choice(odd)
        case _:
            text = holder[key] if isinstance(holder[key], str) else ""
            holder[key] = mutated_text(text, rng) if text else rng.choice(HOSTILE)


def survive(
    folder: Folder, form: str, texts: list[str], mutation: Mutation, count: int, name: str
) -> tuple[int, int]:
    """Import mutated texts: each is read, or refused in a sentence with its place; how many were
    read, and how many refused. What every 25th makes is written, checked and compared too."""
    base, chosen, rng = load_base(folder.path), format_named(form), random.Random(7)
    file = folder.path.parent / name
    read = refused = 0
    for number in range(count):
        data = mutation(rng.choice(texts), rng).encode("utf-8", "replace")
        try:
            if number % 25:
                _read(chosen, Source.of(File(str(file), data.decode())))
            else:
                file.write_bytes(data)
                import_file(base, form, chosen, file, "made", None)
            read += 1
        except KbError as error:
            is_a_sentence_with_a_place(str(error), f"{file}:")
            refused += 1
    return read, refused


def _read(form: Format, source: Source) -> None:
    assert form.pieces
    assert form.read
    account = Account(source, form.pieces(source), Report("", "import", ""))
    form.read(Reading(source, Draft("made"), account))
    account.close()


def is_a_sentence_with_a_place(message: str, place: str) -> None:
    assert message.startswith(place), message
    assert " KB60" in message, message
    assert "\n" not in message


def corpus(kind: str, pattern: str) -> list[Path]:
    """The files of other programs that lie beside the project, where they do."""
    return sorted((Path(__file__).parents[2] / "shared" / "corpora" / kind).glob(pattern))
