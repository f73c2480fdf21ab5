"""A loopback TCP proxy that misbehaves on order, for tests of what a broken network does."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, Literal

HOST = "127.0.0.1"
MOST_CONNECTIONS = 256
PATIENCE = 10.0  # seconds that the proxy's thread may take to start, to obey and to end

Kind = Literal["delay", "cut", "reset", "refuse"]
Direction = Literal["up", "down"]


@dataclass(frozen=True)
class Fault:
    """What happens to one connection once `after` bytes have passed in a direction.

    `delay` holds everything behind those bytes for some seconds; `cut` closes both ends in order;
    `reset` breaks both off; `refuse` does that and lets nobody in for some seconds. `up` is from
    the client to the target. With `after=0` it happens when the client has connected.
    """

    kind: Kind
    after: int = 0
    direction: Direction = "up"
    seconds: float = 0.0


Plan = Callable[[int], Fault | None]
"""The fault of the n-th connection, counted from 1; `{2: Fault("reset")}.get` is one."""


def schedule(
    seed: int,
    *,
    kinds: tuple[Kind, ...] = ("delay", "cut", "reset"),
    share: float = 0.5,
    most_bytes: int = 4096,
    most_seconds: float = 0.05,
) -> Plan:
    """A plan in which a share of the connections has a fault; the same for the same seed."""

    def plan(number: int) -> Fault | None:
        dice = random.Random(f"{seed}/{number}")
        if dice.random() >= share:
            return None
        direction: Direction = dice.choice(("up", "down"))
        after = dice.randint(0, most_bytes)
        return Fault(dice.choice(kinds), after, direction, dice.uniform(0, most_seconds))

    return plan


def free_port() -> int:
    """A loopback port that nothing uses, below those the system hands out for connections.

    So it is still free when a server comes back to it.
    """
    dice = random.SystemRandom()
    for _ in range(100):
        port = dice.randrange(20000, 32000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise RuntimeError("no loopback port is free")


class Proxy:
    """Passes connections to `port` on to the target, as the plan allows; a context manager."""

    def __init__(
        self, target_host: str, target_port: int, plan: Plan = lambda number: None
    ) -> None:
        self.target = (target_host, target_port)
        self.plan = plan
        self.port = free_port()
        self.connections = 0
        self.happened: list[tuple[int, Fault]] = []
        self._open: dict[asyncio.Task[None], list[asyncio.StreamWriter]] = {}
        self._listener: asyncio.Server | None = None
        self._refusals = 0
        self._ready = threading.Event()
        self._failure: BaseException | None = None

    def __enter__(self) -> Proxy:
        self._thread = threading.Thread(target=self._work, name=f"proxy-{self.port}")
        self._thread.start()
        if not self._ready.wait(PATIENCE) or self._failure:
            self._thread.join(PATIENCE)
            raise RuntimeError("the proxy did not start") from self._failure
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise RuntimeError("the proxy did not stop")

    def cut(self) -> None:
        """Close every connection that is open now, in order."""
        self._order(self._break_all(reset=False))

    def reset(self) -> None:
        """Break off every connection that is open now."""
        self._order(self._break_all(reset=True))

    @contextlib.contextmanager
    def refusing(self) -> Iterator[None]:
        """Let nobody in meanwhile; what is connected stays connected."""
        self._order(self._refuse())
        try:
            yield
        finally:
            self._order(self._admit())

    def _order(self, order: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(order, self._loop).result(PATIENCE)

    # What follows runs in the proxy's thread.

    def _work(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        await self._admit(ends=0)
        self._ready.set()
        await self._stopped.wait()
        await self._refuse()
        await self._break_all(reset=True)

    async def _admit(self, ends: int = 1) -> None:
        """One refusal ends; the door opens when it was the last."""
        self._refusals -= ends
        if not self._refusals and not self._stopped.is_set():
            listener = await asyncio.start_server(self._connected, HOST, self.port)
            if self._refusals:  # again, meanwhile
                listener.close()
            else:
                self._listener = listener

    async def _refuse(self) -> None:
        self._refusals += 1
        if self._listener:
            self._listener.close()
            self._listener = None
            await asyncio.sleep(0)

    async def _break_all(self, *, reset: bool) -> None:
        tasks = list(self._open)
        for task in tasks:
            for writer in self._open[task]:
                _close(writer, reset=reset)
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = [client]
        try:
            if len(self._open) > MOST_CONNECTIONS:
                _close(client, reset=True)
            else:
                await self._carry(self.connections, reader, client, self._open[task])
        except (OSError, asyncio.CancelledError):
            pass  # an end went away, or was told to
        finally:
            for writer in self._open.pop(task):
                _close(writer, reset=False)
            await asyncio.sleep(0)  # lets the sockets close

    async def _carry(
        self,
        number: int,
        reader: asyncio.StreamReader,
        client: asyncio.StreamWriter,
        ends: list[asyncio.StreamWriter],
    ) -> None:
        fault = self.plan(number)
        if fault and not fault.after:
            await self._strike(number, fault, ends)
        try:
            answers, target = await asyncio.open_connection(*self.target)
        except OSError:
            _close(client, reset=True)
            return
        ends.append(target)

        async def pump(
            source: asyncio.StreamReader, sink: asyncio.StreamWriter, direction: Direction
        ) -> None:
            mine = fault if fault and fault.after and fault.direction == direction else None
            passed = 0
            while data := await source.read(65536):
                if mine and passed + len(data) >= mine.after:
                    sink.write(data[: mine.after - passed])
                    await sink.drain()
                    await self._strike(number, mine, ends)
                    data, mine = data[mine.after - passed :], None
                sink.write(data)
                await sink.drain()
                passed += len(data)
            sink.write_eof()

        await _both(pump(reader, target, "up"), pump(answers, client, "down"))

    async def _strike(self, number: int, fault: Fault, ends: list[asyncio.StreamWriter]) -> None:
        """Let a fault happen; only after a delay does the connection go on."""
        self.happened.append((number, fault))
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return
        for writer in ends:
            _close(writer, reset=fault.kind != "cut")
        if fault.kind == "refuse":
            await self._refuse()
            self._loop.call_later(fault.seconds, self._admit_later)
        raise ConnectionAbortedError

    def _admit_later(self) -> None:
        self._admitting = self._loop.create_task(self._admit())


async def _both(*pumps: Coroutine[Any, Any, None]) -> None:
    """Run until both directions have ended, or one has failed."""
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _close(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    """Close an end: in order, after what was written; or at once, which the other end sees."""
    if writer.is_closing():
        return
    if reset:
        end: socket.socket = writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    else:
        writer.close()
