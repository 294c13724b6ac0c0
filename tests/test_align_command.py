"""`variorum align`: what it writes, and that a corrected table is obeyed to the letter."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from commands import Notes

import variorum
from variorum import cli

ROOT = Path(__file__).parents[1]
MEMO = [f"{s}={ROOT / 'tei' / name}" for s, name in
        (("Z", "memo.xml"), ("B", "memo-b.xml"), ("C", "memo-c.xml"))]  # fmt: skip
RUSSIAN = f"R={ROOT / 'tei' / 'memo-ru.xml'}"


def align(target, *arguments, unit="sentence"):
    """Run the command on the memo by sentences; returns the file it wrote."""
    argv = ["-q", "align", *arguments, "--unit", unit, "--force", "-o", str(target)]
    assert cli.run(argv) == 0
    return target


def rows(path):
    return json.loads(path.read_text("utf-8"))["results"]


def passages(path):
    return [(row["passages"], row["moved"]) for row in rows(path)]


def lines_of(path):
    if path.suffix == ".tsv":
        return [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [["" if c is None else str(c) for c in row] for row in sheet.values]


def save(lines, path):
    if path.suffix == ".tsv":
        path.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")
        return
    from openpyxl import Workbook

    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx", ".csv"])
def test_a_table_that_was_not_touched_gives_the_same_rows(tmp_path, suffix):
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl")
        pytest.importorskip("xlsxwriter")
    found = align(tmp_path / "found.json", *MEMO)
    table = align(tmp_path / f"rows{suffix}", *MEMO)
    again = align(tmp_path / "again.json", *MEMO, "--alignment", str(table))
    assert passages(again) == passages(found)


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx"])
def test_a_corrected_row_is_obeyed(tmp_path, suffix):
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl")
        pytest.importorskip("xlsxwriter")
    table = align(tmp_path / f"rows{suffix}", *MEMO)
    lines = lines_of(table)
    header = lines[0]
    split = next(n for n, line in enumerate(lines) if "-" in line[header.index("B")])
    first, last = lines[split][header.index("B")].split("-")
    lines[split][header.index("B")] = first
    lines[split][header.index("B") + 1] = ""
    extra = [""] * len(header)
    extra[header.index("B")] = last
    lines.insert(split + 1, extra)
    save(lines, table)
    told = rows(align(tmp_path / "told.json", *MEMO, "--alignment", str(table)))
    assert told[split - 1]["passages"]["B"] == [int(first) - 1]
    assert told[split]["passages"] == {"Z": [], "B": [int(last) - 1], "C": []}
    measured = tmp_path / "measured.json"
    argv = ["-q", "compare", *MEMO, "--unit", "sentence", "--alignment", str(table)]
    assert cli.run([*argv, "--force", "-o", str(measured)]) == 0
    assert len(lines) - 1 == len(told)


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx"])
@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
def test_a_table_is_obeyed_whatever_its_unit(tmp_path, capsys, suffix, unit):
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl")
        pytest.importorskip("xlsxwriter")
    found = align(tmp_path / "found.json", *MEMO, unit=unit)
    table = align(tmp_path / f"rows{suffix}", *MEMO, unit=unit)
    other = {"paragraph": "sentence", "sentence": "auto"}[unit]
    capsys.readouterr()
    told = tmp_path / "told.json"
    argv = ["align", *MEMO, "--unit", other, "--alignment", str(table), "-o", str(told)]
    assert cli.run(argv) == 0
    assert passages(told) == passages(found)
    assert "was made with the unit" in capsys.readouterr().err
    assert cli.run(["-q", "collate", *MEMO, "--alignment", str(table), "-f", "json"]) == 0


def test_doubtful_rows_are_those_below_the_limit(tmp_path):
    whole = rows(align(tmp_path / "whole.json", *MEMO))
    doubtful = rows(align(tmp_path / "doubtful.json", *MEMO, "--doubtful", "0.85"))
    assert doubtful == [row for row in whole if row["confidence"] < 0.85]
    assert 0 < len(doubtful) < len(whole)


def test_words_are_linked_inside_their_rows(tmp_path):
    found = rows(align(tmp_path / "words.json", *MEMO[:2], "--level", "word"))
    assert {(row["a"], row["b"]) for row in found} == {("Z", "B")}
    ends = [max((i for k in row["links"] for i in k["a"]), default=None) for row in found]
    told = [end for end in ends if end is not None]
    assert all(x < y for x, y in pairwise(told))
    kinds = {k["kind"] for row in found for k in row["links"]}
    assert kinds <= {"same", "lemma", "spelling", "name", "synonym", "phrase"}
    assert {"same", "synonym", "phrase"} <= kinds


def test_a_translation_memory_holds_the_rows_that_two_versions_have(tmp_path):
    from lxml import etree

    tree = etree.parse(align(tmp_path / "memo.tmx", *MEMO, RUSSIAN))
    shared = [r for r in rows(align(tmp_path / "memo.json", *MEMO, RUSSIAN))
              if sum(map(bool, r["passages"].values())) > 1]  # fmt: skip
    assert len(tree.findall(".//tu")) == len(shared)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {t.get(lang).split("-")[0] for t in tree.iter("tuv")} == {"en", "ru"}


def test_the_alignment_in_tei_is_valid_and_links_every_passage_once(tmp_path):
    from lxml import etree

    target = align(tmp_path / "memo.xml", *MEMO, RUSSIAN)
    tree = etree.parse(target)
    spaces = {"t": "http://www.tei-c.org/ns/1.0"}
    ids = tree.xpath("//t:ab/@xml:id", namespaces=spaces)
    aims = " ".join(tree.xpath("//t:linkGrp/*/@target", namespaces=spaces)).split()
    assert sorted(aims) == sorted(f"#{i}" for i in ids)
    assert cli.run(["-q", "validate", str(target)]) == 0
    schema = ROOT.parent / "shared" / "schema" / "tei_all-4.3.0.rng"
    if schema.is_file():
        assert cli.run(["-q", "validate", str(target), "--schema", str(schema)]) == 0


@pytest.mark.slow
def test_a_bitext_of_a_hundred_thousand_lines_needs_bounded_memory(tmp_path):
    import subprocess
    import sys

    words = "the old minister answered every long letter from river province in winter".split()
    source = tmp_path / "pairs.txt"
    with source.open("w", encoding="utf-8") as stream:
        for n in range(100_000):
            left = [words[(n * 7 + k * 3) % len(words)] for k in range(8)]
            stream.write(f"{' '.join(left)} ||| {' '.join(reversed(left))}\n")
    code = (
        "import resource, sys; from variorum import cli; "
        "code = cli.run(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024); sys.exit(code)"
    )
    target = tmp_path / "links.txt"
    argv = [sys.executable, "-c", code, "align", "--bitext", str(source), "-o", str(target)]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert len(target.read_text("utf-8").splitlines()) == 100_000
    assert int(done.stdout.split()[-1]) < 700


def test_a_version_in_paragraphs_and_one_in_sections_are_matched_by_sentences(tmp_path):
    said = [
        f"On day {n} the consul {name} led {n * 3} ships to the island and burnt the harbour there."
        for n, name in enumerate(("Marcus", "Titus", "Gaius", "Decimus", "Aulus", "Lucius") * 12, 2)
    ]
    sections, paragraphs = tmp_path / "a.txt", tmp_path / "b.txt"
    sections.write_text("\n\n".join(said) + "\n", encoding="utf-8")
    paragraphs.write_text(
        "\n\n".join(" ".join(said[n : n + 6]) for n in range(0, len(said), 6)) + "\n", "utf-8"
    )
    host = Notes()
    rows = variorum.align(sections, paragraphs, host=host)
    assert {tuple(map(len, row.passages)) for row in rows.rows} == {(1, 1)}
    assert "the passages of b are far longer than another's: matched by sentences" in host.said
    asked = variorum.align(sections, paragraphs, unit="paragraph", host=Notes())
    assert sum(map(len, (w.passages for w in asked.witnesses))) == len(said) + len(said) // 6
