"""`kb init --empty` and `kb init --github`: a bare base, and workflows that do what they say."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]
WORKFLOWS = ("debates.yml", "debates-comment.yml")


def test_an_empty_base_has_what_a_base_needs_and_grows(kb_command: Kb, tmp_path: Path) -> None:
    mine = tmp_path / "My Base"
    done = kb_command("init", mine, "--empty")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == f"made  {mine}/kb.toml"
    assert 'kb new debate ID "What is the question?"' in done.stdout
    assert sorted(path.name for path in mine.iterdir()) == [".gitignore", "kb.toml"]
    assert 'id = "my-base"' in (mine / "kb.toml").read_text()
    assert kb_command("check", "--strict", "-C", mine).exit_code == 0
    assert kb_command("new", "debate", "first", "Is it so?", "-C", mine).exit_code == 0
    for command in ("check", "debates", "cruxes", "open", "fmt"):
        assert kb_command(command, "-C", mine).exit_code == 0
    again = kb_command("init", mine, "--empty")
    assert again.exit_code == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize("made", range(7))
def test_a_base_that_was_broken_off_is_made_when_asked_again(
    kb_command: Kb, tmp_path: Path, made: int
) -> None:
    mine = tmp_path / "mine"
    whole = kb_command("init", mine).stdout
    texts = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    others = sorted(path for path in texts if path.name != "kb.toml")
    for path in [mine / "kb.toml", *others[made:]]:
        path.unlink()
    done = kb_command("init", mine)
    assert (done.exit_code, done.stderr) == (0, "")
    assert {line.split("/")[-1] for line in whole.splitlines()[:-1]} >= {"kb.toml", "sources.lock"}
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == texts


def test_a_file_of_another_is_never_taken_for_one_of_a_base_that_was_begun(
    kb_command: Kb, tmp_path: Path
) -> None:
    Folder(tmp_path / "mine").write("people.md", "# My people\n")
    done = kb_command("init", tmp_path / "mine")
    assert (done.exit_code, "people.md' is there already" in done.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["people.md"]


def test_nothing_is_written_where_a_folder_cannot_be(kb_command: Kb, tmp_path: Path) -> None:
    Folder(tmp_path / "mine").write("texts", "no folder")
    done = kb_command("init", tmp_path / "mine")
    assert (done.exit_code, "texts' is there already and no folder" in done.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["texts"]


@pytest.mark.parametrize("empty", [[], ["--empty"]], ids=["a debate", "empty"])
def test_git_takes_nothing_of_a_site(kb_command: Kb, tmp_path: Path, empty: list[str]) -> None:
    mine = tmp_path / "mine"
    assert f"made  {mine}/.gitignore" in kb_command("init", mine, *empty).stdout
    git(mine, "init", "-q")
    Folder(mine).write("public/index.html", "The site")
    git(mine, "add", "-A")
    taken = git(mine, "ls-files").splitlines()
    assert "kb.toml" in taken
    assert not [file for file in taken if file.startswith("public")]


def test_what_git_ignores_already_is_left_as_it_is(kb_command: Kb, tmp_path: Path) -> None:
    Folder(tmp_path / "mine").write(".gitignore", "*.tmp\n")
    done = kb_command("init", tmp_path / "mine")
    assert done.exit_code == 0
    assert ".gitignore" not in done.stdout
    assert (tmp_path / "mine" / ".gitignore").read_text() == "*.tmp\n"


@pytest.fixture
def repository(ferry: Folder, tmp_path: Path) -> Path:
    """A git repository with the ferry in a folder of it."""
    root = tmp_path / "repository"
    root.mkdir()
    ferry.path.rename(root / "maps")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.email", "mara@example.org")
    git(root, "config", "user.name", "Mara")
    return root


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def workflow(root: Path, name: str) -> dict[Any, Any]:
    return yaml.safe_load((root / ".github" / "workflows" / name).read_text("utf-8"))


def steps(said: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in said["jobs"].values() for step in job["steps"]]


def test_workflows_go_into_the_repository_and_the_site_is_ignored(
    kb_command: Kb, repository: Path
) -> None:
    maps = repository / "maps"
    (maps / ".gitignore").write_bytes(b"*.tmp\r\nnotes")
    done = kb_command("init", maps, "--github", "--install", "./program")
    assert done.exit_code == 0, done.stderr
    made = [
        *(f"made  {repository}/.github/workflows/{name}" for name in WORKFLOWS),
        f"made  {maps}/.gitignore",
    ]
    assert done.stdout.splitlines()[:3] == made
    assert (maps / ".gitignore").read_bytes() == b"*.tmp\r\nnotes\r\npublic/\r\n"
    for name in WORKFLOWS:
        assert workflow(repository, name)["env"] == {"CRUXBASE": "./program", "FOLDER": "maps"}
    again = kb_command("init", maps, "--github")
    assert again.exit_code == 1
    assert "debates.yml' is there already; it is left as it is" in again.stderr


def test_a_new_base_may_have_workflows_at_once(kb_command: Kb, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    done = kb_command("init", mine, "--empty", "--github")
    assert done.exit_code == 0
    assert "at CRUXBASE, what pip is to install" in done.stdout
    assert f"note: '{mine}' is in no git repository" in done.stderr
    assert workflow(mine, WORKFLOWS[0])["env"] == {"CRUXBASE": "", "FOLDER": "."}
    assert (mine / ".gitignore").read_text() == "public/\n"
    assert kb_command("check", "--strict", "-C", mine).exit_code == 0


def test_what_pip_installs_may_be_said_later(kb_command: Kb, repository: Path) -> None:
    maps, program = repository / "maps", "git+https://example.org/cruxbase@1f2e"
    first = kb_command("init", maps, "--github")
    assert f"kb init {maps} --github --install 'git+https://" in first.stdout
    assert first.stderr == ""
    done = kb_command("init", maps, "--github", "--install", program)
    assert done.exit_code == 0, done.stderr
    for name in WORKFLOWS:
        assert workflow(repository, name)["env"] == {"CRUXBASE": program, "FOLDER": "maps"}
    again = kb_command("init", maps, "--github", "--install", "another")
    assert again.exit_code == 1
    assert "is there already; it is left as it is" in again.stderr


def test_a_workflow_that_somebody_changed_is_left_alone(kb_command: Kb, repository: Path) -> None:
    assert kb_command("init", repository / "maps", "--github").exit_code == 0
    changed = repository / ".github" / "workflows" / WORKFLOWS[1]
    changed.write_text(changed.read_text() + "# mine\n")
    done = kb_command("init", repository / "maps", "--github", "--install", "x")
    assert done.exit_code == 1
    assert f"{WORKFLOWS[1]}' is there already" in done.stderr
    for name in WORKFLOWS:
        assert workflow(repository, name)["env"]["CRUXBASE"] == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--install", "x"], "--install is for the workflows of --github"),
        (["--github", "--empty"], "is a base already; leave out --empty"),
        (["--github", "--install", "--index-url=x"], "cannot stand in a workflow"),
        (["--github", "--install", "a\nb"], "cannot stand in a workflow"),
    ],
)
def test_what_makes_no_sense_writes_nothing(
    kb_command: Kb, repository: Path, words: list[str], says: str
) -> None:
    done = kb_command("init", repository / "maps", *words)
    assert done.exit_code == 2
    assert says in done.stderr.replace("\n", " ")
    assert not (repository / ".github").exists()


def test_nothing_is_written_where_a_link_leads(
    kb_command: Kb, repository: Path, tmp_path: Path
) -> None:
    (repository / ".github").symlink_to(tmp_path)
    done = kb_command("init", repository / "maps", "--github")
    assert done.exit_code == 1
    assert "is a link, so nothing is written there" in done.stderr
    assert not (tmp_path / "workflows").exists()
    assert not (repository / "maps" / ".gitignore").exists()


# What may be put into a script by GitHub itself: nothing, since it is text before it is a script.
# Elsewhere, only what nobody else can choose.
TRUSTED = re.compile(
    r"github\.(token|event\.workflow_run\.head_sha)|(steps|needs)\.\w+\.outputs\.\w+"
)
MAY = {
    "check": {"contents": "read"},
    "publish": {"pages": "write", "id-token": "write"},
    "compare": {"contents": "read", "pull-requests": "read"},
    "comment": {"pull-requests": "write"},
}


def test_a_stranger_can_neither_write_nor_put_text_into_a_script(
    kb_command: Kb, repository: Path
) -> None:
    assert kb_command("init", repository / "maps", "--github").exit_code == 0
    for name in WORKFLOWS:
        text = (repository / ".github" / "workflows" / name).read_text("utf-8")
        said = workflow(repository, name)
        assert said["permissions"] == {}
        assert {job: each["permissions"] for job, each in said["jobs"].items()} == {
            job: MAY[job] for job in said["jobs"]
        }
        assert "secrets." not in text
        assert "pull_request_target:" not in text
        for step in steps(said):
            assert "${{" not in step.get("run", "")
            if "uses" in step:
                assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
                assert "ref" not in step["with"], "what a stranger wrote is never checked out"
        for expression in re.findall(r"\$\{\{ (.*?) \}\}", text):
            assert TRUSTED.fullmatch(expression), expression
    follows = workflow(repository, WORKFLOWS[1])
    assert follows[True]["workflow_run"]["workflows"] == [
        workflow(repository, WORKFLOWS[0])["name"]
    ]
    writing = follows["jobs"]["comment"]["steps"]
    assert not any("uses" in step or "kb " in step["run"] for step in writing)


GH = """#!/bin/sh
# What GitHub would answer: one pull request, and no comment but those that were written before.
echo "$@" >>"$CALLS"
case "$*" in
  *pulls?state=open*) echo "7 $BASE" ;;
  *"-X PATCH"*) cp "$RUNNER_TEMP/comment.md" "$CALLS.comment" ;;
  *comments?per_page*) [ ! -e "$CALLS.comment" ] || echo 99 ;;
  *comments*) cp "$RUNNER_TEMP/comment.md" "$CALLS.comment" ;;
