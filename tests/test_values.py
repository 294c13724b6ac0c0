"""Every value that the library hands out: it cannot be changed, and it shows itself to people."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import pkgutil
from array import array
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import variants, witness
from tables import table

import variorum as v
from variorum.model import Kind, Witness
from variorum.model.frozen import Frozen, ints
from variorum.model.notebook import SHOWN
from variorum.model.shown import WIDEST, Shown
from variorum.readers import json as json_reader
from variorum.text.build import witness_from_text, witness_from_tokens
from variorum.validation.reports import ReportOptions
from variorum.validation.reports.json import report as json_report

A = "The sage [chokhom] answers <no> & leaves. He went home."
B = "The wise man answers <no> & leaves. He went home early."


def _source(siglum: str, text: str) -> v.Source:
    return v.Source((witness_from_text(siglum, text),), reader="txt")


@pytest.fixture(scope="module")
def sources() -> list[v.Source]:
    return [_source("A", A), _source("B", B), _source("C", A.replace("sage", "scholar"))]


@pytest.fixture(scope="module")
def results(sources: list[v.Source]) -> dict[str, Shown]:
    """One of each result, of three short texts."""
    table = v.collate(*sources)
    return {
        "source": sources[0],
        "witness": sources[0]["A"],
        "synopsis": v.align(*sources, unit="sentence"),
        "links": v.align(*sources, level="word"),
        "glossary": v.glossary(*sources),
        "collation": table,
        "apparatus": v.apparatus(table, base="A"),
        "comparison": v.diff(*sources),
        "measures": v.compare(*sources, bootstrap=5),
        "findings": v.Report(
            "a.xml",
            (
                v.Finding("a.xml", 3, 1, "WIT001", "wit", v.Severity.ERROR, "<b>\n&", "x"),
                v.Finding("a.xml", 4, 1, "WIT002", "wit", v.Severity.INFO, "follows", cause=0),
            ),
            lines={3: "<rdg wit='#B'>"},
        ),
    }


def parts(value: object) -> Iterator[Shown]:
    """A value and every value in it."""
    if isinstance(value, Shown):
        yield value
        for own in fields(value):  # type: ignore[arg-type]
            yield from parts(getattr(value, own.name))
        if isinstance(value, v.Witness | v.Collation):
            yield from (part for item in list(value)[:3] for part in parts(item))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def kinds(results: dict[str, Shown]) -> dict[type, Shown]:
    """A specimen of every type of value that the results hold."""
    specimens: dict[type, Shown] = {}
    for value in results.values():
        for part in parts(value):
            specimens.setdefault(type(part), part)
    return specimens


def test_the_specimens_are_of_every_type_that_is_exported(results: dict[str, Shown]) -> None:
    exported = {found for name in v.__all__ if isinstance(found := getattr(v, name), type)}
    values = {found for found in exported if issubclass(found, Shown)}
    rare = {v.Lacuna, v.Note, v.Tie, v.Transposition, v.Link}  # plain, tested below
    rare |= {v.Decision, v.Place, v.Outcome, v.Decided}  # tested with decisions
    assert values - set(kinds(results)) <= rare


def test_no_attribute_can_be_set_or_deleted(results: dict[str, Shown]) -> None:
    for value in kinds(results).values():
        for own in fields(value):  # type: ignore[arg-type]
            with pytest.raises(AttributeError):
                setattr(value, own.name, None)
            with pytest.raises(AttributeError):
                delattr(value, own.name)
        with pytest.raises((AttributeError, TypeError)):
            value.something_new = 1  # type: ignore[attr-defined]


def columns(value: object) -> Iterator[Any]:
    if isinstance(value, v.Witness):
        yield from (value.starts, value.ends, value.ids, value.kinds)
    elif isinstance(value, v.Collation):
        yield from (*value.starts, *value.ends, value.rows)


def test_no_column_of_numbers_can_be_written_to(results: dict[str, Shown]) -> None:
    np = pytest.importorskip("numpy")
    met = 0
    for value in results.values():
        for part in parts(value):
            for column in columns(part):
                met += 1
                with pytest.raises(TypeError):
                    column[0] = 99
                with pytest.raises(TypeError):
                    del column[0]
                with pytest.raises(ValueError, match="read-only"):
                    np.asarray(memoryview(column))[0] = 99
                with pytest.raises(TypeError):
                    memoryview(column)[0] = 99
    assert met > 20


def test_an_array_that_was_given_and_is_changed_later_changes_no_value() -> None:
    starts, ends, ids = array("i", [0, 4]), array("i", [3, 7]), array("i", [0, 1])
    keys = {0: {"t": "the ", "more": [1, 2]}}
    passages = (v.Passage("p1", 0, 2),)
    forms = ("the", "cat")
    made = v.Witness("A", "the cat", starts, ends, forms, ids, bytes(2), passages, keys=keys)
    before = made.to_dict()
    starts[0] = ends[0] = ids[0] = 1
    keys[0]["t"] = "x"
    keys[0]["more"].append(3)  # type: ignore[attr-defined]
    assert made.to_dict() == before
    with pytest.raises(TypeError):
        made.keys[0]["t"] = "x"  # type: ignore[index]
    with pytest.raises(AttributeError):
        made.keys._held = {}  # type: ignore[attr-defined]


def test_every_value_has_a_hash_and_survives_pickle_and_copy(results: dict[str, Shown]) -> None:
    for value in (*results.values(), *kinds(results).values()):
        for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert again == value
            assert hash(again) == hash(value)
            assert repr(again) == repr(value)
            assert again.to_rows() == value.to_rows()


def test_a_part_keeps_its_text_when_it_travels_alone(results: dict[str, Any]) -> None:
    passage = pickle.loads(pickle.dumps(results["witness"].passages[0]))
    assert passage.text == A
    row = pickle.loads(pickle.dumps(results["synopsis"][1]))
    assert row["B"][0].text == "He went home early."
    row = pickle.loads(pickle.dumps(results["comparison"][1]))
    assert row["B"].strip() == "He went home early."


def test_every_repr_is_one_short_line(results: dict[str, Shown]) -> None:
    for value in (*results.values(), *kinds(results).values()):
        for part in parts(value):
            line = repr(part)
            assert len(line) <= WIDEST <= 120
            assert line.isprintable()


def test_a_repr_says_what_there_is(results: dict[str, Shown]) -> None:
    assert repr(results["witness"]) == "<Witness A, 16 tokens, 1 passage>"
    assert repr(results["synopsis"][1]["B"][0]) == "<Passage p1.2, 5 tokens 'He went home early.'>"
    assert repr(results["source"]) == "<Source of 1 witness A, read as txt>"
    assert repr(results["synopsis"]) == "<Synopsis of 3 witnesses A B C, 2 rows>"
    assert repr(results["comparison"]) == "<Comparison of 3 versions A B C, 2 rows, 2 differing>"
    assert repr(results["findings"]) == "<Report on a.xml, 2 findings>"
    assert repr(results["collation"]).startswith("<Collation of 3 witnesses A B C, ")
    assert repr(results["apparatus"]).startswith("<Apparatus of 3 witnesses on A, ")
    assert repr(v.Token("a\nb" * 90, "ab", "", 0, 1, Kind.WORD)).startswith("Token(text='a\\nb")


class Reader(HTMLParser):
    """Names what is open, and what was closed that was not."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def well_formed(html: str) -> str:
    """The text of a piece of HTML, all elements of which are closed."""
    from lxml import etree

    etree.fromstring(f"<div>{html}</div>".encode())
    reader = Reader()
    reader.feed(html)
    assert not reader.open
    return "".join(reader.text)


