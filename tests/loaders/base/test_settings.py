"""Whatever is wrong in `kb.toml` is told by `kb check`, with its place and a code, and all commands read
it alike."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.method import LIMITS
from kb.session import Session
from loaders.base.load import load_base
from loaders.base.settings import SETTINGS_KNOWN, read_settings
from loaders.files.raw import settings_in
from loaders.files.text import decode

Kb = Callable[..., Result]
RIGHT = {
    "id": '"ferries"',
    "heading": '"Ferries"',
    "address": '"https://ferries.example/kb/"',
    "debates": '["night-ferry"]',
}
VALUES = [  # of every type that TOML has
    *('"words"', '""', "'  '", '"%% gone %%"', '"""\nfar\nmore"""', '"not-a-scheme://x"', '"http://"'),
    *("3", "-1", "0x" + "f" * 5000, "1.5", "nan", "inf", "-0.0", "true", "false"),
    *("2031-04-02", "2031-04-02T12:00:00Z", "12:00:00"),
    *("[]", '["night-ferry"]', '["night-ferry", "night-ferry"]', '["no-debate"]', '[""]', "[1]", "[[]]"),
    *("{}", "{ beta = 1 }", '{ beta = "x" }', "{ deep = { er = 1 } }"),
]  # fmt: skip
ALLOWED = {  # what each key may be of these; that all else is an error is the point
    "id": ('"words"',),
    "heading": ('"words"', '"""\nfar\nmore"""', '"not-a-scheme://x"', '"http://"'),
    "address": (),
    "debates": ("[]", '["night-ferry"]'),
    "method": ("{}", "{ beta = 1 }"),
    "beta": ("3", "1.5"),
    "rho": ("3", "1.5", "-0.0"),
    "inferred": ("-0.0",),
}


def written(key: str, value: str | None) -> str:
    """A `kb.toml` that is right but for one setting, which has a value or is not there."""
    rows = [f"{name} = {said}" for name, said in {**RIGHT, key: value}.items() if said]
    inside = [row for row in rows if row.partition(" ")[0] in LIMITS]
    outside = [row for row in rows if row not in inside]
    return "\n".join([*outside, *(["[method]", *inside] if inside else []), ""])


def test_every_setting_is_tried() -> None:
    assert ALLOWED.keys() == SETTINGS_KNOWN | LIMITS.keys()


@pytest.mark.parametrize("key", ALLOWED)
def test_every_wrong_value_is_an_error_at_its_place(
    kb_command: Kb, ferry: Folder, key: str
) -> None:
    for value in VALUES:
        text = written(key, value)
        ferry.write("kb.toml", text)
        found = load_base(ferry.path, None).problems
        if value in ALLOWED[key]:
            assert found == [], (value, found)
            continue
        rows = text.split("\n")
        at = next(number for number, row in enumerate(rows, 1) if row.startswith(f"{key} ="))
        assert found, value
        for problem in found:
            assert (problem.path, problem.code.value, problem.severity) == (
                "kb.toml",
                "KB009",
                "error",
            )
            line = rows[problem.line - 1]
            assert problem.line == at, (value, problem)
            assert problem.column - 1 >= line.find(value[:9].split(" ")[0].split("\n")[0]), problem
            assert len(str(problem)) < 300
        assert kb_command("check", "-C", ferry.path).exit_code == 1
        for words in (["build", "--out", ferry.path.parent / "site"], ["export", "csv", "--all"]):
            result = kb_command(*words, "-C", ferry.path)
            assert (result.exit_code, "kb.toml:" in result.stderr) == (1, True), (words, value)


@pytest.mark.parametrize("key", ["id", "heading"])
def test_what_is_missing_is_an_error(ferry: Folder, key: str) -> None:
    ferry.write("kb.toml", written(key, None))
    says = f"kb.toml:1:1: KB009 '{key}' is missing: write {key} = \"...\""
    assert [str(problem) for problem in load_base(ferry.path, None).problems] == [says]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('method = { rho = 1, beta = "x" }', "3:28"),
        ('method.beta = "x"', "3:15"),
        ('"method"."beta" = "x"', "3:19"),
        ('[ method ]\n  "beta" = "x"', "4:12"),
    ],
)
def test_a_number_of_the_method_has_its_place_however_it_is_written(
    ferry: Folder, line: str, place: str
) -> None:
    ferry.write("kb.toml", f'id = "ferries"\nheading = "Ferries"\n{line}\n')
    says = f"kb.toml:{place}: KB009 'beta' is not a number"
    assert [str(problem) for problem in load_base(ferry.path, None).problems] == [says]


def test_an_address_that_is_none_is_told_before_anything_is_built(
    kb_command: Kb, ferry: Folder
) -> None:
    ferry.write("kb.toml", 'id = "ferries"\nheading = "F"\naddress = "ferries.example"\n')
    says = "'ferries.example' is no address of a site; give one with https://"
    checked = kb_command("check", "-C", ferry.path)
    assert (checked.exit_code, checked.stdout) == (1, f"kb.toml:3:11: KB009 {says}\n")
    assert f"kb.toml:3:11: KB009 {says}" in kb_command("load", "-C", ferry.path).stdout
    named = kb_command("build", "--address", "ferries.example", "-C", ferry.path)
    assert (named.exit_code, named.stderr) == (2, f"kb: {says}\n")


FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "with a byte order mark": lambda text: ("\ufeff" + text).encode(),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "with those of old": lambda text: text.replace("\n", "\r").encode(),
    "in Latin-1": lambda text: text.replace("Ferries", "F\u00e4hren").encode("latin-1"),
    "in UTF-16": lambda text: text.encode("utf-16"),
    "cut off": lambda text: text[:-3].encode(),
    "empty": lambda text: b"",
    "in conflict": lambda text: f"<<<<<<< a\n{text}=======\n{text}>>>>>>> b\n".encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [written("id", v) for v in ('"ferries"', "3", '""', None)])
def test_who_asks_reads_the_same_id_as_who_checks(
    kb_command: Kb, ferry: Folder, form: str, text: str
) -> None:
    """Else a graph would be taken for that of another base, or of one that is called 'None'."""
    kb_command("load", "-C", ferry.path)
    (ferry.path / "kb.toml").write_bytes(FORMS[form](text))
    loaded = load_base(ferry.path, None)
    session = Session(ferry.path)
    if not loaded.errors:
        assert settings_in(ferry.path)["id"] == loaded.settings.id == "ferries"
        assert session.method() == loaded.settings.method
    status = kb_command("db", "status", "-C", ferry.path)
    known = "another base" in status.stdout or "newer" in status.stdout or "up to" in status.stdout
    assert known == ("id" in settings_in(ferry.path) and '"ferries"' in text), status.stdout
    assert "None" not in status.output
    cleared = kb_command("db", "clear", "--yes", "-C", ferry.path)
    assert "None" not in cleared.output
    assert cleared.exit_code == (0 if known else 1)


KEYS = [*SETTINGS_KNOWN, *LIMITS, "[method]", "adress", "ID", "'a\\nb'", '"a\\nb"', "x.y"]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=6))
def test_no_settings_are_lost_without_a_word(pairs: list[tuple[str, str]]) -> None:
    """Each key that is given is a fact of the settings, or has a problem on a line that there is."""
    text = "\n".join(key if key == "[method]" else f"{key} = {value}" for key, value in pairs)
    read, problems = read_settings(decode("kb.toml", text.encode()))
    count = text.count("\n") + 1
    for problem in problems:
        assert 1 <= problem.line <= count
        assert problem.column >= 1
    try:
        said = tomllib.loads(text)
    except ValueError:
        assert [problem.code.value for problem in problems] == ["KB005"]
        return
    told = " ".join(problem.message for problem in problems)
    for key in said.keys() - {"method"}:
        fact = getattr(read, key, None)
        same = fact == said[key] or (isinstance(fact, tuple) and list(fact) == said[key])
        assert same or key in told, (key, fact)


def test_a_kb_toml_that_nobody_may_read_is_told(
    kb_command: Kb, ferry: Folder, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "theirs.toml"
    elsewhere.write_text('id = "theirs"\nheading = "Theirs"\n')
    (ferry.path / "kb.toml").unlink()
    (ferry.path / "kb.toml").symlink_to(elsewhere)
    checked = kb_command("check", "-C", ferry.path)
    assert checked.exit_code == 1
    assert checked.stdout.startswith("kb.toml:1:1: KB013 'kb.toml' leads out of the base")
    assert "None" not in kb_command("db", "status", "-C", ferry.path).output
