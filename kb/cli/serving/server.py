"""A small web server for reading one's own site, which rebuilds it as files are saved."""

from __future__ import annotations

import functools
import io
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from kb.cli.printing import say
from kb.cli.serving.live import SCRIPT, SCRIPT_PATH, STATE_PATH, News, enlivened
from kb.disk import read
from kb.errors import KbError

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each, and lets no browser keep old ones."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass

    def __init__(self, *args: Any, news: News, **kwargs: Any) -> None:
        self.news = news
        super().__init__(*args, **kwargs)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path, _, query = self.path.partition("?")
        if path == SCRIPT_PATH:
            return self._say(SCRIPT, "text/javascript")
        if path == STATE_PATH:
            return self._say(self.news.after(query.removeprefix("after=")).encode(), "text/plain")
        try:
            file = Path(self.translate_path(self.path))
            page = file / "index.html" if path.endswith("/") else file
            if page.suffix == ".html" and page.is_file():
                return self._say(enlivened(read(page)), "text/html; charset=utf-8")
            return super().send_head()
        except (OSError, ValueError):  # no file can have such a name, or be read
            self.send_error(404)
            return None

    def _say(self, content: bytes, kind: str) -> io.BytesIO:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


def serve(
    root: Path, out: Path, port: int, build: Callable[[], bool], rebuild: Callable[[], bool]
) -> None:
    """Build, serve, and build again at every change of a Markdown file, until Ctrl-C.

    `rebuild` says whether it changed the site; then the pages that are open show it anew.

    Raises KbError where the port is taken, or the first build fails.
    """
    from watchfiles import watch

    news = News()
    handler = functools.partial(_Quiet, directory=str(out), news=news)
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
    server.daemon_threads = True
    stop = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"http://{HOST}:{server.server_port}/  (Ctrl-C ends it)")
    try:
        concerns = functools.partial(_concerns, root)
        for _ in watch(root, watch_filter=concerns, stop_event=stop):
            if rebuild():
                news.tell()
    except KeyboardInterrupt:
        say()
    finally:
        stop.set()
        server.shutdown()
        server.server_close()


def _concerns(root: Path, change: object, path: str) -> bool:
    """Whether a saved file can change the site."""
    inside = Path(path).relative_to(root) if Path(path).is_relative_to(root) else Path(path)
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and path.endswith((".md", ".toml", ".lock"))