def test_html_is_well_formed_and_nothing_of_a_text_is_mark_up(results: dict[str, Any]) -> None:
    for value in (*results.values(), *kinds(results).values()):
        for part in parts(value):
            html = part._repr_html_()  # type: ignore[attr-defined]
            well_formed(html)
            assert "<no>" not in html
            assert "<b>\n" not in html
    assert "<no>" in well_formed(results["witness"]._repr_html_())
    html = results["comparison"]._repr_html_()
    assert [part.partition("<")[0] for part in html.split("<mark>")[1:]][-1] == "early"


def test_the_entries_of_a_notebook_are_those_of_the_page(results: dict[str, Any]) -> None:
    from variorum.page.entries import entries, entry_html

    edition = results["apparatus"]
    html = edition._repr_html_()
    for made in entries(edition):
        own = (
            entry_html(made).partition("</a> ")[2].removesuffix("</li>").partition(' <a class="mv"')
        )
        assert own[0] in html


def test_a_long_value_is_shown_in_part_and_says_so() -> None:
    text = " ".join(f"w{n:03}." for n in range(100))
    bounds = [(n * 6, n * 6 + 5) for n in range(100)]
    rows = v.align(*(witness_from_text(s, text, bounds=bounds) for s in "AB"), unit="sentence")
    assert len(rows) == 100
    html = rows._repr_html_()
    assert html.count("<tr>") == SHOWN + 1
    assert "… 80 more" in html
    assert "w019" in html
    assert "w020" not in html


