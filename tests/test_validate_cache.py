"""Reports kept between runs hold as long as everything that was asked for is what it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import variorum as v
from variorum.api import validating

RNG = "http://relaxng.org/ns/structure/1.0"
PART = f'<grammar xmlns="{RNG}"><define name="x"><text/></define></grammar>'
WHOLE = f"""<grammar xmlns="{RNG}"><include href="part.rng"/>
<start><element name="TEI"><ref name="x"/></element></start></grammar>"""
POINTING = '<TEI><text><body><p corresp="other.xml#a" facs="i.jpg">a</p></body></text></TEI>'


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were checked and not taken from the cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    asked = validating.Worker._asked
    found: list[str] = []

    def watched(worker: validating.Worker, path: str, *rest: object) -> object:
        found.append(path)
        return asked(worker, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(validating.Worker, "_asked", watched)
    return found


def anew(checked: list[str], **settings: object) -> bool:
    """Is the file checked, not remembered? What is said is the same as without a cache."""
    checked.clear()
    report = v.validate("a.xml", **settings)
    found = bool(checked)
    assert report == v.validate("a.xml", cache=False, **settings)
    return found


def test_a_file_that_points_to_others_is_remembered_until_one_of_them_changes(
    checked: list[str],
) -> None:
    Path("a.xml").write_text(POINTING)
    assert [anew(checked) for _ in range(3)] == [True, False, False]
    Path("other.xml").write_text('<p xml:id="b"/>')
    assert [anew(checked) for _ in range(2)] == [True, False]
    Path("other.xml").write_text('<p xml:id="a"/>')  # as long as it was
    os.utime("other.xml", ns=(1, 1))
    assert [anew(checked) for _ in range(2)] == [True, False]
    os.utime("other.xml", ns=(2, 2))
    assert not anew(checked)  # another time, the same content
    Path("i.jpg").write_bytes(b"an image")
    assert [anew(checked) for _ in range(2)] == [True, False]
    Path("other.xml").unlink()
    assert anew(checked)
    Path("a.xml").write_text(POINTING + "\n")
    assert [anew(checked) for _ in range(2)] == [True, False]


def test_a_report_is_remembered_for_its_settings_and_its_schema(checked: list[str]) -> None:
    Path("a.xml").write_text('<?xml-model href="own.rng"?><TEI>a</TEI>')
    Path("own.rng").write_text(WHOLE)
    Path("part.rng").write_text(PART)
    assert [anew(checked) for _ in range(2)] == [True, False]
    assert [anew(checked, select=["SCH"]) for _ in range(2)] == [True, False]
    assert [anew(checked, severity=["SCH=info"]) for _ in range(2)] == [True, False]
    Path("part.rng").write_text(PART.replace("<text/>", "<empty/>"))
    assert [anew(checked) for _ in range(2)] == [True, False]
    assert v.validate("a.xml").faults
    Path("own.rng").unlink()
    assert [anew(checked) for _ in range(2)] == [True, False]


def test_a_cache_that_cannot_be_written_or_read_is_none(checked: list[str], tmp_path: Path) -> None:
    Path("a.xml").write_text(POINTING)
    assert [anew(checked) for _ in range(2)] == [True, False]
    for kept in (tmp_path / "cache").rglob("*.json"):
        kept.write_text("{")
    assert [anew(checked) for _ in range(2)] == [True, False]
