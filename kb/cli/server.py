"""A small web server for reading one's own site, which rebuilds it as files are saved."""

from __future__ import annotations

import functools
import io
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import click

from kb.errors import KbError

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each, and lets no browser keep old ones."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        try:
            return super().send_head()
        except ValueError:  # no file can have such a name
            self.send_error(404)
            return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


def serve(
    root: Path, out: Path, port: int, build: Callable[[], None], rebuild: Callable[[], None]
) -> None:
    """Build, serve, and build again at every change of a Markdown file, until Ctrl-C.

    Raises KbError where the port is taken, or the first build fails.
    """
    from watchfiles import watch

    handler = functools.partial(_Quiet, directory=str(out))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        says = f"port {port} cannot be used ({error.strerror}); choose one with --port"
        raise KbError(says) from None
    try:
        build()
    except BaseException:
        server.server_close()
        raise
    stop = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"http://{HOST}:{server.server_port}/  (Ctrl-C ends it)")
    try:
        concerns = functools.partial(_concerns, root)
        for _ in watch(root, watch_filter=concerns, stop_event=stop):
            rebuild()
    except KeyboardInterrupt:
        click.echo()
    finally:
        stop.set()
        server.shutdown()
        server.server_close()


def _concerns(root: Path, change: object, path: str) -> bool:
    """Whether a saved file can change the site."""
    inside = Path(path).relative_to(root) if Path(path).is_relative_to(root) else Path(path)
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and path.endswith((".md", ".toml", ".lock"))
