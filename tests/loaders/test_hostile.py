"""Nothing that stands in a file makes reading fail, or slow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.base.load import load_base

bounded = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FRONT = "---\nquestion: Is it?\nsource: harbour-minutes\n---\n\n"
VALID = (
    FRONT
    + """
Some prose with [a link](#run).

## run

The ferry should run.

- **Kind:** position
- **Held by:** [Mara Oduya](people.md#mara-oduya) — 0.8, 2031-04-02, ¶3, at least on weekdays
- **Supported by:** [beds](#beds) + not [shift](#shift) — inferred, so it is
  - **Held by:** [Ines Tal](people.md#ines-tal) — ¶7-8
  - **Undercut by:** [winter](#winter)
- **Source:** ¶3, [survey](sources.md#ferry-survey) ¶1-2

> Words. — ¶3

### beds

Beds are empty.

### shift

- **Rebuts:** run; beds

## winter

It is winter only.

- **Undercuts:** [beds](#beds) → [run](#run)
- **Refines:** [run](#run)

## is-it

Is it?

- **Kind:** crux
- **If yes:** supports [run](#run)
- **Posed by:** mapper
"""
)
FILES = ("ferry.md", "people.md", "sources.md", "sources.lock", "kb.toml", "ferry/index.md")
SIGNS = st.sampled_from(
    [
        *"*_[]()<>`\\!#-+>~=|:;,.&%¶→—–'\"{}@/ \t\n\r\0\ufffc\ufeff\u2028\x0b\x85١²😀",
        "**",
        "](",
        "- ",
        "\n- **",
        ":** ",
        " — ",
        " -> ",
        "¶1-3",
        "not ",
        "## ",
        "\n\n",
        "---\n",
        "run",
        "beds",
        "Held by",
        "Undercuts",
        "Supports",
        "If yes",
        "Source",
        "0.5",
        "of ",
        "---",
        "people.md#mara-oduya",
        "sources.md#ferry-survey",
        "#run",
        "&#x0;",
        "&amp;",
        "<!--",
        "~~~",
    ]
)
SOUP = st.lists(SIGNS, max_size=60).map("".join)


@st.composite
def mutated(draw) -> str:
    """A valid debate with a few stretches replaced, doubled or left out."""
    text = VALID
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 30)))
        put = draw(st.one_of(st.just(""), SOUP, st.just(text[at:end] * 2)))
        text = text[:at] + put + text[end:]
    return text


CONTENT = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")),
    SOUP.map(lambda text: (FRONT + "## run\n\nIt runs.\n\n- **" + text).encode()),
    SOUP.map(lambda text: ("---\n" + text + "\nquestion: x\n---\n").encode()),
    mutated().map(str.encode),
    mutated().map(lambda text: text.encode("utf-16")),
)


@bounded
@given(st.dictionaries(st.sampled_from(FILES), CONTENT, min_size=1, max_size=3))
def test_whatever_stands_in_the_files_is_read_or_reported(make_base, files):
    loaded = load_base(make_base({"ferry.md": VALID, **files}))
    assert all(str(problem) for problem in loaded.problems)
    assert loaded.base.id


DEEP = FRONT + "## run\n\nIt runs.\n\n"
MANY = {
    "quotes in quotes": DEEP + ">" * 10_000,
    "quotes and lists by turns": DEEP + "> - " * 5_000,
    "lists in lists": DEEP + "- " * 1_000 + "x",
    "lists in lists over lines": DEEP + "".join(" " * n + "- x\n" for n in range(0, 1_000, 2)),
    "stars": DEEP + "*" * 50_000,
    "stars and letters": DEEP + "**a " * 20_000,
    "closing stars": DEEP + "- **Kind:**" + "a**" * 20_000,
    "stars by threes": DEEP + "***a" * 15_000 + "\n\n" + "a**_" * 15_000,
    "opening brackets": DEEP + "[" * 90_000,
    "brackets in brackets": DEEP + "[" * 5_000 + "x" + "](y)" * 5_000,
    "pictures in pictures": DEEP + "![" * 3_000 + "x" + "](y)" * 3_000,
    "half links": DEEP + "[a](" * 20_000,
    "links": DEEP + "- **Supports:** " + "[a](#b); " * 9_000,
    "links in one sum": DEEP + "- **Supported by:** " + " + ".join(["[a](#b)"] * 9_000),
    "backticks": DEEP + "".join("`" * n + " " for n in range(400)),
    "angle brackets": DEEP + "<" * 50_000 + "\n\n" + "<a " * 20_000 + "\n\n" + "<!-- " * 9_000,
    "dashes": DEEP + "- **Held by:** x" + " —" * 30_000,
    "spaces": DEEP + "- **Held by:** x —" + " " * 90_000 + "¶" + " " * 9 + "x",
    "details": DEEP + "- **Held by:** mara-oduya — " + "0.5," * 20_000,
    "passages": DEEP + "- **Source:** " + "¶1-999, " * 10_000,
    "passages past all ends": DEEP + "- **Source:** ¶99999999999, ¶1-999999999, ¶" + "9" * 9_000,
    "arrows": DEEP + "- **Undercuts:** " + "run → " * 10_000 + "run",
    "entities": DEEP + "&amp;" * 15_000 + "&" * 20_000,
    "backslashes": DEEP + "\\*" * 40_000,
    "headings": FRONT + "## a\n" * 20_000,
    "items": FRONT + "".join(f"## a{n}\n\nA.\n\n" for n in range(4_000)),
    "items of one name": FRONT + "## a-b\n\nA.\n\n" * 4_000,
    "undercuts that name each other": FRONT
    + "".join(
        f"## a{n}\n\nA.\n\n- **Undercuts:** a{n + 1} → a{n + 2} → a0\n\n" for n in range(1_500)
    ),
    "undercuts of one argument": FRONT
    + "## b\n\nB.\n\n- **Supports:** a0\n\n"
    + "".join(f"## a{n}\n\nA.\n\n- **Undercuts:** b → a0\n\n" for n in range(1_500)),
    "ambiguous undercuts": FRONT
    + "".join(
        f"## a{n}\n\nA.\n\n- **Supported by:** c + a{n + 1}\n- **Undercuts:** c → a0\n"
        f"- **Supports:** a0\n  - **With:** c\n\n"
        for n in range(1_000)
    ),
    "mentions of one argument": FRONT
    + "## a\n\nA.\n\n"
    + "".join(f"- **Supported by:** b — reason {n}\n" for n in range(2_000)),
    "premises of one argument": FRONT
    + "## run\n\nIt runs.\n\n- **Supported by:** "
    + " + ".join(f"a{n}" for n in range(200))
    + "\n\n"
    + "".join(f"## a{n}\n\nA.\n\n- **Supports:** run\n\n" for n in range(200)),
    "wrong ids": FRONT
    + "".join(f"## some-name-{n}\n\nA.\n\n- **Refines:** sone-nam-{n}\n\n" for n in range(300)),
    "YAML in YAML": "---\nquestion: x\na: " + "[" * 5_000 + "\n---\n",
    "YAML maps in maps": "---\nquestion: x\na: " + "{a: " * 5_000 + "\n---\n",
    "YAML that repeats itself": "---\nquestion: x\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    + "---\n",
    "long front matter": "---\nquestion: x\n" + "a: b\n" * 100_000 + "---\n",
    "front matter without end": "---\nquestion: x\n" + "a: b\n" * 100_000,
    "numbers of many digits": DEEP
    + "- **Credence:** "
    + "9" * 9_000
    + "\n- **Held by:** x — 1e999",
    "tables": DEEP + "|" * 50_000,
    "definitions": DEEP + "[a]: b\n" * 9_000,
    "tabs": DEEP + "\t" * 90_000 + "x",
    "underscores and stars in lines that are nearly labels": DEEP
    + "_" * 90_000
    + "\n\n"
    + "*" * 90_000
    + "Held by\n\n"
    + "<b" * 40_000
    + "\n\n"
    + "&amp;" * 15_000
    + "Held",
    "a heading of underscores": DEEP + "## " + "a_" * 40_000 + " b\n",
    "a line that goes on and on": DEEP + "- **Supported by:** a\n" + "  + b\n" * 20_000,
    "sections that end at once": FRONT + "## Some\n\n## some-item\n\n" * 5_000,
    "unlikely details": DEEP + "- **Held by:** x — a" + " " * 50_000 + "b" + " a" * 20_000,
    "one item over many lines": DEEP + "- **Held by:** x;\n" + "  y;\n" * 20_000,
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY.keys())
def test_however_much_there_is_of_something_it_is_read(make_base, text):
    """Where reading took much longer than in proportion, the suite would not end in time."""
    assert load_base(make_base({"ferry.md": text})).base.id


OTHERS = {
    "deep TOML": {"kb.toml": "a = " + "[" * 5_000},
    "a number of many digits in TOML": {"kb.toml": "id = 'x'\nheading = 'x'\na = " + "9" * 9_000},
    "deep JSON": {"sources.lock": "[" * 50_000},
    "a number of many digits in JSON": {"sources.lock": '{"a": ' + "9" * 9_000 + "}"},
    "a lock of another shape": {"sources.lock": '{"a": [1], "b": null}'},
    "half a character in JSON": {"sources.lock": '{"\\ud800": {"passages":0,"fingerprints":[]}}'},
    "no character in YAML": {"ferry.md": '---\nquestion: "\\UFFFFFFFF"\n---\n'},
    "a YAML directive": {"ferry.md": "---\nquestion: x\n%YAML " + "9" * 9_000 + ".1\n---\n"},
    "a source with a number sign": {"ferry.md": '---\nquestion: x\nsource: "a#b"\n---\n' + VALID},
    "many ranges in the list of sources": {
        "sources.md": "## a\n\nA.\n\n- **Left out:** " + "¶1-9000, " * 9_000 + " — x\n"
    },
}


@pytest.mark.parametrize("files", OTHERS.values(), ids=OTHERS.keys())
def test_odd_settings_locks_and_lists_are_reported(make_base, files):
    assert load_base(make_base({"ferry.md": VALID, **files})).problems


def test_half_a_character_in_yaml_is_replaced(make_base):
    root = make_base({"ferry.md": '---\nquestion: "Is it \\ud800?"\n---\n'})
    assert load_base(root).base.debates[0].question == "Is it ??"


NAMES = (
    b"\xff.md",
    b"a\nb.md",
    b"-.md",
    b" .md",
    "é.md".encode(),
    b"A" * 200 + b".md",
    b"x/\xff.md",
)


@pytest.mark.parametrize("name", NAMES)
def test_files_with_odd_names_are_read_or_reported(make_base, name):
    root = make_base({"ferry.md": VALID})
    path = Path(str(root).encode().decode() + "/" + name.decode("utf-8", "surrogateescape"))
    path.parent.mkdir(exist_ok=True)
    path.write_text(VALID.replace("question: Is it?", "question: Odd?"))
    for _ in range(2):
        loaded = load_base(root, root / ".kb")
        assert loaded.problems
        "".join(map(str, loaded.problems)).encode("utf-8")
        loaded.base.model_dump_json()
