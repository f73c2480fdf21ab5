"""Compiled templates, kept from one build to the next: compiling takes longer than a small build.

What is kept is code, so it has to lie where nobody else can put any: in the user's own cache, never
with a base or a site. A file that is not whole, or was made otherwise, is made anew.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from kb.disk import Cache, read
from kb.publish.parts import engine
from kb.version import VERSION as PROGRAM

HASH = 32  # bytes of a SHA-256
MADE_BY = (PROGRAM, jinja2.__version__, sys.version, read(Path(engine.__file__)))


class Compiled(BytecodeCache):
    """The templates compiled into one folder."""

    def __init__(self, folder: Path) -> None:
        self._cache = Cache(folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        said = self._cache.get(bucket.key) or b""
        mark, code = said[:HASH], said[HASH:]
        if mark == _mark(bucket, code):  # so it is whole, and marshal may read it
            bucket.code = marshal.loads(code)  # noqa: S302 - we wrote it

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = marshal.dumps(bucket.code)
        self._cache.put(bucket.key, _mark(bucket, code) + code)


def _mark(bucket: Bucket, code: bytes) -> bytes:
    """The hash of compiled code together with what it was compiled from, by what, and how."""
    how = bucket.environment
    said = (how.autoescape, how.trim_blocks, how.lstrip_blocks, bucket.checksum)
    digest = hashlib.sha256("\0".join(map(str, (*MADE_BY, *said))).encode())
    digest.update(b"\0" + code)
    return digest.digest()
