"""The shape of a text in the editor: outline, folds, pairs of tags, the apparatus."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from editor import Editor
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp
from test_lsp_writing import EDITION, at

from variorum.lsp import outline, witnessing
from variorum.lsp.buffer import Buffer

TEXT = EDITION % (
    '𐎠 <app n="2"><lem wit="#A"> a\n<hi>b</hi></lem><rdg wit="#B #Q"/></app>'
    '</p><div type="chapter" n="2"><head>On <hi>fish</hi></head><p>x</p></div><p>'
)


def opened(editor: Editor, text: str) -> tuple[lsp.TextDocumentIdentifier, Buffer]:
    return lsp.TextDocumentIdentifier(editor.open("shapes.xml", text)), Buffer(text)


def words(text: Buffer, one: lsp.Range) -> str:
    """What stands in a range."""
    start = text.offset(one.start.line, one.start.character)
    return text.source[start : text.offset(one.end.line, one.end.character)]


def named(found: list[lsp.DocumentSymbol], depth: int = 0) -> list[tuple[int, str, str]]:
    rows = []
    for one in found:
        rows += [(depth, one.name, one.detail or ""), *named(list(one.children or ()), depth + 1)]
    return rows


def test_the_outline_has_divisions_entries_and_witnesses(editor: Editor) -> None:
    document, text = opened(editor, TEXT)
    found = editor.wait(
        editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    )
    symbols = [one for one in found or [] if isinstance(one, lsp.DocumentSymbol)]
    assert named(symbols) == [
        (0, "TEI", ""), (1, "teiHeader", ""), (2, "listWit", ""), (3, "A", "Codex Alexandrinus"),
        (3, "B", "Codex B"), (2, "h1", "a neat hand"), (2, "paul", "Paul"), (1, "text", ""),
        (2, "body", ""), (3, "app", "two"), (3, "app 2", "a b"), (3, "On fish", "chapter 2"),
    ]  # fmt: skip
    (tei,) = symbols
    assert words(text, tei.range) == TEXT.strip()
    assert words(text, tei.selection_range).startswith("<TEI ")


def test_what_spans_lines_can_be_folded(editor: Editor) -> None:
    document, _ = opened(editor, "<a>\n<b>\n</b><c/>\n<!-- x\ny -->\n<d>z</d></a>")
    found = editor.wait(
        editor.client.text_document_folding_range_async(lsp.FoldingRangeParams(document))
    )
    lines = [(one.start_line, one.end_line, str(one.kind)) for one in found or []]
    assert sorted(lines) == [(0, 5, "None"), (1, 2, "None"), (3, 4, "comment")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<a><b|c>x</bc></a>", ["bc", "bc"]),
        ("<a><bc>x</b|c></a>", ["bc", "bc"]),
        ("<a><a>x</a></|a>", ["a", "a"]),
        ("<a><b|/></a>", []),
        ("<a><b|>x</a>", []),
        ("<a n='|b'>x</a>", []),
    ],
)
def test_the_two_names_of_an_element_are_written_as_one(
    editor: Editor, text: str, names: list[str]
) -> None:
    source, place = at(text)
    document, buffer = opened(editor, source)
    found = editor.wait(
        editor.client.text_document_linked_editing_range_async(
            lsp.LinkedEditingRangeParams(document, place)
        )
    )
    ranges = list(found.ranges) if found else []
    assert [words(buffer, one) for one in ranges] == names
    if "<a><a>" in text:
        assert (ranges[0].start.character, ranges[1].start.character) == (1, 13)


def test_a_selection_grows_from_word_to_element_to_all(editor: Editor) -> None:
    source, place = at('<a><b n="x |y z">t</b></a>')
    document, buffer = opened(editor, source)
    found = editor.wait(
        editor.client.text_document_selection_range_async(
            lsp.SelectionRangeParams(document, [place])
        )
    )
    assert found is not None
    spans, one = [], found[0]
    while True:
        spans.append(words(buffer, one.range))
        if one.parent is None:
            break
        one = one.parent
    assert spans == ["y", "x y z", '<b n="x y z">', '<b n="x y z">t</b>', source]


def test_sigla_and_the_words_of_lemma_and_reading_have_colours(editor: Editor) -> None:
    document, text = opened(editor, TEXT)
    found = editor.wait(
        editor.client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(document))
    )
    legend = editor.answer.capabilities.semantic_tokens_provider
    assert isinstance(legend, lsp.SemanticTokensOptions)
    kinds = legend.legend.token_types
    assert found is not None
    shown, line, column = [], 0, 0
    for i in range(0, len(found.data), 5):
        down, right, length, kind, modifiers = found.data[i : i + 5]
        line, column = line + down, right + (column if not down else 0)
        here = lsp.Range(lsp.Position(line, column), lsp.Position(line, column + length))
        shown.append((words(text, here).strip(), kinds[kind], modifiers))
    assert shown == [
        ("#A", "variable", 0), ("two", "property", 0), ("#B", "variable", 0),
        ("too", "parameter", 0), ("#A", "variable", 0), ("a", "property", 0), ("b", "property", 0),
        ("#B", "variable", 0), ("#Q", "variable", 1),
    ]  # fmt: skip


def test_a_reading_says_how_many_read_so_and_what_is_omitted(editor: Editor) -> None:
    document, text = opened(editor, TEXT)
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(*text.position(len(TEXT))))
    found = editor.wait(
        editor.client.text_document_inlay_hint_async(lsp.InlayHintParams(document, whole))
    )
    assert [(one.label, one.tooltip) for one in found or []] == [("2 witnesses, omitted", "B Q")]
    assert found is not None
    assert text.source[: text.offset(found[0].position.line, found[0].position.character)].endswith(
        '<rdg wit="#B #Q"/>'
    )
    top = lsp.Range(lsp.Position(0, 0), lsp.Position(1, 0))
    assert not editor.wait(
        editor.client.text_document_inlay_hint_async(lsp.InlayHintParams(document, top))
    )


def test_a_body_and_each_witness_say_what_is_counted(editor: Editor) -> None:
    document, text = opened(editor, TEXT)
    found = editor.wait(editor.client.text_document_code_lens_async(lsp.CodeLensParams(document)))
    said = [(words(text, one.range).split()[0], one.command.title)
            for one in found or [] if one.command]  # fmt: skip
    assert said == [
        ("<body>", "2 entries, 2 variants, 1 omission, 3 witnesses"),
        ("<witness", "cited in 2 readings"),
        ("<witness", "cited in 2 readings"),
    ]


def test_a_division_says_what_it_holds_unless_that_is_all_that_is_around_it() -> None:
    app = '<app><lem wit="#A">x</lem><rdg wit="#B #C"/></app>'
    text = f"<body><div1><div2>{app}</div2></div1><div1>{app}{app}</div1><div1/></body>"
    assert [(text[start:end], words) for start, end, words in witnessing.lenses(text)] == [
        ("<body>", "3 entries, 3 variants, 3 omissions, 3 witnesses"),
        ("<div1>", "1 entry, 1 variant, 1 omission, 3 witnesses"),
        ("<div1>", "2 entries, 2 variants, 2 omissions, 3 witnesses"),
    ]


PIECES = st.sampled_from(["<a>", "</a>", "<app>", "</app>", "<lem wit='#A'>", "</lem>", "<rdg",
                          "x\n", " wit='A", "'>", "<", ">", "<body>", "<witness xml:id='A'>",
                          "<!--", "-->", "<div>", "</div>", "<head>", '"'])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.integers(0, 80))
def test_no_text_is_too_broken_to_have_a_shape(source: str, offset: int) -> None:
    offset = min(offset, len(source))
    text = Buffer(source)
    spans = outline.around(source, offset)
    assert spans[-1] == (0, len(source)) or not source
    for (start, end), (before, after) in pairwise(spans):
        assert before <= start <= end <= after
    waiting = outline.parts(source)
    while waiting:
        part = waiting.pop()
        assert part.whole[0] <= part.shown[0] <= part.shown[1] <= part.whole[1]
        waiting += part.parts
    outline.pair(source, offset)
    assert all(first < last for first, last, _ in outline.folds(text))
    colours = witnessing.colours(source)
    assert all(one.end <= other.start for one, other in pairwise(colours))
    list(witnessing.lenses(source))
    list(witnessing.hints(source, 0, offset))


def test_a_real_edition_has_its_entries(shared: Path) -> None:
    source = (shared / "data/tei/sjhuskey__Calpurnius_Siculus__Poem5.xml").read_text("utf-8")
    waiting, entries = outline.parts(source), 0
    while waiting:
        part = waiting.pop()
        entries += part.element == "app"
        waiting += part.parts
    assert entries == source.count("<app ") + source.count("<app>")
    assert entries > 50
