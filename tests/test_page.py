"""The reading page without a browser: complete, inert, the same bytes, right links and classes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import TEXTS, apparatus_of, edition

import variorum as v
from variorum.cli import run
from variorum.collation import collate
from variorum.critic import apparatus
from variorum.page import Edition, render, split
from variorum.text.build import witness_from_text


def _plain(html: str) -> str:
    body = re.sub(r"<(style|script)\b.*?</\1>|<sup.*?</sup>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", "", body).split())


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert render(edition()) == render(edition())


def test_every_word_of_every_version_is_in_the_page_without_a_script() -> None:
    text = re.sub(r"\s", "", _plain(render(edition())).replace("∅", ""))
    for version in TEXTS.values():
        for sentence in re.split(r"(?<=\.) ", version):
            assert re.sub(r"\s", "", sentence) in text


def test_every_entry_is_linked_from_the_text_and_back() -> None:
    made = edition()
    html = render(made)
    for number in range(1, len(made.apparatus.units) + 1):
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
    page = render(Edition(apparatus_of({"A": ["a", evil, "b"], "B": ["a", "c", "b"]}), title=evil))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>&amp;" not in page


def test_a_silence_over_several_units_is_marked_as_one() -> None:
    texts = {
        "A": "so he went home at last".split(),
        "B": "so at last".split(),
        "C": "so he at last".split(),
        "D": "so he went at last".split(),
    }
    page = render(Edition(apparatus_of(texts)))
    (cell,) = re.findall(
        r'data-w="B"><h3><bdi title="B">B</bdi></h3><p[^>]*>(.*?)</p>', page, flags=re.S
    )
    links = re.findall(r'<a class="v [^"]*"', cell)
    assert len(links) == 3
    assert [link.endswith(' c"') for link in links] == [False, True, True]


def test_a_lacuna_is_not_shown_as_an_omission() -> None:
    page = render(Edition(apparatus_of({"A": ["a", "b", "c"], "B": ["a"], "C": ["a"]}, B=1)))
    assert '<span class="gap"></span>' in page
    assert '<span class="om"></span>' in page
    assert 'lacuna <i class="sg"><bdi>B</bdi></i>' in page


def test_the_page_names_one_divergence_the_one_that_was_measured(tmp_path: Path) -> None:
    a = v.witness("The wise man answers. He went home.\n\nOnly here.", siglum="A")
    b = v.witness("The old sage said no. He went home.", siglum="B")
    measures = v.compare(a, b)
    v.write(measures, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    said = re.findall(r"<h2 [^>]*>.*?<small dir=.ltr.>(.*?)</small></h2>", page)
    # Where the words are alike nothing is said.
    assert [r.divergence for r in measures.rows[1:2]] == [0.0]
    assert said == [f"divergence {measures.rows[0].divergence:.2f}", "only in A"]
    listed = re.findall(r"§ p1.1</a> divergence ([\d.]+)", page)
    assert listed == [f"{measures.rows[0].divergence:.2f}"]


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = render(edition())
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


def test_a_user_may_bring_templates() -> None:
    from dataclasses import replace

    page = render(replace(edition(), templates={"overview.html.j2": "<p>my own overview</p>"}))
    assert "my own overview" in page


def test_a_split_edition_has_every_row_once() -> None:
    pages = split(edition(), "memo", rows_a_page=2)
    assert list(pages) == ["memo.html", "memo-2.html"]
    rows = [r for page in pages.values() for r in re.findall(r'class="row h\d" id="(r-\d+)"', page)]
    assert rows == ["r-1", "r-2", "r-3"]


def test_a_long_row_is_cut_between_units_and_loses_nothing() -> None:
    from variorum.page.blocks import LONG
    from variorum.page.versions import Rows

    words = [f"w{n}" for n in range(3000)]
    other = [w if n % 7 else f"x{n}" for n, w in enumerate(words)]
    made = apparatus_of({"A": words, "B": other})
    rows = Rows(made)
    assert len(rows) > 3000 // LONG
    for w, text in enumerate((words, other)):
        found = [s for r in range(len(rows)) for s in rows.segments(r, w)]
        assert [i for s in found for i in range(s.start, s.end)] == list(range(len(text)))
    assert sum(len(rows.units(r)) for r in range(len(rows))) == len(made.units)
    assert all(u.end <= rows.columns(r)[1] for r in range(len(rows)) for _, u in rows.units(r))
    assert rows.at(1, 2999) == len(rows) - 1


def test_a_link_to_another_part_names_its_file() -> None:
    pages = split(edition(), "a memo", rows_a_page=1)
    assert 'href="a%20memo-2.html#r-2"' in pages["a memo.html"]
    assert 'href="#r-2"' in pages["a memo-2.html"]


def test_words_of_the_source_stand_at_their_place() -> None:
    from dataclasses import replace

    term = {
        "term": "chokhom", "cyrillic": ["чохом"], "schemes": ["bgn"], "places": ["p1"],
        "renderings": {"Z": ["across-the-board"], "B": ["with one brush"]},
    }  # fmt: skip
    page = render(replace(edition(), glossary=(term,)))
    row = page[page.index('id="r-1"') : page.index('id="r-2"')]
    assert len(re.findall(r'tm[^>]*data-t="1">\[?chokhom', row)) == 2
    assert '<li data-t="1"><a href="#term-1"' in row
    assert "чохом" in row
    assert "with one brush" in row
    assert 'id="term-1"' in page
    assert '<ul class="terms"' not in page[page.index('id="r-2"') :]


def test_white_space_between_two_elements_is_kept() -> None:
    from dataclasses import replace

    from variorum.model import Span
    from variorum.page.versions import Rows

    marked = replace(
        witness_from_text("A", "Prime Minister Kaysone"),
        spans=(Span("note", 0, 14), Span("supplied", 15, 22)),
    )
    rows = Rows(apparatus(collate([marked]), base="A"))
    (segment,) = rows.segments(0, 0)
    assert _plain(rows.html(0, segment)) == "Prime Minister Kaysone"


def test_empty_versions_make_a_page(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("", encoding="utf-8")
    paths = [str(tmp_path / f"{name}.txt") for name in ("a", "b")]
    for command in ("compare", "apparatus"):
        output = tmp_path / f"{command}.html"
        assert run([command, *paths, "--quiet", "-o", str(output)]) == 0
        assert "2 versions" in output.read_text(encoding="utf-8")


def test_a_heavy_page_names_the_split_that_makes_it_lighter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import variorum.page

    paths = []
    for name in ("a", "b"):
        paths.append(str(tmp_path / f"{name}.txt"))
        lines = (f"The {n} king of {name} went out to sea again." for n in range(40))
        Path(paths[-1]).write_text("\n\n".join(lines), encoding="utf-8")
    output = str(tmp_path / "page.html")
    monkeypatch.setattr(variorum.page, "SPLIT_AT", 50_000)
    assert run(["compare", *paths, "-o", output]) == 0
    found = re.search(r"split (\d+)", capsys.readouterr().err)
    assert found is not None
    assert run(["compare", *paths, "-o", output, "--force", "--split", found[1]]) == 0
    assert len(list(tmp_path.glob("page*.html"))) > 1
