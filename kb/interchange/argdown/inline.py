"""What stands inside a statement: emphasis, tags, links, mentions; as words and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kb.interchange.argdown.tokens import Token
from kb.interchange.argdown.tree import Inline
from kb.interchange.markdown import plain
from loaders.markup.inline import one_line

BEHIND = re.compile(r"[ \t\n)}_.,!?;:\-*]|\Z")  # what may stand behind the end of emphasis
URL = re.compile(r"\((?P<url>[^)\n]+)\)$")
ADDRESS = re.compile(r"(?:https?|mailto):[^\s<>()\[\]\\]+")


def resolved(tokens: Sequence[Token], text: str) -> list[Inline]:
    """Stretches of text, in which each mark of emphasis begins it, ends it, or is a sign."""
    found: list[Inline] = []
    opened: list[int] = []
    for token in tokens:
        if token.kind == "mark":
            _mark(token, text, found, opened)
        elif token.kind == "newline":
            found.append(Inline("text", " ", token))
        else:
            kind = "text" if token.kind == "space" else token.kind
            found.append(Inline(kind, token.value, token))
    for index in opened:
        found[index] = found[index]._replace(kind="text")
    return found


def _mark(token: Token, text: str, found: list[Inline], opened: list[int]) -> None:
    before, behind = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if opened and found[opened[-1]].value == token.value:
        if not before.isspace() and BEHIND.match(text, token.end):
            emphasis = "*" * len(token.value)
            index = opened.pop()
            found[index] = found[index]._replace(kind=emphasis)
            found.append(Inline(f"/{emphasis}", token.value, token))
            return
    elif behind and not behind.isspace():
        opened.append(len(found))
    found.append(Inline("text", token.value, token))


def plain_text(content: Sequence[Inline]) -> str:
    """The words, without tags at the end and without emphasis."""
    return one_line("".join(e.value for e in without_tags(content) if not _is_mark(e)))


def _is_mark(each: Inline) -> bool:
    return each.kind.strip("/*") == ""


def without_tags(content: Sequence[Inline]) -> list[Inline]:
    """A content without the tags at its end; one in the middle of a sentence is a word of it."""
    kept = list(content)
    while kept and (kept[-1].kind == "tag" or not kept[-1].value.strip()):
        kept.pop()
    return [e._replace(kind="text", value=_shown(e)) if e.kind == "tag" else e for e in kept]


def _shown(tag: Inline) -> str:
    return f"#({tag.value})" if " " in tag.value else f"#{tag.value}"


def markdown(content: Sequence[Inline], text: str, mention: Callable[[Token], str]) -> str:
    """A content as Markdown; `mention` gives that of something mentioned."""
    parts: list[str] = []
    for each in _trimmed(without_tags(content)):
        if _is_mark(each):
            parts.append(each.kind.strip("/"))
        elif each.kind == "link":
            parts.append(_link(each.token, text))
        elif each.kind.endswith("mentioned"):
            parts.append(mention(each.token))
        else:
            lead = " " if each.value[:1].isspace() else ""
            trail = " " if each.value[-1:].isspace() and each.value.strip() else ""
            parts.append(f"{lead}{plain(each.value)}{trail}")
    return one_line("".join(parts))


def _trimmed(content: Sequence[Inline]) -> list[Inline]:
    """Emphasis around nothing says nothing."""
    found: list[Inline] = []
    for each in content:
        if each.kind.startswith("/") and found and f"/{found[-1].kind}" == each.kind:
            found.pop()
        else:
            found.append(each)
    return found


def _link(token: Token, text: str) -> str:
    url = URL.search(text[token.start : token.end])
    if link_goes_elsewhere(token, text):
        assert url
        return f"[{plain(token.value)}]({url['url']})"
    return plain(token.value)


def link_goes_elsewhere(token: Token, text: str) -> bool:
    """Whether a link has an address on the web, and not one in the file or beside it."""
    url = URL.search(text[token.start : token.end])
    return bool(url and ADDRESS.fullmatch(url["url"]) and url["url"].isprintable())
