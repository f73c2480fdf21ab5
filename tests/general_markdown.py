"""The reading of markdown-it alone, by which the fast ways are measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from loaders.markup import markdown, placed


@contextmanager
def only_general() -> Iterator[None]:
    """Without the fast ways."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "read_block", lambda lines, at: None)
        patch.setattr(placed, "is_plain", lambda raw: False)
        patch.setattr(placed, "read_plain", lambda raw, line, columns: None)
        yield
