"""What stops the program: exceptions whose message is one clear sentence for the user."""


class KbError(Exception):
    """Something the user can mend; the command line prints it without a traceback and exits 1, or 2
    where it is misuse.

    A copy of the process may say it to this one: an error is made of its sentence alone.
    """


class BaseNotFound(KbError):  # noqa: N818 - reads as a word
    """No folder with a `kb.toml` was found where one was expected."""


class NotFound(KbError):  # noqa: N818
    """An id, name or query that does not exist; the message proposes what may have been meant."""


class MisuseError(KbError):
    """Words of a command that make no sense together."""


class StoreError(KbError):
    """The graph store cannot be used as it is; the message says the way out."""


class AddressError(StoreError):
    """An address that no store understands."""


class StoreBusy(StoreError):  # noqa: N818
    """Another process is writing the graph."""


class StoreDamaged(StoreError):  # noqa: N818
    """The stored graph cannot be read, or was written by another version; it can be rebuilt."""


class StoreUnusable(StoreError):  # noqa: N818
    """The system refuses a file of the graph: no space, no permission."""


class FilesChanged(KbError):  # noqa: N818 - reads as a word
    """A file of the base is not what it was when this load looked at it first."""


class QueryError(KbError):
    """A Cypher statement was refused by the store."""
