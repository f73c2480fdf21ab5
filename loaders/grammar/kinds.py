"""The kinds of item and of who speaks, as words. Imports nothing heavy, since the command line
names them."""

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
