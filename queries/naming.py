"""Which debate a name means."""

from __future__ import annotations

from kb.errors import NotFound
from queries.ask import Run
from queries.debates import debate_names


def resolve_debate(run: Run, name: str) -> str:
    """The id of a debate, by that or one that it had before. Raises NotFound, with what may have
    been meant."""
    known = [debate.id for debate in debate_names(run)]
    if name in known:
        return name
    from queries.items import debate_formerly, find_items  # which hardly any question needs

    if now := debate_formerly(run, name):
        return now
    if items_called := find_items(run, name):
        raise NotFound(f"'{name}' is an item of {items_called[0].partition('/')[0]}, no debate")
    from kb.diagnostics import nearest

    near = nearest(name, known)
    guess = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(known) or 'none'}"
    raise NotFound(f"no debate is called '{name}'{guess}")
