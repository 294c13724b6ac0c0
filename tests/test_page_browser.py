"""The reading page in a real browser: every view, filter and key; nothing leaves the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from editions import apparatus_of, edition

from variorum.page import Edition, render, split


@pytest.mark.browser
def test_next_and_previous_variant_by_keyboard(page: Any) -> None:
    page.keyboard.press("j")
    assert page.inner_text("#where").startswith("variant 1 of")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.inner_text("#where").startswith("variant 1 of")
    assert page.eval_on_selector(".v:focus", "n => n.dataset.u") == "1"
    assert "app=1" in page.url


@pytest.mark.browser
def test_a_permalink_restores_everything(page: Any, file: Path) -> None:
    page.goto(file.as_uri() + "#v=read&base=B&w=B,C&off=lexical&app=3&heat=0")
    page.reload()
    assert page.get_attribute("body", "data-view") == "read"
    assert page.inner_text("#basename") == "B"
    assert page.locator(".cell[data-w=Z].off").count() == page.locator(".cell[data-w=Z]").count()
    assert not page.locator("body.heat").count()
    assert page.locator(".e.on").count() == 1


@pytest.mark.browser
def test_another_base_turns_the_entries_round(page: Any) -> None:
    page.select_option("#base", "B")
    entry = page.inner_text("#app-1")
    assert entry.split("]")[0].split()[1] == "Every"
    assert "Each" in entry.split("]")[1]


@pytest.mark.browser
def test_what_agrees_with_the_base_is_no_link_whatever_the_base(page: Any) -> None:
    first = ".cell[data-w={}] [data-u='1']"
    assert page.locator(first.format("C")).get_attribute("href") is None
    page.select_option("#base", "B")
    assert page.locator(first.format("C")).get_attribute("href") == "#app-1"
    page.select_option("#base", "Z")
    assert page.locator(first.format("C")).get_attribute("href") is None
    assert page.locator(first.format("B")).get_attribute("href") == "#app-1"


@pytest.mark.browser
def test_a_hidden_kind_leaves_text_and_takes_the_marks(page: Any) -> None:
    page.locator("#filters summary").click()
    before = page.locator(".e:not(.off)").count()
    page.locator("#kinds input").first.uncheck()
    after = page.locator(".e:not(.off)").count()
    assert 0 < after < before
    assert page.locator(".cell[data-w=Z]").first.inner_text().count("country") == 1
    assert page.inner_text("#where") == f"{after} variants shown"


@pytest.mark.browser
def test_a_layer_shows_its_kinds_only(page: Any) -> None:
    page.locator("#filters summary").click()
    page.locator("#kinds .layer", has_text="formal").first.click()
    assert page.locator("#kinds input:checked").get_attribute("value") == "punctuation"
    page.locator("#kinds .layer", has_text="all").click()
    assert page.locator("#kinds input:not(:checked)").count() == 0


@pytest.mark.browser
def test_versions_can_be_hidden_and_reordered(page: Any) -> None:
    page.locator("#filters summary").click()
    page.locator("#wits .left[data-w=C]").click()
    assert "w=Z%2CC%2CB" in page.url
    page.locator("#wits input[value=B]").uncheck()
    assert page.locator(".cell[data-w=B]:visible").count() == 0


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
    assert page.locator(shown[view]).first.is_visible()
    if view in ("table", "graph"):
        first = page.inner_text("#panel h2")
        page.get_by_text("next passage").click()
        assert page.inner_text("#panel h2") != first


@pytest.mark.browser
def test_search_finds_and_counts(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("country")
    assert page.inner_text("#found") == "3 found"
    page.keyboard.press("Enter")
    assert page.inner_text("#found") == "1/3"


@pytest.mark.browser
def test_search_finds_what_runs_over_marks_and_links(page: Any) -> None:
    page.fill("#q", "we shall not tar them all")
    assert page.inner_text("#found") == "1 found"
    assert page.evaluate("[...CSS.highlights.get('found')][0].toString()") == (
        "we shall not tar them all"
    )


@pytest.mark.browser
def test_a_search_in_an_edition_of_parts_says_where_else(page: Any, tmp_path: Path) -> None:
    for name, text in split(edition(), "memo", rows_a_page=1).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto((tmp_path / "memo.html").as_uri())
    page.fill("#q", "hope")
    assert page.inner_text("#found") == "0 found here; perhaps in part 3"
    page.fill("#q", "country")
    assert page.inner_text("#found") == "3 found here, none elsewhere"
    page.locator(".parts a").nth(2).click()
    assert page.url.endswith("memo-3.html")
    assert page.locator(".row").count() == 1
    page.keyboard.press("j")
    assert page.inner_text("#where").startswith("variant 1 of")


@pytest.mark.browser
def test_numbers_choose_the_base_and_keys_can_be_turned_off(page: Any) -> None:
    page.keyboard.press("2")
    assert page.inner_text("#basename") == "B"
    page.locator("#filters summary").click()
    page.locator("#keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("3")
    assert page.inner_text("#basename") == "B"


@pytest.mark.browser
def test_help_and_citation_open_and_close(page: Any) -> None:
    page.keyboard.press("?")
    assert page.locator("#dialog").is_visible()
    page.keyboard.press("Escape")
    page.locator("#filters summary").click()
    page.locator("#cite").click()
    assert "sha256" in page.inner_text("#dialog")
    page.locator("#close").click()
    assert not page.locator("#dialog").is_visible()


@pytest.mark.browser
def test_a_place_in_the_overview_leads_to_its_row(page: Any) -> None:
    page.check("#tools input[value=overview]")
    page.locator("#overview .divergent a").first.click()
    page.locator("body[data-view=rows]").wait_for()
    assert page.locator("#" + page.url.rpartition("#")[2]).is_visible()


@pytest.mark.browser
def test_a_word_of_the_source_is_explained_where_it_stands(page: Any, tmp_path: Path) -> None:
    term = {"term": "chokhom", "cyrillic": ["чохом"], "schemes": ["bgn"], "places": ["p1"],
            "renderings": {"Z": ["across-the-board"]}}  # fmt: skip
    path = tmp_path / "terms.html"
    path.write_text(render(replace(edition(), glossary=(term,))), encoding="utf-8")
    page.goto(path.as_uri())
    page.locator(".tm").first.click()
    assert "чохом" in page.inner_text("#pop")
    page.keyboard.press("Escape")
    page.locator("#filters summary").click()
    page.select_option("#notes", "inline")
    assert page.locator(".tm + .il").first.inner_text() == "чохом"
    page.locator(".terms a").first.press("Enter")
    assert page.locator("#term-1").is_visible()


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
    last = tab.locator(".e").last.text_content() or ""
    assert last.split()[1].startswith("x")
    tab.close()


@pytest.mark.browser
def test_notes_in_the_line_and_as_pop_up(page: Any) -> None:
    page.locator("#filters summary").click()
    page.select_option("#notes", "inline")
    assert page.locator(".il").first.is_visible()
    page.select_option("#notes", "popup")
    page.locator(".cell.base .v").first.click()
    assert page.locator("#pop").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#pop").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("view", ["rows", "read", "table", "graph", "overview"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_width_scrolls_sideways(page: Any, width: int, view: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.check(f"#tools input[value={view}]")
    page.locator("#filters summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_narrow_screen_shows_one_version_at_a_time(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.locator(".row").first.locator(".cell:visible").count() == 1
    page.keyboard.press("3")
    assert page.locator(".row").first.locator(".cell:visible").get_attribute("data-w") == "C"


@pytest.mark.browser
def test_the_page_is_complete_without_javascript(chromium: Any, file: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.locator(".row:visible").count() == 3
    assert tab.locator(".cell:visible").count() == 9
    assert tab.locator("#overview").is_visible()
    assert not tab.locator("#tools").is_visible()
    context.close()


@pytest.mark.browser
def test_print_makes_a_pdf(page: Any) -> None:
    upright = page.pdf()
    assert upright.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator(".row").first.locator(".cell:visible").count() == 1
    assert page.locator(".e:visible").count() == page.locator(".e").count()
    page.goto(page.url + "#columns=1")
    page.reload()
    assert page.locator(".row").first.locator(".cell:visible").count() == 3
    assert page.evaluate("getComputedStyle(document.getElementById('rows')).page") == "wide"
    assert page.pdf(prefer_css_page_size=True) != upright


@pytest.mark.browser
def test_forced_colours_and_little_motion(page: Any) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.keyboard.press("j")
    assert page.eval_on_selector(".v.on", "n => getComputedStyle(n).outlineWidth") == "3px"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"


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
    assert tab.inner_text("#basename") == evil
    tab.locator("#filters summary").click()
    tab.locator("#wits input").first.uncheck()
    tab.reload()
    assert tab.locator(".cell:visible").count() == 1
    for view in ("table", "graph", "overview"):
        tab.check(f"#tools input[value={view}]")
    assert tab.locator("img").count() == 0
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
