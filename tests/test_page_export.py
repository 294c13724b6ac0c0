"""What a reader saves from the page: the command's JSON, CSV and TEI of what is shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from editions import TEXTS

from variorum import read
from variorum.cli import run


@pytest.fixture(scope="module", params=["compare", "apparatus"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page that a command wrote, its command and its texts."""
    folder = tmp_path_factory.mktemp(request.param)
    paths = []
    for siglum, text in TEXTS.items():
        path = folder / f"{siglum}.txt"
        path.write_text(text.replace(". ", ".\n\n") + " <i>&amp; \\u003c \u2028", encoding="utf-8")
        paths.append(str(path))
    output = str(folder / "page.html")
    assert run([request.param, *paths, "--base", "Z", "--quiet", "-o", output]) == 0
    return request.param, paths, Path(output)


@pytest.mark.browser
@pytest.mark.parametrize("plain", [True, False])
def test_the_json_of_the_page_is_that_of_the_command(
    page: Any, made: Any, plain: bool, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    command, paths, path = made
    if not plain:
        monkeypatch.setattr(sys.modules["variorum.page.rendering"], "PLAIN", 0)
        path = tmp_path / "packed.html"
        assert run([command, *paths, "--base", "Z", "--quiet", "-o", str(path)]) == 0
    capsys.readouterr()
    assert run([command, *paths, "--base", "Z", "--quiet", "--format", "json"]) == 0
    wanted = capsys.readouterr().out
    page.goto(path.as_uri())
    assert ('type="application/zlib"' in path.read_text(encoding="utf-8")) is not plain
    page.locator("#filters summary").click()
    with page.expect_download() as waiting:
        page.locator("#json").click()
    assert Path(waiting.value.path()).read_bytes().decode("utf-8") == wanted


@pytest.mark.browser
@pytest.mark.parametrize("hidden", ["", "lexical", "phrase,omission,punctuation"])
def test_the_csv_of_what_is_shown_is_that_of_the_same_flags(
    page: Any, made: Any, hidden: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, paths, path = made
    capsys.readouterr()
    flags = ["--hide", hidden] if hidden else []
    arguments = ["apparatus", *paths, "--base", "Z", "--quiet", "--format", "csv", *flags]
    assert run(arguments) == 0
    wanted = capsys.readouterr().out
    page.goto(path.as_uri() + f"#off={hidden}")
    page.reload()
    page.locator("#filters summary").click()
    with page.expect_download() as waiting:
        page.locator("#csv").click()
    found = Path(waiting.value.path()).read_bytes().decode("utf-8")
    assert found.splitlines() == wanted.splitlines()


def _saved(page: Any, address: str, button: str) -> str:
    page.goto(address)
    page.reload()
    page.locator("#filters summary").click()
    with page.expect_download() as waiting:
        page.locator(f"#{button}").click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("base", ["Z", "B"])
def test_the_tei_of_what_is_shown_is_an_edition_of_all_texts(
    page: Any, made: Any, base: str, tmp_path: Path
) -> None:
    _, paths, path = made
    saved = tmp_path / "shown.xml"
    saved.write_text(_saved(page, f"{path.as_uri()}#base={base}", "tei"), encoding="utf-8")
    assert run(["validate", str(saved), "--quiet"]) == 0
    edition = read(saved)
    assert edition.units
    texts = {w.siglum: [t.text for t in w.tokens] for w in edition.witnesses}
    assert texts == {w.siglum: [t.text for t in w.tokens] for p in paths for w in read(p).witnesses}


@pytest.mark.browser
def test_the_tei_of_what_is_shown_leaves_hidden_classes_and_versions_out(
    page: Any, made: Any, tmp_path: Path
) -> None:
    _, _, path = made
    text = _saved(page, path.as_uri() + "#off=lexical&w=Z,B", "tei")
    assert 'type="lexical"' not in text
    assert 'type="phrase"' in text
    assert "#C" not in text