def test_plain_data_is_json_and_is_what_the_json_output_holds(results: dict[str, Any]) -> None:
    from variorum.writers import write

    for value in (*results.values(), *kinds(results).values()):
        assert json.loads(json.dumps(value.to_dict())) == value.to_dict()
    for name in ("synopsis", "collation", "apparatus"):
        written = json.loads(write("json", results[name]))
        assert written.pop("inputs") == []
        assert written == results[name].to_dict()
    report = results["findings"]
    assert json.loads(json_report([report], ReportOptions())) == report.to_dict()


def test_what_plain_data_holds_is_read_back_as_the_same_value(results: dict[str, Any]) -> None:
    from variorum.readers import Options

    for name in ("synopsis", "collation", "apparatus"):
        data = json.dumps(results[name].to_dict()).encode()
        again = json_reader.read(data, name="x.json", options=Options())
        assert getattr(again, name) == results[name]


def test_rows_have_the_same_keys_and_as_many_as_there_are_parts(results: dict[str, Any]) -> None:
    for value in results.values():
        rows = value.to_rows()
        assert len({tuple(row) for row in rows}) <= 1
        assert json.loads(json.dumps(rows)) == rows
    sizes = {name: len(value.to_rows()) for name, value in results.items()}
    assert sizes["witness"] == len(results["witness"])
    assert sizes["synopsis"] == len(results["synopsis"]) == 2
    assert sizes["collation"] == len(results["collation"])
    assert sizes["apparatus"] == 3 * len(results["apparatus"])
    assert sizes["comparison"] == sum(results["comparison"].kinds().values())
    assert sizes["measures"] == 3 * len(results["measures"])
    assert sizes["findings"] == 2


