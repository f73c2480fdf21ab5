"""The names of people, items, passages and arguments as they were given, as links in a file."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from kb.diagnostics import did_you_mean
from kb.errors import MisuseError, NotFound
from loaders.base.load import LoadedBase
from loaders.editing.things import find
from loaders.facts.stances import MAPPER
from loaders.files.folder import PEOPLE, SOURCES
from loaders.writing.phrases import link_to

PASSAGE = re.compile(
    r"(?:(?P<source>[a-z0-9-]*[a-z][a-z0-9-]*)[ #]\s*)?(?:¶+|pars?\.)?\s*"
    r"(?P<first>\d{1,9})(?:\s*[-–]\s*¶?(?P<last>\d{1,9}))?"
)
ARROW, PLUS = re.compile(r"\s*(?:→|->)\s*"), re.compile(r"\s*\+\s*")
NOT = "not "


class Links(NamedTuple):
    """Writes names for a file of a debate, whose source is that of bare passages."""

    loaded: LoadedBase
    debate: str
    path: str
    source: str | None

    def _way(self, file: str) -> str:
        folder = posixpath.dirname(self.path) or "."
        return "" if file == self.path else posixpath.relpath(file, folder)

    def item(self, name: str) -> str:
        """A link to an item, with `not` in front where that was said."""
        if name.startswith(NOT):
            return f"{NOT}{self.item(name.removeprefix(NOT).strip())}"
        heads = self.loaded.heads
        if name not in heads[self.debate].items:
            ident = find(self.loaded, name, "item").ident
        else:
            ident = f"{self.debate}/{name}"
        debate, _, slug = ident.partition("/")
        words = slug if debate == self.debate else ident
        return f"[{words}]({self._way(heads[debate].items[slug][0])}#{slug})"

    def person(self, name: str) -> str:
        """A link to a person, who is named by id or as the sources do."""
        people = self.loaded.register.people
        by_name = {person.heading.casefold(): ident for ident, person in people.items()}
        ident = name if name in people else by_name.get(name.casefold())
        if ident is None:
            guess = did_you_mean(name, [*people, *(p.heading for p in people.values())])
            raise NotFound(
                f"no person is called '{name}'{guess}; 'kb new person ID NAME' adds somebody"
            )
        return link_to(people[ident].heading, self._way(PEOPLE), ident)

    def poser(self, name: str) -> str:
        """Who brings a question up: a person, or whoever makes the map."""
        return MAPPER if name == MAPPER else self.person(name)

    def passages(self, names: tuple[str, ...]) -> list[str]:
        """Passages as details of a line: first those of the debate's own source, which need no
        link."""
        found = [self._passage(name) for name in names]
        return sorted(dict.fromkeys(found), key=lambda shown: not shown.startswith("¶"))

    def _passage(self, name: str) -> str:
        found = PASSAGE.fullmatch(name.strip())
        if not found:
            raise MisuseError(
                f"'{name}' is no passage; write '3', '3-5', or 'SOURCE 3' for another source"
            )
        source = found["source"] or self.source
        if source is None:
            raise MisuseError(
                f"the debate '{self.debate}' has no source; write 'SOURCE {name.strip()}'"
            )
        first, last = int(found["first"]), int(found["last"] or found["first"])
        shown = f"¶{first}-{last}" if last != first else f"¶{first}"
        heading = source_heading(self.loaded, source)
        return (
            shown
            if source == self.source
            else f"{link_to(heading, self._way(SOURCES), source)} {shown}"
        )

    def argument(self, name: str) -> str:
        """An argument by its premises and its target: `a + b -> c`."""
        *premises, target = ARROW.split(name.strip())
        if not premises:
            raise MisuseError(f"'{name}' is no argument; write 'PREMISE -> ITEM', or 'a + b -> c'")
        shown = [" + ".join(map(self.item, PLUS.split(each))) for each in premises]
        return " → ".join([*shown, self.item(target)])


def source_heading(loaded: LoadedBase, ident: str) -> str:
    """The title of a source that there is."""
    sources = loaded.register.sources
    if ident not in sources:
        raise NotFound(
            f"no source is called '{ident}'{did_you_mean(ident, sources)}; "
            "'kb new source ID TITLE' adds one"
        )
    return sources[ident].heading
