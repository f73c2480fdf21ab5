"""The only place that opens, writes, replaces and removes files.

Whatever lies on the disk may have been put there by a stranger, may change at any moment, and may
be cut short by a crash. So what is read is an ordinary file, read whole and as one state of it;
what is written is there whole or not at all, and never where a link leads. Imports nothing heavy.
"""

from kb.disk.cache import Cache
from kb.disk.drafts import is_leftover
from kb.disk.home import own_folder
from kb.disk.reading import (
    BIGGEST,
    MOST,
    Mark,
    NotOrdinary,
    NotText,
    Seen,
    TooBig,
    is_file,
    is_folder,
    is_there,
    mark_of,
    names_in,
    read,
    read_text,
    real,
    see,
)
from kb.disk.scratch import Scratch
from kb.disk.together import Busy, Change, Together
from kb.disk.writing import (
    Changed,
    LinkRefused,
    Tree,
    change,
    content,
    is_full,
    make_folder,
    put_in_place,
    refuse_links,
    remove,
    write,
)

__all__ = [
    "BIGGEST",
    "MOST",
    "Busy",
    "Cache",
    "Change",
    "Changed",
    "LinkRefused",
    "Mark",
    "NotOrdinary",
    "NotText",
    "Scratch",
    "Seen",
    "Together",
    "TooBig",
    "Tree",
    "change",
    "content",
    "is_file",
    "is_folder",
    "is_full",
    "is_leftover",
    "is_there",
    "make_folder",
    "mark_of",
    "names_in",
    "own_folder",
    "put_in_place",
    "read",
    "read_text",
    "real",
    "refuse_links",
    "remove",
    "see",
    "write",
]