def test_rows_go_into_pandas(results: dict[str, Any]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(results["collation"].to_rows())
    assert list(frame.columns) == ["column", "passage", "A", "B", "C"]
    assert "".join(frame["A"].dropna()).replace(" ", "") == A.replace(" ", "")


def test_a_witness_called_as_a_column_loses_no_column() -> None:
    rows = v.align(_source("row", "One."), _source("moved", "One.")).to_rows()
    assert rows == [
        {
            "row_": 0,
            "row": "One.",
            "moved": "One.",
            "confidence": rows[0]["confidence"],
            "moved_": False,
        }
    ]


def test_everything_is_iterated_and_indexed_as_its_reader_expects(results: dict[str, Any]) -> None:
    one, rows, made = results["witness"], results["synopsis"], results["collation"]
    assert one[0].text == "The"
    assert one[-1].text == "."
    assert [t.text for t in one[:2]] == ["The", "sage"]
    assert "".join(t.text + t.space for t in one) == one.text
    assert one["p1"].text == A
    assert str(one["p1"]) == A
    assert results["source"]["A"] is results["source"][0] is next(iter(results["source"]))
    assert len(rows) == len(list(rows)) == 2
    assert rows[1].texts == ("He went home.", "He went home early.", "He went home.")
    assert rows[1]["B"][0].text == rows[1].texts[1]
    assert rows["B"] is rows.witnesses[1]
    assert made["A"] is made.witnesses[0]
    for number, column in enumerate(made):
        assert column == made[number]
        assert column["A"].text == made["A"].slice(column["A"].start, column["A"].end)
        assert column.texts == tuple(cell.text for cell in column)
    assert [c.number for c in made[-2:]] == [len(made) - 2, len(made) - 1]
    edition = results["apparatus"]
    assert [unit.id for unit in edition] == [unit.id for unit in edition.units]
    unit = edition[0]
    assert edition[unit.id] is unit
    assert unit["A"] is unit.lemma
    assert list(unit) == list(unit.readings)
    compared = results["comparison"]
    assert [row.passage for row in compared] == [row.passage for row in compared.rows]
    assert compared[0]["A"].startswith("The sage")
    measured = results["measures"]
    assert list(measured) == list(measured.rows)
    assert {value.measure for value in measured["A"]} > {"words", "mattr"}
    report = results["findings"]
    assert list(report) == list(report.findings)
    assert report[0].code == "WIT001"


def test_an_empty_result_is_true_and_an_empty_report_is_false() -> None:
    nothing = v.collate(_source("A", ""), _source("B", ""))
    assert len(nothing) == 0
    assert nothing
    assert v.apparatus(nothing, base="A")
    assert v.align(_source("A", ""), _source("B", ""))
    assert not v.Report("a.xml", ())


def test_an_omission_a_lacuna_and_an_unknown_witness_are_told_apart() -> None:
    made = table(A="a b", B="a -", C="a #")
    cells = made[1]
    assert cells["B"].omitted
    assert cells["B"].text == ""
    assert not cells["C"].omitted
    assert not cells["C"].extant
    assert made.to_rows()[1] == {"column": 1, "passage": "p1", "A": "b", "B": "", "C": None}
    unit = v.apparatus(made, base="A")[0]
    reading = unit["B"]
    assert reading is not None
    assert reading.omitted
    assert unit["C"] is None
    assert [row["reading"] for row in unit.to_rows()] == ["b", "", None]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda r: r["source"]["X"], "unknown siglum 'X'; choose from A"),
        (lambda r: r["synopsis"]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["synopsis"][0]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["collation"]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["collation"].index("X"), "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["collation"][0]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["comparison"][0]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["apparatus"][0]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["measures"]["X"], "unknown siglum 'X'; choose from A, B, C"),
        (lambda r: r["witness"]["p9"], "unknown passage 'p9'; choose from p1"),
    ],
)
def test_an_unknown_name_is_a_key_error_that_says_what_there_is(
    results: dict[str, Any], ask: Any, said: str
) -> None:
    with pytest.raises(KeyError) as caught:
        ask(results)
    assert isinstance(caught.value, v.UsageError)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "name", ["source", "witness", "synopsis", "collation", "apparatus", "comparison", "measures",
             "findings"],
)  # fmt: skip
def test_a_position_beyond_the_end_is_an_index_error_that_says_how_many(
    results: dict[str, Any], name: str
) -> None:
    size = len(results[name])
    for index in (size, -size - 1):
        with pytest.raises(
            IndexError, match=f"{index} is out of range; there are {size}"
        ) as caught:
            results[name][index]
        assert isinstance(caught.value, v.VariorumError)


