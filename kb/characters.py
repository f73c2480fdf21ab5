"""Which characters may be shown as they are, and written into a file."""

JOINERS = "\u200c\u200d"  # by which letters keep together or apart: they are part of a spelling


def is_readable(character: str) -> bool:
    """Whether a character can be shown without steering what shows it, as bidi overrides do."""
    return character.isprintable() or character in JOINERS
