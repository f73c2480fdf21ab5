"""What a file may be: bytes, sizes, names, and the rules that no example can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args
from unicodedata import normalize

import pytest

from kb.diagnostics import Code
from kb.errors import KbError
from kb.kinds import Kind
from loaders.base.load import load_base
from loaders.base.quotes import verify_quotes
from loaders.files.folder import list_files
from loaders.files.lock import read_copies
from loaders.files.raw import MAX_FILE
from loaders.files.text import MAX_LINE, TABS
from loaders.grammar.kinds import KINDS

FRONT = "---\nquestion: Is it?\nsource: harbour-minutes\n---\n\n"
ITEM = FRONT + "## run\n\nThe ferry should run.\n"


def test_bytes_that_are_not_utf8_are_refused_at_their_column(problems):
    assert problems(ITEM.encode() + "\nÄh, ein ".encode() + b"\xdcbel.\n") == [
        "ferry.md:10:9: KB001 the byte 0xDC is not UTF-8; save the file in UTF-8"
    ]
    assert problems(ITEM.encode("utf-16")) == [
        "ferry.md:1:1: KB001 the byte 0xFF is not UTF-8; save the file in UTF-8"
    ]
    assert problems({"people.md": b"\xef\xbb\xbf## a\xff"}) == [
        "people.md:1:5: KB001 the byte 0xFF is not UTF-8; save the file in UTF-8"
    ]


def test_a_file_over_5_mb_and_a_line_over_100_kb_are_refused_before_parsing(problems):
    big = ITEM + "\nMore prose.\n" * (MAX_FILE // 12)
    assert problems(big) == [
        "ferry.md:1:1: KB002 'ferry.md' is 5.4 MB, more than the 5 MB allowed; split it into parts"
    ]
    assert problems(ITEM + "\n" + "é" * (MAX_LINE // 2 + 1) + "\n") == [
        "ferry.md:10:1: KB003 the line has 100 kB, more than the 100 kB allowed; break it up"
    ]
    assert problems(ITEM + "\n" + "é" * (MAX_LINE // 2) + "\n") == []


def test_a_file_that_is_no_debate_may_be_whatever_it_likes(problems):
    assert problems({"notes.md": b"# Notes\n\xff", "data.md": "x" * 200_000}) == []


def test_windows_line_ends_byte_order_marks_and_tabs_are_read_as_meant_with_one_warning(
    read, facts
):
    text = ITEM + "\n- **Supported by:** [beds](#beds)\n  - **Held by:** mara-oduya\n\n"
    text += "## beds\n\nBeds are empty.\n"
    plain = facts(read(text).base)
    for written, named in {
        text.replace("\n", "\r\n"): "Windows line ends (CRLF)",
        "\ufeff" + text: "a byte order mark",
        text.replace("  - ", "\t- "): TABS,
        "\ufeff" + text.replace("\n", "\r\n").replace("  - ", "\t- "): "a byte order mark and "
        f"Windows line ends (CRLF) and {TABS}",
    }.items():
        loaded = read(written.encode())
        assert facts(loaded.base) == plain
        assert [str(problem) for problem in loaded.problems] == [
            f"ferry.md:{'11:1' if TABS in named else '1:1'}: KB008 the file has {named}; it is read as meant, "
            "but better saved without"
        ]


def test_tabs_that_do_not_indent_are_nobodys_business(problems):
    assert problems(ITEM + "\nA\ttab.\n") == []


def test_lists_that_are_nested_too_deeply_are_an_error_and_others_are_read(read, facts):
    def nested(levels: int) -> str:
        lines = ["- **Supported by:** beds"]
        lines += [f"{'  ' * n}- **Undercut by:** beds" for n in range(1, levels)]
        return ITEM + "\n" + "\n".join(lines) + "\n\n## beds\n\nBeds are empty.\n"

    assert facts(read(nested(20)).base).count("\n") == 19
    assert read(nested(20)).problems == []
    deep = read(nested(40))
    assert [(p.code, p.line) for p in deep.problems] == [(Code.NESTED_TOO_DEEPLY, 41)]
    assert [claim.slug for claim in deep.base.claims] == ["run", "beds"]


def test_nesting_too_deep_is_told_once_for_each_list_and_takes_nothing_else_with_it(read):
    deep = "".join(f"{'  ' * n}- x\n" for n in range(40)) + f"{'  ' * 39}- x\n" * 3
    quotes = ">" * 70 + " x\n"
    text = f"{ITEM}\n{deep}\nProse.\n\n{quotes}\n{'- ' * 50}x\n\n## beds\n\nBeds are empty.\n"
    loaded = read(text)
    assert [problem.code for problem in loaded.problems] == [Code.NESTED_TOO_DEEPLY] * 3
    assert "Prose." in loaded.base.claims[0].body
    assert loaded.base.claims[1].text == "Beds are empty."


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_links_pipes_and_folders_instead_of_files_are_reported(make_base, tmp_path):
    root = make_base({})
    (tmp_path / "outside.md").write_text(ITEM)
    (root / "a.md").symlink_to(tmp_path / "outside.md")
    (root / "b.md").symlink_to(root / "nothing")
    (root / "c.md").symlink_to(root / "sub", target_is_directory=True)
    (root / "sub").mkdir()
    os.mkfifo(root / "d.md")
    for _ in range(2):
        assert [str(problem) for problem in load_base(root, root / ".kb").problems] == [
            "a.md:1:1: KB013 'a.md' leads out of the base; copy the file here",
            "b.md:1:1: KB013 'b.md' cannot be read: no such file or directory",
            "c.md:1:1: KB013 'c.md' is no ordinary file",
            "d.md:1:1: KB013 'd.md' is no ordinary file",
        ]


def test_a_problem_of_a_file_is_reported_again_from_the_cache(make_base):
    root = make_base({"ferry.md": ITEM.encode() + b"\xff", "b.md": "---\nquestoin: x\n---\n"})
    first = load_base(root, root / ".kb").problems
    assert [problem.code for problem in first] == [Code.MISSPELT_SETTING, Code.NOT_UTF8]
    assert load_base(root, root / ".kb").problems == first


def test_a_base_without_its_settings_is_reported(make_base):
    root = make_base({})
    (root / "kb.toml").unlink()
    assert [str(problem) for problem in load_base(root).problems] == [
        "kb.toml:1:1: KB013 'kb.toml' cannot be read: no such file or directory"
    ]


def test_empty_lists_are_warned_of(problems):
    assert problems({"people.md": "\n\n", "sources.md": ""}) == [
        "people.md:1:1: KB007 the file is empty",
        "sources.md:1:1: KB007 the file is empty",
    ]


def test_a_quote_that_differs_is_found_with_a_local_copy(read):
    base = read(ITEM + "\n> We  will run it. — ¶1\n\n> We will. — ¶2\n\n> Never. — ¶3\n").base
    copies = {"harbour-minutes": ["So: We will run it.", "Nobody will."]}
    assert [str(problem) for problem in verify_quotes(base, copies)] == [
        "ferry.md:12:1: KB502 these words do not stand in ¶2 of 'harbour-minutes'; quote it word "
        "for word, with '[...]' for words left out",
        "ferry.md:14:1: KB502 these words do not stand in ¶3 of 'harbour-minutes'; quote it word "
        "for word, with '[...]' for words left out",
    ]


def test_a_statement_keeps_its_markup_and_its_unbreakable_spaces(read):
    text = "## run\n\n*The*   ferry\u00a0runs  \n`all  night`, **always**.\n"
    claim = read(FRONT + text).base.claims[0]
    assert claim.text == "*The* ferry\u00a0runs `all night`, **always**."


def test_the_kinds_that_the_command_line_offers_are_those_of_the_model():
    assert get_args(Kind) == KINDS


@pytest.mark.parametrize("is_copied", [True, False])
def test_much_is_read_by_several_processes_with_the_same_result(make_base, monkeypatch, is_copied):
    debates = {f"debate-{n}.md": ITEM + f"\n- **Refines:** debate-{n - 1}/run\n" for n in range(9)}
    root = make_base({**debates, "odd.md": ITEM.encode() + b"\xff"})
    alone = load_base(root)
    monkeypatch.setattr("loaders.base.cached.WORTH_IT", 100)
    monkeypatch.setattr("kb.forking.can_fork", lambda: is_copied and hasattr(os, "fork"))
    monkeypatch.setattr("loaders.base.cached.read_debate", None)  # this process reads none itself
    for cache in (None, root / ".kb", root / ".kb"):
        together = load_base(root, cache)
        assert (together.base, together.problems) == (alone.base, alone.problems)
        assert together.records == alone.records


def test_where_processes_cannot_be_started_the_files_are_read_all_the_same(make_base, monkeypatch):
    root = make_base({f"debate-{n}.md": ITEM for n in range(3)})
    monkeypatch.setattr("loaders.base.cached.WORTH_IT", 10)
    monkeypatch.setattr("kb.forking.can_fork", lambda: False)
    for program in ("/nowhere/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", program)
        assert len(load_base(root).base.claims) == 3


def test_to_know_that_nothing_changed_nothing_heavy_is_imported():
    heavy = "{'pydantic', 'markdown_it', 'yaml', 'kb.model'} & set(sys.modules)"
    code = f"import sys, loaders.files.fresh, loaders.files.folder, loaders.grammar.kinds; print({heavy} or 'light')"
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.strip() == "light"


def test_published_pages_packages_and_other_bases_are_not_looked_into(make_base):
    marks = {"out/.kb-site.json": "{}", "sub/kb.toml": "", "node_modules/x.json": "{}"}
    pages = {f"{mark.partition('/')[0]}/deep/page.md": ITEM for mark in marks}
    root = make_base({**marks, **pages, "other/page.md": ITEM})
    found = [path for path in list_files(root) if "/" in path]
    assert found == ["other/page.md"]


def test_a_copy_that_is_no_text_is_named(read, tmp_path):
    sources = read({"sources.md": "## a\n\nA\n\n- **File:** minutes.txt\n"}).base.sources
    (tmp_path / "minutes.txt").write_bytes(b"One.\n\xffTwo.\n")
    says = r"^'minutes.txt', line 2: the byte 0xFF is not UTF-8; .* \(in '.*'\)$"
    with pytest.raises(KbError, match=says):
        read_copies(sources, tmp_path)
    (tmp_path / "minutes.txt").write_bytes(b"x" * (MAX_FILE + 1))
    with pytest.raises(KbError, match=r"^'minutes.txt' is 5\.0 MB"):
        read_copies(sources, tmp_path)


@pytest.mark.parametrize("name", ["über.txt", "café.txt"])
@pytest.mark.parametrize(("written", "stored"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_copy_is_found_whatever_the_form_of_its_name(read, tmp_path, name, written, stored):
    register = f"## harbour-minutes\n\nMinutes\n\n- **File:** {normalize(written, name)}\n"
    sources = read({"sources.md": register}).register.sources
    (tmp_path / normalize(stored, name)).write_text("Words.")
    assert read_copies(sources.values(), tmp_path) == {"harbour-minutes": ["Words."]}


def test_a_link_that_differs_in_the_form_of_its_letters_only_is_told_so(problems):
    part = {
        "budget/index.md": "---\nquestion: Is it?\n---\n\nSee [it](über.md#b) and [so](#größe).\n"
    }
    part[f"budget/{normalize('NFD', 'über')}.md"] = "## b-y\n\nB.\n"
    part["budget/index.md"] += normalize("NFD", "\n## Größe\n")
    told = problems(part)
    assert [line.split()[1] for line in told if "looks the same" in line] == ["KB301", "KB301"]
