"""Codes of one language are one language; who shares his words is no foreigner."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import variorum as v
from variorum.errors import UsageError
from variorum.text.languages import base, stem

CASES = Path(__file__).parent / "cases/manuscripts/language-code"
Command = Callable[..., subprocess.CompletedProcess[str]]


def test_stages_of_a_language_may_be_collated_with_each_other() -> None:
    assert base("lat") == base("la") == base("la-Latn")
    assert len({stem(code) for code in ("fr", "fra", "fro", "frm", "xno")}) == 1
    assert stem("grc") == stem("el") == stem("ell")
    assert stem("enm") == stem("en-GB") != stem("de")
    assert stem("und") == stem("") == ""


@pytest.mark.parametrize("pair", [("la", "lat"), ("fro", "xno"), ("la", "fro")])
def test_every_witness_of_the_cases_gives_readings(
    pair: tuple[str, str], variorum: Command
) -> None:
    files = [str(CASES / f"{name}.xml") for name in pair]
    assert v.collate(*files).sigla == pair
    done = variorum("collate", *files)
    assert (done.returncode, done.stderr) == (0, "")


RUSSIAN = "Каждая страна имеет свой путь, и мы не станем стричь всех под одну гребёнку."
ENGLISH = "Each country has its own way, and we shall not treat them all alike."


def test_a_table_that_would_end_with_one_witness_is_refused(tmp_path: Path) -> None:
    texts = [v.witness(ENGLISH, siglum="A", language="en"),
             v.witness(RUSSIAN, siglum="B", language="ru")]  # fmt: skip
    for verb in (v.collate, v.apparatus):
        with pytest.raises(
            UsageError, match=r"only one witness is left to collate, A \(en\); .*option copies"
        ):
            verb(*texts)
    assert v.collate(*texts, translations=False).sigla == ("A", "B")
    assert v.collate(texts[0], source=texts[1]).sigla == ("A",)


def test_a_diff_says_that_a_text_is_in_another_language(caplog: pytest.LogCaptureFixture) -> None:
    english = v.witness("The wise man answers him. He went home.", siglum="E", language="en")
    russian = v.witness("Мудрец отвечает ему. Он пошёл домой.", siglum="R", language="ru")
    with caplog.at_level("INFO", "variorum"):
        told = v.diff(english, russian)
    assert "R is in another language (ru): all its words differ" in caplog.text
    assert len(told.rows) == 2
