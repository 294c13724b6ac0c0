"""The memo and its versions, held to what a person says of them (tests/cases/memo)."""

from __future__ import annotations

import json
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest

import variorum
from variorum import cli
from variorum.text.passages import cut

ROOT = Path(__file__).parents[1]
EXPECTED = json.loads((ROOT / "tests/cases/memo/alignment.json").read_text("utf-8"))
FILES = {"Z": "memo.xml", "B": "memo-b.xml", "C": "memo-c.xml", "R": "memo-ru.xml"}
FACTS = EXPECTED["facts"]


@pytest.fixture(scope="module")
def versions():
    return {s: variorum.read(ROOT / "tei" / name).witnesses[0] for s, name in FILES.items()}


def expected_rows(sigla):
    """The rows by hand, of some of the versions; ids of paragraphs, in the order of the sigla.

    Where B joins two paragraphs of the others, they answer each other one by one without B.
    """
    rows = []
    for row in EXPECTED["rows"]:
        held = [tuple(row[s]) for s in sigla]
        if "B" not in sigla and len(row["B"]) < len(row["Z"]):
            rows += [tuple((i,) if i else () for i in pair) for pair in zip_longest(*held)]
        else:
            rows.append(tuple(held))
    return sorted(rows)


def found_rows(synopsis, sigla):
    at = [synopsis.sigla.index(s) for s in sigla]
    return sorted(
        tuple(tuple(synopsis.witnesses[w].passages[i].id for i in row.passages[w]) for w in at)
        for row in synopsis.rows
    )


@pytest.mark.parametrize("sigla", ["ZBCR", "RCBZ", "BCR", "ZBC", "CBZ", "ZR", "BR", "ZB", "BC"])
def test_paragraphs_answer_each_other_as_by_hand(versions, sigla):
    rows = variorum.align(*(versions[s] for s in sigla), unit="paragraph")
    assert found_rows(rows, sigla) == expected_rows(sigla)


@pytest.mark.parametrize("sigla", ["ZC", "CZ", "CR"])
def test_what_only_one_of_two_versions_has_stands_alone(versions, sigla):
    rows = variorum.align(*(versions[s] for s in sigla), unit="paragraph")
    assert found_rows(rows, sigla) == expected_rows(sigla)


@pytest.mark.parametrize("sigla", ["ZBCR", "RCBZ", "ZC", "BC", "CR"])
def test_exchanged_paragraphs_are_told_as_moved(versions, sigla):
    rows = variorum.align(*(versions[s] for s in sigla), unit="paragraph")
    by_hand = {tuple(r["C"]) for r in EXPECTED["rows"] if r.get("moved")}
    c = sigla.index("C")
    moved = {
        tuple(rows.witnesses[c].passages[i].id for i in row.passages[c])
        for row in rows.rows
        if row.moved
    }
    assert moved
    assert moved <= by_hand


def test_rows_stand_in_the_order_that_most_versions_have(versions):
    rows = variorum.align(*(versions[s] for s in "CBZR"), unit="paragraph")
    for w, siglum in enumerate(rows.sigla):
        starts = [row.passages[w].start for row in rows.rows if row.passages[w]]
        assert all(a < b for a, b in pairwise(starts)) == (siglum != "C")


def fact(kind, siglum, n=0):
    return [f for f in FACTS if f["kind"] == kind and f["in"] == siglum][n]


def sentences_of(versions, sigla, one, text):
    """The texts of each version's sentences in the row in which `one` has a text."""
    rows = variorum.align(*(versions[s] for s in sigla), unit="sentence")
    for row in rows.rows:
        held = {
            s: [w.slice(w.passages[i].start, w.passages[i].end) for i in run]
            for s, w, run in zip(rows.sigla, rows.witnesses, row.passages)
        }
        if any(text in sentence for sentence in held[one]):
            return held
    raise AssertionError(f"no row has {text!r}")


@pytest.mark.parametrize("sigla", ["ZB", "BCZR"])
def test_a_sentence_left_out_faces_nothing(versions, sigla):
    omitted = fact("omission", "B")
    held = sentences_of(versions, sigla, "Z", omitted["text"])
    assert held["B"] == []
    assert held["Z"] == [omitted["text"]]


@pytest.mark.parametrize("n", [0, 1])
def test_sentences_that_c_leaves_out_face_nothing(versions, n):
    held = sentences_of(versions, "CZ", "Z", fact("omission", "C", n)["text"])
    assert held["C"] == []


@pytest.mark.parametrize("sigla", ["ZB", "RCBZ"])
def test_an_added_sentence_stands_alone(versions, sigla):
    added = fact("addition", "B")
    held = sentences_of(versions, sigla, "B", added["text"])
    assert held.pop("B") == [added["text"]]
    assert not any(held.values())


@pytest.mark.parametrize("sigla", ["ZB", "RCBZ"])
def test_split_and_merged_sentences_share_a_row(versions, sigla):
    split = sentences_of(versions, sigla, "Z", fact("split", "B")["text"])
    assert (len(split["Z"]), len(split["B"])) == (1, 2)
    merged = sentences_of(versions, sigla, "Z", fact("merge", "B")["text"])
    assert (len(merged["Z"]), len(merged["B"])) == (2, 1)


def test_a_damaged_place_is_a_lacuna_and_no_omission(versions):
    damaged = fact("lacuna", "C")
    held = sentences_of(versions, "ZBC", "Z", damaged["text"])
    assert held["C"]
    c = cut(versions["C"], "paragraph")
    passage = next(p for p in c.passages if p.id == damaged["passage"])
    assert any(passage.start < lacuna.at <= passage.end for lacuna in c.lacunae)


def test_the_command_says_the_same(versions, tmp_path):
    paths = [str(ROOT / "tei" / FILES[s]) for s in "CRZB"]
    target = tmp_path / "rows.json"
    assert cli.run(["align", *paths, "--unit", "paragraph", "-o", str(target)]) == 0
    told = json.loads(target.read_text("utf-8"))["results"]
    rows = sorted(
        tuple(tuple(versions[s].passages[i].id for i in row["passages"][s]) for s in "ZBCR")
        for row in told
    )
    assert rows == expected_rows("ZBCR")
