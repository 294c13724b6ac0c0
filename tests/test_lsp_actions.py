"""What can be done about a finding or with a selection does what its title says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from editor import Editor
from lsprotocol import types as lsp
from test_lsp_writing import EDITION

import variorum as v
from variorum.lsp import tomls


def offered(
    editor: Editor, text: str, only: Sequence[str] = ()
) -> tuple[str, dict[str, lsp.CodeAction]]:
    """The text without its bars, and what is offered between them (or at the one), by title."""
    before, _, rest = text.partition("|")
    words, bar, after = rest.partition("|")
    source = before + words + after
    uri = editor.open("acted.xml", source)
    ends = len(before), len(before) + (len(words) if bar else 0)
    start, end = (
        lsp.Position(source.count("\n", 0, at), at - source.rfind("\n", 0, at) - 1) for at in ends
    )
    kinds = [lsp.CodeActionKind(kind) for kind in only] or None
    found = editor.wait(
        editor.client.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(uri), lsp.Range(start, end),
                lsp.CodeActionContext([], only=kinds),
            )
        )
    )  # fmt: skip
    return source, {one.title: one for one in found or [] if isinstance(one, lsp.CodeAction)}


def done(editor: Editor, text: str, title: str, only: Sequence[str] = ()) -> str:
    """The text after an action."""
    source, found = offered(editor, text, only)
    action = found[title]
    if action.edit is None:
        action = editor.wait(editor.client.code_action_resolve_async(action))
    assert action.edit is not None
    assert action.edit.changes is not None
    ((uri, edits),) = action.edit.changes.items()
    assert uri == editor.uri("acted.xml")
    lines = [0, *(i + 1 for i, sign in enumerate(source) if sign == "\n")]
    places = [
        (lines[e.range.start.line] + e.range.start.character,
         lines[e.range.end.line] + e.range.end.character, e.new_text) for e in edits
    ]  # fmt: skip
    for start, end, new in sorted(places, reverse=True):
        source = source[:start] + new + source[end:]
    return source


@pytest.mark.parametrize(
    ("markup", "title", "after"),
    [
        ("<q><|emphh rend='a'>x</emphh></q>", "Change to emph", "<q><emph rend='a'>x</emph></q>"),
        ("<q ren|dd='a'>x</q>", "Change to rend", "<q rend='a'>x</q>"),
        ("<q ren|dd='a' n='1'>x</q>", "Remove @rendd", "<q n='1'>x</q>"),
        ('<app><rdg wit="#A">a</rdg><rdg wit="#h|1x">x</rdg></app>', None, ""),
        ('<persName ref="#pa|ull">x</persName>', "Change to #paul",
         '<persName ref="#paul">x</persName>'),
        ('<persName ref="pa|ul">x</persName>', "Change to #paul",
         '<persName ref="#paul">x</persName>'),
        ('<persName ref="pa|ul">x</persName>', "Fix this REF003",
         '<persName ref="#paul">x</persName>'),
        ('<persName ref="pa|ul">x</persName><q corresp="p1"/>', "Fix every REF003 in this file",
         '<persName ref="#paul">x</persName><q corresp="#p1"/>'),
    ],
)  # fmt: skip
def test_what_was_meant_is_put_in_the_place_of_what_is_written(
    editor: Editor, markup: str, title: str | None, after: str
) -> None:
    if title is None:
        _, found = offered(editor, EDITION % markup)
        assert not [t for t in found if t.startswith("Change")]
    else:
        assert done(editor, EDITION % markup, title) == EDITION % after


def test_a_witness_that_is_missing_is_declared_and_then_found(editor: Editor) -> None:
    text = EDITION % '<app><lem wit="#A">x</lem><rdg wit="#B #Z|w">y</rdg></app>'
    after = done(editor, text, "Declare Zw as a witness")
    assert '</witness>\n<witness xml:id="Zw">Zw</witness>\n</listWit>' in after
    found = editor.diagnostics(editor.open("acted.xml", after))
    assert "WIT001" not in {d.code for d in found}


@pytest.mark.parametrize(
    ("markup", "title", "written"),
    [
        ('<add hand="#|h9">x</add>', "Declare h9 as a handNote", '<handNote xml:id="h9"/>'),
        ('<persName ref="#|zoe">x</persName>', "Declare zoe as a person",
         '<person xml:id="zoe"><persName>zoe</persName></person>'),
    ],
)  # fmt: skip
def test_what_is_pointed_to_and_missing_is_declared(
    editor: Editor, markup: str, title: str, written: str
) -> None:
    assert written in done(editor, EDITION % markup, title)


def test_a_language_that_is_missing_is_declared(editor: Editor) -> None:
    text = (EDITION % '<foreign xml:lang="|cop">x</foreign>').replace(
        "<profileDesc>",
        '<profileDesc><langUsage><language ident="en">English</language></langUsage>',
    )
    after = done(editor, text, "Declare cop as a language")
    assert '<language ident="cop">cop</language></langUsage>' in after
    found = editor.diagnostics(editor.open("acted.xml", after))
    assert "LNG002" not in {d.code for d in found}


def test_a_language_that_is_declared_and_not_used_is_not_declared_again(editor: Editor) -> None:
    languages = '<langUsage><language ident="en">E</language><language |ident="it">I</language>'
    text = (EDITION % "x").replace("<profileDesc>", f"<profileDesc>{languages}</langUsage>")
    text = text.replace("<TEI ", '<TEI xml:lang="en" ')
    _, found = offered(editor, text)
    assert "Ignore LNG002 in this <language>" in found
    assert not [title for title in found if title.startswith("Declare")]


def test_a_name_that_is_hardly_like_the_one_written_is_not_put_forward(
    editor: Editor, shared: Path
) -> None:
    (editor.folder / "tei_all.rng").write_bytes((shared / "schema/tei_all-4.3.0.rng").read_bytes())
    model = '<?xml-model href="tei_all.rng"?>'
    for markup, title, sure in (
        ("<q ren|dd='a'/>", "rend", True),
        ("<pb |hand='#h1'/>", "ana", None),
    ):
        _, found = offered(editor, model + EDITION % markup)
        assert found[f"Change to {title}"].is_preferred is sure


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("Wrap in <foreign>", "<foreign>one <hi>two</hi></foreign>"),
        ("Wrap in <supplied>", "<supplied>one <hi>two</hi></supplied>"),
        ("Wrap in <choice> as <sic> and <corr>",
         "<choice><sic>one <hi>two</hi></sic><corr>one <hi>two</hi></corr></choice>"),
        ("Wrap in <app> with the witnesses of this file",
         '<app><lem wit="#A">one <hi>two</hi></lem><rdg wit="#B">one <hi>two</hi></rdg></app>'),
    ],
)  # fmt: skip
def test_a_selection_is_wrapped_in_what_may_stand_there(
    editor: Editor, title: str, after: str
) -> None:
    assert done(editor, EDITION % "a |one <hi>two</hi>| b", title) == EDITION % f"a {after} b"


@pytest.mark.parametrize("markup", ["a |one <hi>two| b</hi>", "<h|i>t|wo</hi>", "<hi ren|d='a|'/>"])
def test_a_selection_across_tags_is_not_wrapped(editor: Editor, markup: str) -> None:
    _, found = offered(editor, EDITION % markup)
    assert not [title for title in found if title.startswith("Wrap")]


def test_brackets_become_mark_up_as_encode_has_it(editor: Editor) -> None:
    text = "|he went [to Moscow] &amp; back|"
    after = done(editor, EDITION % text, "Turn brackets into mark-up")
    assert "[" not in after.partition("<body>")[2]
    encoded = v.encode(v.witness("he went [to Moscow] & back", siglum="A"))
    found = re.search(r"he went <.*?&amp; back", encoded)
    assert found
    assert found[0].replace(' resp="#ed"', "") in after


def test_a_rule_is_silenced_here_or_in_the_file(editor: Editor) -> None:
    text = EDITION % "<q><wrong|er/></q><seg><wronger/></seg>"
    for title, left in (("Ignore SCH001 in this <q>", 1), ("Ignore SCH001 in this file", 0)):
        after = done(editor, text, title)
        found = [d.code for d in editor.diagnostics(editor.open("acted.xml", after))]
        assert found.count("SCH001") == left, after
        assert "CFG001" not in found


def test_a_rule_is_silenced_in_the_project(editor: Editor) -> None:
    _, found = offered(editor, EDITION % "<q><wrong|er/></q>")
    edit = found["Ignore SCH001 in the project (variorum.toml)"].edit
    assert edit is not None
    assert edit.document_changes is not None
    made, written = edit.document_changes
    assert isinstance(made, lsp.CreateFile)
    assert isinstance(written, lsp.TextDocumentEdit)
    assert made.uri == editor.uri("variorum.toml") == written.text_document.uri
    assert written.edits[0].new_text == '[validate]\nignore = ["SCH001"]\n'


def test_all_safe_fixes_are_one_action_for_those_who_save(editor: Editor) -> None:
    text = EDITION % '<persName ref="pa|ul">e\u0301</persName>'
    title = "Fix all that variorum can fix safely"
    after = done(editor, text, title, only=["source.fixAll"])
    assert after == EDITION % '<persName ref="#paul">é</persName>'
    assert title not in offered(editor, text)[1]
    assert set(offered(editor, text, only=["source"])[1]) == {title}
    assert not offered(editor, text, only=["refactor"])[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[validate]\nignore = ["A1"]\n'),
        ("[x]\ny = 1", '[x]\ny = 1\n\n[validate]\nignore = ["A1"]\n'),
        ("[validate]\n", '[validate]\nignore = ["A1"]\n'),
        ("[validate]", '[validate]\nignore = ["A1"]\n'),
        ('[validate]\nignore = []\n', '[validate]\nignore = ["A1"]\n'),
        ('[validate] # c\nfail-on = "error"\nignore = [ # all\n  "B",\n]\n[x]\n',
         '[validate] # c\nfail-on = "error"\nignore = [ "A1", # all\n  "B",\n]\n[x]\n'),
        ('[validate]\nignore = [\n  "B",\n]\n[x]\n',
         '[validate]\nignore = [\n  "A1", "B",\n]\n[x]\n'),
        ('[validate]\nignore = ["A1"]\n', None),
        ('[validate\n', None),
        ('[[validate.for]]\nignore = ["B"]\n',
         '[[validate.for]]\nignore = ["B"]\n\n[validate]\nignore = ["A1"]\n'),
    ],
)  # fmt: skip
def test_settings_stay_as_they_are_but_for_the_rule(before: str, after: str | None) -> None:
    edit = tomls.ignoring(before, "A1", "variorum.toml")
    if edit is None:
        assert after is None
        return
    start, end, new = edit
    assert before[:start] + new + before[end:] == after


def test_settings_in_pyproject_are_written_there() -> None:
    edit = tomls.ignoring("[tool.variorum.validate]\n", "A1", "pyproject.toml")
    assert edit == (25, 25, 'ignore = ["A1"]\n')
