"""Inputs at the edge: nothing, one thing, the same thing, nothing in common, much of a thing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from counting import cells_filled
from test_writers import as_text

from variorum.collation import collate, score
from variorum.critic import apparatus
from variorum.model import Collation, Lacuna, Witness
from variorum.text.build import witness_from_text, witness_from_tokens

Run = Callable[..., subprocess.CompletedProcess[str]]
LONG = [f"word{n}" for n in range(5_000)]
MOST = 100_000  # cells of an alignment's tables that no edge may take
CASES: dict[str, tuple[dict[str, list[str]], int]] = {  # texts, columns
    "one witness": ({"A": ["a", "b"]}, 2),
    "an empty one": ({"A": ["a", "b"], "B": []}, 2),
    "all empty": ({"A": [], "B": [], "C": []}, 0),
    "the same": ({s: ["a", "b", "c"] for s in "ABCD"}, 3),
    "marks only": ({"A": [".", ",", "—"], "B": [".", "—"]}, 3),
    "one word again and again": ({"A": ["la"] * 40, "B": ["la"] * 37}, 40),
    "one against five thousand": ({"A": LONG, "B": [LONG[2_500]]}, 5_000),
    "a word of a million letters": ({"A": ["a" * 10**6, "b"], "B": ["a" * 10**6 + "c", "b"]}, 2),
    "two hundred of fifty words": (
        {f"W{w}": [f"x{n + 900 * (n % 17 == w % 17)}" for n in range(50)] for w in range(200)},
        50,
    ),
}


def _kept(table: Collation, witnesses: list[Witness]) -> None:
    """Every token stands once, in order, in one column."""
    for w, witness in enumerate(witnesses):
        held = [i for c in range(len(table)) for i in table.cell(w, c)]
        assert held == list(range(len(witness)))


@pytest.mark.parametrize("case", CASES)
def test_every_edge_has_its_right_answer_and_takes_few_steps(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, columns = CASES[case]
    witnesses = [witness_from_tokens(s, tokens) for s, tokens in texts.items()]
    compared: list[int] = []  # letters of each form that is compared with others
    shorten = score.letters

    def shortened(form: str) -> str:
        compared.append(len(shorten(form)))
        return shorten(form)

    monkeypatch.setattr(score, "letters", shortened)
    with cells_filled() as sizes:
        table = collate(witnesses)
    assert sum(sizes) <= MOST
    assert max(compared, default=0) <= score.LONGEST
    assert len(table) == columns
    _kept(table, witnesses)


def test_nothing_in_common_matches_nothing() -> None:
    witnesses = [
        witness_from_tokens("A", "king rode wood stone".split()),
        witness_from_tokens("B", "приём чохом дверь путь".split()),
    ]
    table = collate(witnesses)
    _kept(table, witnesses)
    app = apparatus(table, base="A")
    assert {r.text for u in app.units for r in u.readings if "B" in r.sigla} != {""}
    assert "king rode wood stone" in as_text("txt", app)


def test_a_witness_that_is_nowhere_extant_lacks_nothing() -> None:
    """A lacuna is no omission: nobody can say what was there."""
    gone = witness_from_text("B", "", gaps=[(0, "damage", "")])
    table = collate([witness_from_text("A", "one king rode"), gone])
    assert table.lacunae == ((), ((0, 3),))
    assert gone.lacunae == (Lacuna(0, "damage"),)
    assert not apparatus(table, base="A").units


def test_the_command_answers_at_the_edges_too(variorum: Run, tmp_path: Path) -> None:
    for name, text in (("a", "one king rode"), ("b", ""), ("c", "one king rode"), ("d", "." * 50)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [tmp_path / f"{n}.txt" for n in "abcd"]
    alone = variorum("collate", files[0])
    assert (alone.returncode, "one king rode" in alone.stdout) == (0, True)
    for chosen in (files[:2], [files[1], files[3]], files[::2], files):
        done = variorum("collate", *chosen, "-f", "json")
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    done = variorum("collate", *files[:2])
    assert "b is empty" in done.stderr
