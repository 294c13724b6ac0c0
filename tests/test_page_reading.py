"""Copies are read as a book with an apparatus; scripts from right to left run so in every view."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from test_page_quotation import COPIES, HEBREW, _copies

import variorum as v
from variorum.page import Edition, render

expect = pytest.importorskip("playwright.sync_api").expect


def _opened(tab: Any, tmp_path: Path, edition: Edition, state: str = "") -> Any:
    path = tmp_path / "page.html"
    path.write_text(render(edition), encoding="utf-8")
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto(path.as_uri() + "#" + state)
    return tab


WIDTH = """p => {
  const range = document.createRange();
  range.selectNodeContents(p);
  return range.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize);
}"""


@pytest.fixture
def copies() -> Edition:
    return Edition(_copies(COPIES, "la"), copies=True)


def test_copies_that_read_alike_are_one_cell(copies: Edition) -> None:
    page = render(copies)
    assert re.search(r'data-w="B C"', page)
    assert 'data-view="read"' in page


@pytest.mark.browser
def test_the_text_of_copies_is_a_book_page_with_its_apparatus_beside_it(
    tab: Any, tmp_path: Path, copies: Edition
) -> None:
    page = _opened(tab, tmp_path, copies)
    expect(page.locator(".cell:visible")).to_have_count(page.locator(".row").count())
    word, entry = page.locator(".base .v").first, page.locator(".e").first
    expect(entry).to_be_visible()
    left = "n => n.getBoundingClientRect().x"
    page.wait_for_function(
        f"([a, b]) => ({left})(b) > ({left})(a) + 300",
        arg=[word.element_handle(), entry.element_handle()],
    )
    paragraph = page.locator(".base p").first.element_handle()
    page.wait_for_function(f"p => ({WIDTH})(p) < 40", arg=paragraph)  # em: some 75 letters


@pytest.mark.browser
def test_who_agrees_is_named_on_one_line_whatever_is_shown(
    tab: Any, tmp_path: Path, copies: Edition
) -> None:
    page = _opened(tab, tmp_path, copies, "v=rows")
    head = page.locator('.cell[data-w="B C"] h3').first
    expect(head).to_have_text("B C")
    page.locator("#filters summary").click()
    page.locator("#wits input[value=B]").uncheck()
    expect(head).to_have_text("C")
    page.locator(".many[data-many=all]").click()
    page.select_option("#base", "C")
    expect(page.locator('.cell.base[data-w="B C"]').first).to_be_visible()


@pytest.mark.browser
def test_the_entry_is_shown_at_the_word_and_goes_with_it(
    tab: Any, tmp_path: Path, copies: Edition
) -> None:
    page = _opened(tab, tmp_path, copies, "notes=popup")
    page.locator(".base .v").first.hover()
    expect(page.locator("#tip")).to_contain_text("]")
    page.mouse.move(0, 0)
    expect(page.locator("#tip")).to_have_count(0)


@pytest.mark.browser
def test_passages_without_variants_are_folded_and_come_back(tab: Any, tmp_path: Path) -> None:
    texts = {
        s: f"Unus.\n\nDuo {s}.\n\nTres.\n\nQuattuor.\n\nQuinque {s}." for s in ("ab", "ac", "ad")
    }
    page = _opened(tab, tmp_path, Edition(_copies(texts, "la"), copies=True), "v=rows")
    total = page.locator(".row").count()
    page.keyboard.press("o")
    expect(page.locator(".row:visible")).to_have_count(2)
    page.locator(".fold", has_text="2 passages").click()
    expect(page.locator(".row:visible")).to_have_count(4)
    page.keyboard.press("o")
    expect(page.locator(".row:visible")).to_have_count(total)
    expect(page.locator(".fold")).to_have_count(0)


@pytest.mark.browser
def test_identical_texts_say_so_and_offer_nothing_to_step_through(tab: Any, tmp_path: Path) -> None:
    texts = {"A": "The same text.\n\nAgain.", "B": "The same text.\n\nAgain."}
    made = [v.witness(text, siglum=s) for s, text in texts.items()]
    path = tmp_path / "same.html"
    v.write(v.compare(*made), path)
    tab.goto(path.as_uri())
    expect(tab.locator(".empty").first).to_contain_text("no variant")
    expect(tab.locator("#next")).to_be_disabled()
    expect(tab.locator("#minimap")).to_have_count(0)
    expect(tab.locator("body")).not_to_contain_text("part ways")


ORDER = {
    "v=rows": "[...document.querySelector('.row .base p').querySelectorAll('a')]",
    "v=read&notes=foot": "[...document.querySelector('.row .base p').querySelectorAll('a')]",
    "v=table": "[...document.querySelector('#panel tbody tr').querySelectorAll('td')]",
    "v=graph": "[...document.querySelectorAll('#panel rect[y=\"44\"]')]",
    "v=rows&p=r-1": "[...document.querySelector('.e').querySelectorAll('.lm, .rd')]",
}


@pytest.mark.browser
@pytest.mark.parametrize("state", ORDER)
def test_the_next_word_stands_to_the_left_where_the_script_runs_so(
    tab: Any, tmp_path: Path, state: str
) -> None:
    page = _opened(tab, tmp_path, Edition(_copies(HEBREW, "he"), copies=True), state)
    page.wait_for_function(f"({ORDER[state]}).length > 1")
    places = page.evaluate(f"({ORDER[state]}).map(n => n.getBoundingClientRect().x)")
    assert len(places) > 1
    assert places == sorted(places, reverse=True)
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_a_search_does_not_mind_accents(tab: Any, tmp_path: Path) -> None:
    texts = {"A": "The great Batmönkh spoke.", "B": "The great Batmönkh slept."}
    page = _opened(tab, tmp_path, Edition(_copies(texts, "en")))
    page.fill("#q", "batmonkh s")
    expect(page.locator("#found")).to_have_text("2 found")
    page.wait_for_function("[...CSS.highlights.get('found')][0].toString() === 'Batmönkh s'")
