"""The page of what is not there."""

from __future__ import annotations

from dataclasses import dataclass

from kb.publish.parts.page import Head


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: Head
