"""The kinds of item, of who speaks, and of what has a name, as words.

Imports nothing heavy, since the command line names them.
"""

KINDS = (
    "claim",
    "position",
    "crux",
    "question",
    "evidence",
    "definition",
    "proposal",
    "prediction",
    "analogy",
)
VOICES = ("person", "work", "character")
THINGS = ("item", "debate", "person", "source", "term")
