"""The misbehaving proxy, in front of a server that says what it hears."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest
from tcp_proxy import HOST, Fault, Kind, Plan, Proxy, schedule

MEGABYTE = bytes(range(256)) * 4096


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.request.recv(65536):
                self.request.sendall(data)


class EchoServer(socketserver.ThreadingTCPServer):
    request_queue_size = 100


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that sends back what it gets."""
    with EchoServer((HOST, 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _leaves_no_thread() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def connect(proxy: Proxy) -> socket.socket:
    return socket.create_connection((HOST, proxy.port), timeout=20)


def say(proxy: Proxy, words: bytes) -> bytes:
    """Everything that comes back from words, sent while it comes."""
    heard = b""
    with connect(proxy) as client:
        sending = threading.Thread(target=_send, args=(client, words))
        sending.start()
        try:
            while data := client.recv(65536):
                heard += data
        finally:
            sending.join()
    return heard


def _send(client: socket.socket, words: bytes) -> None:
    with contextlib.suppress(OSError):
        client.sendall(words)
        client.shutdown(socket.SHUT_WR)


def talk_for_ever(client: socket.socket) -> None:
    while True:
        client.sendall(b"x" * 1000)
        client.recv(1000)


def fault_of(number: int, fault: Fault) -> Plan:
    return {number: fault}.get


def test_without_a_fault_everything_passes(echo: int) -> None:
    with Proxy(HOST, echo) as proxy:
        assert say(proxy, MEGABYTE) == MEGABYTE
        assert say(proxy, b"") == b""
        assert proxy.connections == 2
        assert proxy.happened == []


def test_many_connections_at_once(echo: int) -> None:
    with Proxy(HOST, echo) as proxy, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(proxy)) for _ in range(40)]
        for number, client in enumerate(clients):
            client.sendall(b"%d" % number)
        for number, client in enumerate(clients):
            assert client.recv(100) == b"%d" % number


def test_what_is_behind_the_byte_is_held_for_a_while(echo: int) -> None:
    fault = Fault("delay", after=5, direction="down", seconds=0.1)
    with Proxy(HOST, echo, fault_of(1, fault)) as proxy:
        assert say(proxy, b"123456789") == b"123456789"
        assert proxy.happened == [(1, fault)]


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_cut_comes_after_that_many_bytes(echo: int, direction: str) -> None:
    fault = Fault("cut", after=5, direction=direction)  # type: ignore[arg-type]
    with Proxy(HOST, echo, fault_of(2, fault)) as proxy:
        assert say(proxy, b"123456789") == b"123456789"
        heard = say(proxy, b"123456789")
        assert b"12345".startswith(heard)
        assert direction == "up" or heard == b"12345"
        assert say(proxy, b"123456789") == b"123456789"


@pytest.mark.parametrize("after", [0, 5, 100_000])
def test_a_reset_is_seen_as_one(echo: int, after: int) -> None:
    with (
        Proxy(HOST, echo, fault_of(1, Fault("reset", after))) as proxy,
        pytest.raises(ConnectionError),
        connect(proxy) as client,
    ):
        talk_for_ever(client)


def test_it_refuses_for_a_while(echo: int) -> None:
    with Proxy(HOST, echo) as proxy, connect(proxy) as client:
        client.sendall(b"in")
        assert client.recv(10) == b"in"
        with proxy.refusing(), proxy.refusing():
            with pytest.raises(ConnectionRefusedError):
                connect(proxy)
            client.sendall(b"still in")
            assert client.recv(10) == b"still in"
        assert say(proxy, b"in again") == b"in again"


def test_a_refusal_can_be_planned(echo: int) -> None:
    with Proxy(HOST, echo, fault_of(1, Fault("refuse", seconds=0.1))) as proxy:
        with pytest.raises(ConnectionError), connect(proxy) as client:
            client.recv(1)
        answer = b""
        while not answer:
            with contextlib.suppress(ConnectionError):
                answer = say(proxy, b"in again")
        assert answer == b"in again"


@pytest.mark.parametrize("kind", ["cut", "reset"])
def test_all_that_are_connected_can_be_broken(echo: int, kind: Kind) -> None:
    with Proxy(HOST, echo) as proxy, connect(proxy) as client:
        client.sendall(b"in")
        assert client.recv(10) == b"in"
        getattr(proxy, kind)()
        if kind == "cut":
            assert client.recv(10) == b""
        else:
            with pytest.raises(ConnectionResetError):
                client.recv(10)
        assert say(proxy, b"again") == b"again"


def test_nobody_behind_it_looks_like_a_broken_connection() -> None:
    with socket.socket() as nobody:
        nobody.bind((HOST, 0))
        with (
            Proxy(HOST, nobody.getsockname()[1]) as proxy,
            pytest.raises(ConnectionError),
            connect(proxy) as client,
        ):
            client.recv(1)


def test_it_ends_while_connections_are_open_and_refusing(echo: int) -> None:
    with contextlib.ExitStack() as stack:
        with Proxy(HOST, echo, fault_of(3, Fault("refuse", seconds=60))) as proxy:
            first, second = (stack.enter_context(connect(proxy)) for _ in range(2))
            first.sendall(b"x")
            assert first.recv(1) == b"x"
            with pytest.raises(ConnectionError), connect(proxy) as third:
                third.recv(1)
        with pytest.raises(ConnectionError):
            first.recv(1)
        with pytest.raises(ConnectionError):
            second.recv(1)
        with pytest.raises(ConnectionRefusedError):
            connect(proxy)


def test_a_schedule_is_the_same_for_the_same_seed() -> None:
    numbers = range(1, 200)
    faults = [schedule(7)(number) for number in numbers]
    assert faults == [schedule(7)(number) for number in numbers]
    assert faults != [schedule(8)(number) for number in numbers]
    assert {fault.kind for fault in faults if fault} == {"delay", "cut", "reset"}
    assert None in faults


@pytest.mark.parametrize("seed", range(5))
def test_a_schedule_never_garbles(echo: int, seed: int) -> None:
    words = MEGABYTE[:9000]
    with Proxy(HOST, echo, schedule(seed, kinds=("delay", "cut", "reset"))) as proxy:
        for _ in range(20):
            with contextlib.suppress(ConnectionError):
                assert words.startswith(say(proxy, words))
        assert proxy.connections == 20
