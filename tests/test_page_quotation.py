"""What a reader sees is what a reader copies: the words of the witness, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import variorum as v
from variorum.critic.segments import segmented
from variorum.model import Apparatus, Witness
from variorum.page import Edition, render
from variorum.page.versions import Rows
from variorum.text.spans import printed

TEI = Path(__file__).resolve().parent.parent / "tei"

COPIES = {
    "A": "In principio [Deus] creavit caelum et terram. Terra autem erat inanis.",
    "B": "In principio Deus creavit caelum. Terra autem erat inanis et vacua.",
    "C": "In principio Deus creavit caelum. Terra autem erat inanis et vacua.",
    "D": "In principio fecit Deus caelum et terram. Erat inanis.",
}
HEBREW = {
    "א": "בראשית ברא אלהים את השמים ואת הארץ. והארץ היתה תהו ובהו.",
    "S": "בראשית ברא יהוה את השמים ואת הארץ. והארץ הייתה תהו.",
    "M": "בראשית ברא אלהים את השמים. והארץ היתה תהו ובהו.",
}


def _copies(texts: dict[str, str], language: str) -> Apparatus:
    made = [v.witness(text, siglum=siglum, language=language) for siglum, text in texts.items()]
    return segmented(v.apparatus(v.collate(*made, translations=False), base=next(iter(texts))))


def _memo() -> Apparatus:
    files = [TEI / f"{name}.xml" for name in ("memo", "memo-b", "memo-c")]
    return segmented(v.apparatus(v.collate(*files), base="Z"))


def _words(witness: Witness, first: int, last: int) -> str:
    if last <= first:
        return ""
    start, end = witness.starts[first], witness.ends[last - 1]
    return "".join(printed(witness.text, witness.spans, start, end).split())


SELECTED = """cells => cells.map(cell => {
  const all = getSelection();
  all.selectAllChildren(cell.querySelector("p"));
  return [cell.dataset.w, cell.closest(".row").id, all.toString()];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("view", ["v=rows", "v=rows&nr=1", "v=rows&notes=inline"])
@pytest.mark.parametrize("name", ["copies", "hebrew", "memo"])
def test_a_selected_cell_is_the_text_of_the_witness(
    tab: Any, tmp_path: Path, name: str, view: str
) -> None:
    made = {
        "copies": lambda: _copies(COPIES, "la"),
        "hebrew": lambda: _copies(HEBREW, "he"),
        "memo": _memo,
    }[name]()
    path = tmp_path / "page.html"
    path.write_text(render(Edition(made, copies=name != "memo")), encoding="utf-8")
    tab.goto(path.as_uri() + "#" + view)
    rows = Rows(made)
    found = tab.locator(".cell").evaluate_all(SELECTED)
    seen = set()
    for sigla, row, text in found:
        for siglum in sigla.split(" "):
            w = made.collation.index(siglum)
            number = int(row.removeprefix("r-")) - 1
            wanted = "".join(
                _words(made.collation.witnesses[w], s.start, s.end)
                for s in rows.segments(number, w)
            )
            assert "".join(text.split()) == wanted
            seen.add((siglum, row))
    assert len(seen) == len(rows) * len(made.collation.sigla)


def test_the_table_of_rows_has_the_brackets_of_print_and_comes_back(tmp_path: Path) -> None:
    files = [TEI / "memo.xml", TEI / "memo-b.xml"]
    rows = v.align(*files)
    v.write(rows, tmp_path / "rows.tsv")
    text = (tmp_path / "rows.tsv").read_text(encoding="utf-8")
    assert "[Laotian Prime Minister Kaysone]" in text
    assert v.align(*files, alignment=tmp_path / "rows.tsv").rows
    bare = tmp_path / "bare.tsv"  # as earlier versions wrote it
    bare.write_text(text.translate(str.maketrans("", "", "[]")), encoding="utf-8")
    assert v.align(*files, alignment=bare).rows
