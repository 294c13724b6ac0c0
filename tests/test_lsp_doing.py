"""What the server does with a text when it is told to: lays it out, shows it, compares it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")
from editor import Editor
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from test_lsp_writing import EDITION

import variorum as v
from variorum.lsp import errands
from variorum.lsp.formatting import gaps
from variorum.lsp.overlay import Overlay

TWO = EDITION % '<app><lem wit="#A">one</lem><rdg wit="#B">two</rdg></app> three'

CHANGED = TWO.replace('#B">two', '#B">second')


def laid_out(text: str, indent: str = "  ") -> str:
    pieces, at = [], 0
    for gap in gaps(text, indent):
        pieces += [text[at : gap.start], gap.text]
        at = gap.end
    return "".join(pieces) + text[at:]


def read(text: str, folder: Path) -> list[Any]:
    """Every witness of a text: its words as written and compared, the white space after each."""
    path = folder / "read.xml"
    path.write_bytes(text.encode())
    return [
        (
            one.siglum,
            one.text,
            [(t.text, t.normal, t.space) for t in one.tokens],
            [p.text for p in one.passages],
        )
        for one in v.read(path).witnesses
    ]


BLANK = st.sampled_from(
    ["", " ", "\n", "\r\n  ", "\n\n\t", " <!-- c --> ", "\n<?pi?>\n", "<!--d-->"]
)
WORDS = st.sampled_from(["a", " two  words ", "\n b\n", "é 𐎠 ", ""])
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.builds("<hi>{}</hi>{}".format, inner, WORDS),
        st.builds('<app>{}<lem wit="#A">{}</lem>{}<rdg wit="#B">{}</rdg></app>'.format,
                  st.sampled_from(["", "\n"]), inner, st.sampled_from(["", "\n "]), inner),
        st.builds("{}<lb/>{}".format, inner, WORDS),
    ),
    max_leaves=4,
)  # fmt: skip
LEAF = st.one_of(
    st.builds("<p>{}</p>".format, INLINE),
    st.builds("<head>{}</head>".format, WORDS),
    st.builds("<lg>{}<l>{}</l>{}</lg>".format, BLANK, INLINE, BLANK),
    st.builds("<list><item>{}</item>{}</list>".format, INLINE, BLANK),
    st.builds('<div xml:space="preserve"> <p>{}</p></div>'.format, WORDS),
    st.builds("<div>{}<p>{}</p></div>".format, WORDS, WORDS),  # text where there is none in TEI
    st.builds("{}<pb/>".format, BLANK),
)
BODY = st.recursive(
    st.lists(st.builds("{}{}".format, BLANK, LEAF), min_size=1, max_size=3).map("".join),
    lambda inner: st.builds("{}<div>{}{}</div>{}".format, BLANK, inner, inner, BLANK),
    max_leaves=3,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("layout")


@settings(max_examples=25)
@given(BODY, st.sampled_from(["  ", "\t"]))
def test_a_text_that_is_laid_out_reads_as_before_in_every_witness(
    folder: Path, body: str, indent: str
) -> None:
    before, after = (EDITION % "x").split("<p xml:id")[0], "</body></text></TEI>"
    text = before + body + after
    made = laid_out(text, indent)
    assert read(made, folder) == read(text, folder)
    assert "".join(made.split()) == "".join(text.split())
    assert laid_out(made, indent) == made


def test_a_real_edition_that_is_laid_out_reads_as_before(shared: Path, folder: Path) -> None:
    for name in ("raffazizzi__variorum__collation", "SCDH__edition-data-template-cx__Heine-"
                 "Traumbilder1.TEI-P5", "scta-texts__plaoulcommentary__app_lectio34"):  # fmt: skip
        text = (shared / "data" / "tei" / f"{name}.xml").read_bytes().decode()
        made = laid_out(text)
        assert made != text
        assert read(made, folder) == read(text, folder)
        assert laid_out(made) == made


def test_what_holds_only_elements_is_laid_out_and_nothing_else() -> None:
    inner = "<p>a <hi>b</hi>\n<note> c</note></p>"
    text = f"<text><body><div>\n\n\n<head>x</head> <!-- why -->{inner}</div></body></text>"
    assert laid_out(text).split("\n") == [
        "<text>", "  <body>", "    <div>", "", "      <head>x</head> <!-- why -->",
        *f"      {inner}".split("\n"), "    </div>", "  </body>", "</text>",
    ]  # fmt: skip
    assert laid_out("<p><list><item/></list></p>") == "<p><list><item/></list></p>"


def do(editor: Editor, command: str, uri: str, **more: Any) -> Any:
    asked = lsp.ExecuteCommandParams(command, [{"uri": uri, **more}])
    return editor.wait(editor.client.workspace_execute_command_async(asked))


def page(answer: Any) -> str:
    return Path(answer["uri"].removeprefix("file://")).read_text("utf-8")


def test_the_page_of_an_edition_is_made_of_the_text_as_it_is_open(editor: Editor) -> None:
    uri = editor.open("preview.xml", TWO)
    editor.put(uri, TWO.replace("three", "four"))
    shown = page(do(editor, errands.PREVIEW, uri))
    assert "four" in shown
    assert "three" not in shown
    for command, said in ((errands.PREVIEW, "URI"), ("variorum.none", "not defined")):
        with pytest.raises(JsonRpcException, match=said):
            do(editor, command, "" if command == errands.PREVIEW else uri)


def done(command: str, path: Path, **said: Any) -> Any:
    """What a command does, in this process."""
    return errands.done(command, str(path), Overlay(), {"folder": str(path.parent), **said})


def test_the_witnesses_that_are_chosen_are_collated(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(TWO, "utf-8")
    known = done(errands.WITNESSES, path)
    assert [siglum for siglum, _ in known] == ["A", "B"]
    made, _ = done(errands.COLLATE, path, witnesses=["A", "B"])
    assert "two" in Path(made).read_text("utf-8")
    with pytest.raises(v.VariorumError, match="'Q'"):
        done(errands.COLLATE, path, witnesses=["A", "Q"])
    with pytest.raises(v.VariorumError, match="two witnesses"):
        done(errands.COLLATE, path, witnesses=["A"])


def test_a_witness_is_compared_with_what_git_keeps(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(TWO, "utf-8")
    with pytest.raises(v.VariorumError, match=r"a\.xml"):
        done(errands.COMPARE, path)
    for words in ("init -q .", "add a.xml", "-c user.name=x -c user.email=x@y commit -qm x"):
        subprocess.run(["git", *words.split()], cwd=tmp_path, check=True, capture_output=True)
    pages = tmp_path / "pages"
    pages.mkdir()
    path.write_text(CHANGED, "utf-8")
    made, changed = done(errands.COMPARE, path, folder=str(pages))
    assert changed == ["B"]
    assert "second" in Path(made).read_text("utf-8")
    assert done(errands.COMPARE, path, folder=str(pages), witness="A")[1] == ["B"]
    for wrong in ({"revision": "--all"}, {"revision": "none"}, {"witness": "Q"}):
        with pytest.raises(v.VariorumError):
            done(errands.COMPARE, path, folder=str(pages), **wrong)
    assert path.read_text("utf-8") == CHANGED
