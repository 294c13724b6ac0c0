"""The reading page in a real browser: every view, filter and key; nothing leaves the page.

What the page shows is asserted with `expect`, which waits; a value read once is a race.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from editions import apparatus_of, edition

from variorum.page import Edition, render, split

expect = pytest.importorskip("playwright.sync_api").expect


@pytest.mark.browser
def test_next_and_previous_variant_by_keyboard(page: Any) -> None:
    page.keyboard.press("j")
    expect(page.locator("#where")).to_contain_text("variant 1 of")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#where")).to_contain_text("variant 1 of")
    expect(page.locator(".v:focus")).to_have_attribute("data-u", "1")
    expect(page).to_have_url(re.compile("app=1"))


@pytest.mark.browser
def test_a_permalink_restores_everything(page: Any, file: Path) -> None:
    page.goto(file.as_uri() + "#v=read&base=B&w=B,C&off=lexical&app=3&heat=0")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-view", "read")
    expect(page.locator("#basename")).to_have_text("B")
    expect(page.locator(".cell[data-w=Z]")).to_have_count(3)
    expect(page.locator(".cell[data-w=Z].off")).to_have_count(3)
    expect(page.locator("body.heat")).to_have_count(0)
    expect(page.locator(".e.on")).to_have_count(1)


@pytest.mark.browser
def test_another_base_turns_the_entries_round(page: Any) -> None:
    page.select_option("#base", "B")
    expect(page.locator("#app-1")).to_have_text(re.compile(r"^\s*\S+ Every\b[^\]]*\].*\bEach\b"))


@pytest.mark.browser
def test_what_agrees_with_the_base_is_no_link_whatever_the_base(page: Any) -> None:
    first = ".cell[data-w={}] [data-u='1']"
    expect(page.locator(first.format("C"))).not_to_have_attribute("href", re.compile(""))
    page.select_option("#base", "B")
    expect(page.locator(first.format("C"))).to_have_attribute("href", "#app-1")
    page.select_option("#base", "Z")
    expect(page.locator(first.format("C"))).not_to_have_attribute("href", re.compile(""))
    expect(page.locator(first.format("B"))).to_have_attribute("href", "#app-1")


@pytest.mark.browser
def test_a_hidden_kind_leaves_text_and_takes_the_marks(page: Any) -> None:
    page.locator("#filters summary").click()
    kind = page.locator("#kinds input").first
    hidden = page.locator(f".e.k-{kind.get_attribute('value')}").count()
    every = page.locator(".e").count()
    kind.uncheck()
    expect(page.locator("#where")).to_have_text(f"{every - hidden} variants shown")
    expect(page.locator(".e:not(.off)")).to_have_count(every - hidden)
    expect(page.locator(".cell[data-w=Z]").first).to_contain_text("Each country has")
    assert 0 < hidden < every


@pytest.mark.browser
def test_a_layer_shows_its_kinds_only(page: Any) -> None:
    page.locator("#filters summary").click()
    page.locator("#layers .layer", has_text="formal").first.click()
    expect(page.locator("#kinds input:checked")).to_have_attribute("value", "punctuation")
    page.locator("#layers .layer", has_text="all").click()
    expect(page.locator("#kinds input:not(:checked)")).to_have_count(0)


@pytest.mark.browser
def test_versions_can_be_hidden_and_reordered(page: Any) -> None:
    page.locator("#filters summary").click()
    page.locator("#wits .left[data-w=C]").click()
    expect(page).to_have_url(re.compile("w=Z%2CC%2CB"))
    page.locator("#wits input[value=B]").uncheck()
    expect(page.locator(".cell[data-w=B]:visible")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("view", ["rows", "read", "table", "graph", "overview"])
def test_every_view_shows_something(page: Any, view: str) -> None:
    page.check(f"#tools input[value={view}]")
    shown = {
        "rows": ".row",
        "read": ".cell.base",
        "table": "#panel table",
        "graph": "#panel svg rect",
        "overview": "#overview table",
    }
    expect(page.locator(shown[view]).first).to_be_visible()
    if view in ("table", "graph"):
        expect(page.locator("#panel h2")).to_contain_text("§ p1")
        page.get_by_text("next passage").click()
        expect(page.locator("#panel h2")).to_contain_text("§ p2")


@pytest.mark.browser
def test_search_finds_and_counts(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("country")
    expect(page.locator("#found")).to_have_text("3 found")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1/3")


@pytest.mark.browser
def test_search_finds_what_runs_over_marks_and_links(page: Any) -> None:
    page.fill("#q", "we shall not tar them all")
    expect(page.locator("#found")).to_have_text("1 found")
    found = "[...CSS.highlights.get('found')][0].toString()"
    page.wait_for_function(f"{found} === 'we shall not tar them all'")


@pytest.mark.browser
def test_a_search_in_an_edition_of_parts_says_where_else(page: Any, tmp_path: Path) -> None:
    for name, text in split(edition(), "memo", rows_a_page=1).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto((tmp_path / "memo.html").as_uri())
    page.fill("#q", "hope")
    expect(page.locator("#found")).to_have_text("0 found here; perhaps in part 3")
    page.fill("#q", "country")
    expect(page.locator("#found")).to_have_text("3 found here, none elsewhere")
    page.locator(".parts a").nth(2).click()
    expect(page).to_have_url(re.compile(r"memo-3\.html$"))
    expect(page.locator(".row")).to_have_count(1)
    page.keyboard.press("j")
    expect(page.locator("#where")).to_contain_text("variant 1 of")


@pytest.mark.browser
def test_numbers_choose_the_base_and_keys_can_be_turned_off(page: Any) -> None:
    page.keyboard.press("2")
    expect(page.locator("#basename")).to_have_text("B")
    page.locator("#filters summary").click()
    page.locator("#keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("3")
    expect(page.locator("#basename")).to_have_text("B")


@pytest.mark.browser
def test_help_and_citation_open_and_close(page: Any) -> None:
    page.keyboard.press("?")
    expect(page.locator("#dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#filters summary").click()
    page.locator("#cite").click()
    expect(page.locator("#dialog")).to_contain_text("sha256")
    page.locator("#close").click()
    expect(page.locator("#dialog")).not_to_be_visible()


@pytest.mark.browser
def test_a_place_in_the_overview_leads_to_its_row(page: Any) -> None:
    page.check("#tools input[value=overview]")
    link = page.locator("#overview .divergent a").first
    row = page.locator(link.get_attribute("href"))
    expect(row).not_to_be_visible()
    link.click()
    expect(row).to_be_in_viewport()
    expect(row.locator("h2 a")).to_be_focused()


@pytest.mark.browser
def test_a_word_of_the_source_is_explained_where_it_stands(page: Any, tmp_path: Path) -> None:
    term = {"term": "chokhom", "cyrillic": ["чохом"], "schemes": ["bgn"], "places": ["p1"],
            "renderings": {"Z": ["across-the-board"]}}  # fmt: skip
    path = tmp_path / "terms.html"
    path.write_text(render(replace(edition(), glossary=(term,))), encoding="utf-8")
    page.goto(path.as_uri())
    page.locator(".tm").first.click()
    expect(page.locator("#pop")).to_contain_text("чохом")
    page.keyboard.press("Escape")
    page.locator("#filters summary").click()
    page.select_option("#notes", "inline")
    expect(page.locator(".tm + .il").first).to_have_text("чохом")
    page.locator(".terms a").first.press("Enter")
    expect(page.locator("#term-1")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("body")).to_have_attribute("data-view", "rows")


@pytest.mark.browser
def test_a_link_within_the_page_has_taken_effect_when_its_click_is_over(page: Any) -> None:
    """The page is asked in the task of the click, so nothing can have come in between."""
    follow = "n => { n.click(); return [document.body.dataset.view, location.hash]; }"
    there = page.locator("#to-overview").evaluate(follow)
    back = page.locator("#overview .divergent a").first.evaluate(follow)
    assert [there, back[0]] == [["overview", "#overview"], "rows"]


@pytest.mark.browser
def test_the_strip_is_one_stop_and_leads_through_the_text(page: Any) -> None:
    strip = page.locator("#minimap")
    expect(strip.locator("rect[data-r]")).to_have_count(3)
    strip.focus()
    strip.press("End")
    expect(page).to_have_url(re.compile("p=r-3"))
    expect(strip).to_be_focused()
    strip.press("Home")
    expect(page).to_have_url(re.compile("p=r-1"))


@pytest.mark.browser
def test_a_row_far_away_follows_the_base_too(chromium: Any, tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(4000)]
    texts = {"A": words, "B": [w if n % 9 else f"x{n}" for n, w in enumerate(words)]}
    path = tmp_path / "long.html"
    path.write_text(render(Edition(apparatus_of(texts))), encoding="utf-8")
    tab = chromium.new_page()
    tab.goto(path.as_uri())
    tab.keyboard.press("2")
    tab.wait_for_selector(".row:last-child .cell.base[data-w=B]", state="attached")
    expect(tab.locator(".e").last).to_have_text(re.compile(r"^\s*\S+\s+x"))
    tab.close()


@pytest.mark.browser
def test_notes_in_the_line_and_as_pop_up(page: Any) -> None:
    page.locator("#filters summary").click()
    page.select_option("#notes", "inline")
    expect(page.locator(".il").first).to_be_visible()
    page.select_option("#notes", "popup")
    page.locator(".cell.base .v").first.click()
    expect(page.locator("#pop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pop")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("view", ["rows", "read", "table", "graph", "overview"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_width_scrolls_sideways(page: Any, width: int, view: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.check(f"#tools input[value={view}]")
    page.locator("#filters summary").click()
    page.wait_for_function(f"document.documentElement.scrollWidth <= {width}")


@pytest.mark.browser
def test_a_narrow_screen_shows_the_base_and_one_version_below_it(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    there = page.locator(".row").first.locator(".cell:visible")
    expect(there).to_have_count(2)
    expect(there.last).to_have_attribute("data-w", "B")
    page.select_option("#under", "C")
    expect(there.last).to_have_attribute("data-w", "C")
    page.select_option("#under", label="nothing")
    expect(there).to_have_count(1)
    page.keyboard.press("3")
    expect(there).to_have_attribute("data-w", "C")


@pytest.mark.browser
def test_the_page_is_complete_without_javascript(chromium: Any, file: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator(".row:visible")).to_have_count(3)
    expect(tab.locator(".cell:visible")).to_have_count(9)
    expect(tab.locator("#overview")).to_be_visible()
    expect(tab.locator("#tools")).not_to_be_visible()
    context.close()


@pytest.mark.browser
def test_print_makes_a_pdf(page: Any) -> None:
    upright = page.pdf()
    assert upright.startswith(b"%PDF")
    page.emulate_media(media="print")
    expect(page.locator(".row").first.locator(".cell:visible")).to_have_count(3)
    expect(page.locator(".e:visible")).to_have_count(page.locator(".e").count())
    page.goto(page.url + "#columns=1")
    page.reload()
    expect(page.locator(".row").first.locator(".cell:visible")).to_have_count(3)
    expect(page.locator("#rows")).to_have_css("page", "wide")
    assert page.pdf(prefer_css_page_size=True) != upright


@pytest.mark.browser
def test_forced_colours_and_little_motion(page: Any) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.keyboard.press("j")
    expect(page.locator(".v.on").first).to_have_css("outline-width", "3px")
    expect(page.locator("html")).to_have_css("scroll-behavior", "auto")
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator("html")).to_have_css("scroll-behavior", "smooth")


@pytest.mark.browser
@pytest.mark.parametrize(
    "evil", ["<img src=x onerror=alert(1)>", "a,b%2C", "\"'><script>alert(1)</script>"]
)
def test_a_siglum_is_inert_and_can_be_the_base(chromium: Any, tmp_path: Path, evil: str) -> None:
    path = tmp_path / "evil.html"
    texts = {"A": ["a", "b", "c"], evil: ["a", evil, "c"]}
    path.write_text(render(Edition(apparatus_of(texts), title=evil)), encoding="utf-8")
    tab = chromium.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.on("dialog", lambda d: faults.append(d.message))
    tab.goto(path.as_uri())
    tab.keyboard.press("2")
    expect(tab.locator("#basename")).to_have_text(evil)
    tab.locator("#filters summary").click()
    tab.locator("#wits input").first.uncheck()
    tab.reload()
    expect(tab.locator(".cell:visible")).to_have_count(1)
    for view in ("table", "graph", "overview"):
        tab.check(f"#tools input[value={view}]")
    expect(tab.locator("img")).to_have_count(0)
    assert faults == []
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["rows", "read", "table", "graph", "overview"])
def test_axe_finds_no_violation(page: Any, scheme: str, view: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.base")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.emulate_media(color_scheme=scheme)
    page.locator("#filters summary").click()
    page.check(f"#tools input[value={view}]")
    page.evaluate(source)
    result = page.evaluate("axe.run()")
    assert [
        (v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"])
        for v in result["violations"]
    ] == []


@pytest.mark.browser
def test_in_reading_with_notes_away_sentences_run_on_and_only_the_base_is_there(
    tab: Any, tmp_path: Path
) -> None:
    from test_paragraphs_kept import edition as in_paragraphs

    path = tmp_path / "paragraphs.html"
    path.write_text(render(Edition(in_paragraphs())), encoding="utf-8")
    tab.goto(path.as_uri() + "#v=read&notes=popup")
    expect(tab.locator(".row.goes-on").first).to_have_css("display", "inline")
    expect(tab.locator(".cell:not(.base)").first).to_be_hidden()
    expect(tab.locator(".row.goes-on > h2").first).to_be_hidden()
