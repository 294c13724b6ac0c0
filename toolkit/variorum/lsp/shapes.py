"""What an editor may ask of the shape of a text: outline, folds, pairs of tags, the apparatus."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types as lsp

from . import convert, outline, witnessing
from .buffer import Buffer
from .connection import Server

_KINDS = {
    "app": lsp.SymbolKind.Field,
    "entry": lsp.SymbolKind.Field,
    "witness": lsp.SymbolKind.Variable,
    "person": lsp.SymbolKind.Object,
    "teiHeader": lsp.SymbolKind.Namespace,
}


def add(server: Server) -> None:
    """Add all of it to a server."""
    _outline(server)
    _selecting(server)
    _apparatus(server)


def _outline(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        asked = server.asked(params)
        return _symbols(asked[0].text, outline.parts(asked[0].text.source)) if asked else []

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        asked = server.asked(params)
        comment = lsp.FoldingRangeKind.Comment
        return [
            lsp.FoldingRange(first, last, kind=comment if of_comment else None)
            for first, last, of_comment in (outline.folds(asked[0].text) if asked else ())
        ]


def _symbols(text: Buffer, parts: Iterable[outline.Part]) -> list[lsp.DocumentSymbol]:
    return [
        lsp.DocumentSymbol(
            part.name,
            _KINDS.get(part.element, lsp.SymbolKind.Struct),
            convert.span(text, *part.whole),
            convert.span(text, *part.shown),
            detail=part.detail or None,
            children=_symbols(text, part.parts),
        )
        for part in parts
    ]


def _selecting(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_LINKED_EDITING_RANGE)
    def linked(params: lsp.LinkedEditingRangeParams) -> lsp.LinkedEditingRanges | None:
        asked = server.asked(params)
        found = outline.pair(asked[0].text.source, asked[1]) if asked else None
        if asked is None or found is None:
            return None
        return lsp.LinkedEditingRanges([convert.span(asked[0].text, *one) for one in found])

    @server.feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE)
    def selection(params: lsp.SelectionRangeParams) -> list[lsp.SelectionRange]:
        asked = server.asked(params)
        if asked is None:
            return []
        text, found = asked[0].text, []
        for place in params.positions:
            spans = outline.around(text.source, convert.offset(text, place))
            wider = None
            for one in reversed(spans):
                wider = lsp.SelectionRange(convert.span(text, *one), wider)
            if wider is not None:
                found.append(wider)
        return found


def _apparatus(server: Server) -> None:
    legend = lsp.SemanticTokensLegend(list(witnessing.COLOURS), [witnessing.UNKNOWN])

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def tokens(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        asked = server.asked(params)
        if asked is None:
            return lsp.SemanticTokens([])
        text = asked[0].text
        return lsp.SemanticTokens(_encoded(text, witnessing.colours(text.source)))

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def hints(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        asked = server.asked(params)
        if asked is None:
            return []
        text = asked[0].text
        found = witnessing.hints(text.source, *convert.offsets(text, params.range))
        return [
            lsp.InlayHint(convert.position(text, at), words, tooltip=sigla, padding_left=True)
            for at, words, sigla in found
        ]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        asked = server.asked(params)
        if asked is None:
            return []
        text = asked[0].text
        return [
            lsp.CodeLens(convert.span(text, start, end), lsp.Command(words, ""))
            for start, end, words in witnessing.lenses(text.source)
        ]


def _encoded(text: Buffer, found: Iterable[witnessing.Colour]) -> list[int]:
    """As the protocol has it: line and column from the one before, length, kind, what it is."""
    data: list[int] = []
    line = column = 0
    for one in found:
        at_line, at = text.position(one.start)
        end = text.position(one.end)[1]
        data += [at_line - line, at - column if at_line == line else at, end - at, one.kind,
                 int(one.unknown)]  # fmt: skip
        line, column = at_line, at
    return data
