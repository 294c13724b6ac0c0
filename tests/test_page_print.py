"""What is printed is what is seen: the text in pages with the entries of its lines, or the view."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from test_page_quotation import HEBREW, _copies
from test_page_reading import _opened

from variorum.page import Edition

expect = pytest.importorskip("playwright.sync_api").expect

WORDS = "arma virumque cano troiae qui primus ab oris italiam fato profugus lavinia venit".split()


def _many(count: int, words: int) -> Edition:
    dice = random.Random(3)
    text = [dice.choice(WORDS) for _ in range(words)]
    texts = {
        f"W{n}": " ".join(w + "que" if dice.random() < 0.02 else w for w in text) + "."
        for n in range(count)
    }
    return Edition(_copies(texts, "la"), copies=True, title="A text in many copies")


def _printed(page: Any, tmp_path: Path) -> tuple[int, str]:
    """The number of pages and the text of the PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext (poppler-utils)")
    path = tmp_path / "page.pdf"
    page.emulate_media(media="null")  # a test before this one may have chosen the screen
    path.write_bytes(page.pdf())
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    said = text.stdout.decode("utf-8")
    return said.count("\f"), said


@pytest.mark.browser
def test_a_text_is_printed_in_pages_with_the_entries_of_their_lines(
    tab: Any, tmp_path: Path
) -> None:
    edition = _many(30, 400)
    page = _opened(tab, tmp_path, edition)
    pages, text = _printed(page, tmp_path)
    assert 1 <= pages <= 4
    said = edition.apparatus.collation.witnesses[0].text.count("arma")
    assert len(re.findall(r"\barma", text)) >= said
    for unit in edition.apparatus.units:
        for reading in unit.readings[1:]:
            assert reading.text.split()[0] in text
    assert "A text in many copies" in text.split("\f")[0]
    expect(page.locator("#sheets")).to_have_count(0)


@pytest.mark.browser
def test_every_line_of_the_base_is_printed_once_and_in_order(tab: Any, tmp_path: Path) -> None:
    edition = _many(4, 1500)
    page = _opened(tab, tmp_path, edition)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("document.querySelectorAll('.sheet').length > 1")
    printed = page.locator(".sheet .t").evaluate_all(
        """parts => parts.map(t => {
          t.querySelectorAll('.count').forEach(n => n.remove());
          return t.textContent;
        }).join('')"""
    )
    base = edition.apparatus.collation.witnesses[0].text
    assert "".join(printed.split()) == "".join(base.split())
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.browser
@pytest.mark.parametrize("view", ["rows", "table", "graph", "overview"])
def test_a_view_is_printed_as_it_is_seen(tab: Any, tmp_path: Path, view: str) -> None:
    page = _opened(tab, tmp_path, _many(4, 60), f"v={view}")
    seen = {"rows": "W3", "table": "virumque", "graph": "virumque", "overview": "Readings by kind"}
    _, text = _printed(page, tmp_path)
    assert seen[view] in text
    assert "previous" not in text


@pytest.mark.browser
def test_hebrew_is_printed_from_right_to_left(tab: Any, tmp_path: Path) -> None:
    page = _opened(tab, tmp_path, Edition(_copies(HEBREW, "he"), copies=True))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#sheets")).to_have_attribute("dir", "rtl")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    pages, _ = _printed(page, tmp_path)
    assert pages == 1
