"""Who is named on a page for the first time: there a name is a link, and later on it is a name."""

from __future__ import annotations

from collections.abc import Iterable

from kb.publish.parts.fragments import ArgumentView, Link, StanceView


class Introduced:
    """The people that a page has named so far, from its top to its end."""

    def __init__(self) -> None:
        self._names: dict[Link, Link] = {}

    def stances(self, views: Iterable[StanceView]) -> tuple[StanceView, ...]:
        return tuple(view._replace(person=self._named(view.person)) for view in views)

    def arguments(self, views: Iterable[ArgumentView]) -> tuple[ArgumentView, ...]:
        """Arguments with what undercuts them."""
        return tuple(
            view._replace(
                stances=self.stances(view.stances), undercuts=self.arguments(view.undercuts)
            )
            if view.stances or view.undercuts
            else view
            for view in views
        )

    def _named(self, person: Link) -> Link:
        if person in self._names:
            return self._names[person]
        self._names[person] = Link(person.text, None)
        return person