esac
"""


class Runner:
    """Runs the scripts of workflows in a checkout, with what GitHub would put into variables."""

    def __init__(self, root: Path, temp: Path, base: str, commit: str) -> None:
        self.root, self.temp = root, temp
        self.known = {"github.event.workflow_run.head_sha": commit, "github.token": "token"}
        tools = temp / "tools"
        tools.mkdir()
        for name, text in {"gh": GH, "pipx": '#!/bin/sh\necho "$@" >>"$CALLS"\n'}.items():
            (tools / name).write_text(text)
            (tools / name).chmod(0o755)
        path = os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]])
        self.environment = os.environ | {
            "PATH": path, "RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(temp / "output"),
            "CALLS": str(temp / "calls"), "GITHUB_REPOSITORY": "mara/ferries", "BASE": base,
            "XDG_CACHE_HOME": str(temp / "cache"),
        }  # fmt: skip

    def run(self, said: dict[Any, Any], step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        variables = {**said["env"], **step.get("env", {})}
        values = {name: self._value(str(value)) for name, value in variables.items()}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            shell, cwd=self.root, env=self.environment | values, capture_output=True, text=True
        )
        outputs = (self.temp / "output").read_text() if (self.temp / "output").exists() else ""
        for row in outputs.splitlines():
            name, _, value = row.partition("=")
            self.known[f"steps.{step.get('id')}.outputs.{name}"] = value
            self.known[f"needs.compare.outputs.{name}"] = value
        (self.temp / "output").unlink(missing_ok=True)
        return done

    def _value(self, text: str) -> str:
        found = re.fullmatch(r"\$\{\{ (.*?) \}\}", text)
        return self.known.get(found[1], "") if found else text

    @property
    def calls(self) -> str:
        return (self.temp / "calls").read_text()


@pytest.fixture
def runner(kb_command: Kb, repository: Path, tmp_path: Path) -> Runner:
    """The repository cloned, and a pull request of somebody else's, which is only fetched."""
    assert kb_command("init", repository / "maps", "--github", "--install", "x @ y").exit_code == 0
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Begin")
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-qb", "theirs")
    words = ("--by", "mara", "--supports", "seal-noise", "-C", repository / "maps")
    assert kb_command("new", "claim", "it-is-loud", "It is loud, @all.", *words).exit_code == 0
    git(repository, "commit", "-qam", "Say more")
    commit = git(repository, "rev-parse", "HEAD")
    git(repository, "update-ref", "refs/pull/7/head", commit)
    git(repository, "checkout", "-q", "main")
    git(repository, "branch", "-qD", "theirs")
    git(tmp_path, "clone", "-q", str(repository), "checkout")
    return Runner(tmp_path / "checkout", tmp_path, base, commit)


