"""An Argdown text becomes a debate: statements are items, what supports and attacks is argued."""

from __future__ import annotations

from typing import Any

from kb.interchange.argdown.inline import link_goes_elsewhere, markdown, plain_text, without_tags
from kb.interchange.argdown.model import Argument, Model, Statement, model_of
from kb.interchange.argdown.own import KINDS, Own, is_credence, is_id, stances
from kb.interchange.argdown.parser import parse
from kb.interchange.argdown.reconstructing import Reconstructing
from kb.interchange.argdown.relating import Relating
from kb.interchange.argdown.settings import DRAWS, dumped, merged, read_data, read_settings
from kb.interchange.argdown.tokens import Token
from kb.interchange.argdown.tree import (
    Block,
    Document,
    Heading,
    Inline,
    Listing,
    Member,
    Reconstruction,
)
from kb.interchange.frame import Reading
from kb.interchange.markdown import fenced, plain
from kb.kinds import Kind
from kb.naming import short_name
from loaders.markup.inline import one_line

SAID = ("text", "name", "mention", "link", "number", "list sign")
Thing = Statement | Argument


def read(reading: Reading) -> None:
    """Read a text into a draft."""
    document = parse(reading.source)
    _Reader(reading, document, model_of(document, reading.source)).read()


class _Reader:
    """Adds what a text says to a draft, in the order in which it stands there."""

    def __init__(self, reading: Reading, document: Document, model: Model) -> None:
        self.source, self.text = reading.source, reading.source.text
        self.draft, self.account = reading.draft, reading.account
        self.document, self.model = document, model
        self.items: dict[Thing, str] = {}
        self.own = Own(model, reading.source)
        self.strict = False

    def read(self) -> None:
        self._settings()
        for comment in self.document.comments:
            self.account.left_out(*_span(comment), "comments are for those who write", "comment")
        for token in self.document.as_text:
            how = f"'{self.text[slice(*_span(token))]}' names nothing within a text, so it is text"
            self.account.changed(*_span(token), how, "text", "name")
        for thing in self.model.things:
            self.draft.announce(thing.title or "")
        for block in self.document.blocks:
            self._block(block)
        for thing, ident in self.items.items():
            self._say(thing, ident)
        for statement in (*self.own.denials, *self.own.undercuts):
            for member in statement.members:
                self.account.carried(member.start, member.end, *SAID, "tag", "data")
        done = Reconstructing(self.draft, self.account, self.source, self.own, self.items)
        done.reconstruct()
        Relating(done, self.strict).relate()
        for thing, ident in self.items.items():
            self._keep(thing, ident)

    # -- the head ---------------------------------------------------------------------------------

    def _settings(self) -> None:
        front = self.document.front
        said = read_settings(front, self.source) if front else {}
        self.draft.heading = str(said.pop("title", "") or "")
        self.draft.question = str(said.pop("question", "") or "")
        if front is None:
            return
        self.account.carried(*_span(front), "settings")
        model = said.get("model")
        mode = model.get("mode") if isinstance(model, dict) else None
        self.strict = "strict" in (mode, said.get("mode"))
        for key in [key for key in said if key in DRAWS]:
            why = f"'{plain(key)}' says how Argdown draws or reads a map"
            self.account.left_out(*_span(front), why, "settings")
            del said[key]
        if said:
            self.draft.summary = fenced(dumped(said), "yaml")

    # -- what stands where ------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Reconstruction):
            for line in block.lines:
                self.account.carried(*_span(line.number), "number")
                for related in line.inference.relations if line.inference else ():
                    self._member(related.member)
                self._member(line.member)
        elif isinstance(block, Listing):
            how = "what stands in a list is like what stands in no list"
            self.account.changed(block.start, block.start + 1, how, "list sign")
            for member in block.members:
                self._list_sign(member)
                self._member(member)
        else:
            self._member(block)

    def _list_sign(self, member: Member) -> None:
        start = self.text.rfind("\n", 0, member.start) + 1
        how = "what stands in a list is like what stands in no list"
        self.account.changed(start, member.start, how, "list sign")

    def _heading(self, heading: Heading) -> None:
        words = plain(plain_text(heading.content))
        made = self.draft.section(words, heading.level + 1)
        if made == words:
            self.account.carried(heading.start, heading.end, "heading", *SAID)
        else:
            how = f"the section is called '{made}', since an item has the id of its name"
            self.account.changed(heading.start, heading.end, how, "heading", *SAID)
        data = self._data(heading.data)
        if tags := [tag.value for tag in heading.tags]:
            data = {
                **(data if isinstance(data, dict) else {"data": data} if data else {}),
                "tags": tags,
            }
        if data:
            self.draft.add_prose(fenced(dumped(data), "yaml"))
        for token in (*heading.data, *heading.tags):
            how = "what stands beside a heading is kept below it as YAML"
            self.account.changed(*_span(token), how, "data", "tag")

    def _member(self, member: Member) -> None:
        """A statement or argument, and all that is related to it, each where it stands first."""
        thing = self.model.of[id(member)]
        if thing in self.own.denials or thing in self.own.undercuts:
            pass
        elif _is_prose(thing):
            self._prose(member)
        elif member is thing.home and not (isinstance(thing, Argument) and thing.lines):
            self._item(thing)
        for related in member.relations:
            self._member(related.member)

    def _prose(self, member: Member) -> None:
        """A statement without a title that nothing is related to: what stands between."""
        words = markdown(member.content, self.text, self._mention_in_prose)
        if words:
            self.draft.add_prose(words)
        if member.data:
            self.draft.add_prose(fenced(dumped(self._data(member.data)), "yaml"))
        how = "a statement without a title and without relations is prose"
        self.account.changed(member.start, member.end, how, *SAID, "tag", "data")

    def _mention_in_prose(self, token: Token) -> str:
        return plain(token.value)

    def _item(self, thing: Thing) -> None:
        """Add the item of a statement, or of an argument that is only a text."""
        assert thing.home
        words = plain(plain_text(thing.home.content) or thing.title or "")
        data = self.own.of(thing)
        wanted = data.pop("id") if is_id(data.get("id")) else thing.title or ""
        kind: Kind = data.pop("kind") if data.get("kind") in KINDS else "claim"
        term = self.own.take(thing, "term", str) if kind == "definition" else None
        if kind == "definition" and not (term or "").strip():
            term = thing.title or words
        more: dict[str, Any] = {}
        if is_credence(data.get("credence")):
            more["credence"] = float(data.pop("credence"))
        if kind in ("crux", "question") and data.get("posed") == "mapper":
            more["posed"] = data.pop("posed")
        made = self.draft.item(words, wanted=wanted, kind=kind, term=term, **more)
        self.items[thing] = made
        self._title(thing, made)

    def _title(self, thing: Thing, ident: str) -> None:
        """The title of an item: what its data say, else what it is called, where the words of its
        id are others."""
        data, slug = self.own.of(thing), ident.partition("/")[2]
        if "title" in data and (data["title"] is None or isinstance(data["title"], str)):
            self.draft.change(ident, title=data.pop("title"))
        elif thing.title and short_name(None, slug) != thing.title:
            self.draft.change(ident, title=thing.title)

    # -- what is said of an item ------------------------------------------------------------------

    def _say(self, thing: Thing, ident: str) -> None:
        """The text of an item, now that what it mentions is known, with tags and data."""
        told = [m for m in thing.members if not m.is_reference]
        texts = [markdown(m.content, self.text, self._mention) for m in told]
        texts = [text for text in texts if text]
        if texts:
            self.draft.change(ident, text=texts[0])
        self._tell_members(thing, texts)
        tags = [token.value for member in thing.members for token in member.tags]
        self.draft.change(ident, tags=tags)
        for text in dict.fromkeys(texts):
            if text != texts[0]:
                self.draft.change(ident, body=text)

    def _keep(self, thing: Thing, ident: str) -> None:
        """Keep what is left of the data of an item below it."""
        if stances(self.draft, self.own.of(thing).get("said"), ident):
            del self.own.of(thing)["said"]
        if left := self.own.of(thing):
            self.draft.change(ident, body=fenced(dumped(left), "yaml"))

    def _tell_members(self, thing: Thing, texts: list[str]) -> None:
        """What became of each place where something stands."""
        told = 0
        for member in thing.members:
            span = member.start, member.end
            for each in member.content:
                self._tell_inline(each)
            if not member.is_reference:
                told += 1
                if told > 1 and markdown(member.content, self.text, self._mention) != texts[0]:
                    how = "another wording of the same is kept as prose"
                    self.account.changed(*span, how, *SAID, "tag", "data")
                    continue
            self.account.carried(*span, *SAID, "tag", "data")
        if not texts:
            how = "it is only named, so its title is its text"
            self.account.changed(thing.members[0].start, thing.members[0].end, how, "name")

    def _tell_inline(self, each: Inline) -> None:
        if each.kind == "link" and not link_goes_elsewhere(each.token, self.text):
            how = "a link to no address on the web is its words"
            self.account.changed(*_span(each.token), how, "link")

    def _mention(self, token: Token) -> str:
        known = (
            self.model.statements if token.kind.startswith("statement") else self.model.arguments
        )
        title = one_line(token.value)
        ident = self.items.get(known[title]) if title in known else None
        slug = (ident or "").partition("/")[2]
        return f"[{plain(title)}](#{slug})" if slug else plain(title)

    def _data(self, tokens: list[Token]) -> object:
        return merged([read_data(token, self.source) for token in tokens]) if tokens else None


def _is_prose(thing: Thing) -> bool:
    return (
        isinstance(thing, Statement)
        and thing.title is None
        and not thing.is_used
        and without_tags(thing.home.content) != []
    )


def _span(token: Token) -> tuple[int, int]:
    return token.start, max(token.end, token.start + 1)
