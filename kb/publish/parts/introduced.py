"""Who is named on a page for the first time: there a name is a link, and later on it is a name."""

from __future__ import annotations

from collections.abc import Iterable

from kb.publish.parts.fragments import ArgumentView, Link, StanceView


class Introduced:
    """The people that a page has named so far, from its top to its end."""

    def __init__(self) -> None:
        self._names: dict[Link, Link] = {}

    def stances(self, views: Iterable[StanceView]) -> tuple[StanceView, ...]:
        return tuple(map(self._stance, views))

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

    def _stance(self, view: StanceView) -> StanceView:
        name = self._names.get(view.person)
        if name:
            return view._replace(person=name)
        self._names[view.person] = Link(view.person.text, None)
        return view
