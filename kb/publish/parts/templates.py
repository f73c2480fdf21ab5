"""The templates, compiled once: pages and the parts of pages as HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kb.publish.parts.compiled import Compiled
from kb.publish.parts.engine import Engine
from kb.publish.parts.fragments import opened
from kb.publish.text import names
from kb.publish.text.signs import printable, printed

# The macros of mentions.html, which templates use as filters.
MENTIONS = ("link", "item", "mention", "named", "passage", "cited", "cited_in_margin")


class Templates:
    """Fills templates; everything that is no `Markup` is escaped.

    They are kept, compiled, in the folder `compiled`, which nobody else may be able to write to.
    """

    def __init__(self, site: Path, compiled: Path | None = None) -> None:
        self._environment = Engine(
            loader=FileSystemLoader(site / "templates", encoding="utf-8"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=Compiled(compiled) if compiled else None,
        )
        self._environment.filters["segment"] = names.segment
        self._done: list[dict[object, Markup]] = []
        mentions = self._environment.get_template("mentions.html").module
        for name in MENTIONS:
            self._environment.filters[name] = self._once(getattr(mentions, name))
        linked = self._environment.filters["link"]
        self._environment.filters["opened"] = self._once(lambda link: linked(opened(link)))
        self._shares = self._environment.get_template("shares.html").module

    def prepare(self) -> None:
        """Load all of them."""
        for template in self._environment.list_templates():
            self._environment.get_template(template)

    def page(self, template: str, **values: Any) -> bytes:
        html = self._environment.get_template(template).render(**values)
        return printed(html)

    def share(self, macro: str, *values: object) -> str:
        """A part of a page, by the name of its macro in shares.html."""
        return printable(str(getattr(self._shares, macro)(*values)))

    def forget(self) -> None:
        """Let go of the mentions of one slice before the next."""
        self._environment.escaped.clear()
        for done in self._done:
            done.clear()

    def _once(self, macro: Callable[[Any], Markup]) -> Callable[[object], Markup]:
        """A macro that renders each value once: pages mention the same things again and again."""
        done: dict[object, Markup] = {}
        self._done.append(done)

        def render(value: object) -> Markup:
            try:
                return done[value]
            except KeyError:
                html = done[value] = macro(value)
                return html

        return render
