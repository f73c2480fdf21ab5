"""Revisions are read out of git wherever a base lies, and whatever its repository is made of."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from bases import Folder
from hypothesis import given, settings
from hypothesis import strategies as st
from repos import Repository, ferry_repository, git

from kb.changes.git import Repository as Reader
from kb.changes.git import environment
from kb.disk import mark_of
from loaders.base.load import load_base
from loaders.files.folder import files_among, list_files

DEBATE = "night-ferry.md"
SEALS = "Engines at night drive the seals away.\n"


@pytest.fixture
def ferry(tmp_path: Path) -> Repository:
    return ferry_repository(tmp_path / "base")


def reworded(kb_command, base: Folder, *words: object) -> str:
    """What was said of the seals at the revision that is asked for."""
    done = kb_command("diff", *words, "-C", base.path, "--format", "json")
    assert done.exit_code == 0, done.output
    [change] = json.loads(done.stdout)["changes"]
    return str(change["before"])


@pytest.mark.parametrize(
    "name", ["below", "with two  spaces", "größe-基地-\u0301é", "a'b\"c$(d)", "*[x]?", "-C"]
)
def test_a_base_may_lie_anywhere_in_its_repository(tmp_path, kb_command, name):
    base = ferry_repository(tmp_path / "top" / name / "base", tmp_path / "top")
    base.write("../other/kb.toml", "")  # of another base, and not ours
    base.commit()
    base.edit(DEBATE, SEALS, "Seals flee.\n")
    assert reworded(kb_command, base) == SEALS.strip()
    base.commit()
    log = kb_command("log", "seal-noise", "-C", base.path).stdout
    assert "statement" in log
    assert "Start" in log


def test_a_folder_of_a_debate_whose_name_no_pattern_may_mean(tmp_path, kb_command):
    base = ferry_repository(tmp_path / "top" / "a*" / "base", tmp_path / "top")
    Folder(tmp_path / "top" / "ab" / "base").write(DEBATE, "no debate of ours\n")
    base.commit("Elsewhere")
    data = json.loads(kb_command("log", "seal-noise", "-C", base.path, "--format", "json").stdout)
    assert [entry["subject"] for entry in data["log"]] == ["Start"]


def test_a_worktree_and_a_link_to_a_base(ferry, tmp_path, kb_command):
    there = tmp_path / "tree"
    git(ferry.path, "worktree", "add", "--quiet", "-b", "side", str(there))
    tree = Folder(there)
    tree.edit(DEBATE, SEALS, "Seals flee.\n")
    assert reworded(kb_command, tree) == SEALS.strip()
    (tmp_path / "link").symlink_to(there)
    assert reworded(kb_command, Folder(tmp_path / "link")) == SEALS.strip()


def test_files_that_are_links_and_line_ends_and_marks_are_read_as_on_the_disk(ferry, kb_command):
    ferry.write("texts/budget.txt", "---\nquestion: Who pays?\n---\n\n## we-pay\n\nWe pay.\n")
    (ferry.path / "budget.md").symlink_to("texts/budget.txt")
    (ferry.path / "gone.md").symlink_to("nowhere.md")
    (ferry.path / "crlf.md").write_bytes(
        b"\xef\xbb\xbf---\r\nquestion: Is it?\r\n---\r\n\r\n## it-is\r\n\r\nIt is.\r\n"
    )
    (ferry.path / "latin.md").write_bytes(b"---\nquestion: Is it?\n---\n\n## a-b\n\nIt is \xe9.\n")
    ferry.write("deep/kb.toml", 'id = "d"\nheading = "D"\n')
    ferry.write("deep/other.md", "---\nquestion: Whose?\n---\n\n## not-ours\n\nNot ours.\n")
    ferry.write(".hidden/x.md", "---\nquestion: Whose?\n---\n\n## not-ours\n\nNot ours.\n")
    ferry.commit()
    done = kb_command("diff", "-C", ferry.path)
    assert done.stdout == "no change\n"
    assert "'HEAD' has the first of 2 errors" in done.stderr


def test_what_a_revision_lacks_and_what_is_in_no_revision(ferry, kb_command):
    ferry.write("new.md", "---\nquestion: Is it new?\n---\n\n## it-is\n\nIt is new.\n")
    done = kb_command("diff", "-C", ferry.path)
    assert "+ claim “It is new.”" in done.stdout
    (ferry.path / "new.md").unlink()
    (ferry.path / DEBATE).unlink()
    done = kb_command("diff", "-C", ferry.path)
    assert "- claim “Engines at night drive the seals away.”" in done.stdout


PATHS = st.lists(
    st.lists(st.sampled_from(["a", "b.md", ".c", "node_modules", "é.md", "kb.toml", "d e"]), min_size=1, max_size=4)
    .map("/".join)
    .flatmap(lambda path: st.sampled_from([f"{path}/x.md", f"{path}/kb.toml", f"{path}/y.txt"])),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(PATHS)
def test_the_files_of_a_base_are_the_same_in_a_folder_and_among_names(tmp_path_factory, paths):
    root = tmp_path_factory.mktemp("base")
    written = ["kb.toml", "x.md"]
    (root / "kb.toml").write_text("")
    (root / "x.md").write_text("")
    for path in paths:
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("")
            written.append(path)
        except OSError:  # a file is there where this needs a folder
            continue
    assert files_among(written) == list_files(root)


# -- what cannot be compared --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("nowhere", "there is no revision 'nowhere' in the repository"),
        ("--output=x", "'--output=x' is no revision; write a branch, a tag or a commit"),
        ("-p", "'-p' is no revision; write a branch, a tag or a commit"),
        ("", "'' is no revision; write a branch, a tag or a commit"),
        ("a\nb", "is no revision; write a branch, a tag or a commit"),
        ("HEAD..main", "'HEAD..main' is no revision; of a range, write both ends: 'kb diff A B'"),
        ("HEAD:night-ferry.md", "there is no revision 'HEAD:night-ferry.md' in the repository"),
        ("HEAD~9", "there is no revision 'HEAD~9' in the repository"),
        ("$(touch x)", "there is no revision '$(touch x)' in the repository"),
    ],
)
def test_what_is_no_revision_is_said_in_a_sentence(ferry, kb_command, revision, says):
    for words in ([revision], ["HEAD", revision]):
        done = kb_command("diff", "-C", ferry.path, "--", *words)
        assert done.exit_code == 2
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""
    assert not (ferry.path / "x").exists()


def one_sentence(done, says: str, code: int = 2) -> None:
    assert done.exit_code == code, done.output
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("words", [["diff"], ["log", "seal-noise"]])
def test_without_a_repository_a_commit_or_git_it_is_said_in_a_sentence(
    tmp_path, kb_command, monkeypatch, words
):
    base = ferry_repository(tmp_path / "base")
    shutil.move(base.path / ".git", tmp_path / "kept")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    one_sentence(kb_command(*words, "-C", base.path), "is in no git repository")
    git(base.path, "init", "--quiet")
    one_sentence(kb_command(*words, "-C", base.path), "there is no commit yet")
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path}")
    one_sentence(kb_command(*words, "-C", base.path), "git is not installed, or not in the PATH")


def test_a_revision_without_a_base_is_said_in_a_sentence(tmp_path, kb_command):
    base = Repository(tmp_path / "top" / "base", tmp_path / "top")
    (base.top / "README").write_text("no base yet")
    base.commit()
    base.write("kb.toml", 'id = "b"\nheading = "B"\n')
    base.commit()
    done = kb_command("diff", "HEAD~1", "-C", base.path)
    one_sentence(done, "'HEAD~1' has no base: no kb.toml in 'base' there")
    assert kb_command("diff", "-C", base.path).stdout == "no change\n"


def test_a_shallow_clone_says_so(ferry, tmp_path, kb_command):
    for before, text in ((SEALS, "Seals flee.\n"), ("Seals flee.\n", "Seals stay.\n")):
        ferry.edit(DEBATE, before, text)
        ferry.commit(f"Say {text.strip()}")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "2", ferry.path.as_uri(), str(clone))
    one_sentence(
        kb_command("diff", "HEAD~2", "-C", clone), "is not in this clone, which is shallow"
    )
    assert kb_command("diff", "HEAD~1", "-C", clone).exit_code == 0
    done = kb_command("log", "seal-noise", "-C", clone)
    assert done.exit_code == 0
    assert "Say Seals stay." in done.stdout
    assert "Say Seals flee." not in done.stdout
    assert "this clone is shallow: what was before" in done.stderr


def test_an_object_that_is_lost_is_said_in_a_sentence(ferry, kb_command):
    blob = git(ferry.path, "rev-parse", f"HEAD:{DEBATE}")
    path = ferry.path / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.unlink()
    done = kb_command("diff", "-C", ferry.path)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_was_too_big_is_not_read(ferry, kb_command):
    ferry.write("big.md", "---\nquestion: Is it?\n---\n\n" + "So it is.\n" * 600_000)
    ferry.commit()
    (ferry.path / "big.md").unlink()
    done = kb_command("diff", "-C", ferry.path)
    assert done.exit_code == 0
    assert "big.md:1 in 'HEAD' has an error" in done.stderr


# -- whose repository it is ---------------------------------------------------------------------------


def tripwire(tmp_path: Path) -> tuple[Path, Path]:
    """A program that leaves a trace where it was run, and the trace."""
    trace, program = tmp_path / "trace", tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho ran >> '{trace}'\ncat\n")
    program.chmod(0o755)
    return program, trace


def traps(folder: Path, program: Path) -> None:
    """Whatever in a repository makes git run a program."""
    for name, value in {
        "core.fsmonitor": program, "core.pager": program, "core.editor": program,
        "core.sshCommand": program, "core.alternateRefsCommand": program, "core.askPass": program,
        "diff.external": program, "diff.kb.textconv": program, "diff.kb.command": program,
        "filter.kb.smudge": program, "filter.kb.clean": program, "filter.kb.process": program,
        "gpg.program": program, "log.showSignature": "true", "pager.log": program,
        "pager.rev-list": program, "pager.ls-tree": program, "alias.rev-parse": f"!{program}",
        "alias.ls-tree": f"!{program}", "alias.cat-file": f"!{program}", "uploadpack.packObjectsHook": program,
        "credential.helper": f"!{program}", "interactive.diffFilter": program,
        "remote.origin.uploadpack": program, "remote.origin.url": "ext::" + str(program),
        "remote.origin.promisor": "true", "protocol.ext.allow": "always", "core.hooksPath": program.parent,
    }.items():  # fmt: skip
        git(folder, "config", name, str(value))
    hooks = folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in (
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ):
        shutil.copy(program, hooks / hook)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text("* diff=kb filter=kb\n")


def everything(folder: Path) -> dict[str, object]:
    return {
        str(path): mark_of(path.lstat()) for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_nothing_in_a_repository_is_run_and_nothing_in_it_changes(ferry, tmp_path, kb_command):
    program, trace = tripwire(tmp_path)
    ferry.write(".gitattributes", "*.md diff=kb filter=kb\n")
    ferry.edit(DEBATE, SEALS, "Seals flee.\n")
    ferry.commit()
    ferry.edit(DEBATE, "Seals flee.\n", "Seals stay.\n")
    traps(ferry.path, program)
    before = everything(ferry.path)
    for words in (
        ["diff"],
        ["diff", "HEAD~1"],
        ["diff", "HEAD~1", "HEAD"],
        ["log", "seal-noise", "--all"],
    ):
        done = kb_command(*words, "-C", ferry.path)
        assert done.exit_code == 0, done.output
        assert "Seals" in done.stdout or "seal-noise" in done.stdout
    assert not trace.exists()
    assert everything(ferry.path) == before


def test_what_is_missing_is_not_fetched(ferry, tmp_path, kb_command):
    program, trace = tripwire(tmp_path)
    git(ferry.path, "config", "extensions.partialClone", "origin")
    git(ferry.path, "config", "core.repositoryFormatVersion", "1")
    traps(ferry.path, program)
    blob = git(ferry.path, "rev-parse", f"HEAD:{DEBATE}")
    path = ferry.path / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.unlink()
    done = kb_command("diff", "-C", ferry.path)
    assert done.exit_code == 2
    assert not trace.exists()


def test_the_environment_leads_to_no_other_repository_and_runs_nothing(
    ferry, tmp_path, kb_command, monkeypatch
):
    program, trace = tripwire(tmp_path)
    other = ferry_repository(tmp_path / "other")
    other.edit(DEBATE, SEALS, "Seals are elsewhere.\n")
    other.commit()
    ferry.edit(DEBATE, SEALS, "Seals stay.\n")
    for name, value in {
        "GIT_DIR": other.path / ".git", "GIT_WORK_TREE": other.path, "GIT_INDEX_FILE": "/nowhere",
        "GIT_OBJECT_DIRECTORY": other.path / ".git/objects", "GIT_EXTERNAL_DIFF": program,
        "GIT_PAGER": program, "PAGER": program, "GIT_SSH_COMMAND": program, "GIT_ASKPASS": program,
        "GIT_TRACE": trace, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": program, "GIT_EXEC_PATH": tmp_path, "GIT_NAMESPACE": "x",
        "GIT_LITERAL_PATHSPECS": "1", "GIT_REPLACE_REF_BASE": "refs/x", "GIT_PREFIX": "x/",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    assert reworded(kb_command, ferry) == SEALS.strip()
    assert "Start" in kb_command("log", "seal-noise", "-C", ferry.path).stdout
    assert not trace.exists()


def test_what_tells_git_whom_to_trust_stays_in_the_environment():
    given = {"GIT_CONFIG_GLOBAL": "/g", "GIT_DIR": "/d", "HOME": "/h"}
    found = environment(given)
    assert (found["GIT_CONFIG_GLOBAL"], found["HOME"]) == ("/g", "/h")
    assert "GIT_DIR" not in found


def test_no_git_of_the_base_is_run(ferry, tmp_path, kb_command, monkeypatch):
    program, trace = tripwire(tmp_path)
    shutil.copy(program, ferry.path / "git")
    monkeypatch.chdir(ferry.path)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert kb_command("diff").stdout == "no change\n"
    assert not trace.exists()


def test_a_folder_that_only_looks_like_a_repository_is_none(tmp_path, kb_command, monkeypatch):
    """What came with a base as plain files is not taken for a repository of its own."""
    program, trace = tripwire(tmp_path)
    base = ferry_repository(tmp_path / "base")
    bare = tmp_path / "bare"
    git(tmp_path, "clone", "--quiet", "--bare", str(base.path), str(bare))
    shutil.rmtree(base.path / ".git")
    for path in bare.iterdir():
        shutil.move(path, base.path / path.name)
    (base.path / "config").write_text(f"[core]\nbare = false\nfsmonitor = {program}\n")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert kb_command("diff", "-C", base.path).exit_code == 2
    assert not trace.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_user_is_left_to_git_to_trust(ferry, kb_command):
    os.chown(ferry.path, 12345, 12345)
    os.chown(ferry.path / ".git", 12345, 12345)
    done = kb_command("diff", "-C", ferry.path)
    one_sentence(done, "git does not read '")
    assert "dubious ownership" in done.stderr


def test_one_process_reads_all_files(ferry, monkeypatch, kb_command):
    for number in range(5):
        ferry.write(
            f"debate-{number}.md",
            f"---\nquestion: Is it {number}?\n---\n\n## x\n\nIt is {number}.\n",
        )
    ferry.commit()
    started: list[list[str]] = []
    real = subprocess.Popen.__init__

    def note(self, words, *args, **kwargs):
        started.append([str(word) for word in words])
        real(self, words, *args, **kwargs)

    monkeypatch.setattr(subprocess.Popen, "__init__", note)
    assert kb_command("diff", "HEAD~1", "HEAD", "-C", ferry.path).exit_code == 0
    assert sum("cat-file" in words for words in started) == 1
    assert len(started) <= 8


def test_a_base_at_a_revision_is_the_base_that_was_there(ferry, tmp_path):
    before = load_base(ferry.path).base
    ferry.edit(DEBATE, SEALS, "Seals flee.\n")
    from kb.changes.revisions import Revisions

    with Reader(ferry.path) as reader:
        there = Revisions(ferry.path, None, reader).base(reader.commit("HEAD"), "HEAD")
    assert there.base == before


def test_a_private_cache_keeps_what_the_files_are(ferry, tmp_path, kb_command):
    """A look back leaves what is kept of the files as it was."""
    kb_command("check", "-C", ferry.path)
    ferry.edit(DEBATE, SEALS, "Seals flee.\n")
    kb_command("check", "-C", ferry.path)
    kept = everything(tmp_path / "cache")
    assert any(stat.S_ISREG(Path(path).lstat().st_mode) for path in kept)
    kb_command("diff", "HEAD", "HEAD", "-C", ferry.path)
    assert everything(tmp_path / "cache") == kept
