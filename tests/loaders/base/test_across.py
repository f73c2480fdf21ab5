"""What debates say of each other's arguments."""

from __future__ import annotations

from pathlib import Path

from bases import BOAT, FERRY, small_base

from loaders.base.load import load_base

SONG = """
## seal-song

Seals sing louder than any boat.

- **Undercuts:** [engines-are-loud](#engines-are-loud) → [seal-noise](night-ferry.md#seal-noise)
"""
SEALS = """
---
question: Do seals sing?
---

## nobody-heard-them

Nobody heard them sing.

- **Kind:** position
- **Undercuts:** boat/seal-song → boat/engines-are-loud → night-ferry/seal-noise
"""


def test_an_undercut_names_an_undercut_that_another_debate_makes_on_a_third(tmp_path: Path) -> None:
    folder = small_base(tmp_path, night_ferry=FERRY, boat=BOAT + SONG, seals=SEALS)
    loaded = load_base(folder.path)
    assert not loaded.errors
    made = {one.premises[0].claim: one for one in loaded.base.arguments}
    undercut = made["seals/nobody-heard-them"]
    assert undercut.target == made["boat/seal-song"].id
