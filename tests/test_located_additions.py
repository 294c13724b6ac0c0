"""Entries by place and lemma: what stands where the base has no word comes back as it was."""

from __future__ import annotations

import pytest

import variorum as v

TEXTS = {
    "before the end": ("fides est habitus bonus", "fides sit habitus bonus valde"),
    "beside a word that varies": ("utrum fides est habitus", "Utrum in fides est habitus"),
    "at the beginning": ("fides est habitus", "bona fides est habitus"),
    "a mark": ("de facto creatura est", "de facto, creatura est"),
    "several words": ("verbo assentit homo", "verbo sorti et platoni assentit homo"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_an_addition_is_widened_to_be_found_and_is_an_addition_again(case, tmp_path):
    base, other = TEXTS[case]
    third = base.replace("est", "erat")
    named = [v.witness(t, siglum=s) for s, t in zip("ABC", (base, other, third))]
    made = v.apparatus(*named, base="A", translations=False)
    v.write(made, tmp_path / "a.xml", method="loc")
    back = v.apparatus(tmp_path / "a.xml")

    def entries(edition: v.Apparatus) -> list[list[tuple[str, tuple[str, ...], str]]]:
        return [sorted((r.text, r.sigla, r.cls) for r in unit.readings) for unit in edition]

    assert entries(back) == entries(made)
    for witness in named:
        again = back.collation[witness.siglum]
        assert [t.text for t in again.tokens] == [t.text for t in witness.tokens]
