"""What the writers write: golden files to read, round trips, equal bytes, nothing lost unsaid."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import variants
from tables import table

from variorum.collate import collate
from variorum.critic import apparatus
from variorum.errors import UsageError
from variorum.model import Apparatus, Collation, Witness
from variorum.readers import read
from variorum.registry import entries, names
from variorum.writers import Options, by_suffix, write

Golden = Callable[[str, str], None]


def sages() -> Apparatus:
    """Four versions with every kind of trouble that a writer has to show."""
    return apparatus(
        table(
            L="Then the wise man [ chokhom ] answers him , & smiles .",
            M="Then the - scholar [ chokhom ] answers - , & laughs .",
            R="then the wise man - - - answers him ; & # #",
            S="Then the wise man [ chokhom ] replies him , & smiles .",
        ),
        base="L",
    )


def as_text(name: str, value: Apparatus | Collation, **options: object) -> str:
    result = write(name, value, Options(**options))  # type: ignore[arg-type]
    assert isinstance(result, str)
    return result


@pytest.mark.parametrize("name", ["json", "csv", "tsv", "txt", "collatex", "tei", "nexus", "phylip", "html", "md", "dot", "graphml", "svg"])
def test_a_golden_file(name: str, golden: Golden) -> None:
    golden(f"writers/sages.{name}", as_text(name, sages()))


def test_a_golden_table(golden: Golden) -> None:
    golden("writers/sages.table.txt", as_text("txt", sages().collation))
    golden("writers/sages.table.csv", as_text("csv", sages().collation))


@given(witnesses=variants(), data=st.data())
def test_json_gives_back_the_very_value(
    witnesses: tuple[Witness, ...], data: st.DataObject
) -> None:
    table = collate(witnesses)
    app = apparatus(table, base=data.draw(st.sampled_from(table.sigla)))
    found = read(as_text("json", app).encode(), name="a.json", reader="json")
    assert found.apparatus == app
    assert read(as_text("json", table).encode(), name="a.json", reader="json").collation == table


def test_csv_cells_do_not_run_as_formulas_and_come_back() -> None:
    value = table(A="=1+1 -x @b '=c plain", B="a a a a a")
    rows = list(csv.reader(io.StringIO(as_text("csv", value))))
    assert [row[2] for row in rows[1:]] == ["'=1+1", "'-x", "'@b", "''=c", "plain"]
    assert "'=1+1" not in as_text("csv", value, formulas=True)
    assert as_text("csv", value, bom=True).startswith("\ufeff")


def test_collatex_keeps_every_key_and_tells_lacunae_apart() -> None:
    given = {
        "witnesses": [
            {"id": "A", "tokens": [{"t": "the ", "n": "the", "page": 3}, {"t": "man", "n": "man"}]},
            {"id": "B", "tokens": [{"t": "the ", "n": "the", "x": [1]}]},
        ]
    }
    source = read(json.dumps(given).encode(), name="w.json", reader="collatex")
    written = json.loads(as_text("collatex", collate(source.witnesses)))
    assert written["table"][0] == [
        [{"t": "the ", "n": "the", "page": 3}], [{"t": "the ", "n": "the", "x": [1]}],
    ]  # fmt: skip
    assert written["table"][1][1] == []
    lacunose = json.loads(as_text("collatex", table(A="the man", B="the #")))
    assert lacunose["lacunae"] == {"B": [[1, 2]]}


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"there are .*csv.*tei"):
        write("tie", sages())
    with pytest.raises(UsageError, match="--base"):
        write("tei", sages().collation)
    assert by_suffix("x.csv") == "csv"
    assert by_suffix("x.xml") == "tei"


def test_each_writer_says_what_it_takes_and_drops() -> None:
    for name, module in entries("writers").items():
        assert module.TAKES in ("synopsis", "collation", "apparatus"), name
        assert isinstance(module.DROPS, tuple), name
        assert module.SUFFIX.startswith("."), name
    assert {"json", "tei", "csv"} <= set(names("writers"))
