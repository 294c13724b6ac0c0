"""An editor for tests: pygls' client, a server as its own process, and plain calls that wait.

`Editor` holds the texts that it has open and edits them as it tells the server, so that a test
can compare both.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient

T = TypeVar("T")
SECONDS = 5  # after which a server that says nothing is taken for dead


def able() -> dict[str, Any]:
    """What an editor can do that takes all there is."""
    return {
        "text_document": lsp.TextDocumentClientCapabilities(
            completion=lsp.CompletionClientCapabilities(
                completion_item=lsp.ClientCompletionItemOptions(snippet_support=True)
            )
        ),
        "workspace": lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(
                document_changes=True, resource_operations=[lsp.ResourceOperationKind.Create]
            )
        ),
    }


class Editor:
    """A connection with a server, in a folder."""

    def __init__(self, folder: Path, encodings: tuple[str, ...] = ("utf-16",),
                 options: Any = None, **more: Any) -> None:  # fmt: skip
        self.folder = folder
        self.within = SECONDS
        self.loop = asyncio.new_event_loop()
        self.client = BaseLanguageClient("tests", "1")
        self.shown: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.said: list[str] = []
        self._news = asyncio.Event()
        self._versions: dict[str, int] = {}

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = params
            self._news.set()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def say(params: lsp.ShowMessageParams) -> None:
            self.said.append(params.message)
            self._news.set()

        self.wait(self.client.start_io(sys.executable, "-m", "variorum", "lsp", cwd=folder))
        capabilities = lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(
                position_encodings=[lsp.PositionEncodingKind(one) for one in encodings]
            ),
            **more,
        )
        self.answer = self.wait(
            self.client.initialize_async(
                lsp.InitializeParams(
                    capabilities, root_uri=folder.as_uri(), process_id=None,
                    initialization_options=options,
                    workspace_folders=[lsp.WorkspaceFolder(folder.as_uri(), "tests")],
                )
            )
        )  # fmt: skip
        self.client.initialized(lsp.InitializedParams())

    def wait(self, what: Awaitable[T]) -> T:
        """What a request gives."""
        return self.loop.run_until_complete(asyncio.wait_for(what, self.within))

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, *, save: bool = True) -> str:
        """Write a file, open it, and wait until it is checked; its URI."""
        if save:
            (self.folder / name).write_bytes(text.encode())
        uri = self.uri(name)
        self._versions[uri] = 1
        self.shown.pop(uri, None)
        item = lsp.TextDocumentItem(uri, "xml", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        self.diagnostics(uri)
        return uri

    def change(self, uri: str, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        """Tell the server of changes; what was shown before no longer counts."""
        self._versions[uri] += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self._versions[uri], uri), list(changes)
            )
        )

    def put(self, uri: str, text: str) -> list[lsp.Diagnostic]:
        """Replace the whole text; what is found in it."""
        self.change(uri, lsp.TextDocumentContentChangeWholeDocument(text))
        return self.diagnostics(uri)

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(
            lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
        )
        self._versions.pop(uri, None)

    def close_all(self) -> None:
        for uri in list(self._versions):
            self.close(uri)
        self.shown.clear()

    def diagnostics(self, uri: str) -> list[lsp.Diagnostic]:
        """What was found in the text as it is now."""

        async def there() -> list[lsp.Diagnostic]:
            while (now := self.shown.get(uri)) is None or (
                uri in self._versions and now.version != self._versions[uri]
            ):
                self._news.clear()
                await self._news.wait()
            return list(now.diagnostics)

        return self.wait(there())

    def quit(self) -> int | None:
        """End the server; its exit code."""
        self.wait(self.client.shutdown_async(None))
        self.client.exit(None)
        self.wait(self.client.stop())
        self.loop.close()
        return self.client._server.returncode if self.client._server else None
