"""The kinds of item, of who speaks, and of what has a name, as words.

Imports nothing heavy, since the command line names them.
"""

from typing import get_args

from kb.kinds import Kind, PersonKind

KINDS: tuple[Kind, ...] = get_args(Kind)
VOICES: tuple[PersonKind, ...] = get_args(PersonKind)
THINGS = ("item", "debate", "person", "source", "term")
