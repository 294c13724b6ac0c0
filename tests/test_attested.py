"""A fragment has a part of the text: outside it is not extant, and omits nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import variorum as v

BASE = "\n\n".join(
    ("In the beginning was the word.", "And the word was with the king.",
     "The same was there from of old.", "All things were made by him.")
)  # fmt: skip
FRAGMENT = "And the word was with a king.\n\nSame was there from of old."


def apparatus(**options: Any) -> v.Apparatus:
    full, part = v.witness(BASE, siglum="A"), v.witness(FRAGMENT, siglum="F")
    other = v.witness(BASE.replace("old", "eld"), siglum="B")
    return v.apparatus(full, other, part, base="A", translations=False, **options)


def of_fragment(edition: v.Apparatus) -> list[tuple[str, str, str]]:
    return [
        (unit.lemma.text if unit.lemma else "", reading.text, reading.cls)
        for unit in edition
        for reading in unit.readings
        if "F" in reading.sigla and reading.cls
    ]


def test_without_a_range_all_that_it_lacks_is_omitted() -> None:
    assert ("In the beginning was the word.", "", "omission") in of_fragment(apparatus())


@pytest.mark.parametrize(
    "extant", [{"F": "p2..p3"}, "F=p2..p3", ["F=p2..p3"], {"F": "p2.."}, {"F": "p2..p4"}]
)
def test_within_its_range_it_omits_and_outside_it_is_not_extant(extant: Any) -> None:
    found = of_fragment(apparatus(extant=extant))
    assert ("the", "a", "lexical") in found
    assert any(text == "" and lemma.startswith("The") for lemma, text, _ in found)
    assert not any("beginning" in lemma for lemma, _, _ in found)
    end = any("All things" in lemma for lemma, _, _ in found)
    assert end == (extant in ({"F": "p2.."}, {"F": "p2..p4"}))


def test_what_it_has_in_two_places_is_a_gap_between_them_and_no_omission() -> None:
    texts = {"A": "A b c.\n\nD e f.\n\nG h i.\n\nJ k l.", "F": "B c.\n\nJ l."}
    given = [v.witness(text, siglum=s) for s, text in texts.items()]
    for extant in ({"F": "p1,p4"}, ["F=p1", "F=p4"], "F=p1,p4"):
        made = v.apparatus(*given, base="A", extant=extant, translations=False)
        omitted = [u.lemma.text for u in made if u.lemma and any(r.cls == "omission" for r in u)]
        assert omitted == ["A", "k"]
        assert [(a, b) for a, b in made.collation.lacunae[1]] == [(4, 12)]


def test_a_word_that_lands_outside_its_range_makes_no_omission_and_is_reported() -> None:
    class Told(v.api.machine.Machine):
        def note(self, message: str) -> None:
            said.append(message)

    said: list[str] = []
    base = v.witness("And so it was.\n\nNow the king rose.", siglum="A")
    part = v.witness("so. Now the king rose.", siglum="F")
    made = v.apparatus(base, part, extant="F=p2", translations=False, host=Told())
    assert not any(r.cls == "omission" for u in made for r in u)
    assert "F has 1 word outside what it is said to have; check its range" in said


def test_a_project_settles_the_ranges_of_its_fragments(tmp_path: Path, variorum: Any) -> None:
    (tmp_path / "A.txt").write_text(BASE)
    (tmp_path / "F.txt").write_text(FRAGMENT)
    (tmp_path / "variorum.toml").write_text('[extant]\nF = "p2..p3"\nX = "p9"\n')
    args = ("apparatus", "A.txt", "F.txt", "--copies")
    assert "beginning" not in variorum(*args, cwd=tmp_path).stdout
    assert "beginning" in variorum(*args, "--extant", "F=..p4", cwd=tmp_path).stdout


def test_a_transcription_says_by_its_milestones_where_it_begins_ends_and_breaks_off() -> None:
    text = (
        '<text xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><body><p><witStart/>one two</p>'
        "<p>three <lacunaStart/><lacunaEnd/>four<witEnd/></p></body></text>"
    )
    (witness,) = v.read(text.encode(), siglum="A").witnesses
    assert witness.text.split() == ["one", "two", "three", "four"]
    assert [lacuna.at for lacuna in witness.lacunae] == [0, 3, 4]


@pytest.mark.parametrize(
    ("extant", "said"),
    [
        ("X=p1..p2", "unknown witness 'X'; choose from A, B, F"),
        ("F=p2..p9", "A has no passage 'p9', where F begins or ends; its passages are p1"),
        (
            "F=p3..p2",
            "the range 'p3..p2' of F is not a range of passages; write SIGLUM=FIRST..LAST",
        ),
        ("F=", "the range '' of F is not a range of passages; write SIGLUM=FIRST..LAST"),
    ],
)
def test_a_range_that_is_not_in_the_text_is_one_line(extant: str, said: str) -> None:
    with pytest.raises(v.UsageError) as caught:
        apparatus(extant=extant)
    assert str(caught.value).startswith(said)


def test_the_command_takes_it_too(tmp_path: Path, variorum: Any) -> None:
    (tmp_path / "A.txt").write_text(BASE)
    (tmp_path / "F.txt").write_text(FRAGMENT)
    done = variorum("apparatus", "A.txt", "F.txt", "--copies", "--extant", "F=p2..p3", cwd=tmp_path)
    assert "beginning" not in done.stdout
    assert "the king" in done.stdout or "the] A; a F" in done.stdout
