"""`kb rename` from an editor: the same edits, which the editor makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from lsprotocol.types import (
    CreateFile,
    DeleteFile,
    OptionalVersionedTextDocumentIdentifier,
    Position,
    PrepareRenamePlaceholder,
    RenameFile,
    ResourceOperationKind,
    TextDocumentEdit,
    TextEdit,
    WorkspaceClientCapabilities,
    WorkspaceEdit,
)

from kb.editor.addresses import uri_of
from kb.editor.opened import Opened
from kb.editor.sheet import Sheet
from kb.editor.spots import Spot
from kb.errors import MisuseError
from loaders.editing.plan import Plan
from loaders.editing.renaming import rename
from loaders.editing.text import Edit

KINDS = ("item", "person", "source", "debate", "term")
Change = TextDocumentEdit | CreateFile | RenameFile | DeleteFile


def renamable(sheet: Sheet, position: Position) -> PrepareRenamePlaceholder | None:
    """What would be renamed at a place, and what it is called."""
    spot = sheet.spot(position)
    if spot is None or not _is_known(sheet, spot):
        return None
    shown = spot.ident.rpartition("/")[2]
    if spot.kind == "term":
        shown = " ".join(sheet.places.text[spot.start : spot.end].split())
    return PrepareRenamePlaceholder(sheet.places.range(spot.start, spot.end), shown)


def renamed(
    sheet: Sheet, position: Position, name: str, able: WorkspaceClientCapabilities | None
) -> WorkspaceEdit:
    """Everything that is to change for what stands at a place to be called otherwise.

    Raises KbError where that cannot be done.
    """
    spot = sheet.spot(position)
    if spot is None or not _is_known(sheet, spot):
        raise MisuseError("there is nothing here that can be renamed")
    _, plan = rename(sheet.reading, spot.ident, name, spot.kind)
    return workspace_edit(sheet.opened, plan, able)


def _is_known(sheet: Sheet, spot: Spot) -> bool:
    loaded = sheet.loaded
    if spot.kind == "item":
        debate, _, slug = spot.ident.partition("/")
        return debate in loaded.heads and slug in loaded.heads[debate].items
    known: dict[str, Collection[str]] = {
        "person": loaded.register.people.keys(),
        "source": loaded.register.sources.keys(),
        "debate": loaded.heads.keys(),
    }
    return spot.kind == "term" or spot.ident in known.get(spot.kind, ())


def workspace_edit(
    opened: Opened, plan: Plan, able: WorkspaceClientCapabilities | None
) -> WorkspaceEdit:
    """A plan as an editor carries it out: with the versions that it was made for, if it may.

    Raises MisuseError where the editor cannot rename files.
    """
    edits = able.workspace_edit if able else None
    if plan.moves:
        operations = (edits.resource_operations if edits else None) or ()
        if ResourceOperationKind.Rename not in operations:
            raise MisuseError("this editor lets nobody else rename files; use 'kb rename'")
    by_path = defaultdict[str, list[Edit]](list)
    for edit in sorted(set(plan.edits)):
        by_path[edit.path].append(edit)
    if not (plan.moves or (edits and edits.document_changes)):
        return WorkspaceEdit(
            changes={opened.uri(p): text_edits(opened, p, found) for p, found in by_path.items()}
        )
    changes: list[Change] = [
        TextDocumentEdit(_version(opened, path), text_edits(opened, path, found))
        for path, found in by_path.items()
    ]
    return WorkspaceEdit(document_changes=[*changes, *_moves(opened, plan)])


def text_edits(opened: Opened, path: str, edits: list[Edit]) -> list[TextEdit]:
    places = opened.places(path)
    return [TextEdit(places.range(edit.start, edit.end), edit.text) for edit in edits]


def _version(opened: Opened, path: str) -> OptionalVersionedTextDocumentIdentifier:
    document = opened.documents.get(path)
    return OptionalVersionedTextDocumentIdentifier(
        opened.uri(path), document.version if document else None
    )


def _moves(opened: Opened, plan: Plan) -> Iterator[RenameFile]:
    for path, new in plan.moves.items():
        if path != new:
            yield RenameFile(opened.uri(path), uri_of(opened.root / new))
