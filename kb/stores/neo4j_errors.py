"""What a Neo4j server or its driver says went wrong, as one of our errors in one sentence."""

from __future__ import annotations

import re

from neo4j import exceptions

from kb.errors import KbError, QueryError, StoreBusy, StoreDamaged, StoreError

_OF_JAVA = re.compile(r"Failed to invoke procedure (`[^`]*`): Caused by: [\w.$]+: ")
_BY_CODE: list[tuple[str, type[KbError], str]] = [
    (
        "Neo.ClientError.Security.Unauthorized",
        StoreError,
        "the server at '{address}' refuses this user or password; see KB_DB_USER, KB_DB_PASSWORD",
    ),
    (
        "Neo.ClientError.Security.AuthenticationRateLimit",
        StoreError,
        "the server at '{address}' refuses more attempts for a while after wrong passwords",
    ),
    (
        "Neo.ClientError.Security.CredentialsExpired",
        StoreError,
        "the password at '{address}' must be changed first (ALTER CURRENT USER SET PASSWORD ...)",
    ),
    (
        "Neo.ClientError.Security.Forbidden",
        StoreError,
        "this user may not do that at '{address}': {message}",
    ),
    (
        "Neo.ClientError.Database.DatabaseNotFound",
        StoreError,
        "the server at '{address}' has no database '{database}'; see --database",
    ),
    (
        "Neo.ClientError.Statement.AccessMode",
        QueryError,
        "this statement writes, and only reading is allowed here; 'kb cypher --write' writes",
    ),
    (
        "MemoryPoolOutOfMemoryError",
        StoreError,
        "the server at '{address}' ran out of transaction memory, and nothing was written; raise "
        "dbms.memory.transaction.total.max or the heap",
    ),
    (
        "Neo.TransientError.General.OutOfMemoryError",
        StoreError,
        "the server at '{address}' ran out of memory; give it a larger heap",
    ),
    (
        "Neo.ClientError.Cluster.NotALeader",
        StoreBusy,
        "the cluster at '{address}' is choosing a new leader; try again, with a neo4j:// address",
    ),
    (
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        StoreError,
        "the database at '{address}' only lets itself be read",
    ),
    ("Neo.TransientError.", StoreBusy, "the server at '{address}' is busy: {message}; try again"),
    ("Neo.DatabaseError.", StoreDamaged, "the server at '{address}' failed: {message}"),
    (
        "Neo.ClientError.Schema.",
        StoreError,
        "'{address}' holds something that is in the way: {message}",
    ),
    ("Neo.ClientError.", QueryError, "{message}"),
]


def explain(error: Exception, address: str, database: str | None) -> KbError:
    """The error of the driver or the server as one of ours, in one sentence."""
    if "no such fulltext schema index: kb_folded" in str(error):
        says = "has no index of words, since somebody removed it"
        return StoreError(f"the graph at '{address}' {says}; 'kb load --rebuild' makes it")
    words = {"address": address, "database": database or "", "message": _first_line(error)}
    if isinstance(error, exceptions.Neo4jError):
        for code, kind, says in _BY_CODE:
            if code in (error.code or ""):
                return kind(says.format(**words))
        return StoreError(_first_line(error))
    return _explain_driver(error, address)


def _explain_driver(error: Exception, address: str) -> KbError:
    text = f"{error} {error.__cause__ or ''}"
    if isinstance(error, exceptions.IncompleteCommit):
        says = f"the connection to '{address}' broke while a change was being committed"
        return StoreBusy(f"{says}, so it may be there or not; run 'kb load' again, it repairs that")
    if re.search(r"ssl|tls|certificate", text, re.IGNORECASE):
        says = "neo4j+s:// and bolt+s:// want one that this machine trusts, +ssc any, plain none"
        return StoreError(f"no encrypted connection to '{address}' could be made; {says}")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | OSError):
        return StoreError(f"no server answers at '{address}'; is it running, and is that its port?")
    if isinstance(error, exceptions.ConfigurationError | ValueError):
        return StoreError(f"'{address}' is no address of a server: {_first_line(error)}")
    return StoreError(f"the driver failed at '{address}': {_first_line(error)}")


def _first_line(error: Exception) -> str:
    text = _OF_JAVA.sub(r"\1 failed: ", str(getattr(error, "message", None) or error))
    lines = [line.strip() for line in text.splitlines() if line.strip(" ^")]
    return lines[0] if lines else type(error).__name__
