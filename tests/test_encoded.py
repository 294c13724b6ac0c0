"""An edition that was read keeps its editor's units: their places, names, layers and classes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import variants
from test_writers import as_text

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.convert import edition
from variorum.critic.layers import layered, parse_layers
from variorum.model import CLASSES, Apparatus, Severity, Source, VariationUnit, Witness
from variorum.readers import read
from variorum.text.build import witness_from_tokens
from variorum.text.xml import NCNAME
from variorum.writers._xml import xml_names

NAMES = [c.name for c in CLASSES]
APP = '<app><lem>x</lem><rdg wit="#A">x</rdg><rdg wit="#B #C">y</rdg></app>'
TEXTS = {"A": "the red king rides out", "B": "the green king rode out", "C": "a red king rides"}


def _with_class(unit: VariationUnit, cls: str) -> VariationUnit:
    rest = tuple(replace(r, cls=cls) for r in unit.readings[1:])
    return replace(unit, readings=unit.readings[:1] + rest)


def _read(text: str) -> Source:
    return read(text.encode(), name="edition.xml")


def _document(body: str, sigla: str = "ABC") -> str:
    witnesses = "".join(f'<witness xml:id="{s}">{s}</witness>' for s in sigla)
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc>"
        f"<listWit>{witnesses}</listWit></sourceDesc></fileDesc></teiHeader>"
        f"<text><body>{body}</body></text></TEI>"
    )


def _ruled(app: Apparatus, draw: st.DataObject) -> Apparatus:
    """The apparatus with classes that no rule of ours would give."""

    def ruled(unit: VariationUnit) -> VariationUnit:
        lead, rest = unit.readings[:1], unit.readings[1:]
        return replace(
            unit,
            readings=lead + tuple(replace(r, cls=draw.draw(st.sampled_from(NAMES))) for r in rest),
        )

    return replace(app, units=tuple(ruled(unit) for unit in app.units))


def _projection(app: Apparatus) -> list[tuple[object, ...]]:
    """What TEI says of an apparatus: its units in order, without places that vary by method."""
    return [
        (u.id, u.layer, u.lacunose, tuple((r.text, r.sigla, r.cls) for r in u.readings))
        for u in app.units
    ]


@settings(max_examples=60)
@given(
    witnesses=variants(least=2),
    style=st.sampled_from(("positive", "negative")),
    method=st.sampled_from(("ps", "dep")),
    draw=st.data(),
)
def test_units_and_classes_ruled_by_a_person_come_back_from_tei(
    witnesses: tuple[Witness, ...], style: str, method: str, draw: st.DataObject
) -> None:
    base = witnesses[0].siglum
    made = _ruled(apparatus(collate(witnesses), base=base), draw)
    back = edition(_read(as_text("tei", made, style=style, method=method)))
    assert _projection(back) == _projection(made)


def test_entries_that_touch_stay_apart() -> None:
    """An editor may part what our rules would join."""
    app = '<app><lem wit="#A #C">{}</lem><rdg wit="#B">{}</rdg></app>'
    body = f"<p>a {app.format('red', 'green')} {app.format('cloak', 'coat')} b</p>"
    units = edition(_read(_document(body))).units
    assert [u.readings[0].text for u in units] == ["red", "cloak"]


def test_entries_of_the_lesser_kind_are_named_and_never_dropped_in_silence() -> None:
    placed = '<app><lem wit="#A">red</lem><rdg wit="#B #C">green</rdg></app>'
    points = '<app from="#x" to="#y"><lem wit="#A">b</lem><rdg wit="#B">c</rdg></app>'
    body = f'<p>a {placed} <anchor xml:id="x"/>b<anchor xml:id="y"/></p>{{}}'
    mixed = _read(_document(body.format("") + f"<p>{placed}{points}</p>"))
    (found,) = [f for f in mixed.findings if f.code == "TEI003"]
    assert (found.severity, found.count) == (Severity.WARNING, 1)
    assert "point to the text" in found.message
    mixed = _read(_document(body.format("") + f"<p>{points}</p><p>{points}</p>"))
    (found,) = [f for f in mixed.findings if f.code == "TEI003"]
    assert "stand in their place" in found.message


def test_layers_and_types_of_the_edition_stay_its_own() -> None:
    app = (
        '<app type="B" n="12.3"><lem wit="#A">red</lem><rdg wit="#B" type="a.c.">green</rdg>'
        '<rdg wit="#C">Red</rdg></app>'
    )
    made = edition(_read(_document(f"<p>a {app} b</p>")))
    (unit,) = made.units
    assert (unit.id, unit.layer) == ("12.3", "B")
    assert [(r.text, r.cls) for r in unit.readings[1:]] == [("Red", "case"), ("green", "a.c.")]
    assert [c.name for c in made.classes if c.group == "encoded"] == ["a.c."]
    again = edition(_read(as_text("tei", made)))
    assert _projection(again) == _projection(made)


def test_a_class_holds_against_its_own_base_only() -> None:
    """Another base, another lemma: what was said of the old one is said no more."""
    app = '<app><lem wit="#A">red</lem><rdg wit="#B #C" type="orthographic">green</rdg></app>'
    source = _read(_document(f"<p>a {app} b</p>"))
    assert [r.cls for r in edition(source).units[0].readings] == ["", "orthographic"]
    assert [r.cls for r in edition(source, base="B").units[0].readings] == ["", "lexical"]


def test_a_moved_block_is_found_again_at_both_entries() -> None:
    made = apparatus(
        collate(
            [
                witness_from_tokens("A", "one fine day the king rode out to the far wood".split()),
                witness_from_tokens("B", "the king rode out to the far wood one fine day".split()),
            ]
        ),
        base="A",
    )
    assert made.collation.transpositions
    back = edition(_read(as_text("tei", made)))
    assert back.collation.transpositions == made.collation.transpositions
    assert _projection(back) == _projection(made)


@pytest.mark.parametrize("names", [{}, {"A": "Z"}, {"B": "A", "A": "B"}])
def test_renaming_keeps_every_ruling(names: dict[str, str]) -> None:
    table = collate([witness_from_tokens(s, t.split()) for s, t in TEXTS.items()])
    made = apparatus(table, base="A")
    ruled = replace(made, units=tuple(_with_class(u, "synonym") for u in made.units))
    source = Source(table.witnesses, collation=ruled.collation, apparatus=ruled)
    back = edition(source, names=names)
    assert [[r.cls for r in u.readings] for u in back.units] == [
        [r.cls for r in u.readings] for u in ruled.units
    ]
    assert {s for u in back.units for r in u.readings for s in r.sigla} == {
        names.get(s, s) for s in TEXTS
    }


def test_a_layer_given_on_the_way_out_replaces_the_edition_s() -> None:
    app = '<app type="B"><lem wit="#A">red</lem><rdg wit="#B #C">Red</rdg></app>'
    made = edition(_read(_document(f"<p>a {app} b</p>")))
    assert [u.layer for u in made.units] == ["B"]
    other = layered(made, parse_layers(["X=formal"], made.classes))
    assert [u.layer for u in other.units] == ["X"]


def test_markup_outlives_every_method() -> None:
    """Names and glosses of the base and of readings come back from entries that point."""
    body = (
        '<p>The <persName>wise <hi rend="bold">man</hi></persName> goes <app><lem>home</lem>'
        '<rdg wit="#A">home</rdg><rdg wit="#B #C">to <placeName>Rome</placeName></rdg></app> '
        "<name>today</name>.</p>"
    )
    held = edition(_read(_document(body)))
    for method in ("dep", "loc"):
        again = _read(as_text("tei", held, method=method))
        for witness in again.witnesses:
            place = [] if witness.siglum == "A" else [("placeName", "Rome")]
            assert [(s.name, witness.text[s.start : s.end]) for s in witness.spans] == [
                ("persName", "wise man"), ("hi", "man"), *place, ("name", "today"),
            ]  # fmt: skip


def test_headings_and_bibliographies_stand_where_tei_allows_them() -> None:
    body = (
        "<head>One</head><p>a b</p></div><div><head>Two</head><p>c</p>"
        "<bibl>Pliny <citedRange>3</citedRange></bibl>"
    )
    held = edition(_read(_document(f"<div>{body}</div>").replace("a b", APP)))
    for method in ("ps", "dep", "loc"):
        written = as_text("tei", held, method=method)
        assert '</div>\n<div>\n<head n="' in written
        assert re.search(r'<bibl n="\w+">Pliny <citedRange>3</citedRange></bibl>', written)


def test_an_id_is_a_name_of_xml_whatever_the_siglum() -> None:
    names = xml_names(["º", "Ω1", "²", "A B", "ªa"])
    assert all(NCNAME.fullmatch(name) for name in names.values())
    assert len(set(names.values())) == 5
