"""From one form of apparatus to another: every witness keeps its text, or the work is refused."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import variants
from tables import table
from test_writers import as_text, sages

from variorum.collation import collate
from variorum.critic import apparatus, rename
from variorum.critic.classify import classify
from variorum.critic.convert import check_unchanged, edition, words
from variorum.critic.decisions import Docket
from variorum.critic.decisions.lines import line
from variorum.critic.decisions.lines import parse as parse_lines
from variorum.critic.decisions.older import parse
from variorum.critic.decisions.variants import replay
from variorum.critic.decisions.words import together
from variorum.critic.layers import layered, parse_layers, shown
from variorum.critic.project import project
from variorum.critic.regularise import Regularisation, of_decisions
from variorum.errors import ReadError, UsageError, WriteError
from variorum.model import CLASSES, Apparatus, Source, Witness
from variorum.readers import read

METHODS = ("ps", "dep", "loc")
PLACES = ("internal", "external")
STYLES = ("positive", "negative")


def _through(app: Apparatus, **options: str) -> Source:
    return read(as_text("tei", app, **options).encode(), name="x.xml")


def _unchanged(before: tuple[Witness, ...], after: Source) -> None:
    found = {w.siglum: words(w) for w in after.witnesses}
    for witness in before:
        assert found.get(witness.siglum, ()) == words(witness), witness.siglum


@settings(max_examples=60)
@given(witnesses=variants(least=2), style=st.sampled_from(STYLES), place=st.sampled_from(PLACES))
def test_tei_keeps_every_text_from_method_to_method(
    witnesses: tuple[Witness, ...], style: str, place: str
) -> None:
    held = Source(witnesses, collation=collate(witnesses))
    for method in ("ps", "dep", "loc", "ps"):
        app = edition(held, base=witnesses[0].siglum)
        location = "internal" if method == "ps" else place
        after = _through(app, method=method, location=location, style=style)
        _unchanged(witnesses, after)
        if after.collation is not None:
            held = after


@pytest.mark.parametrize("method", METHODS)
def test_lacunae_stay_lacunae_in_every_method(method: str) -> None:
    after = _through(sages(), method=method)
    assert after.collation is not None
    gone = after.collation.index("R")
    assert after.collation.lacunae[gone]
    again = apparatus(after.collation, base="L")
    assert "R" in again.units[-1].lacunose
    assert [r.text for r in again.units[2].readings] == ["[ chokhom ]", ""]


def test_the_base_is_known_again_and_can_be_another() -> None:
    after = _through(sages(), method="dep")
    assert edition(after).base == "L"
    other = edition(after, base="M", names={"L": "Lond"})
    assert other.base == "M"
    assert "Lond" in other.collation.sigla
    _unchanged(rename.collation(sages().collation, {"L": "Lond"}).witnesses, _through(other))


def test_a_renaming_that_would_make_two_of_one_siglum_is_refused() -> None:
    with pytest.raises(UsageError, match="two witnesses would be called 'M'"):
        rename.collation(sages().collation, {"L": "M"})


def test_a_changed_text_is_refused_with_its_place() -> None:
    before = table(A="the wise man").witnesses
    with pytest.raises(WriteError, match="the text of A would change at word 2"):
        check_unchanged(before, table(A="the old man").witnesses)
    with pytest.raises(WriteError, match="A would be lost"):
        check_unchanged(before, ())


DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit><witness xml:id="A"/>
<witness xml:id="B"/></listWit></sourceDesc></fileDesc></teiHeader><text><body>{}</body></text>
</TEI>"""


def _read(body: str) -> Source:
    return read(DOCUMENT.format(body).encode(), name="x.xml")


def _text(source: Source, siglum: str) -> str:
    (found,) = (w for w in source.witnesses if w.siglum == siglum)
    return " ".join(words(found))


def test_entries_that_overlap_merge_to_the_union_of_their_spans() -> None:
    source = _read(
        '<p>the <anchor xml:id="a"/>wise <anchor xml:id="b"/>old<anchor xml:id="c"/> man'
        '<anchor xml:id="d"/></p><listApp>'
        '<app from="#a" to="#c"><rdg wit="#A">clever</rdg></app>'
        '<app from="#b" to="#d"><rdg wit="#B">aged fellow</rdg></app></listApp>'
    )
    assert _text(source, "A") == "the clever man"
    assert _text(source, "B") == "the wise aged fellow"
    assert source.collation is not None
    (unit,) = apparatus(source.collation, base="base").units
    assert sorted(r.text for r in unit.readings) == [
        "clever man", "wise aged fellow", "wise old man",
    ]  # fmt: skip


def test_a_place_that_is_absent_or_ambiguous_is_a_finding_and_no_guess() -> None:
    source = _read(
        '<p n="1">the man and the boy</p><listApp>'
        '<app loc="1"><lem>the</lem><rdg wit="#A">a</rdg></app>'
        '<app loc="7"><lem>man</lem><rdg wit="#A">lad</rdg></app>'
        '<app loc="1"><lem>girl</lem><rdg wit="#A">lass</rdg></app>'
        '<app loc="1"><lem n="2">the</lem><rdg wit="#B">that</rdg></app></listApp>'
    )
    messages = " ".join(f.message for f in source.findings)
    assert "stands 2 times" in messages
    assert "names no place" in messages
    assert "does not stand" in messages
    assert _text(source, "A") == "the man and the boy"
    assert _text(source, "B") == "the man and that boy"


def test_nested_apps_give_each_witness_its_own_words() -> None:
    source = _read(
        '<p>the <app><lem wit="#A">wise <app><lem wit="#A">man</lem></app></lem>'
        '<rdg wit="#B">fool</rdg></app>.</p>'
    )
    assert (_text(source, "A"), _text(source, "B")) == ("the wise man .", "the fool .")


