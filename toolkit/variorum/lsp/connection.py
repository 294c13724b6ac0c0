"""A connection with an editor: what it has open, the process that checks, what it is shown."""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
import threading
from collections.abc import Generator, Iterable
from pathlib import PurePath
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from .._version import __version__
from . import completing, convert
from .buffer import Buffer
from .courier import Courier
from .messages import Checked
from .process import stop
from .session import Opened, Session

READY = 200_000  # characters of a text that are looked at before anything is asked
WATCHED = (".xml", ".tei", ".odd", ".toml", ".rng", ".rnc", ".sch", ".isosch", ".json")


class Protocol(LanguageServerProtocol):
    """The protocol without a second copy of every open text: `Session` holds them."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as it came, as a value; a request that is none is answered with an error."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

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
        self._pages: tempfile.TemporaryDirectory[str] | None = None
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

    @property
    def shows(self) -> bool:
        """Does the editor show a page when it is asked to?"""
        said = self.client_capabilities.window
        return bool(said and said.show_document and said.show_document.support)

    @property
    def folder(self) -> str:
        """A folder for pages, for as long as the server runs."""
        if self._pages is None:
            self._pages = tempfile.TemporaryDirectory(prefix="variorum-")
        return self._pages.name

    def watch(self) -> None:
        """Ask to be notified when a file changes on which findings may depend."""
        said = self.client_capabilities.workspace
        files = said.did_change_watched_files if said else None
        if files is None or not files.dynamic_registration:
            return
        watchers = [lsp.FileSystemWatcher(f"**/*{suffix}") for suffix in WATCHED]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        one = lsp.Registration("watched-files", method, options)
        self.client_register_capability(lsp.RegistrationParams([one]))

    def get_ready(self, one: Opened) -> None:
        """Load the grammar of a document before it is asked for; no message waits for that."""
        middle = min(len(one.text.source) // 2, READY)
        worker = threading.Thread(
            target=completing.ready, args=(self.session, one, middle), daemon=True
        )
        worker.start()

    def check(self, one: Opened, *, text: bool = True) -> None:
        """Have an open document checked as it is now, and what hangs on it after it."""
        if text:
            self.courier.open(one.path, one.text.source)
        one.ask()
        self.courier.ask(one.path, one.version)
        self.check_dependents(one.path)

    def check_dependents(self, path: str) -> None:
        """Have every open document checked in whose findings a file has a part."""
        whole = self.session.disk.absolute(path)
        for other in self.session.open.values():
            if other.path != path and whole in other.read:
                other.ask()
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
        one, uri = self.session.at(path), self.uri(path)
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

    def asked(self, params: Any) -> tuple[Opened, int] | None:
        """The open document that a request is about, and the offset that it names."""
        one = self.session.open.get(params.text_document.uri)
        if one is None:
            return None
        place = getattr(params, "position", None)
        return one, convert.offset(one.text, place) if place is not None else 0

    def uri(self, path: str) -> str:
        """The URI of a file, as the editor writes it where it has it open."""
        one = self.session.at(path)
        return one.uri if one else uri_of(path)

    @property
    def creates(self) -> bool:
        """Can the editor make a file when it is asked to?"""
        said = self.client_capabilities.workspace
        edit = said.workspace_edit if said else None
        kinds = (edit.resource_operations or []) if edit and edit.document_changes else []
        return lsp.ResourceOperationKind.Create in kinds

    def changes(self, edits: Iterable[tuple[str, int, int, str]]) -> lsp.WorkspaceEdit | None:
        """Replacements in files, by path and offsets, as one edit of the editor's.

        A file that does not exist is made; None where the editor cannot do that.
        """
        found: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit]] = {}
        new: list[lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile] = []
        for path, start, end, written in edits:
            text = self.session.buffer(path)
            if text is None:
                options = lsp.CreateFileOptions(ignore_if_exists=True)
                new.append(lsp.CreateFile(self.uri(path), options=options))
                text = Buffer("")
            edit = lsp.TextEdit(convert.span(text, start, end), written)
            found.setdefault(self.uri(path), []).append(edit)
        if not new:
            plain = {uri: [e for e in many if isinstance(e, lsp.TextEdit)]
                     for uri, many in found.items()}  # fmt: skip
            return lsp.WorkspaceEdit(changes=plain)
        if not self.creates:
            return None
        named = lsp.OptionalVersionedTextDocumentIdentifier
        edited = [lsp.TextDocumentEdit(named(uri), many) for uri, many in found.items()]
        return lsp.WorkspaceEdit(document_changes=[*new, *edited])

    def end(self) -> None:
        """Stop the process that checks; the pages go, too."""
        if self._courier is not None:
            self._courier.end()
        else:
            stop(self._process)
        if self._pages is not None:
            self._pages.cleanup()


def uri_of(path: str) -> str:
    """The URI of a file."""
    return PurePath(path).as_uri()
