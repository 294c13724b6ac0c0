"""The server: which messages of the editor change what is known, and how it begins and ends."""

from __future__ import annotations

import gc
import logging
import subprocess
from typing import Any

from lsprotocol import types as lsp

from . import convert, doing, features
from .connection import Server
from .overlay import path_of


def made(process: subprocess.Popen[bytes]) -> Server:
    """A server with all that it can do, beside a process that checks."""
    server = Server(process)

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        encoding = server.workspace.position_encoding
        server.session.units = str(getattr(encoding, "value", encoding))
        said = params.initialization_options
        if isinstance(said, dict) and said.get("formatting") is True:
            doing.add_formatting(server)

    @server.feature(lsp.INITIALIZED)
    def initialized(params: lsp.InitializedParams) -> None:
        server.watch()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        one = server.session.opened(given.uri, given.version, given.text)
        server.check(one)
        server.get_ready(one)

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

    @server.feature(lsp.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.end()

    features.add(server)
    doing.add_commands(server)
    return server


class _OneLine(logging.Formatter):
    """Says what went wrong, not where in the program it did."""

    def formatException(self, ei: Any) -> str:
        return " ".join(f"{type(ei[1]).__name__}: {ei[1]}".split())

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = record.message.partition("\n")[0]
        return super().formatMessage(record)


def speak(process: subprocess.Popen[bytes], *, debug: bool) -> None:
    """Speak the protocol over standard input and output, until the editor ends.

    What goes wrong is logged to standard error, a line each; with `debug` where it did, too.
    """
    log = logging.StreamHandler()
    form = "variorum lsp: %(message)s"
    log.setFormatter(logging.Formatter(form) if debug else _OneLine(form))
    logging.basicConfig(level=logging.WARNING, handlers=[log])
    server = made(process)
    gc.freeze()  # what was loaded stays: it need not be looked through again and again
    try:
        server.start_io()
    finally:
        server.end()
