"""What is kept of each debate: its head and its body, in two files, since most bodies are not
needed. Each begins with a key, the hash of all that the debate depends on."""

from __future__ import annotations

from kb.disk import Cache
from loaders.facts.parsed import ParsedDebate

HEAD, BODY = 0, 1
Said = tuple[bytes, bytes]  # a head and a body, as JSON


def keep(cache: Cache, debate: str, key: str, parsed: ParsedDebate) -> Said | None:
    """Keep a debate as it was read. What of it could not be kept, None where all is."""
    said = parsed.head.model_dump_json().encode(), parsed.body.model_dump_json().encode()
    for which in (BODY, HEAD):
        if not cache.put(_file(debate, which), b"\n".join((key.encode(), said[which]))):
            return said
    return None


def is_kept(cache: Cache, debate: str, key: str) -> bool:
    """Whether a debate seems to be kept; only `kept` tells for sure."""
    return cache.begins(_file(debate, HEAD), f"{key}\n".encode())


def kept(cache: Cache, debate: str, key: str, which: int) -> bytes | None:
    """The head or the body of a debate; None where it is lost, or of other files."""
    known, _, said = (cache.get(_file(debate, which)) or b"").partition(b"\n")
    return said if known == key.encode() else None


def _file(debate: str, which: int) -> str:
    return debate + (".head", ".json")[which]
