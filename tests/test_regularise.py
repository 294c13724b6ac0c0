"""What a person rules about words: forms that count as one, tokens aligned or kept apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.regularise import Regularisation, parse_table, regularised
from variorum.errors import ReadError
from variorum.model import Witness
from variorum.text.build import witness_from_text
from variorum.text.normal import Pipeline


def _witnesses() -> tuple[Witness, ...]:
    texts = {"A": "the king said the king", "B": "the kg said the kg", "C": "the kg said the kg"}
    return tuple(witness_from_text(s, text) for s, text in texts.items())


def _compared(witnesses: tuple[Witness, ...]) -> list[str]:
    return [" ".join(w.normal(i) for i in range(len(w))) for w in witnesses]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Regularisation("kg", "king"), ["the king said the king"] * 3),
        (Regularisation("KG", "king", "B"),
         ["the king said the king", "the king said the king", "the kg said the kg"]),
        (Regularisation("kg", "king", "C", "p1 5"),
         ["the king said the king", "the kg said the kg", "the kg said the king"]),
    ],
)  # fmt: skip
def test_a_form_counts_as_another_once_in_one_witness_or_everywhere(
    entry: Regularisation, expected: list[str]
) -> None:
    given = _witnesses()
    made, unused = regularised(given, [entry], Pipeline())
    assert _compared(made) == expected
    assert [w.text for w in made] == [w.text for w in given]
    assert unused == ()


def test_the_narrower_scope_outranks_and_an_entry_without_a_word_is_told() -> None:
    table = (Regularisation("kg", "knight", "C"), Regularisation("kg", "king"),
             Regularisation("queen", "quene"))  # fmt: skip
    made, unused = regularised(_witnesses(), table, Pipeline())
    assert _compared(made)[1:] == ["the king said the king", "the knight said the knight"]
    assert unused == (table[2],)


def test_words_that_count_as_one_are_spelt_otherwise_and_printed_as_they_are() -> None:
    made, _ = regularised(_witnesses(), [Regularisation("kg", "king")], Pipeline())
    app = apparatus(collate(made), base="A")
    assert [[(r.text, r.cls) for r in u.readings] for u in app.units] == [
        [("king", ""), ("kg", "orthographic")]
    ] * 2


def test_a_table_names_the_line_that_is_wrong() -> None:
    assert parse_table("# why\nkg,king,B\n", name="t") == (Regularisation("kg", "king", "B"),)
    with pytest.raises(ReadError, match="t:2: 1 columns"):
        parse_table("kg\tking\nqueen\n", name="t")


def test_the_command_regularises_and_says_so_in_the_signature(
    variorum: Run, tmp_path: Path
) -> None:
    for siglum, text in (("a", "the king said so"), ("b", "the kg said so")):
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "table.csv").write_text("kg,king\nqueen,quene\n", encoding="utf-8")
    done = variorum("apparatus", "a.txt", "b.txt", "--regularise", "table.csv", "-f", "json")
    assert not done.returncode, done.stderr
    assert "outdated regularisation (queen = quene)" in done.stderr
    assert "+table(2)" in json.loads(done.stdout)["signature"]
    assert '"orthographic"' in done.stdout
    assert variorum("collate", "a.txt", "b.txt", "--regularise", "table.csv").returncode == 0


@pytest.mark.parametrize("kind", [(), ("--translations",)])
def test_tokens_kept_apart_stay_apart_and_a_stale_ruling_is_told(
    variorum: Run, tmp_path: Path, kind: tuple[str, ...]
) -> None:
    (tmp_path / "A.txt").write_text("The wise man answers him now.", encoding="utf-8")
    (tmp_path / "B.txt").write_text("The old man answers him now.", encoding="utf-8")
    (tmp_path / "rulings.toml").write_text(
        '[[decision]]\nkind = "apart"\nwhere = { A = "p1 3 man", B = "p1 3 man" }\n'
        '[[decision]]\nkind = "align"\nwhere = { A = "p1 9 gone", B = "p1 3 man" }\n',
        encoding="utf-8",
    )
    arguments = ("apparatus", "A.txt", "B.txt", *kind, "--decisions", "rulings.toml", "-f", "txt")
    done = variorum(*arguments)
    assert not done.returncode, done.stderr
    assert "outdated decision (align, A p1 9 gone" in done.stderr
    assert " man" in done.stdout
    assert " man" not in variorum(*arguments[:3], *kind, "-f", "txt").stdout
