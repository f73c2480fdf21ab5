"""A small web server for reading one's own site, which rebuilds it as files are saved."""

from __future__ import annotations

import functools
import mimetypes
import re
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kb.cli.common import note
from kb.cli.printing import say
from kb.cli.serving.live import POLICY, SCRIPT, SCRIPT_PATH, STATE_PATH, News, enlivened
from kb.cli.serving.site import Site
from kb.cli.serving.strip import NO_PAGE, STYLE, STYLE_PATH, Strip
from kb.cli.serving.watching import saved
from kb.disk import real
from kb.errors import KbError
from kb.publish.text.names import NOT_FOUND

HOST = "127.0.0.1"
NAMES = (HOST, "localhost", "[::1]")  # of this computer, as a browser may call it
LINK = re.compile(rb'(\s(?:href|src|action)=")(?![a-z]+:|[/#"])')  # to another file of the site
PATIENCE = 60.0  # seconds for a request to arrive and its answer to be taken
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Handler(BaseHTTPRequestHandler):
    """Answers a browser on this computer that asks for a file of the site, or for news of it."""

    server: Server
    timeout = PATIENCE
    server_version, sys_version = "kb", ""

    def __init__(self, *args: Any, site: Site, news: News, strip: Strip, **kwargs: Any) -> None:
        self.site, self.news, self.strip = site, news, strip
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Print no line for each request."""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        if not self._is_from_here():
            self.send_error(403, "Asked from elsewhere")
            return
        address, _, query = self.path.partition("?")
        if address == SCRIPT_PATH:
            self._say(SCRIPT, "text/javascript")
        elif address == STYLE_PATH:
            self._say(STYLE, "text/css")
        elif address == STATE_PATH:
            self._say(self.news.after(query.removeprefix("after=")).encode(), "text/plain")
        elif found := self.site.file(address):
            self._say_file(*found)
        elif self.strip.is_all_there_is and Path(address).suffix in ("", ".html"):
            self._say(self.strip.under(enlivened(NO_PAGE)), "text/html; charset=utf-8", 503)
        elif missing := self.site.file(f"/{NOT_FOUND}"):
            self._say_file(missing[0], _from_below(address, missing[1]), 404)
        else:
            self.send_error(404)

    do_HEAD = do_GET  # noqa: N815

    def _is_from_here(self) -> bool:
        """Whether the page that asks was opened at this server's own address.

        Another site can make its name mean this computer, but cannot make a browser say another
        name than its own.
        """
        port = self.server.server_port
        names = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
        origin = self.headers.get("Origin")
        asked = self.headers.get("Host", "").lower()
        return asked in names and (origin is None or origin in {f"http://{name}" for name in names})

    def _say_file(self, path: str, content: bytes, status: int = 200) -> None:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if kind == "text/html":
            content = self.strip.under(enlivened(content))
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self._say(content, kind, status)

    def _say(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _from_below(address: str, page: bytes) -> bytes:
    """A page of the top of the site as it is shown at an address that may lie below: its links are
    relative, and no page may name a base for them."""
    up = b"../" * (address.count("/") - 1)
    rooted = page.replace(b'data-root=""', b'data-root="' + up + b'"', 1)
    return LINK.sub(lambda found: found[1] + up, rooted)


class Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that went before it was answered."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            note(f"a request failed: {error}")


def serve(
    root: Path,
    out: Path,
    port: int,
    build: Callable[[], bool],
    rebuild: Callable[[], bool],
    strip: Strip,
) -> None:
    """Build, serve, and build again at every change of a Markdown file, until Ctrl-C.

    `rebuild` says whether it changed the site; then, or where there is something else to tell of
    the files, the pages that are open show it anew.

    Raises KbError where the port is taken, or `build`, the first time, does.
    """
    site, news = Site(out), News()
    try:
        server = Server((HOST, port), functools.partial(Handler, site=site, news=news, strip=strip))
    except OSError as error:
        says = f"port {port} cannot be used ({error.strerror}); choose one with --port"
        raise KbError(says) from None
    try:
        site.built_by(build)
    except BaseException:
        server.server_close()
        raise
    stop = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"http://{HOST}:{server.server_port}/  (Ctrl-C ends it)")
    try:
        for _ in saved(root, real(out), stop, is_late=True):
            told = strip.html()
            if site.built_by(rebuild) or strip.html() != told:
                news.tell()
    except KeyboardInterrupt:
        say()
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
