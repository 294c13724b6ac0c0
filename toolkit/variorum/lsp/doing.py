"""What an editor may have done beyond what is written in it: commands, and laying out mark-up."""

from __future__ import annotations

import asyncio
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from ..errors import VariorumError
from ..text import xml
from . import convert, errands, formatting
from .connection import Server, uri_of
from .overlay import as_bytes, path_of
from .session import Opened

REFUSED = -32803  # RequestFailed: the request is right, and cannot be done


def add_commands(server: Server) -> None:
    """Add the commands. Each takes `{"uri": …}`, and gives what `errands` says of it."""
    for name in errands.COMMANDS:
        _add_command(server, name)


def _add_command(server: Server, name: str) -> None:
    @server.command(name)
    async def command(*given: Any) -> Any:
        said = given[0] if given and isinstance(given[0], dict) else {}
        path = path_of(str(said.get("uri", "")))
        if not path:
            raise _refused(f"{name} takes the URI of a file")
        texts = {one.path: as_bytes(one.text.source) for one in server.session.open.values()}
        loop = asyncio.get_running_loop()
        asked = {**said, "folder": server.folder}
        try:
            found = await loop.run_in_executor(None, errands.ask, name, path, texts, asked)
        except VariorumError as error:
            raise _refused(str(error)) from None
        if name == errands.WITNESSES:
            return [{"siglum": siglum, "title": title} for siglum, title in found]
        page, changed = found
        uri = uri_of(page)
        if server.shows:
            server.window_show_document(lsp.ShowDocumentParams(uri, external=True))
        return {"uri": uri, "changed": changed}


def add_formatting(server: Server) -> None:
    """Add formatting; only for who asks for it, since an editor may format whatever is saved."""

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def whole(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        one = server.session.open.get(params.text_document.uri)
        return _laid_out(one, params.options, 0, len(one.text.source)) if one else []

    @server.feature(lsp.TEXT_DOCUMENT_RANGE_FORMATTING)
    def part(params: lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit]:
        one = server.session.open.get(params.text_document.uri)
        if one is None:
            return []
        return _laid_out(one, params.options, *convert.offsets(one.text, params.range))


def _laid_out(
    one: Opened, options: lsp.FormattingOptions, start: int, end: int
) -> list[lsp.TextEdit]:
    try:
        xml.parse(as_bytes(one.text.source), name=one.path)
    except VariorumError as error:
        raise _refused(str(error)) from None
    indent = " " * options.tab_size if options.insert_spaces else "\t"
    return [
        lsp.TextEdit(convert.span(one.text, gap.start, gap.end), gap.text)
        for gap in formatting.gaps(one.text.source, indent)
        if start <= gap.start and gap.end <= end
    ]


def _refused(message: str) -> JsonRpcException:
    return JsonRpcException(" ".join(message.split()), REFUSED)
