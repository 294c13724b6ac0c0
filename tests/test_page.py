"""The reading page in a real browser: every view, filter and key; nothing leaves the page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from variorum.collate import collate
from variorum.critic import apparatus
from variorum.measure import compare
from variorum.model import Apparatus, Lacuna, Row, Synopsis, Witness
from variorum.page import Edition, render, split
from variorum.text.build import witness_from_text, witness_from_tokens

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TEXTS = {
    "Z": "Each country has its own way and we shall not treat them across-the-board [chokhom]. "
    "Their illness has one cause. They wait.",
    "B": "Every country has its own way, and we shall not tar them all with one brush [chokhom]. "
    "Their disease has one cause. They wait.",
    "C": "Each country has a way of its own and we shall not treat them wholesale. "
    "Their illness has a single cause. They wait and hope.",
}


def _witnesses() -> list[Witness]:
    made = []
    for siglum, text in TEXTS.items():
        cuts = [0, *(m.end() for m in re.finditer(r"\. ", text)), len(text)]
        made.append(
            witness_from_text(
                siglum,
                text,
                bounds=list(pairwise(cuts)),
                language="en",
                title=f"Version {siglum}",
            )
        )
    return made


def _edition(title: str = "A memo") -> Edition:
    witnesses = _witnesses()
    table = collate(witnesses)
    rows = Synopsis(tuple(witnesses), tuple(Row((range(i, i + 1),) * 3) for i in range(3)))
    return Edition(
        apparatus(table, base="Z"),
        measures=compare(rows, table, bootstrap=10),
        title=title,
        inputs=(("Z", "z.txt", "0" * 64),),
    )


def _apparatus(texts: dict[str, list[str]], **lacunae: int) -> Apparatus:
    witnesses = [
        witness_from_tokens(s, t, lacunae=(Lacuna(lacunae[s]),) if s in lacunae else ())
        for s, t in texts.items()
    ]
    return apparatus(collate(witnesses), base=next(iter(texts)))


# ---- without a browser ----------------------------------------------------------------------


def _plain(html: str) -> str:
    body = re.sub(r"<(style|script)\b.*?</\1>|<sup.*?</sup>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", "", body).split())


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert render(_edition()) == render(_edition())


def test_every_word_of_every_version_is_in_the_page_without_a_script() -> None:
    text = re.sub(r"\s", "", _plain(render(_edition())).replace("∅", ""))
    for version in TEXTS.values():
        for sentence in re.split(r"(?<=\.) ", version):
            assert re.sub(r"\s", "", sentence) in text


def test_every_entry_is_linked_from_the_text_and_back() -> None:
    edition = _edition()
    html = render(edition)
    for number in range(1, len(edition.apparatus.units) + 1):
        assert f'id="app-{number}"' in html
        assert f'href="#app-{number}"' in html
        assert f'id="v-{number}"' in html
        assert f'href="#v-{number}"' in html


@pytest.mark.parametrize(
    "evil",
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"'><b>&amp;",
        "\u202eevil",
    ],
)
def test_markup_in_a_text_or_title_is_inert(evil: str) -> None:
    page = render(Edition(_apparatus({"A": ["a", evil, "b"], "B": ["a", "c", "b"]}), title=evil))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>&amp;" not in page


def test_a_lacuna_is_not_shown_as_an_omission() -> None:
    page = render(Edition(_apparatus({"A": ["a", "b", "c"], "B": ["a"], "C": ["a"]}, B=1)))
    assert '<span class="gap">[…]</span>' in page
    assert '<span class="om">∅</span>' in page
    assert 'lacuna <i class="sg">B</i>' in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = render(_edition())
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


def test_a_user_may_bring_templates() -> None:
    from dataclasses import replace

    page = render(replace(_edition(), templates={"overview.html.j2": "<p>my own overview</p>"}))
    assert "my own overview" in page


def test_a_split_edition_has_every_row_once() -> None:
    pages = split(_edition(), "memo", rows_a_page=2)
    assert list(pages) == ["memo.html", "memo-2.html"]
    rows = [r for page in pages.values() for r in re.findall(r'class="row h\d" id="(r-\d+)"', page)]
    assert rows == ["r-1", "r-2", "r-3"]


def test_white_space_between_two_elements_is_kept() -> None:
    from dataclasses import replace

    from variorum.model import Span
    from variorum.page.rows import Rows

    marked = replace(
        witness_from_text("A", "Prime Minister Kaysone"),
        spans=(Span("note", 0, 14), Span("supplied", 15, 22)),
    )
    rows = Rows(apparatus(collate([marked]), base="A"))
    (segment,) = rows.segments(0, 0)
    assert _plain(rows.html(0, segment)) == "Prime Minister Kaysone"


# ---- in a browser ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("needs a Chromium browser")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "memo.html"
    path.write_text(render(_edition()), encoding="utf-8")
    return path


@pytest.fixture
def page(chromium: Any, file: Path) -> Iterator[Any]:
    """The page in a fresh tab; the test fails on console errors and on requests that leave it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.on(
        "request",
        lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else faults.append(r.url),
    )
    tab.goto(file.as_uri())
    yield tab
    context.close()
    assert not faults


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
    shown = page.locator("#kinds input:checked").evaluate_all("all => all.map(n => n.value)")
    assert shown == ["punctuation"]
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
@pytest.mark.parametrize(
    ("button", "sign"), [("csv", "entry,locus,lemma"), ("tei", "<listApp"), ("json", '{"schema"')]
)
def test_what_is_shown_can_be_saved(page: Any, button: str, sign: str) -> None:
    page.locator("#filters summary").click()
    with page.expect_download() as waiting:
        page.locator(f"#{button}").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith(sign)


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
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_width_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
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
    data = page.pdf()
    assert data.startswith(b"%PDF")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["rows", "table", "graph", "overview"])
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
