"""White space is no part of a reading: whatever it is, every form keeps every word apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import variorum as v
from variorum.collation import collate
from variorum.critic import apparatus
from variorum.errors import WriteError
from variorum.model import Witness
from variorum.text.build import witness_from_text
from variorum.writers import Options, check_kept, write

CASES = Path(__file__).parent / "cases/manuscripts"
WORDS = "the red blue fox and sage co-op E[rich] don’t".split()
MARKS = [",", ".", ";", "—", "...", "[", "]", "’"]


@st.composite
def spaced(draw: st.DrawFn) -> list[Witness]:
    """Copies of one text, each with white space of its own around marks."""
    base = draw(st.lists(st.sampled_from(WORDS + MARKS), min_size=1, max_size=6))
    made = []
    for siglum in "ABCD"[: draw(st.integers(2, 4))]:
        tokens = list(base)
        for _ in range(draw(st.integers(0, 2))):
            at = draw(st.integers(0, len(tokens)))
            tokens[at : at + draw(st.integers(0, 1))] = draw(
                st.lists(st.sampled_from(WORDS + MARKS), max_size=1)
            )
        text = ""
        for token in tokens:
            glued = text[-1:].isalnum() and token[0].isalnum()
            text += (" " if glued or draw(st.booleans()) else "") + token
        made.append(witness_from_text(siglum, text))
    return made


@given(spaced(), st.sampled_from(("positive", "negative")), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_method_keeps_words_apart(made: list[Witness], style: str, inside: bool) -> None:
    edition = apparatus(collate(made), base="A")
    for method in ("ps", "dep", "loc"):
        options = Options(method=method, style=style, location="internal" if inside else "external")
        result = write("tei", edition, options)
        check_kept(made, edition, "tei", result, options)


@pytest.mark.parametrize("method", ["ps", "dep", "loc"])
@pytest.mark.parametrize("case", ["dep-writer/*.txt", "loc-writer/*.xml", "loc-writer/*.txt"])
def test_the_cases_are_written_by_every_method(method: str, case: str, tmp_path: Path) -> None:
    witnesses = [v.read(path) for path in sorted(CASES.glob(case))]
    table = v.collate(*witnesses)
    for base in table.sigla:
        edition = v.apparatus(table, base=base)
        v.write(edition, tmp_path / "o.xml", method=method)
        back = {w.siglum: w.text.split() for w in v.read(tmp_path / "o.xml").witnesses}
        assert {w.siglum: "".join(w.text.split()) for w in table.witnesses} == {
            s: "".join(words) for s, words in back.items()
        }


def test_the_library_writes_nothing_where_a_word_would_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from variorum.writers import tei

    made = apparatus(
        collate([witness_from_text("A", "red fox"), witness_from_text("B", "blue fox")]), base="A"
    )
    good = tei.write(made, options=Options())
    monkeypatch.setattr(tei, "write", lambda value, options: good.replace("blue", "bleu"))
    with pytest.raises(WriteError, match="the text of B would change at word 1"):
        v.write(made, tmp_path / "o.xml")
    assert not list(tmp_path.iterdir())
