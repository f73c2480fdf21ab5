"""Standard input and output for a server: all that was asked before the end is answered."""

from __future__ import annotations

from typing import Any

import anyio
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
)
from pydantic import ValidationError

LISTENS = "subscriptions/listen"  # which is answered when the connection ends, and not before


class Wire:
    """What stands between the streams of the process and a server.

    A server drops what it has not answered when its input ends, so that end is kept from it until
    nothing is left to answer. A line that is no message is answered here: the server would pass it
    over.
    """

    def __init__(self, reads: Any, writes: Any) -> None:
        self._reads, self._writes = reads, writes
        self._asked: set[int | str] = set()
        self._answered = anyio.Event()

    async def incoming(self, server: Any) -> None:
        """Hand on what is asked."""
        async with server:
            async for found in self._reads:
                if isinstance(found, Exception):
                    await self._writes.send(_unreadable(found))
                else:
                    self._note(found.message)
                    await server.send(found)
            while self._asked:
                self._answered = anyio.Event()
                await self._answered.wait()

    def _note(self, message: object) -> None:
        if isinstance(message, JSONRPCRequest) and message.method != LISTENS:
            self._asked.add(message.id)
        elif isinstance(message, JSONRPCNotification) and message.method.endswith("/cancelled"):
            self._asked.discard((message.params or {}).get("requestId", ""))

    async def outgoing(self, server: Any) -> None:
        """Hand on what is answered."""
        async with self._writes:
            async for found in server:
                await self._writes.send(found)
                if isinstance(found.message, JSONRPCResponse | JSONRPCError):
                    self._asked.discard(found.message.id)
                    self._answered.set()


def _unreadable(why: Exception) -> SessionMessage:
    is_json = isinstance(why, ValidationError) and why.errors()[0]["type"] != "json_invalid"
    error = (
        ErrorData(code=INVALID_REQUEST, message="this line is no JSON-RPC message")
        if is_json
        else ErrorData(code=PARSE_ERROR, message="this line is no JSON")
    )
    return SessionMessage(JSONRPCError(jsonrpc="2.0", id=None, error=error))


async def serve(server: Any) -> None:
    """Let a server answer on stdin and stdout until these are closed."""
    async with stdio_server() as (reads, writes), anyio.create_task_group() as tasks:
        wire = Wire(reads, writes)
        to_server, asked = anyio.create_memory_object_stream[Any]()
        answers, from_server = anyio.create_memory_object_stream[Any]()
        tasks.start_soon(wire.incoming, to_server)
        tasks.start_soon(wire.outgoing, from_server)
        await server.run(asked, answers, server.create_initialization_options())
