"""Live reload: what the server of one's own site adds to a page, and never the published files.

A page that is served gets one more script, and leave to ask this server for news. The script waits
for the next state of the site and then shows the page anew.
"""

from __future__ import annotations

import threading

SCRIPT_PATH = "/-/live.js"
STATE_PATH = "/-/state"
PATIENCE = 25.0  # seconds after which a request that waits is answered, so that none hangs

# What a page may do at most, whatever it says itself.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
OWN_POLICY = b"default-src 'none';"  # how that of a page begins
SCRIPT = b"""(function () {
  "use strict";
  var known = null;
  function ask() {
    fetch("/-/state" + (known === null ? "" : "?after=" + known), { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (state) {
        if (known !== null && state !== known) { location.reload(); return; }
        known = state;
        ask();
      })
      .catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
"""


class News:
    """The number of the state of the site, and those who wait for the next."""

    def __init__(self) -> None:
        self._state = 0
        self._changed = threading.Condition()

    def tell(self) -> None:
        with self._changed:
            self._state += 1
            self._changed.notify_all()

    def after(self, known: str) -> str:
        """The state as soon as it is another than what is known, or after a while the same."""
        with self._changed:
            self._changed.wait_for(lambda: str(self._state) != known, PATIENCE)
            return str(self._state)


def enlivened(html: bytes) -> bytes:
    """A page with the script, and with leave for it to ask for the state."""
    script = f'<script src="{SCRIPT_PATH}" defer></script></head>'.encode()
    allowed = html.replace(OWN_POLICY, OWN_POLICY + b" connect-src 'self';", 1)
    return allowed.replace(b"</head>", script, 1)
