"""The server: what the protocol asks, handed to who knows; nothing is decided here."""

from __future__ import annotations

import asyncio
import logging
import subprocess
from collections.abc import Generator
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from .._version import __version__
from . import completing, convert, hovering
from .courier import Courier
from .messages import Checked
from .overlay import path_of
from .session import Opened, Session

TRIGGERS = ["<", " ", '"', "'", "#", "/", "&"]


class Protocol(LanguageServerProtocol):
    """The protocol without a second copy of every open text: `Session` holds them."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """One connection with an editor."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__("variorum", __version__, protocol_cls=Protocol)
        self.session = Session()
        self._courier: Courier | None = None
        self._process = process
        self._loop: asyncio.AbstractEventLoop | None = None
        self._published: dict[str, bool] = {}  # by path: was anything found there?

    @property
    def courier(self) -> Courier:
        """Made with the first message, since it answers into the loop that runs then."""
        if self._courier is None:
            self._loop = asyncio.get_running_loop()
            self._courier = Courier(self._process, self._answered)
        return self._courier

    @property
    def snippets(self) -> bool:
        """Does the editor take texts with places to fill in?"""
        said = self.client_capabilities.text_document
        item = said.completion.completion_item if said and said.completion else None
        return bool(item and item.snippet_support)

    def check(self, one: Opened, *, text: bool = True) -> None:
        """Have an open document checked as it is now, and what hangs on it after it."""
        if text:
            self.courier.open(one.path, one.text.source)
        one.asked[one.version] = one.text
        self.courier.ask(one.path, one.version)
        self.check_dependents(one.path)

    def check_dependents(self, path: str) -> None:
        """Have every open document checked in whose findings a file has a part."""
        for other in self.session.open.values():
            if other.path != path and path in other.read:
                other.asked[other.version] = other.text
                self.courier.ask(other.path, other.version, first=False)

    def _answered(self, checked: Checked, version: int) -> None:
        """From the courier's thread."""
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._found, checked, version)

    def _found(self, checked: Checked, version: int) -> None:
        for path in self.session.found(checked, version):
            self.publish(path)

    def publish(self, path: str) -> None:
        """Show what is known of a file; of its last version only where that was checked."""
        one = self.session.at(path)
        uri = one.uri if one else uri_of(path)
        marks = self.session.marks(path)
        if not marks and not one and not self._published.get(path):
            return
        self._published[path] = bool(marks)
        text = self.session.buffer(path) if marks else None
        shown = [convert.diagnostic(mark, text, uri) for mark in marks] if text else []
        version = one.version if one and one.judged == one.version else None
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, shown, version=version)
        )

    def end(self) -> None:
        """Stop the process that checks."""
        if self._courier is not None:
            self._courier.end()
        else:
            self._process.kill()


def uri_of(path: str) -> str:
    """The URI of a file."""
    from pathlib import PurePath

    return PurePath(path).as_uri()


def made(process: subprocess.Popen[bytes]) -> Server:
    """A server with all that it can do, beside a process that checks."""
    server = Server(process)

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        encoding = server.workspace.position_encoding
        server.session.units = str(getattr(encoding, "value", encoding))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        server.check(server.session.opened(given.uri, given.version, given.text))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        one = server.session.open.get(params.text_document.uri)
        if one is None:
            return
        for change in params.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                start, end = convert.offsets(one.text, change.range)
                one.edit(params.text_document.version, start, end, change.text)
            else:
                one.replace(params.text_document.version, change.text)
        server.check(one)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        if one := server.session.open.get(params.text_document.uri):
            server.check(one, text=False)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        one = server.session.open.get(params.text_document.uri)
        if one is not None:
            server.courier.close(one.path)
            for path in server.session.closed(one.uri):
                server.publish(path)
            server.check_dependents(one.path)
            server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(one.uri, []))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: lsp.DidChangeWatchedFilesParams) -> None:
        """Whatever is open may hang on a file of settings or a schema."""
        for path in filter(None, (path_of(change.uri) for change in params.changes)):
            if path.lower().endswith((".xml", ".tei", ".odd")):
                server.check_dependents(path)
            else:
                for one in server.session.open.values():
                    server.check(one, text=False)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=TRIGGERS, resolve_provider=True),
    )
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        one = server.session.open.get(params.text_document.uri)
        if one is None:
            return lsp.CompletionList(False, [])
        typed = lsp.CompletionTriggerKind.TriggerCharacter
        invoked = params.context is None or params.context.trigger_kind != typed
        found = completing.complete(
            server.session, one, convert.offset(one.text, params.position),
            snippets=server.snippets, invoked=invoked,
        )  # fmt: skip
        return lsp.CompletionList(False, found)

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve(item: lsp.CompletionItem) -> lsp.CompletionItem:
        return completing.resolve(server.session, item)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        one = server.session.open.get(params.text_document.uri)
        place = convert.offset(one.text, params.position) if one else 0
        return hovering.hover(server.session, one, place) if one else None

    @server.feature(lsp.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.end()

    return server


def speak(process: subprocess.Popen[bytes]) -> None:
    """Speak the protocol over standard input and output, until the editor ends."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    server = made(process)
    try:
        server.start_io()
    finally:
        server.end()