def test_the_scripts_check_and_build(runner: Runner) -> None:
    said = workflow(runner.root, WORKFLOWS[0])
    install, check, build = [step for step in steps(said) if "run" in step]
    assert runner.run(said, install).returncode == 0
    assert runner.calls == "install x @ y\n"
    assert runner.run(said, check).returncode == 0
    assert runner.run(said, build).returncode == 0
    assert (runner.root / "public" / "index.html").exists()
    debate = runner.root / "maps" / "night-ferry.md"
    debate.write_text(debate.read_text().replace("**Held by:**", "**Held:**"))
    done = runner.run(said, check)
    assert done.returncode == 1
    assert "::error file=maps/night-ferry.md,line=" in done.stdout
    done = runner.run({"env": {"CRUXBASE": ""}}, install)
    assert done.returncode == 1
    assert "::error::say in CRUXBASE" in done.stdout


def test_a_comment_is_written_once_and_then_kept_up_to_date(runner: Runner) -> None:
    said = workflow(runner.root, WORKFLOWS[1])
    runner.known["needs.compare.outputs.number"] = "7"
    for text in ("What changed\n", "What changed since, “x” $(touch y)\n"):
        runner.known["needs.compare.outputs.text"] = base64.b64encode(text.encode()).decode()
        assert runner.run(said, said["jobs"]["comment"]["steps"][0]).returncode == 0
        written = Path(f"{runner.temp}/calls.comment").read_text("utf-8")
        assert written == f"<!-- cruxbase -->\n{text}"
    assert "-X PATCH repos/mara/ferries/issues/comments/99" in runner.calls
    assert runner.calls.count("body=@") == 2
    assert not (runner.root / "y").exists()


def test_the_commits_of_a_pull_request_are_compared_and_not_checked_out(runner: Runner) -> None:
    said = workflow(runner.root, WORKFLOWS[1])
    find, install, compare = [s for s in said["jobs"]["compare"]["steps"] if "run" in s]
    for step in (find, install, compare):
        done = runner.run(said, step)
        assert done.returncode == 0, done.stderr
    assert git(runner.root, "status", "--porcelain") == ""
    assert git(runner.root, "rev-parse", "HEAD") == runner.environment["BASE"]
    assert runner.known["steps.pull.outputs.number"] == "7"
    text = base64.b64decode(runner.known["needs.compare.outputs.text"]).decode()
    assert "It is loud" in text
    assert "@all" not in text
