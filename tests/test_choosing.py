"""What of a TEI file is read: choices, elements left out or kept alone, hyphens at line ends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import variorum as v
from variorum.collation import collate
from variorum.critic import apparatus
from variorum.errors import UsageError
from variorum.model import Witness
from variorum.readers import Options, read
from variorum.text import furniture
from variorum.text.build import witness_from_text
from variorum.text.hyphens import HYPHENS
from variorum.writers import Options as WriteOptions
from variorum.writers import check_kept, write

CHOICES = (
    "<head>Title</head><p>ego <add type='commentary'>id est</add> <add>bis</add> "
    "<choice><abbr>dns</abbr><expan>dominus</expan></choice> "
    "<choice><sic>volut</sic><corr>volui</corr></choice> "
    "<choice><orig>uolo</orig><reg>volo</reg></choice></p>"
)


def document(body: str, language: str = "la") -> bytes:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>"
        f'</fileDesc></teiHeader><text xml:lang="{language}"><body>{body}</body></text></TEI>'
    ).encode()


def witness(body: str, language: str = "la", **options: object) -> Witness:
    given = Options(**options)  # type: ignore[arg-type]
    (found,) = read(document(body, language), name="x.xml", options=given).witnesses
    return found


@pytest.mark.parametrize(
    ("choice", "read"),
    [
        ("orig", "dns volut uolo"),
        ("reg", "dominus volui volo"),
        ("expan,reg,corr", "dominus volui volo"),
        ("corr", "dns volui uolo"),
        ("expan", "dominus volut uolo"),
    ],
)
def test_the_first_of_a_chain_that_there_is_is_read(choice: str, read: str) -> None:
    assert witness(CHOICES, choice=choice).text.endswith(f"bis {read}")


def test_an_unknown_choice_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="unknown choice 'expand'; choose from orig, sic, abbr"):
        Options(choice="reg,expand")


def test_elements_are_left_out_or_read_alone() -> None:
    rest = "dns volut uolo"
    without = witness(CHOICES, exclude_elements=("add[@type='commentary']", "body/head"))
    assert without.text == f"ego bis {rest}"
    assert witness(CHOICES, exclude_elements=("add | head",)).text == f"ego {rest}"
    assert witness(CHOICES, only_elements=("p//add", "//head")).text == "Title\nid est bis"
    assert witness(CHOICES, only_elements=("p",), exclude_elements=("add",)).text == f"ego {rest}"
    assert witness(CHOICES, only_elements=("back",)).text == ""


def test_an_entry_loses_what_is_left_out() -> None:
    app = (
        '<app><lem wit="#A">red</lem><rdg wit="#B">green<add type="gloss">viridis</add></rdg></app>'
    )
    options = Options(exclude_elements=("add[@type='gloss']",))
    found = read(document(f"<p>the {app} king</p>"), name="x.xml", options=options)
    assert [w.text for w in found.witnesses] == ["the red king", "the green king"]


@pytest.mark.parametrize("path", ["add[", "count(p)", "p/@n", "1 div 0"])
def test_a_path_that_selects_no_elements_is_refused_in_one_line(path: str) -> None:
    with pytest.raises(UsageError, match="name elements, as in") as found:
        witness('<p n="1">a</p>', exclude_elements=(path,))
    assert path in str(found.value)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("rationes proba-<lb/>biles", "rationes probabiles"),
        ("rationes proba¬<lb/>biles", "rationes probabiles"),
        ("das Zei⸗<lb/>chen", "das Zeichen"),
        ("das Zei=\n<lb/>chen", "das Zeichen"),
        ("das Zei\u00ad<pb n='2'/><lb/>chen", "das Zeichen"),
        ("<hi>co</hi><pc>-</pc><lb/>gito", "cogito"),
        ("<w>co-<lb/>gito</w> ergo", "cogito ergo"),
        ("co-<lb break='no'/>gito", "cogito"),
        ("co-<lb break='yes'/>gito", "co- gito"),
        ("Jean-<lb/>Paul", "Jean-Paul"),
        ("a - <lb/>b", "a - b"),
        ("no<lb/>bis", "no bis"),
        ("deno<g ref='#dbdash'/><lb n='6'/>minationem", "denominationem"),
        ("deno<g type='hyphen'/><pb/><cb/><lb/>minationem", "denominationem"),
        ("deno<g ref='#slash'/><lb/>minationem", "deno minationem"),
        ("deno <g ref='#dbdash'/> <lb/>minationem", "deno minationem"),
        ("fin-<lb/>", "fin-"),
    ],
)
def test_hyphens_at_line_ends_join_the_word_and_are_layout(body: str, text: str) -> None:
    assert witness(f"<p>{body}</p>").text == text


def test_in_english_a_hyphen_between_two_words_is_their_own() -> None:
    found = witness("<p>a well-<lb/>known and proba-<lb/>bly true thing</p>", "en")
    assert found.text == "a well-known and probably true thing"


def test_hyphens_are_kept_where_that_is_asked_for() -> None:
    assert witness("<p>proba-<lb/>biles</p>", furniture="keep").text == "proba- biles"


def test_a_word_broken_at_a_glyph_is_written_as_one() -> None:
    found = witness("<p>deno<g ref='#dbdash'/><lb n='6'/>minationem</p>")
    (line,) = (span for span in found.spans if span.name == "lb")
    assert dict(line.attributes)["break"] == "no"


def test_a_broken_word_comes_back_whole_from_every_method() -> None:
    first = witness("<p>sunt <hi>proba-</hi><lb n='2'/>biles rationes</p>")
    assert [(s.name, s.start, s.end) for s in first.spans] == [("hi", 5, 10), ("lb", 10, 10)]
    other = witness_from_text("B", "sunt improbabiles rationes", language="la")
    edition = apparatus(collate([first, other]), base=first.siglum)
    for method in ("ps", "dep", "loc"):
        options = WriteOptions(method=method)
        result = str(write("tei", edition, options))
        check_kept(edition.collation.witnesses, edition, "tei", result, options)
        assert '<lb n="2" break="no" rend="-"/>' in result
    file = document("<p>sunt <hi>proba-</hi><lb n='2'/>biles rationes</p>")
    into = str(write("tei", edition, WriteOptions(document=file, document_name="x.xml")))
    assert '<hi>proba-</hi><lb n="2"/>biles' in into  # the file keeps what print has


def test_every_sign_is_one_of_plain_text_too() -> None:
    for sign in HYPHENS:
        text = f"rationes proba{sign}\nbiles sunt"
        assert furniture.without(text, furniture.find(text)) == "rationes probabiles sunt"


def test_commands_and_verbs_choose_alike(
    variorum: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_bytes(document(CHOICES))
    (tmp_path / "b.txt").write_text("ego bis dominus volui volo", encoding="utf-8")
    files = ("A=a.xml", "B=b.txt")
    chosen = ("--choice", "expan,reg,corr", "--exclude-elements", "head",
              "--exclude-elements", "add[@type='commentary']")  # fmt: skip
    same = variorum("diff", *files, *chosen, cwd=tmp_path)
    assert same.returncode == 0
    assert variorum("diff", *files, cwd=tmp_path).returncode == 1
    bad = variorum("collate", *files, "--only-elements", "add[", cwd=tmp_path)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.count("\n") == 1
    given = [f"{s}={tmp_path / name}" for s, name in (("A", "a.xml"), ("B", "b.txt"))]
    table = v.collate(
        *given, choice="expan,reg,corr", exclude_elements=["head", "add[@type='commentary']"]
    )
    assert not v.apparatus(table).units
