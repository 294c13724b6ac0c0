"""Files of the Collation Editor (ITSEE): units, documents, projects, rules of regularisation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import variorum as v
from variorum.critic.editor_rules import parse_project, parse_rules
from variorum.critic.regularise import regularised
from variorum.text.normal import Pipeline


def hand(name: str, *words: str, **further: Any) -> dict[str, Any]:
    tokens = [
        {"index": str(2 * n), "t": w.lower(), "original": w, "rule_match": [w], "reading": name}
        for n, w in enumerate(words, 1)
    ]
    for place, keys in further.items():
        tokens[int(place[1:]) - 1].update(keys)
    return {"id": name, "tokens": tokens}


def unit(document: str, siglum: str, *hands: dict[str, Any]) -> dict[str, Any]:
    return {"transcription": document, "siglum": siglum, "witnesses": list(hands) or None}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three documents in two units: B has the second not at all, C omits it."""
    units = {
        "T_A": ("A", {"John.1.9": [hand("A", "In", "principio")],
                      "John.1.10": [hand("A*", "erat", "uerbum"), hand("AC", "fuit", "uerbum")]}),
        "T_B": ("B", {"John.1.9": [hand("B", "in", "princiρ̣io", _2={"t": "principi\u0323o"})]}),
        "T_C": ("C", {"John.1.9": [hand("C", "in", "pincipio")], "John.1.10": []}),
    }  # fmt: skip
    for document, (siglum, held) in units.items():
        folder = tmp_path / "textrepo" / "json" / document
        folder.mkdir(parents=True)
        (folder / "metadata.json").write_text(json.dumps({"id": document, "siglum": siglum}))
        for name, hands in held.items():
            (folder / f"{name}.json").write_text(json.dumps(unit(document, siglum, *hands)))
    config = tmp_path / "project" / "default" / "config.json"
    config.parent.mkdir(parents=True)
    told = {"name": "Iohannes", "language": "la", "base_text": "T_C", "witnesses": [*units]}
    config.write_text(json.dumps(told))
    return config


def test_a_document_is_a_witness_for_each_hand_and_its_units_are_its_passages(
    project: Path,
) -> None:
    first, corrector = v.read(project.parents[2] / "textrepo/json/T_A").witnesses
    assert [(w.siglum, w.document) for w in (first, corrector)] == [("A*", "A"), ("AC", "A")]
    assert [(p.id, p.text) for p in first.passages] == [
        ("John.1.9", "In principio"),
        ("John.1.10", "erat uerbum"),
    ]
    assert [p.text for p in corrector.passages] == ["", "fuit uerbum"]
    assert [lacuna.at for lacuna in corrector.lacunae] == [0]
    assert first.tokens[0].normal == "in"


def test_in_a_project_what_a_document_has_not_is_lost_and_what_it_leaves_empty_is_omitted(
    project: Path,
) -> None:
    made = v.apparatus(project, project=project)
    assert made.base == "C"
    assert made.collation.title == "Iohannes"
    assert {w.language for w in made.collation.witnesses} == {"la"}
    (addition,) = [u for u in made if any("uerbum" in r.text for r in u.readings)]
    assert "B" in addition.lacunose
    assert "C" in next(r for r in addition.readings if not r.text).sigla


def test_a_gap_beside_a_word_is_a_lacuna_and_expanded_words_are_read_where_asked_for() -> None:
    words = hand("D", "εν", "κω", "ην", _1={"gap_after": True, "gap_details": "lac 2 char"},
                 _2={"expanded": "κυριω"})  # fmt: skip
    data = json.dumps([unit("T_D", "D", words)]).encode()
    (witness,) = v.read(data).witnesses
    assert [(x.at, x.extent) for x in witness.lacunae] == [(1, "lac 2 char")]
    assert witness.normal(1) == "κω"
    assert v.read(data, choice="expan,abbr").witnesses[0].normal(1) == "κυριω"


