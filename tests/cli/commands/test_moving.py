"""Moving an item to another debate, or another file: with all that is on it, and every link."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]

MONEY = """
---
question: Who pays for the boat?
source: log
formerly: funding
---

## hotels-pay

Hotels pay for the boat.

- **Kind:** position
- **Supported by:** [guests-pay](#guests-pay) — ¶1
- **Refined by:** guests-pay

## guests-pay

Guests pay in the end, as [hotels](#hotels-pay) do, see [the beds](night-ferry.md#empty-beds).

* **Formerly:** they-pay
* **Held by:** [Mara](people.md#mara) — 0.7, ¶1-2, [other](sources.md#other) ¶1, since money/hotels-pay
* **Supported by:** night-ferry/empty-beds + not hotels-pay — ¶2, ¶3
  * **Source:** ¶1
  * **Undercut by:** [night-ferry/seal-noise](night-ferry.md#seal-noise)

> They do. — ¶2

Prose to [itself](#guests-pay).

## last-one

The last one.

- **Undercuts:** guests-pay → hotels-pay
"""
MOVED = """
## guests-pay

Guests pay in the end, as [hotels](money.md#hotels-pay) do, see [the beds](#empty-beds).

* **Formerly:** money/they-pay; funding/guests-pay; funding/they-pay; money/guests-pay
* **Held by:** [Mara](people.md#mara) — 0.7, [The log](sources.md#log) ¶1-2, [other](sources.md#other) ¶1, since money/hotels-pay
* **Supported by:** empty-beds + not money/hotels-pay — [The log](sources.md#log) ¶2, ¶3
  * **Source:** [The log](sources.md#log) ¶1
  * **Undercut by:** [night-ferry/seal-noise](#seal-noise)

> They do. — [The log](sources.md#log) ¶2

Prose to [itself](#guests-pay).
"""


@pytest.fixture
def base(ferry: Folder) -> Folder:
    ferry.write("money.md", MONEY)
    ferry.write("sources.md", "## log\n\nThe log\n\n## other\n\nAnother\n")
    return ferry


def text(folder: Folder, name: str) -> str:
    return (folder.path / name).read_text("utf-8")


def test_an_item_goes_to_another_debate_with_all_that_is_on_it(
    kb_command: Kb, base: Folder
) -> None:
    before = text(base, "night-ferry.md")
    result = kb_command("move", "guests-pay", "night-ferry", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith("guests-pay is now the item 'night-ferry/guests-pay'\n")
    assert text(base, "night-ferry.md") == before + MOVED
    money = text(base, "money.md")
    assert (
        "- **Supported by:** [guests-pay](night-ferry.md#guests-pay) — ¶1\n- **Refined by:** night-ferry/guests-pay\n\n## last-one\n"
        in money
    )
    assert money.endswith("- **Undercuts:** night-ferry/guests-pay → hotels-pay\n")
    checked = kb_command("check", "-C", base.path)
    assert checked.exit_code == 0
    assert "KB3" not in checked.stdout.replace("KB307", "")
    for old in ("money/guests-pay", "money/they-pay", "funding/guests-pay"):
        shown = kb_command("show", old, "-C", base.path)
        assert f"'{old}' is now called 'night-ferry/guests-pay'" in shown.stderr


def test_an_item_that_comes_back_is_as_it_was_but_for_its_place(
    kb_command: Kb, base: Folder
) -> None:
    assert kb_command("move", "last-one", "night-ferry", "-C", base.path).exit_code == 0
    assert "\n- **Formerly:** funding/last-one; money/last-one\n" in text(base, "night-ferry.md")
    assert kb_command("move", "last-one", "money", "-C", base.path).exit_code == 0
    assert text(base, "money.md") == MONEY.lstrip("\n").replace(
        "- **Undercuts:** guests-pay",
        "- **Formerly:** night-ferry/last-one\n- **Undercuts:** guests-pay",
    )


def test_an_item_goes_to_another_file_of_its_debate(kb_command: Kb, base: Folder) -> None:
    base.write(
        "big/index.md",
        "---\nquestion: Why?\n---\n\n## a-a\n\nA.\n\n- **Supports:** [b-b](#b-b)\n\n## b-b\n\nB.\n",
    )
    base.write(
        "big/more.md",
        "## Reasons\n\n### c-c\n\nC.\n\n- **Supports:** [a-a](index.md#a-a); big/b-b\n\n## More\n\nThings.\n",
    )
    result = kb_command("move", "a-a", base.path / "big" / "more.md", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert text(base, "big/index.md") == "---\nquestion: Why?\n---\n\n## b-b\n\nB.\n"
    assert text(base, "big/more.md") == (
        "## Reasons\n\n### c-c\n\nC.\n\n- **Supports:** [a-a](#a-a); big/b-b\n\n"
        "## More\n\nThings.\n\n### a-a\n\nA.\n\n- **Supports:** [b-b](index.md#b-b)\n"
    )
    result = kb_command("move", "big/b-b", "big", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert text(base, "big/index.md") == "---\nquestion: Why?\n---\n"
    assert kb_command("check", "-C", base.path).exit_code == 0


REFUSED = {
    "no item": (("guest-pay", "night-ferry"), 2, "no item is called 'guest-pay' (did you mean 'guests-pay'?)"),
    "no debate": (("guests-pay", "ferry"), 2, "'ferry' is no debate, and no file of one"),
    "no file of a debate": (("guests-pay", "people.md"), 2, "'people.md' is no debate, and no file of one"),
    "already there": (("guests-pay", "money"), 2, "the item 'money/guests-pay' is in 'money.md' already"),
    "taken": (("seal-noise", "money"), 1, "'seal-noise' is there already; 'kb rename' calls one of them otherwise"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    kb_command: Kb, base: Folder, case: str
) -> None:
    if case == "taken":
        base.edit("money.md", "## last-one", "## seal-noise")
    words, code, says = REFUSED[case]
    words = ("night-ferry/seal-noise", "money") if case == "taken" else words
    before = (text(base, "money.md"), text(base, "night-ferry.md"))
    result = kb_command("move", *words, "-C", base.path)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
    assert (text(base, "money.md"), text(base, "night-ferry.md")) == before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Prose to", "See [d].\n\nProse to", "the link (money.md:27:5) would lose where it leads"),
        (
            "Prose to",
            "[e]: https://example.org\n\nProse to",
            "the link (money.md:33:15) would lose where it leads",
        ),
    ],
)
def test_an_item_is_not_parted_from_where_links_are_said_to_lead(
    kb_command: Kb, base: Folder, old: str, new: str, says: str
) -> None:
    base.edit("money.md", old, new)
    base.edit(
        "money.md",
        "The last one.\n",
        "The last one [e].\n\n[d]: https://example.org\n"
        if "[d]" in new
        else "The last one, [e].\n",
    )
    before = text(base, "money.md")
    result = kb_command("move", "guests-pay", "night-ferry", "-C", base.path)
    assert result.exit_code == 1
    assert says in result.stderr
    assert text(base, "money.md") == before


def test_an_image_by_its_path_stays_where_it_is_seen(kb_command: Kb, base: Folder) -> None:
    base.write("deep/sea.md", "---\nquestion: Why?\n---\n")
    base.edit("money.md", "Prose to", "![A boat](boat.png)\n\nProse to")
    result = kb_command("move", "guests-pay", "sea", "-C", base.path)
    assert result.exit_code == 1
    assert "the image in it" in result.stderr
    base.edit("money.md", "![A boat](boat.png)\n\n", "")
    assert kb_command("move", "guests-pay", "sea", "-C", base.path).exit_code == 0
    assert "[the beds](../night-ferry.md#empty-beds)" in text(base, "deep/sea.md")
    assert "[The log](../sources.md#log) ¶1-2, [other](../sources.md#other) ¶1" in text(
        base, "deep/sea.md"
    )
    assert kb_command("check", "-C", base.path).exit_code == 0


def test_a_dry_run_writes_nothing(kb_command: Kb, base: Folder) -> None:
    before = text(base, "money.md")
    result = kb_command("move", "guests-pay", "night-ferry", "--dry-run", "-C", base.path)
    assert result.exit_code == 0
    assert "\n-## guests-pay\n" in result.stdout
    assert "\n+## guests-pay\n" in result.stdout
    assert text(base, "money.md") == before


def test_line_ends_become_those_of_the_other_file(kb_command: Kb, base: Folder) -> None:
    file = base.path / "night-ferry.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert kb_command("move", "guests-pay", "night-ferry", "-C", base.path).exit_code == 0
    assert file.read_bytes() == before + MOVED.replace("\n", "\r\n").encode()
