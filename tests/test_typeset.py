"""LaTeX compiles and DOCX opens: with TeX and LibreOffice, where they are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tables import table
from test_matrix import hard
from test_paragraphs_kept import edition

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.convert import words
from variorum.critic.layers import layered
from variorum.model import Apparatus, Row, Synopsis
from variorum.readers import read
from variorum.text.build import witness_from_text
from variorum.writers import Options, write

pytestmark = pytest.mark.slow

NASTY = r"[50%] $a_b #1 {x} ~^ \y ]]> <b> \"q\" -- ?` << `` ''"
WORLD = "שלום עולם Привет ἄνθρωπος e̋ well-known"
PASSAGE = "Then the wise man answers him, and smiles [sic]; nobody else had a well-known answer. "


@cache
def _has(package: str) -> bool:
    """Does LuaLaTeX find the package, and what it asks for?"""
    if not (shutil.which("lualatex") and shutil.which("kpsewhich")):
        return False
    return not subprocess.run(["kpsewhich", package], capture_output=True).returncode


def typeset(text: str, folder: Path, package: str, runs: int = 3) -> str:
    """Compile; gives the text of the PDF. Skips where TeX or the package is missing."""
    if not _has(f"{package}.sty"):
        pytest.skip(f"needs LuaLaTeX with {package}")
    (folder / "a.tex").write_text(text, encoding="utf-8")
    command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    for _ in range(runs):
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=240)
        log = done.stdout.decode("utf-8", "replace")
        missing = re.search(r"File `(.*?)' not found|haven't defined the language", log)
        if missing and done.returncode:
            pytest.skip(f"this TeX lacks a part of {package}: {missing[0]}")
        assert not done.returncode, log[-2000:]
    pdf = folder / "a.pdf"
    return pdf_text(pdf) if pdf.exists() else ""  # nothing to print is no page


def pdf_text(path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def _sages() -> Apparatus:
    made = apparatus(
        table(
            L="Then the wise man [ chokhom ] answers him , and smiles .",
            M="Then the - scholar [ chokhom ] answers - , and laughs .",
            R="then the wise man - - - answers him ; and # #",
        ),
        base="L",
    )
    return layered(made, (("A", ("substantive",)), ("B", ("formal",))))


CASES: dict[str, Callable[[], Apparatus]] = {
    "layers": _sages,
    "signs of TeX": lambda: apparatus(table(A=f"{NASTY} a", B=f"{NASTY} b"), base="A"),
    "other scripts": lambda: apparatus(table(A=f"{WORLD} a", B=f"{WORLD} b"), base="A"),
    "nothing at all": lambda: apparatus(table(A="", B=""), base="A"),
    "no difference": lambda: apparatus(table(A="a b", B="a b"), base="A"),
    "many passages": lambda: apparatus(
        collate(
            [
                witness_from_text("A", f"{PASSAGE * 12}\n\n{PASSAGE * 12}"),
                witness_from_text("B", f"{PASSAGE * 12}\n\n{PASSAGE * 12}".replace("else", "much")),
            ]
        ),
        base="A",
    ),
    "a thousand witnesses": lambda: apparatus(
        table(**{f"W{n}": f"the {'wise' if n % 2 else 'old'} man" for n in range(1000)}), base="W0"
    ),
}


@pytest.mark.parametrize("name", ["reledmac", "ekdosis"])
@pytest.mark.parametrize("case", CASES)
def test_latex_compiles(name: str, case: str, tmp_path: Path) -> None:
    typeset(str(write(name, CASES[case]())), tmp_path, name, runs=1)


def test_verse_and_headings_among_prose_compile(tmp_path: Path) -> None:
    printed = typeset(str(write("reledmac", edition())), tmp_path, "reledmac", runs=1)
    assert re.search(r"Roses are red, my love,\s+Violets are blue,", printed)


def test_verse_and_headings_among_prose_compile_and_are_exported(tmp_path: Path) -> None:
    printed = typeset(str(write("ekdosis", edition())), tmp_path, "ekdosis", runs=1)
    assert re.search(r"Roses are red, my love,\s+\d*\s*Violets are blue,", printed)
    exported = etree.parse(tmp_path / "a-tei.xml")
    names = [e.tag.rpartition("}")[2] for e in exported.iter() if isinstance(e.tag, str)]
    assert (names.count("head"), names.count("lg"), names.count("l")) == (1, 2, 6)


def test_what_is_printed_is_what_the_text_has(tmp_path: Path) -> None:
    printed = typeset(str(write("reledmac", CASES["signs of TeX"]())), tmp_path, "reledmac")
    assert NASTY in " ".join(printed.split())
    assert "a ] A; b B" in printed


def test_the_layers_stand_under_the_text(tmp_path: Path) -> None:
    printed = typeset(str(write("reledmac", _sages())), tmp_path, "reledmac")
    assert "wise man ] L R; scholar M" in printed
    assert "Then ] L M ; then R" in printed.replace("M;", "M ;")


def test_ekdosis_exports_the_readings_that_we_gave_it(tmp_path: Path) -> None:
    app = _sages()
    typeset(str(write("ekdosis", app)), tmp_path, "ekdosis", runs=2)
    held = read((tmp_path / "a-tei.xml").read_bytes(), name="a-tei.xml").collation
    assert held is not None
    again = apparatus(held, base="L")

    def readings(value: Apparatus) -> list[Any]:
        """Words and witnesses; lacunae are a note there, and so an omission nobody attests."""
        return [
            sorted((r.text, set(r.sigla) - set(gone)) for r in unit.readings if r.text)
            for unit, gone in ((u, u.lacunose) for u in value.units)
        ]

    assert readings(again) == readings(app)


def test_ekdosis_exports_every_sign_that_latex_escapes(tmp_path: Path) -> None:
    typeset(str(write("ekdosis", hard())), tmp_path, "ekdosis", runs=2)
    exported = read((tmp_path / "a-tei.xml").read_bytes(), name="a-tei.xml").witnesses
    assert [w.siglum for w in exported] == list(hard().collation.sigla)
    for found, given in zip(exported, hard().collation.witnesses, strict=True):
        assert found.siglum not in "AB" or words(found) == words(given)


def test_ekdosis_glues_no_words_where_a_witness_lacks_the_mark_between(tmp_path: Path) -> None:
    texts = {"A": "the wise—old man came,then went", "B": "the wise old man came then went"}
    given = [witness_from_text(siglum, text) for siglum, text in texts.items()]
    typeset(str(write("ekdosis", apparatus(collate(given), base="A"))), tmp_path, "ekdosis", runs=2)
    exported = read((tmp_path / "a-tei.xml").read_bytes(), name="a-tei.xml").witnesses
    assert {w.siglum: w.text for w in exported} == texts


def test_two_versions_stand_side_by_side(tmp_path: Path) -> None:
    left = witness_from_text("A", "One & two.\nThree.", bounds=[(0, 11), (11, 17)])
    right = witness_from_text("B", "Uno & due.\nTre.", bounds=[(0, 11), (11, 15)])
    rows = tuple(Row((range(n, n + 1), range(n, n + 1))) for n in range(2))
    printed = typeset(str(write("reledpar", Synopsis((left, right), rows))), tmp_path, "reledpar")
    assert re.search(r"One & two\.\s+Uno & due\.", printed)


def _opened(data: bytes | str, folder: Path) -> str:
    """The text that LibreOffice prints of a DOCX."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    assert isinstance(data, bytes)
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=240, check=True)
    return pdf_text(folder / "a.pdf")


def test_docx_opens_with_notes_at_the_foot_and_at_the_end(tmp_path: Path) -> None:
    printed = _opened(write("docx", _sages()), tmp_path)
    assert "wise man] L R; scholar M" in printed
    assert "Then] L M; then R" in printed


def test_docx_opens_with_changes_and_with_a_table(tmp_path: Path) -> None:
    app = apparatus(table(A="the wise man", B="the - scholar"), base="A")
    assert "scholar" in _opened(write("docx", app, Options(form="changes")), tmp_path)
    printed = _opened(write("docx", app.collation, Options(form="table")), tmp_path)
    assert re.search(r"A\s+B", printed)
