"""Names and pointers: where a name is given, who points to it, and a new name for it, safely."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from editor import Editor
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from test_lsp_writing import EDITION, at

import variorum as v
from variorum.errors import UsageError
from variorum.lsp.linking import Project
from variorum.lsp.session import Session

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
PART = f'<div {TEI}><p corresp="#paul p1.xml#x" xml:id="in">a</p></div>'
INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.xml"/>'
NOTES = f'<p {TEI}><ref target="edition.xml#paul https://a.org/"/></p>'
PREFIX = '<prefixDef ident="w" matchPattern="(.+)" replacementPattern="#$1"/>'


@pytest.fixture
def project(editor: Editor) -> Iterator[Path]:
    (editor.folder / "variorum.toml").write_text("")
    (editor.folder / "part.xml").write_text(PART)
    (editor.folder / "notes.xml").write_text(NOTES)
    yield editor.folder
    for path in editor.folder.glob("*.xml"):
        path.unlink()


def asking(editor: Editor, markup: str) -> tuple[lsp.TextDocumentIdentifier, lsp.Position, str]:
    """The edition opened, with a caret in some mark-up of it, or in the first that has a bar."""
    text = markup if markup.startswith("<TEI") else EDITION % (INCLUDE + markup)
    source, place = at(text)
    return lsp.TextDocumentIdentifier(editor.open("edition.xml", source)), place, source


def said(editor: Editor, found: list[lsp.Location]) -> list[tuple[str, str]]:
    """The name of the file and the words of each place."""
    result = []
    for one in found:
        path = editor.folder / one.uri.rpartition("/")[2]
        line = path.read_text().split("\n")[one.range.start.line]
        result.append((path.name, line[one.range.start.character : one.range.end.character]))
    return result


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ('<app><rdg wit="#|B"/></app>', [("edition.xml", "B")]),
        ('<persName ref="#pa|ul"/>', [("edition.xml", "paul")]),
        ('<q corresp="part.xml#i|n"/>', [("part.xml", "in")]),
        ('<q corresp="#i|n"/>', [("part.xml", "in")]),
        ('<q corresp="notes.|xml"/>', [("notes.xml", "")]),
        ('<q corresp="#no|ne"/>', []),
        ('<q corresp="https://a.|org/#b"/>', []),
        ("<q>wo|rd</q>", []),
    ],
)
def test_a_pointer_leads_to_where_its_name_is_given(
    editor: Editor, project: Path, markup: str, place: list[tuple[str, str]]
) -> None:
    document, position, _ = asking(editor, markup)
    found = editor.wait(
        editor.client.text_document_definition_async(lsp.DefinitionParams(document, position))
    )
    assert isinstance(found, list)
    assert said(editor, [one for one in found if isinstance(one, lsp.Location)]) == place


def test_an_inclusion_leads_to_its_file(editor: Editor, project: Path) -> None:
    text = (EDITION % INCLUDE).replace('"part.xml"', '"part|.xml"')
    document, position, _ = asking(editor, text)
    found = editor.wait(
        editor.client.text_document_definition_async(lsp.DefinitionParams(document, position))
    )
    assert [one.uri for one in found] == [(project / "part.xml").as_uri()]  # type: ignore[union-attr]


def test_all_pointers_to_a_name_are_found_in_every_file(editor: Editor, project: Path) -> None:
    document, position, _ = asking(editor, '<persName ref="#pa|ul"/>')
    found = editor.wait(
        editor.client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(True), document, position)
        )
    )
    assert sorted(said(editor, list(found or []))) == [
        ("edition.xml", "paul"), ("edition.xml", "paul"), ("notes.xml", "paul"),
        ("part.xml", "paul"),
    ]  # fmt: skip


def test_a_name_and_what_points_to_it_are_shown_together(editor: Editor, project: Path) -> None:
    document, position, source = asking(editor, '<app><rdg wit="#|A">x</rdg></app>')
    found = editor.wait(
        editor.client.text_document_document_highlight_async(
            lsp.DocumentHighlightParams(document, position)
        )
    )
    assert len(found or []) == source.count('"#A"') + 1


def rename(editor: Editor, markup: str, name: str) -> dict[str, str]:
    """The files as they are after a name was changed."""
    document, position, _ = asking(editor, markup)
    edit = editor.wait(
        editor.client.text_document_rename_async(lsp.RenameParams(document, position, name))
    )
    assert edit is not None
    after = {}
    for uri, edits in (edit.changes or {}).items():
        path = editor.folder / uri.rpartition("/")[2]
        lines = path.read_text().split("\n")
        for one in sorted(edits, key=lambda e: (e.range.start.line, -e.range.start.character)):
            assert one.range.start.line == one.range.end.line
            line = lines[one.range.start.line]
            lines[one.range.start.line] = (
                line[: one.range.start.character] + one.new_text + line[one.range.end.character :]
            )
        after[path.name] = "\n".join(lines)
    return after


def test_a_new_name_stands_wherever_the_old_one_stood(editor: Editor, project: Path) -> None:
    asking(editor, '<persName ref="#pa|ul"/>')
    before = v.validate([str(project)], cache=False)
    after = rename(editor, '<persName ref="#pa|ul"/>', "saul")
    assert set(after) == {"edition.xml", "part.xml", "notes.xml"}
    assert not any("paul" in text for text in after.values())
    assert 'corresp="#saul p1.xml#x"' in after["part.xml"]
    for name, text in after.items():
        (project / name).write_text(text)
    renamed = v.validate([str(project)], cache=False)
    assert [r.path for r in renamed] == [r.path for r in before]
    assert [f.code for r in renamed for f in r] == [f.code for r in before for f in r]


def test_a_siglum_is_renamed_where_it_is_given_and_where_it_is_cited(
    editor: Editor, project: Path
) -> None:
    text = EDITION % '<app><lem wit="#A w:B">a</lem><rdg wit="#|B"/></app>'
    text = text.replace("</fileDesc>", f"</fileDesc><listPrefixDef>{PREFIX}</listPrefixDef>")
    after = rename(editor, text, "#Bo")["edition.xml"]
    assert 'xml:id="Bo"' in after
    assert 'wit="#A w:Bo"' in after
    assert '"#B"' not in after
    bare = rename(editor, text.replace('wit="#', 'wit="').replace("w:B", "B"), "Bo")["edition.xml"]
    assert 'wit="A Bo"' in bare
    assert '"B"' not in bare


@pytest.mark.parametrize(
    ("markup", "name", "why"),
    [
        ('<persName ref="#pa|ul"/>', "in", "there is a <p> called 'in' already"),
        ('<persName ref="#pa|ul"/>', "A", "there is a <witness> called 'A' already"),
        ('<persName ref="#pa|ul"/>', "1st", "'1st' cannot be an xml:id"),
        ('<persName ref="#pa|ul"/>', "a b", "'a b' cannot be an xml:id"),
        ('<persName ref="#lo|st"/>', "x", "'lost' is named nowhere"),
    ],
)
def test_a_new_name_that_is_not_safe_is_refused_with_the_reason(
    editor: Editor, project: Path, markup: str, name: str, why: str
) -> None:
    with pytest.raises(JsonRpcException) as refused:
        rename(editor, markup, name)
    assert why in refused.value.message


def test_a_file_that_may_not_be_written_stops_a_new_name(
    editor: Editor, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _ = at(EDITION % '<persName ref="#pa|ul"/>')
    one = Session().opened((project / "edition.xml").as_uri(), 1, source)
    session = Session()
    session.open[one.uri] = one
    around = Project(session, one)
    found = around.at(source.index("#paul") + 2)
    assert found is not None
    assert len(around.renamed(found[0], "saul")) == 3
    notes = "notes.xml"
    monkeypatch.setattr(
        os, "access", lambda path, mode: mode == os.R_OK or not str(path).endswith(notes)
    )
    with pytest.raises(UsageError, match=r"notes\.xml: points to it and may not be written"):
        around.renamed(found[0], "saul")


def test_what_may_not_be_read_stops_a_new_name_since_it_might_point_there(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _ = at(EDITION % '<persName ref="#pa|ul"/>')
    session = Session()
    session.opened((project / "edition.xml").as_uri(), 1, source)

    def renamed() -> None:
        around = Project(session, next(iter(session.open.values())))
        found = around.at(source.index("#paul") + 2)
        assert found is not None
        around.renamed(found[0], "saul")

    renamed()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK)
    with pytest.raises(UsageError, match=r"\.xml: may not be read, and might point to it"):
        renamed()
    monkeypatch.undo()
    closed, look = project / "closed", os.scandir
    closed.mkdir()

    def scandir(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(UsageError, match="closed: may not be read"):
        renamed()
    closed.rmdir()


def test_a_rename_begins_with_the_name_alone(editor: Editor, project: Path) -> None:
    document, position, source = asking(editor, '<q corresp="part.xml#i|n"/>')
    found = editor.wait(
        editor.client.text_document_prepare_rename_async(
            lsp.PrepareRenameParams(document, position)
        )
    )
    assert isinstance(found, lsp.PrepareRenamePlaceholder)
    line = source.split("\n")[found.range.start.line]
    assert line[found.range.start.character : found.range.end.character] == "in"
    document, position, _ = asking(editor, "<q>wo|rd</q>")
    assert not editor.wait(
        editor.client.text_document_prepare_rename_async(
            lsp.PrepareRenameParams(document, position)
        )
    )


def test_what_leads_to_a_file_or_the_web_is_a_link(editor: Editor, project: Path) -> None:
    markup = '<ref target="https://a.org/x notes.xml#p lost.xml"/>|'
    document, _, _ = asking(editor, markup)
    found = editor.wait(
        editor.client.text_document_document_link_async(lsp.DocumentLinkParams(document))
    )
    assert [one.target for one in found or []] == [
        (project / "part.xml").as_uri(), "https://a.org/x", (project / "notes.xml").as_uri()
    ]  # fmt: skip
