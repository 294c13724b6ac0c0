"""What an editor is shown of a text is what `variorum validate` reports of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")
from conftest import SHARED, TEI
from editor import Editor
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

import variorum as v
from variorum.errors import MissingExtra
from variorum.lsp import serve

MEMO = (TEI / "memo.xml").read_text("utf-8")
SMALL = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>
</titleStmt><publicationStmt><p>none</p></publicationStmt><sourceDesc><listWit>
<witness xml:id="A">Codex A</witness><witness xml:id="B">Codex B</witness></listWit></sourceDesc>
</fileDesc><encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>
</encodingDesc></teiHeader><text><body><p>one
<app><lem wit="#A">two</lem><rdg wit="#B">too</rdg></app>
</p>%s</body></text></TEI>
"""


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that counts in bytes of UTF-8."""
    folder = tmp_path_factory.mktemp("eight")
    one = Editor(folder, ("utf-8", "utf-16"), {"formatting": True})
    assert str(one.answer.capabilities.position_encoding) == "utf-8"
    yield one
    assert one.quit() == 0


def reported(path: Path) -> list[tuple[Any, ...]]:
    """What the command reports: line, column, code, severity, words; faults of their own."""
    report = v.validate(path, cache=False)
    return sorted((f.line, f.column, f.code, str(f.severity), f.whole) for f in report.faults)


def shown(found: list[lsp.Diagnostic], text: str, units: str = "utf-16-le") -> list[Any]:
    """What the editor shows, with lines and columns as people count them."""
    lines = re.split("\r\n|\n|\r", text.removeprefix("\ufeff"))

    def column(place: lsp.Position) -> int:
        size = 1 if units == "utf-8" else 2
        before = lines[place.line].encode(units)[: place.character * size]
        return len(before.decode(units)) + 1

    words = {1: "error", 2: "warning", 3: "info"}
    return sorted(
        (d.range.start.line + 1, column(d.range.start), str(d.code),
         words[d.severity.value if d.severity else 0], d.message)
        for d in found
    )  # fmt: skip


EDITIONS = ["DigitalLatin__viewer__Servius.xml", "BetaMasaheft__Works__LIT4916PhysB.xml",
            "TEIC__Stylesheets__testapp2.xml", "tla__stemmatology__florilegium_tei_ps.xml",
            "sjhuskey__Calpurnius_Siculus__page-29.xml"]  # fmt: skip


@pytest.mark.parametrize("name", ["memo.xml", *EDITIONS])
def test_an_edition_shows_what_the_command_reports(editor: Editor, name: str) -> None:
    home = TEI if name == "memo.xml" else SHARED / "data/tei"
    if not home.is_dir():
        pytest.skip("needs the measuring data in ../shared, which is not part of the repository")
    text = (home / name).read_bytes().decode()
    uri = editor.open(name, text)
    assert shown(editor.diagnostics(uri), text) == reported(editor.folder / name)
    assert name == "memo.xml" or editor.diagnostics(uri)
    editor.close(uri)


@pytest.mark.parametrize("change", ["\n>\r\n", "<l>𐎠𐎡 <x/></l>", "<l>é &amp; ש<x/></l>"])
@pytest.mark.parametrize("units", ["utf-8", "utf-16"])
def test_places_hold_whatever_is_written_and_however_it_is_counted(
    editor: Editor, eight: Editor, change: str, units: str
) -> None:
    one = editor if units == "utf-16" else eight
    text = SMALL.replace("\n", "\r") % f"<p rend='a'>𐎠é{change}<y/>é<z wit='#Q'/></p>\r\n<q/>"
    uri = one.open("odd.xml", text)
    now = one.diagnostics(uri)
    assert len(now) > 2
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le"}[units]
    assert shown(now, text, codec) == reported(one.folder / "odd.xml")


def test_a_byte_order_mark_that_the_editor_keeps_moves_nothing(editor: Editor) -> None:
    text = "\ufeff" + SMALL.replace("<TEI ", "<TEI wrong='1' ") % ""
    uri = editor.open("bom.xml", text)
    (first, *_) = editor.diagnostics(uri)
    assert first.range.start == lsp.Position(0, 6)
    assert first.code == "SCH002"


def test_each_edit_is_followed_and_a_text_that_was_repaired_is_clean(editor: Editor) -> None:
    good = SMALL % ""
    uri = editor.open("edit.xml", good)
    before = editor.diagnostics(uri)
    line = next(i for i, one in enumerate(good.split("\n")) if "#B" in one)
    at = good.split("\n")[line].index("#B") + 1
    place = lsp.Range(lsp.Position(line, at), lsp.Position(line, at + 1))
    editor.change(uri, lsp.TextDocumentContentChangePartial(place, "Q"))
    found = editor.diagnostics(uri)
    assert "WIT001" in {d.code for d in found}
    editor.change(uri, lsp.TextDocumentContentChangePartial(place, "B"))
    assert editor.diagnostics(uri) == before


def test_while_a_text_is_not_well_formed_one_error_stands_and_the_rest_stays(
    editor: Editor,
) -> None:
    text = SMALL % "<p><wrong/></p><p>here</p><p wit='x'>end</p>"
    uri = editor.open("broken.xml", text)
    whole = editor.diagnostics(uri)
    assert len(whole) >= 2
    line = text[: text.index("here")].count("\n")
    at = lsp.Position(line, text.split("\n")[line].index("here"))
    editor.change(uri, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "<hi"))
    now = editor.diagnostics(uri)
    fault = [d for d in now if not (d.data or {})["kept"]]
    assert [d.code for d in fault] == ["XML001"]
    kept = [d for d in now if d not in fault]
    assert [d.code for d in kept] == [d.code for d in whole]
    assert all("before the text ceased to be well-formed" in d.message for d in kept)
    after = [d.range.start.character for d in kept if d.range.start > at]
    assert after == [d.range.start.character + 3 for d in whole if d.range.start > at]
    assert after
    place = lsp.Range(at, lsp.Position(line, at.character + 3))
    editor.change(uri, lsp.TextDocumentContentChangePartial(place, ""))
    assert editor.diagnostics(uri) == whole


def test_what_was_found_where_one_writes_goes_at_once(editor: Editor) -> None:
    text = SMALL % "<p><wrong/></p>"
    uri = editor.open("gone.xml", text)
    (line,) = (i for i, one in enumerate(text.split("\n")) if "<wrong" in one)
    at = lsp.Position(line, text.split("\n")[line].index("<wrong") + 3)
    editor.change(uri, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "<"))
    assert [d.code for d in editor.diagnostics(uri)] == ["XML001"]


def test_consequences_stand_with_their_cause(editor: Editor) -> None:
    text = SMALL % "<p wit='#A'>a</p>" * 1
    path = editor.folder / "cause.xml"
    uri = editor.open("cause.xml", text.replace('xml:id="A"', 'xml:id="A A"'))
    report = v.validate(path, cache=False)
    consequences = [f for f in report.findings if f.cause is not None]
    assert consequences
    related = [r.message for d in editor.diagnostics(uri) for r in d.related_information or ()]
    related = [words for words in related if words.startswith("follows: ")]
    assert sorted(related) == sorted(f"follows: {f.code} {f.whole}" for f in consequences)


def test_a_siglum_that_is_declared_nowhere_shows_where_witnesses_are(editor: Editor) -> None:
    text = (SMALL % "").replace('wit="#B"', 'wit="#Q"')
    found = [d for d in editor.diagnostics(editor.open("q.xml", text)) if d.code == "WIT001"]
    (place,) = found[0].related_information or ()
    line = place.location.range.start.line
    assert "<listWit>" in text.split("\n")[line]
    assert place.message == "the witnesses are declared here"


def test_settings_hold_by_file_and_a_fault_in_them_is_shown_where_it_is(editor: Editor) -> None:
    folder = editor.folder / "project"
    folder.mkdir()
    toml = folder / "variorum.toml"
    toml.write_text('[[validate.for]]\nfiles = ["quiet.xml"]\nignore = ["SCH"]\n')
    text = SMALL % "<p><wrong/></p>"
    loud, quiet = (editor.open(f"project/{name}.xml", text) for name in ("loud", "quiet"))
    assert "SCH001" in {d.code for d in editor.diagnostics(loud)}
    assert "SCH001" not in {d.code for d in editor.diagnostics(quiet)}
    toml.write_text('[validate]\nignore = ["SCH"]\nwrong-key = 1\n')
    changed = lsp.FileEvent(toml.as_uri(), lsp.FileChangeType.Changed)
    editor.shown.clear()
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    assert "SCH001" not in {d.code for d in editor.diagnostics(loud)}
    found = editor.diagnostics(toml.as_uri())
    assert len(found) == 1, found
    (fault,) = found
    assert (fault.code, fault.range.start.line) == ("CFG004", 2)
    toml.write_text("[validate\n")
    editor.shown.clear()
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    assert [d.code for d in editor.diagnostics(loud)] == ["XML009"]
    toml.unlink()
    editor.close(loud)
    editor.close(quiet)


def test_a_file_that_is_included_shows_its_own_and_its_reader_hears_of_a_change(
    editor: Editor,
) -> None:
    part = '<p xmlns="http://www.tei-c.org/ns/1.0" xml:id="part">%s</p>'
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.xml"/>'
    (editor.folder / "part.xml").write_text(part % "<wrong/>")
    uri = editor.open("whole.xml", SMALL % include)
    inside = editor.diagnostics(editor.uri("part.xml"))
    assert [d.code for d in inside] == ["SCH001"]
    opened = editor.open("part.xml", part % "right")
    editor.wait(until(lambda: "SCH001" not in {d.code for d in editor.shown[opened].diagnostics}))
    editor.close(opened)
    editor.close(uri)


async def until(holds: Any) -> None:
    """Let the connection work until something holds."""
    import asyncio

    while not holds():
        await asyncio.sleep(0.005)


def test_a_binary_file_and_one_without_schema_are_told_and_others_go_on(editor: Editor) -> None:
    assert [d.code for d in editor.diagnostics(editor.open("b.xml", "PK\x03\x04"))] == ["XML006"]
    assert [d.code for d in editor.diagnostics(editor.open("e.xml", ""))] == ["XML006"]
    lost = '<?xml-model href="lost.rng"?>\n' + SMALL % ""
    assert "SCH011" in {d.code for d in editor.diagnostics(editor.open("lost.xml", lost))}
    assert not editor.diagnostics(editor.open("fine.xml", MEMO))


def test_who_asks_for_formatting_gets_it_and_no_text_that_is_not_well_formed(
    eight: Editor,
) -> None:
    assert eight.answer.capabilities.document_formatting_provider
    text = "<TEI><text><body><p>é 𐎠  <hi>x</hi> </p><div><p/></div></body></text></TEI>"
    uri = eight.open("layout.xml", text)
    options = lsp.FormattingOptions(tab_size=1, insert_spaces=True)
    ids = lsp.TextDocumentIdentifier(uri)
    asked = lsp.DocumentFormattingParams(ids, options)
    edits = eight.wait(eight.client.text_document_formatting_async(asked))
    data = text.encode()
    for edit in reversed(edits or ()):
        begin, end = edit.range.start.character, edit.range.end.character
        data = data[:begin] + edit.new_text.encode() + data[end:]
    assert data.decode().split("\n") == [
        "<TEI>", " <text>", "  <body>", "   <p>é 𐎠  <hi>x</hi> </p>", "   <div>", "    <p/>",
        "   </div>", "  </body>", " </text>", "</TEI>",
    ]  # fmt: skip
    part = lsp.Range(lsp.Position(0, data.index(b"<div>") - 9), lsp.Position(0, 900))
    ranged = lsp.DocumentRangeFormattingParams(ids, part, options)
    some = eight.wait(eight.client.text_document_range_formatting_async(ranged))
    assert some
    assert edits
    assert 0 < len(some) < len(edits)
    eight.put(uri, text.replace("</p>", ""))
    with pytest.raises(JsonRpcException, match=r"layout\.xml"):
        eight.wait(eight.client.text_document_formatting_async(asked))


def test_a_document_that_has_no_file_yet_is_checked(editor: Editor) -> None:
    uri = editor.open("never-saved.xml", SMALL % "<wrong/>", save=False)
    assert "SCH001" in {d.code for d in editor.diagnostics(uri)}


def test_edits_that_make_no_sense_end_nothing(editor: Editor) -> None:
    uri = editor.open("sense.xml", SMALL % "")
    backward = lsp.Range(lsp.Position(9, 9), lsp.Position(2, 0))
    beyond = lsp.Range(lsp.Position(900, 9), lsp.Position(901, 0))
    for place in (backward, beyond):
        editor.change(uri, lsp.TextDocumentContentChangePartial(place, "<"))
    assert [d.code for d in editor.diagnostics(uri) if not d.data["kept"]] == ["XML001"]
    editor.client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(1, "file:///never-opened.xml"), []
        )
    )
    assert editor.put(uri, SMALL % "") == []


def test_a_schema_that_comes_is_taken_and_one_that_breaks_is_said(editor: Editor) -> None:
    schema = editor.folder / "own.rng"
    grammar = ('<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><element name="b">'
               "<text/></element></element>")  # fmt: skip
    text = '<?xml-model href="own.rng"?>\n<a><c/></a>'
    uri = editor.open("own.xml", text)
    assert "SCH011" in {d.code for d in editor.diagnostics(uri)}
    schema.write_text(grammar)
    assert {d.code for d in editor.put(uri, text)} == {"SCH001"}
    schema.write_text(grammar.replace('"b"', '"c"'))
    assert editor.put(uri, text) == []
    schema.write_text("<element")
    assert "SCH011" in {d.code for d in editor.put(uri, text)}


def test_nothing_is_announced_that_is_not_there(editor: Editor) -> None:
    said = editor.answer.capabilities
    assert said.diagnostic_provider is None
    assert said.document_formatting_provider is None
    assert said.type_definition_provider is None
    assert said.text_document_sync == lsp.TextDocumentSyncOptions(
        open_close=True, change=lsp.TextDocumentSyncKind.Incremental, save=True
    )


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    from variorum import cli

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'variorum\[editor\]'"):
        serve()
    assert cli.run(["lsp"]) == 2
