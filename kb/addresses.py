"""Addresses outside of a base: which of them a reader may follow, and which a site may have."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

OUTSIDE = frozenset({"http", "https", "mailto"})
UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\"<>\\^`{|}]")


def outside(address: str | None) -> str | None:
    """The address itself where a reader may follow it (http, https, mailto), else None."""
    if not address or UNFIT.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    whole = parts.netloc if parts.scheme in ("http", "https") else parts.path
    return address if parts.scheme in OUTSIDE and whole else None


def refused_edit(address: str | None) -> str | None:
    """Why edit links cannot have this address, if they cannot."""
    if address is None or outside(address.replace("{path}", "").replace("{line}", "")):
        return None
    return f"'{address}' is no address for edit links; give one with https://"


def refused_address(address: str | None) -> str | None:
    """Why a site cannot be at this address, if it cannot."""
    if address is None or (outside(address) or "").startswith(("http://", "https://")):
        return None
    return f"'{address}' is no address of a site; give one with https://"
