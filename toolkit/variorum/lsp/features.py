"""What an editor may ask of a text: each request handed to who knows. Nothing is decided here."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from ..errors import VariorumError
from . import actions as acting
from . import completing, convert, hovering, linking, shapes
from .connection import Server, uri_of
from .linking import Place, Project

TRIGGERS = ["<", " ", '"', "'", "#", "/", "&"]
REFUSED = -32803  # RequestFailed: the request is right, and cannot be done


def add(server: Server) -> None:
    """Add all of it to a server."""
    _writing(server)
    _linking(server)
    _acting(server)
    shapes.add(server)


def _writing(server: Server) -> None:
    session = server.session

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=TRIGGERS, resolve_provider=True),
    )
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        asked = server.asked(params)
        typed = lsp.CompletionTriggerKind.TriggerCharacter
        invoked = params.context is None or params.context.trigger_kind != typed
        with session.at_work:
            found = (
                completing.complete(session, *asked, snippets=server.snippets, invoked=invoked)
                if asked
                else []
            )
        return lsp.CompletionList(False, found)

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve(item: lsp.CompletionItem) -> lsp.CompletionItem:
        with session.at_work:
            return completing.resolve(session, item)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        asked = server.asked(params)
        with session.at_work:
            return hovering.hover(session, *asked) if asked else None


def _linking(server: Server) -> None:
    session = server.session

    def locations(project: Project, places: list[Place]) -> list[lsp.Location]:
        return [
            lsp.Location(server.uri(one.path), convert.span(text, one.start, one.end))
            for one in places
            if (text := project.text(one.path)) is not None
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> list[lsp.Location]:
        asked = server.asked(params)
        project = Project(session, asked[0]) if asked else None
        found = project.at(asked[1]) if asked and project else None
        place = project.definition(found[0]) if project and found else None
        return locations(project, [place]) if project and place else []

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        asked = server.asked(params)
        project = Project(session, asked[0]) if asked else None
        found = project.at(asked[1]) if asked and project else None
        if project is None or found is None or not found[0].name:
            return []
        own = project.definition(found[0]) if params.context.include_declaration else None
        return locations(project, [*([own] if own else []), *project.references(found[0])])

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        asked = server.asked(params)
        if asked is None:
            return []
        found = linking.alike(session, *asked)
        return [lsp.DocumentHighlight(convert.span(asked[0].text, *one)) for one in found]

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        asked = server.asked(params)
        found = Project(session, asked[0]).at(asked[1]) if asked else None
        if asked is None or found is None or not found[0].name:
            return None
        _, start, end = found[1]
        return lsp.PrepareRenamePlaceholder(convert.span(asked[0].text, start, end), found[0].name)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        asked = server.asked(params)
        project = Project(session, asked[0]) if asked else None
        found = project.at(asked[1]) if asked and project else None
        if project is None or found is None:
            return None
        try:
            places = project.renamed(found[0], params.new_name.removeprefix("#"))
        except VariorumError as error:
            raise JsonRpcException(str(error), REFUSED) from None
        name = params.new_name.removeprefix("#")
        return server.changes([(one.path, one.start, one.end, name) for one in places])

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    def links(params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        asked = server.asked(params)
        return (
            [
                lsp.DocumentLink(
                    convert.span(asked[0].text, start, end),
                    target=address if "://" in address else uri_of(address),
                )
                for start, end, address in (linking.links(session, asked[0]) if asked else ())
            ]
            if asked
            else []
        )


def _acting(server: Server) -> None:
    session = server.session
    kinds = [lsp.CodeActionKind(kind) for kind in (acting.QUICK, acting.REWRITE, acting.FIX_ALL)]

    def shown(one: acting.Action, uri: str) -> lsp.CodeAction | None:
        edit = server.changes(one.edits) if one.edits else None
        if one.edits and edit is None:
            return None
        text = session.open[uri].text
        return lsp.CodeAction(
            one.title,
            kind=one.kind,
            edit=edit,
            diagnostics=[convert.diagnostic(m, text, uri) for m in one.marks] or None,
            is_preferred=one.preferred or None,
            data={"uri": uri, "fixes": one.fixes} if one.fixes else None,
        )

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(kinds, resolve_provider=True)
    )
    def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        one = session.open.get(params.text_document.uri)
        if one is None:
            return []
        start, end = convert.offsets(one.text, params.range)
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        found = acting.chosen(list(acting.actions(session, one, start, end)), only)
        return [action for each in found if (action := shown(each, one.uri)) is not None]

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def resolve_action(action: lsp.CodeAction) -> lsp.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        one = session.open.get(str(data.get("uri", "")))
        if one is not None and "fixes" in data and action.edit is None:
            action.edit = server.changes(acting.fixes(session, one, str(data["fixes"])))
        return action