def rule(t: str, n: str, scope: str = "always", **further: Any) -> dict[str, Any]:
    return {"type": "regularisation", "t": t, "n": n, "scope": scope, "context": {}, **further}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([rule("kg", "king")], "king king | king king"),
        ([rule("kg", "king", "verse", context={"unit": "u2"})], "kg king | kg king"),
        ([rule("kg", "king", "manuscript", context={"witness": "B"})], "kg kg | king king"),
        ([rule("kg", "king", "once", context={"unit": "u1", "witness": "B", "word": 4})],
         "kg kg | king kg"),
        ([rule("kg", "king", exceptions=["u1"])], "kg king | kg king"),
        ([rule("[k]g", "king", conditions={"ignore_supplied": True})], "king king | king king"),
        ([rule("kng", "king", created_time=2), rule("kg", "kng", created_time=1)],
         "king king | king king"),
    ],
)  # fmt: skip
def test_a_rule_holds_in_its_scope(rules: list[dict[str, Any]], expected: str) -> None:
    files = [
        unit("T_" + s, s, hand(s, "the", "kg")) | {"context": name}
        for s in "AB"
        for name in ("u1", "u2")
    ]
    given = v.read(json.dumps(files).encode()).witnesses
    table = parse_rules([("rules.json", json.dumps(rules))])
    made, unused = regularised(given, table, Pipeline(("nfc",)))
    compared = [" ".join(w.normal(i) for i in (p.start + 1 for p in w.passages)) for w in made]
    assert (" | ".join(compared), unused) == (expected, ())


def test_the_rules_of_a_project_name_the_class_of_their_readings(
    project: Path, variorum: Any
) -> None:
    rules = project.parent / "rule" / "global"
    rules.mkdir(parents=True)
    (rules / "1.json").write_text(json.dumps(rule("pincipio", "principio", **{"class": "fehler"})))
    done = variorum(
        "apparatus", "project/default/config.json", "--project", "project/default/config.json",
        "--base", "A*", cwd=project.parents[2],
    )  # fmt: skip
    assert "pincipio C (fehler)" in done.stdout
    unsaid = variorum("apparatus", "project/default/config.json", cwd=project.parents[2])
    assert "its rules in project/default/rule are not applied unless" in unsaid.stderr
    assert "fehler" not in unsaid.stdout


def test_case_counts_where_a_project_shows_it() -> None:
    shown = {"configs": [{"id": "view_capitalisation", "check_by_default": True}]}
    told = {"name": "x", "base_text": "A", "displaySettings": shown}
    assert "casefold" not in parse_project(json.dumps(told), name="c.json").normal
    del told["displaySettings"]
    assert parse_project(json.dumps(told), name="c.json").normal == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("[", "r.json:1: not JSON: Expecting value; fix the file there"),
        ([rule("kg", "")], "r.json: not a regularisation rule: it has no 'n' ("),
        (
            [rule("kg", "king", "book")],
            "r.json: not a regularisation rule: its scope is not one of",
        ),
        ([rule("kg", "king", "once", context={"unit": "u", "witness": "B"})],
         "r.json: not a regularisation rule: scope 'once' needs word in its context ("),
        ([rule("kg", "king", "once", context={"unit": "u", "witness": "B", "word": "²"})],
         "r.json: not a regularisation rule: its word is not an even number ("),
    ],
)  # fmt: skip
def test_a_rule_at_fault_is_one_line(value: Any, said: str) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    with pytest.raises(v.ReadError) as caught:
        parse_rules([("r.json", text)])
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"transcription": "T", "witnesses": {}}, "the witnesses of text are not a list; give {"),
        ({"transcription": "T", "witnesses": [{"tokens": []}]}, "a witness of text without an id"),
        ({"transcription": "T", "witnesses": [{"id": "A", "tokens": [{"n": "x"}]}]},
         "A has a word without a text “t” in text"),
        ([unit("T", "A", hand("A", "x")), unit("T", "A", hand("A", "y"))], "A has text twice"),
        ([1, {"transcription": "T"}], "an entry that is not an object"),
    ],
)  # fmt: skip
def test_a_unit_at_fault_is_one_line(value: Any, said: str) -> None:
    with pytest.raises(v.ReadError) as caught:
        v.read(json.dumps(value).encode())
    assert str(caught.value).startswith("text: not a unit of the Collation Editor: " + said)


def test_a_project_that_names_what_is_not_there_is_one_line(project: Path) -> None:
    told = json.loads(project.read_text())
    project.write_text(json.dumps({**told, "witnesses": ["T_X"]}))
    with pytest.raises(v.ReadError, match=r"config.json: names T_X, which is not in .*; add the"):
        v.collate(project)
    lone = project.parent.parent.parent / "lone.json"
    (project.parents[2] / "textrepo").rename(project.parents[2] / "texts")
    lone.write_text(json.dumps(told))
    with pytest.raises(v.ReadError, match=r"lone.json: has no folder textrepo/json at or above"):
        v.collate(lone)
    lone.write_text("{}")
    with pytest.raises(v.ReadError, match=r"lone.json: not a project of the Collation Editor"):
        v.collate(v.witness("a"), project=lone)
