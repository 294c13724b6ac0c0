"""An edition that was read keeps its editor's units: their places, names, layers and classes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import variants
from test_writers import as_text

import variorum
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
    assert [(r.text, r.cls) for r in unit.readings[1:]] == [("green", "a.c."), ("Red", "case")]
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


CBGM = (
    '<app n="u2"><rdg n="a" wit="#A #B">red</rdg><rdg n="af1" type="defective" wit="#C">rd</rdg>'
    '<rdg n="b" wit="#D"/><note><label>1</label><fs><f name="n"><numeric value="10"/></f></fs>'
    '<graph type="directed"><node n="a"/><node n="b"/><arc from="a" to="b"/></graph></note>'
    "</app>"
)
PRINTED = (
    '<app n="u4"><lem source="#Burman">cloak</lem><rdg n="x" type="conjecture" source="#Housman">'
    'cape</rdg><rdg n="b" wit="#B #C">coat</rdg><rdg n="a" type="a.c." wit="#A">goat</rdg>'
    '<rdg n="c" wit="#D">boat</rdg></app>'
)


def _attributes(text: str, name: str) -> list[str]:
    return re.findall(rf'<rdg\b[^>]*? {name}="([^"]*)"', text)


@pytest.mark.parametrize("method", ["ps", "dep", "loc"])
def test_labels_order_types_and_notes_of_an_edition_survive(method: str) -> None:
    made = edition(_read(_document(f"<p>the {CBGM} king</p>", "ABCD")))
    for _ in range(2):
        written = as_text("tei", made, method=method)
        assert _attributes(written, "n") == ["a", "af1", "b"]
        assert _attributes(written, "type") == ["defective", "omission"]
        assert '<numeric value="10"/>' in written
        assert '<graph type="directed"><node n="a"/><node n="b"/><arc from="a" to="b"/>' in written
        made = edition(_read(written))
        assert [r.label for r in made.units[0].readings] == ["a", "af1", "b"]


@pytest.mark.parametrize("method", ["ps", "dep"])
def test_a_lemma_that_no_witness_has_survives_with_other_conjectures(method: str) -> None:
    made = edition(_read(_document(f"<p>his {PRINTED} shone</p>", "ABCD")))
    first = made
    for style in ("positive", "negative"):
        written = as_text("tei", made, method=method, style=style)
        assert re.search('<lem source="#Burman">cloak</lem>', written)
        assert _attributes(written, "n") == ["x", "b", "a", "c"]
        assert '<bibl xml:id="Housman">Housman</bibl>' in written
        made = edition(_read(written))
        assert made.units[0].conjectures == first.units[0].conjectures
        assert [w.text for w in made.collation.witnesses] == [
            "his goat shone", "his coat shone", "his coat shone", "his boat shone",
        ]  # fmt: skip
    assert "cape Housman (conjecture)" in as_text("txt", made)


def test_a_printed_conjecture_is_a_reading_where_places_are_found_by_words() -> None:
    made = edition(_read(_document(f"<p>his {PRINTED} shone</p>", "ABCD")))
    back = edition(_read(as_text("tei", made, method="loc")))
    assert {c.text for c in back.units[0].conjectures} == {"cloak", "cape"}
    assert [w.text for w in back.collation.witnesses] == [w.text for w in made.collation.witnesses]


def test_what_an_edition_says_survives_our_json() -> None:
    made = edition(_read(_document(f"<p>the {CBGM} king and his {PRINTED}</p>", "ABCD")))
    back = read(as_text("json", made).encode(), name="a.json", reader="json").apparatus
    assert back == made


def test_words_that_an_edition_names_twice_stay_two_readings() -> None:
    app = (
        '<app><lem wit="#A #D">red</lem><rdg wit="#B">green</rdg>'
        '<rdg type="a.c." wit="#C">green</rdg></app>'
    )
    (unit,) = edition(_read(_document(f"<p>the {app} king</p>", "ABCD"))).units
    assert [(r.text, r.sigla, r.cls) for r in unit.readings] == [
        ("red", ("A", "D"), ""), ("green", ("B",), "lexical"), ("green", ("C",), "a.c."),
    ]  # fmt: skip


def test_a_type_that_is_no_class_against_the_base_is_written_as_it_was() -> None:
    """The base lacks a word that the edition prints, and the edition says so."""
    app = (
        '<app><lem>red</lem><rdg n="a" type="om" wit="#A">om</rdg>'
        '<rdg n="b" wit="#B">rd</rdg></app>'
    )
    made = edition(_read(_document(f"<p>the {app} king</p>")), base="A")
    (unit,) = made.units
    assert (unit.lemma and unit.lemma.text, unit.lemma and unit.lemma.kind) == ("", "om")
    again = edition(_read(as_text("tei", made)))
    assert [(r.text, r.kind, r.label) for r in again.units[0].readings if "A" in r.sigla] == [
        ("", "om", "a")
    ]


def test_a_moved_block_is_found_again_where_an_entry_holds_more_than_the_block() -> None:
    """`one fine day` stands at both entries, beside words that vary by themselves."""
    apps = (
        '<app xml:id="a" corresp="#b"><lem>one fine day he</lem><rdg wit="#A">one fine day he</rdg>'
        '<rdg wit="#B">she</rdg><rdg wit="#C">one fine day it</rdg></app> rode '
        '<app xml:id="b" corresp="#a"><lem>out</lem><rdg wit="#A">out</rdg>'
        '<rdg wit="#B">off one fine day</rdg><rdg wit="#C">away</rdg></app>'
    )
    table = _read(_document(f"<p>{apps}</p>")).collation
    assert table is not None
    (moved,) = table.transpositions
    words = {w.siglum: w for w in table.witnesses}
    assert [[(b.siglum, words[b.siglum].slice(b.start, b.end)) for b in side]
            for side in (moved.here, moved.there)] == [
        [("A", "one fine day"), ("C", "one fine day")], [("B", "one fine day")],
    ]  # fmt: skip
    again = _read(as_text("tei", edition(_read(_document(f"<p>{apps}</p>"))))).collation
    assert again is not None
    assert again.transpositions == table.transpositions


def test_the_collation_of_an_edition_keeps_its_editors_units() -> None:
    app = APP.replace('<rdg wit="#B #C">', '<rdg wit="#B #C" type="synonym">')
    source = _read(_document(f"<p>a {app} {app} b</p>"))
    assert source.collation
    (kept, also) = (variorum.apparatus(given) for given in (source, source.collation))
    assert _projection(also) == _projection(kept)
    assert [u.readings[1].cls for u in also.units] == ["synonym", "synonym"]
    renamed = edition(source, names={"B": "Z"}).collation
    assert {s for unit in renamed.encoded for r in unit.readings for s in r.sigla} == set("AZC")
