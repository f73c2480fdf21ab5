"""What no file of a base can say, since the loader refuses it, put before the pages all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from kb.model import Base
from kb.publish.build import by_debate
from loaders.base.load import LoadedBase


@contextmanager
def unchecked(change: Callable[[Base], Base]) -> Iterator[None]:
    """Have sites made of what `change` makes of all that is read."""

    class Changed(by_debate.Library):
        def __init__(self, loaded: LoadedBase) -> None:
            super().__init__(loaded)
            self.registers = change(self.registers)

        def items(self, debate: str) -> Sequence[str]:
            return [claim.id for claim in self.slice(debate).claims if claim.debate == debate]

        def _facts(self, debates: Iterable[str]) -> Base:
            return change(super()._facts(debates))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(by_debate, "Library", Changed)
        yield