def test_hidden_classes_are_counted_and_their_readings_agree_with_the_lemma() -> None:
    app = layered(sages(), (), hidden=("case", "punctuation"))
    kept, counts = shown(app)
    assert counts == {"case": 1, "punctuation": 1}
    assert len(kept.units) == len(app.units) - 2


def test_layers_take_classes_by_name_and_by_group() -> None:
    layers = parse_layers(["A=substantive", "B=case,punctuation"], CLASSES)
    app = layered(sages(), layers)
    assert [u.layer for u in app.units] == ["B", "A", "A", "A", "A", "B", "A"]
    with pytest.raises(UsageError, match="did you mean 'substantive'"):
        parse_layers(["A=substantiv"], CLASSES)


RULED = """
[[decision]]
kind = "class"
where = { lemma = "wise man", reading = "scholar" }
ruling = "synonym"
author = "EN"
date = "a Monday"
reason = "one word in the source"

[[decision]]
kind = "class"
where = { lemma = "king", reading = "tsar" }
ruling = "synonym"
"""


def test_decisions_are_replayed_and_stale_ones_reported() -> None:
    decisions = parse(RULED, name="decisions.toml")
    app = sages()
    docket = Docket(decisions, app.collation.witnesses)
    done = replay(app, docket, classify)
    ruled = next(u for u in done.units if u.lemma and u.lemma.text == "wise man")
    assert ruled.readings[1].cls == "synonym"
    assert [o.state for o in docket.outcomes()] == ["applied", "stale"]
    again = "".join(map(line, decisions))
    assert parse_lines(again, name="again") == (decisions, "")


def test_a_decision_on_words_names_them_so_that_they_are_found_again() -> None:
    text = """
    [[decision]]
    kind = "align"
    where = { L = "p1 4 man", M = "p1 3 scholar" }
    [[decision]]
    kind = "apart"
    where = { L = "p1 4 boy", M = "p1 3 scholar" }
    [[decision]]
    kind = "regularise"
    where = { form = "colour" }
    ruling = "color"
    """
    witnesses = sages().collation.witnesses
    docket = Docket(parse(text, name="d"), witnesses)
    assert together(docket, {"L", "M"}) == [(("L", 3), ("M", 2))]
    assert [(o.decision.kind, o.state) for o in docket.outcomes()] == [("apart", "stale")]
    assert of_decisions(docket, witnesses) == ((Regularisation("colour", "color", decision=2),), ())
    with pytest.raises(ReadError, match="choose from class"):
        parse('[[decision]]\nkind = "guess"', name="d")


def test_a_project_has_classes_and_rules_of_its_own() -> None:
    settled = project(
        {
            "project": {"base": "L", "normal": ["nfc"]},
            "classes": {"doctrinal": {"group": "substantive"}},
            "rules": [{"class": "doctrinal", "lemma": "wise man", "reading": "sch.*"}],
            "layers": {"A": ["doctrinal"], "hide": ["case"]},
        }
    )
    app = apparatus(sages().collation, base=settled.base, options=settled.options)
    assert app.units[1].readings[1].cls == "doctrinal"
    assert app.units[1].layer == "A"
    with pytest.raises(UsageError, match="did you mean 'layers'"):
        project({"layer": {}})


@pytest.mark.slow
def test_real_editions_keep_every_text_from_method_to_method(shared: Path) -> None:
    for file in sorted((shared / "data" / "tei").glob("*.xml")):
        source = read(file.read_bytes(), name=file.name)
        if source.collation is None or not any(len(w) for w in source.witnesses):
            continue
        held = source
        for method in ("ps", "dep", "loc", "ps"):
            app = edition(held, base=source.collation.signature.get("base"))
            held = _through(app, method=method)
            _unchanged(source.witnesses, held)


def test_the_command_makes_converts_and_refuses(
    variorum: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The wise man answers.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The old man answers.\n", encoding="utf-8")
    made = variorum("apparatus", "A=a.txt", "B=b.txt", "--copies", "-o", "x.xml")
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    turned = variorum("convert", "x.xml", "--to", "tei", "--method", "dep", "--rename", "B=Q")
    assert turned.returncode == 0
    assert 'wit="#Q"' in turned.stdout
    assert "double-end-point" in turned.stdout
    assert str(tmp_path) not in turned.stdout
    refused = variorum("convert", "a.txt", "--to", "tei")
    assert refused.returncode == 2
    assert "neither a collation nor an apparatus" in refused.stderr
    table = variorum("collate", "A=a.txt", "B=b.txt", "--copies", "--no-segmentation")
    assert table.stdout.splitlines()[0] == "A | The | wise | man | answers | ."


_BARE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{}</p></body></text>
</TEI>"""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("a <app><lem>b</lem><rdg source='#x'>c</rdg></app>", "no reading names a witness"),
        ("<app><rdg wit='#A'><ptr target='A.xml#p1'/></rdg></app>", r"another file \(A.xml#p1\)"),
        ("<app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app>", ""),
        ("a word", ""),
    ],
)
def test_an_apparatus_that_cannot_be_read_says_why(body: str, reason: str) -> None:
    found = read(_BARE.format(body).encode(), name="x.xml").findings
    said = [str(f.message) for f in found if f.rule == "no-table"]
    assert bool(said) == bool(reason)
    assert all(re.search(reason, message) for message in said)


def test_entries_whose_base_text_is_elsewhere_say_so() -> None:
    data = _BARE.format(
        "</p><listApp><app loc='1'><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></listApp><p>"
    )
    (said,) = [f for f in read(data.encode(), name="x.xml").findings if f.rule == "no-table"]
    assert "a base text that is not in this file" in said.message
