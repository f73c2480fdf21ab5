"""What a workflow posts on a pull request: folded, short enough, and safe against a base's text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from repos import Repository, ferry_repository

from kb.cli.printing import one_line
from kb.cli.views.changes_markdown import MOST, dead, plain

DEBATE = "night-ferry.md"
SEALS = "Engines at night drive the seals away.\n"
EVIL = (
    "@octocat @org/team a@b.org #12 GH-34 JIRA-5 org/repo#6 user@deadbeef1234567 0123456789abcdef "
    "https://evil.example www.evil.example [x](https://evil.example) ![i](//evil.example/i.png) "
    "<img src=x onerror=alert(1)> <details> </details> <!-- &amp; --> `code` **b** ~~s~~ $x$ \\@x "
    "<https://evil.example> javascript:alert(1) ##[x] ::warning::x [y]: https://evil.example"
)
# What GitHub makes a mention or a link of.
ALIVE = re.compile(
    r"@[\w/]|#\d|://|(?i:\bwww\.)|[A-Za-z]-\d|\b[0-9a-fA-F]{7,64}\b", re.ASCII
)  # fmt: skip
OURS = re.compile(r"</?(?:details|summary|b|del|ins)>")
PAGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture
def ferry(tmp_path: Path) -> Repository:
    return ferry_repository(tmp_path / "base")


def posted(kb_command, base: Repository, *words: str) -> str:
    done = kb_command("diff", *words, "--format", "github", "-C", base.path)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_comment_has_a_heading_a_summary_and_the_rest_folded(ferry, kb_command):
    ferry.edit(DEBATE, SEALS, "Engines drive the seals away.\n")
    ferry.edit("people.md", "Ines Tal", "Ines Tal-Berg")
    ferry.commit()
    assert posted(kb_command, ferry, "HEAD~1", "HEAD") == (
        """\
### What changes in the debates

1 item reworded; 1 person reworded.

<details><summary><b>night-ferry</b>: 1 item reworded</summary>

**Items**

- **~** “Seal noise” (`night-ferry/seal-noise`), statement: Engines <del>at night </del>drive the seals away.

</details>

<details><summary><b>The base and its lists</b>: 1 person reworded</summary>

**People**

- **~** person “Ines Tal-Berg” (`ines`), heading: Ines <del>Tal</del><ins>Tal-Berg</ins>

</details>
"""
    )
    assert posted(kb_command, ferry, "HEAD", "HEAD") == (
        "### What changes in the debates\n\nNo change.\n"
    )


def test_as_markdown_it_is_a_page(ferry, kb_command):
    ferry.edit(DEBATE, SEALS, "Engines *drive* the seals away.\n")
    done = kb_command("diff", "--format", "md", "-C", ferry.path)
    assert done.stdout == (
        """\
1 item reworded.

## night-ferry

**Items**

- **~** “Seal noise” (`night-ferry/seal-noise`), statement: Engines <del>at night </del><ins>\\*</ins>drive<ins>\\*</ins> the seals away.
"""
    )
    assert (
        kb_command("diff", "HEAD", "HEAD", "--format", "md", "-C", ferry.path).stdout
        == "no change\n"
    )


def shown(page: str) -> str:
    """The text of a page, without what stands in code, which GitHub leaves alone."""
    rendered = re.sub(r"<code>.*?</code>", "", PAGE.render(page))
    return html.unescape(re.sub(r"<[^>]*>", " ", rendered))


def test_nothing_that_a_base_says_calls_somebody_or_leads_anywhere(ferry, kb_command):
    ferry.write("sources.md", f"## log\n\nThe log {EVIL}\n\n- **By:** {EVIL}\n")
    ferry.edit("kb.toml", '"Ferries"', repr(EVIL))
    ferry.edit("people.md", "Mara Oduya", f"Mara {EVIL}")
    ferry.edit(
        DEBATE,
        "Should the island ferry",
        f"{EVIL} Should the island ferry".replace(":", "").replace("#", ""),
    )
    ferry.edit(
        DEBATE, SEALS, f"Engines {EVIL} drive seals away.\n\n- **Title:** @octocat \\#1 www.x.y\n"
    )
    ferry.edit(DEBATE, "in winter, when", f"in winter {EVIL}, when")
    ferry.edit(DEBATE, "0.2, only in winter", f"0.1, {EVIL}")
    ferry.edit(DEBATE, "guests and workers share one boat", EVIL)
    ferry.edit(
        DEBATE, "## do-guests-leave", f"## Section {EVIL}\n\nProse {EVIL}\n\n### do-guests-leave"
    )
    ferry.write(
        "more.md", f"---\nquestion: Is it?\n---\n\n## x-1\n\n{EVIL}\n\n- **Labell {EVIL}:** x\n"
    )
    page = posted(kb_command, ferry)
    assert "octocat" in page
    assert not ALIVE.search(shown(page)), ALIVE.findall(shown(page))
    assert "<" not in OURS.sub("", page)
    tags = re.findall(r"<(?!/)(\w+)", PAGE.render(page))
    assert set(tags) <= {
        "h3",
        "p",
        "details",
        "summary",
        "b",
        "del",
        "ins",
        "ul",
        "li",
        "strong",
        "code",
        "blockquote",
    }
    assert page.count("<details>") == page.count("</details>")
    log = kb_command("log", "seal-noise", "--format", "md", "-C", ferry.path).stdout
    assert "<" not in OURS.sub("", log)
    assert set(re.findall(r"<(?!/)(\w+)", PAGE.render(log))) <= {
        "h1",
        "h2",
        "p",
        "del",
        "ins",
        "b",
        "ul",
        "li",
        "strong",
        "code",
    }


SIGNS = st.sampled_from(
    [
        *"@#:/.-_*~`<>&[]()!|\\$1a ",
        "www",
        "http",
        "://",
        "GH-",
        "deadbeef",
        "1234567",
        "&amp;",
        "<b>",
        "\n",
        "\u202e",
        "é",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(SIGNS, st.characters(codec="utf-8")), max_size=30).map("".join))
@example("xwww.")  # which begins no word, and is no link
@example("www.")
def test_a_text_is_shown_as_it_is_and_nothing_of_it_is_alive(text):
    for escape in (plain, dead):
        rendered = PAGE.render(f"- x {escape(text)} x")
        assert rendered.startswith("<ul>\n<li>x")
        assert rendered.count("<") == 4, rendered
        words = html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip().replace("\u200b", "")
        assert words.split() == f"x {one_line(text)} x".replace("\u200b", "").split()
    assert not ALIVE.search(html.unescape(re.sub(r"<[^>]*>", "", rendered)))


def test_a_comment_is_no_longer_than_github_takes_and_counts_the_rest(ferry, kb_command):
    words = "So many words that nobody can read all of them, and still there are more. " * 2
    more = "".join(
        f"\n## item-{n}\n\n{words}\n\n- **Supports:** [run-all-night](#run-all-night)\n"
        for n in range(400)
    )
    file = ferry.path / DEBATE
    file.write_text(file.read_text("utf-8") + more, encoding="utf-8")
    page = posted(kb_command, ferry)
    assert len(page) <= MOST
    assert re.search(r"\nand \d+ more: `kb diff --all` shows them\n", page)
    assert page.count("<details>") == page.count("</details>") == 1
