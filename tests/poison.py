"""Hostile text for every field of a base, whatever a model would say to it."""

from __future__ import annotations

from typing import Any, get_args

from kb.model import Base

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "[x](javascript:alert(1)) [y](data:text/html,z) <javascript:alert(1)>",
    "[x](JaVaScRiPt&colon;alert(1)) [y](vbscript:z) [z](//evil.example/a)",
    "![x](https://evil.example/a.png) ![y](javascript:z)",
    "[x][1]\n\n[1]: javascript:alert(1) 'onclick=z'",
    "`</code><script>` **<b style=color:red>** <!-- -->",
    "# heading\n\n<iframe src=//evil.example></iframe>\n\n<style>*{}</style>",
    "\x00\x07\x1b\ud800 &#0; &lt;script&gt; \u202e",
]
FREE = {"text", "title", "heading", "question", "summary", "section", "body", "reason", "note", "kind_",
        "address", "by", "date", "file", "left_out", "starts", "reasons", "path"}  # fmt: skip


def poisoned(value: Any, attack: str, name: str = "") -> Any:
    """The same data with `attack` added to every free text in it."""
    if isinstance(value, dict):
        return {k: poisoned(v, attack, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(poisoned(v, attack, name) for v in value)
    return f"{value} {attack}" if isinstance(value, str) and name in FREE else value


def poisoned_base(attack: str, base: Base) -> Base:
    """A base with `attack` added to all its free texts."""
    return Base.model_construct(**rebuilt(poisoned(base.model_dump(), attack)))


def rebuilt(data: dict[str, Any]) -> dict[str, Any]:
    """Models again, without validation: a surrogate is no valid string to pydantic."""
    fields = Base.model_fields
    return {name: restored(fields[name].annotation, value) for name, value in data.items()}


def restored(kind: Any, value: Any) -> Any:
    if isinstance(value, dict):
        inner = {n: restored(kind.model_fields[n].annotation, v) for n, v in value.items()}
        return kind.model_construct(**inner)
    if isinstance(value, tuple):
        return tuple(restored(get_args(kind)[0], v) for v in value)
    models = [k for k in get_args(kind) if hasattr(k, "model_fields")]
    return restored(models[0], value) if models and isinstance(value, dict) else value