@pytest.mark.parametrize(
    "error",
    [
        v.ReadError("not UTF-8", source="B.txt", line=2, hint="save it as UTF-8"),
        v.MissingExtra("xlsx", "XLSX output"),
        v.UnknownName("unknown siglum 'X'", hint="choose from A"),
    ],
)
def test_an_error_comes_out_of_another_process_as_it_went_in(error: v.VariorumError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


def test_tokens_beyond_the_end_are_refused_in_one_line() -> None:
    one = witness_from_text("A", "a b c")
    assert one.slice(1, 3) == "b c"
    assert one.slice(3, 3) == ""
    for start, end in ((0, 4), (3, 9), (-1, 2)):
        with pytest.raises(v.UsageError, match=f"tokens {start}:{end} are out of range; A has 3"):
            one.slice(start, end)


def test_a_part_that_belongs_nowhere_says_so() -> None:
    for ask in (lambda: v.Passage("p1", 0, 1).text, lambda: v.Row((range(0),)).texts):
        with pytest.raises(v.UsageError, match="is part of no"):
            ask()


def test_a_passage_put_into_another_text_has_that_text() -> None:
    first = witness_from_text("A", "one two")
    other = v.Witness("B", "zwei drei", *_columns("zwei drei"), first.passages)
    assert other["p1"].text == "zwei drei"
    assert first["p1"].text == "one two"


def _columns(text: str) -> tuple[Any, ...]:
    made = witness_from_text("X", text)
    return made.starts, made.ends, made.forms, made.ids, made.kinds


def test_only_the_api_is_exported_and_it_stays_what_it_is() -> None:
    before = {name: getattr(v, name) for name in v.__all__}
    for found in pkgutil.walk_packages(v.__path__, "variorum."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    assert {name: getattr(v, name) for name in v.__all__} == before
    assert dir(v) == sorted(v.__all__)
    assert not [name for name in dir(v) if isinstance(getattr(v, name), ModuleType)]
    with pytest.raises(AttributeError, match="has no attribute 'Path'"):
        v.Path  # type: ignore[attr-defined]  # noqa: B018


def test_every_value_of_the_model_is_of_the_family() -> None:
    import variorum.model as model

    for found in pkgutil.iter_modules(model.__path__, "variorum.model."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if is_dataclass(value) and isinstance(value, type):
                assert issubclass(value, Shown)
                assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]


@given(witness())
@settings(max_examples=25)
def test_any_witness_keeps_its_text_and_itself(one: Witness) -> None:
    assert pickle.loads(pickle.dumps(one)) == one
    assert one.leading + "".join(t.text + t.space for t in one) == one.text
    assert len(one.to_rows()) == len(one)
    for passage in one.passages:
        assert passage.text == one.slice(passage.start, passage.end)
        assert pickle.loads(pickle.dumps(passage)).text == passage.text
    for part in (one, *one.passages, *one.lacunae, *one.spans, *one):
        assert len(repr(part)) <= WIDEST
        assert repr(part).isprintable()
        well_formed(part._repr_html_())
        json.dumps(part.to_dict())


@given(variants(least=2))
@settings(max_examples=25)
def test_any_collation_and_apparatus_keep_themselves(witnesses: tuple[Witness, ...]) -> None:
    made = v.collate(*witnesses, translations=False)
    edition = v.apparatus(made, base="A")
    for value in (made, edition):
        assert pickle.loads(pickle.dumps(value)) == value
        assert json.loads(json.dumps(value.to_dict())) == value.to_dict()
        well_formed(value._repr_html_())
    for i, one in enumerate(witnesses):
        held = [column[one.siglum] for column in made]
        assert sum(map(len, held)) == len(one)
        assert [c.extant for c in held] == [
            bool(c) or not made.lacunose(i, n) for n, c in enumerate(held)
        ]
    every = sorted(w.siglum for w in witnesses)
    for unit in edition:
        assert sorted(row["witness"] for row in unit.to_rows()) == every


@given(variants(least=2, most=3))
@settings(max_examples=15)
def test_any_comparison_gives_as_many_rows_as_it_counts(witnesses: tuple[Witness, ...]) -> None:
    compared = v.diff(*witnesses)
    assert pickle.loads(pickle.dumps(compared)) == compared
    found: dict[str, int] = {}
    for row in compared.to_rows():
        found[row["kind"]] = found.get(row["kind"], 0) + 1
    assert found == dict(compared.kinds())


nested = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(max_size=3), inner)),
    max_leaves=4,
)


@given(st.dictionaries(st.text(max_size=3), nested, max_size=3))
@settings(max_examples=25)
def test_a_mapping_that_cannot_be_written_to_holds_what_it_was_given(given: Any) -> None:
    held = Frozen(given)
    assert pickle.loads(pickle.dumps(held)) == held == copy.deepcopy(held)
    assert hash(held) == hash(Frozen(given))
    assert json.loads(json.dumps(held, default=dict)) == given


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
@settings(max_examples=50)
def test_a_column_holds_the_numbers_that_it_was_given(numbers: list[int]) -> None:
    for column in (ints(numbers), ints(array("q", numbers)), ints(memoryview(array("i", numbers)))):
        assert list(column) == numbers
        assert ints(column) is column
        assert column == ints(numbers)


def test_tokens_that_were_given_show_their_keys_but_do_not_lend_them() -> None:
    one = witness_from_tokens("A", ["a ", "b"], keys={0: {"t": "a ", "x": {"y": [1]}}})
    assert one[0].keys == {"t": "a ", "x": {"y": (1,)}}
    assert one.to_dict()["keys"] == {"0": {"t": "a ", "x": {"y": [1]}}}
    assert hash(one[0]) == hash(one.tokens[0])
    with pytest.raises(TypeError):
        one[0].keys["x"]["y"] = 2  # type: ignore[index]
