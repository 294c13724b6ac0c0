"""Whatever a caller gives to a verb: the result, or a `VariorumError` of one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import variorum as v
from variorum.api.door import arguments, fits
from variorum.api.machine import Machine
from variorum.collation import Options

A = v.witness("The wise man answers. He left.", siglum="A")
B = v.witness("The sage answers. He left early.", siglum="B")
TABLE = v.collate(A, B)
EDITION = v.apparatus(TABLE, base="A")
NESTED: list[Any] = []
NESTED.append(NESTED)


def made(folder: Path) -> dict[str, tuple[Callable[..., Any], tuple[Any, ...]]]:
    """Every verb of text with arguments that suit it."""
    plain, changed = folder / "a.txt", folder / "change.patch"
    plain.write_text("The wise man answers.\n", encoding="utf-8")
    new = folder / "b.txt"
    new.write_text("The sage answers.\n", encoding="utf-8")
    v.write(v.diff(plain, new), changed)
    return {
        "read": (v.read, (plain,)),
        "witness": (v.witness, ("a b",)),
        "encode": (v.encode, (A,)),
        "align": (v.align, (A, B)),
        "collate": (v.collate, (A, B)),
        "apparatus": (v.apparatus, (A, B)),
        "convert": (v.convert, (v.Source((A, B), collation=TABLE),)),
        "diff": (v.diff, (A, B)),
        "patch": (v.patch, (plain, changed)),
        "compare": (v.compare, (A, B)),
        "glossary": (v.glossary, (A, B)),
        "write": (v.write, (EDITION, folder / "x.json")),
    }


NAMES = ["read", "witness", "encode", "align", "collate", "apparatus", "convert", "diff", "patch",
         "compare", "glossary", "write"]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 7, 10**30, 0.5, float("nan"), "", "the cat", "no such.txt", "a\0b", "\ud800",
    "x" * 5000, "A=", b"", b"\xff\xfe\x00", b"<TEI>", [], [1], ["a", "b"], (), {}, {"A": "the cat"},
    {1: 2}, set(), object(), len, Path("none.xml"), Path(), A, TABLE, EDITION, v.Source(()), NESTED,
    iter("ab"), Options, ValueError("x"),
]  # fmt: skip


def answered(call: Callable[[], Any]) -> None:
    """The call returns, or says in one line what is wrong."""
    try:
        call()
    except v.VariorumError as error:
        said = str(error)
        assert said
        assert "\n" not in said
        assert "--" not in said


@pytest.mark.parametrize("name", NAMES)
def test_each_argument_may_be_of_any_wrong_kind(name: str, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    verb, suited = made(tmp_path)[name]
    for value in VALUES:
        answered(lambda value=value: verb(value))  # type: ignore[misc]
        answered(lambda value=value: verb(*suited[:1], value))  # type: ignore[misc]
        for argument in arguments(verb):
            answered(lambda argument=argument, value=value: verb(*suited, **{argument: value}))  # type: ignore[misc]


@given(st.lists(st.sampled_from(VALUES), max_size=4), st.sampled_from(NAMES))
def test_any_values_in_any_number_are_answered(values: list[Any], name: str) -> None:
    if name != "write":
        answered(lambda: getattr(v, name)(*values))


def test_literal_text_is_no_file_and_the_message_says_how_it_is_given() -> None:
    with pytest.raises(v.ReadError, match=r'no such file; .*witness\("...", siglum="A"\)'):
        v.collate("the cat", "the dog")
    assert len(v.collate(v.witness("the cat", siglum="A"), v.witness("the dog", siglum="B"))) == 2


def test_an_unknown_argument_is_named_with_its_neighbour() -> None:
    with pytest.raises(v.UsageError, match="unknown argument 'langage'; did you mean 'language'"):
        v.collate(A, B, langage="de")  # type: ignore[call-arg]
    with pytest.raises(v.UsageError, match="missing a required argument: 'text'"):
        v.read()  # type: ignore[call-arg]


def test_every_value_is_written_in_every_format_or_refused(tmp_path: Path) -> None:
    values = [
        v.align(A, B), v.align(A, B, level="word"), TABLE, EDITION, v.diff(A, B), v.compare(A, B),
        v.glossary(A, B), v.Source((A,)), "text", b"bytes",
    ]  # fmt: skip
    suffixes = (".html", ".csv", ".xml", ".json", ".txt", ".tsv", ".docx", ".xlsx", ".nwk", ".nex",
                ".svg", ".tmx", ".md", ".tex", ".patch", ".diff", ".unknown", "")  # fmt: skip
    for value in values:
        for suffix in suffixes:
            answered(lambda value=value, suffix=suffix: v.write(value, tmp_path / f"x{suffix}"))  # type: ignore[misc]
    answered(lambda: v.write(EDITION, "/no/such/folder/x.xml"))
    with pytest.raises(v.WriteError, match="its folder does not exist"):
        v.write(EDITION, "/no/such/folder/x.xml")


def test_a_text_in_another_language_is_no_reading() -> None:
    """As for the command: it is aligned with the others and stands beside them."""
    en = [v.witness("It may be so. He went home.", siglum=s, language="en") for s in "AB"]
    ru = v.witness("Может быть. Он ушёл домой.", siglum="R", language="ru")
    table = v.collate(*en, ru)
    assert table.sigla == ("A", "B")
    assert [w.siglum for w in table.beside] == ["R"]
    assert table.synopsis is not None
    assert table.synopsis.sigla == ("A", "B", "R")
    assert all(r.sigla != ("R",) for u in v.apparatus(*en, ru) for r in u)


def test_an_edition_keeps_its_editors_units_and_classes(tmp_path: Path) -> None:
    text = (tmp_path / "a.xml", tmp_path / "b.xml")
    v.write(EDITION, text[0])
    given_classes = text[0].read_text(encoding="utf-8").replace('type="lexical"', 'type="synonym"')
    given_classes = given_classes.replace('type="phrase"', 'type="synonym"')
    text[0].write_text(given_classes, encoding="utf-8")
    read = v.read(text[0])
    for edition in (v.apparatus(read), v.apparatus(text[0]), v.convert(text[0]), v.convert(read)):
        assert isinstance(edition, v.Apparatus)
        assert [str(u.locus) for u in edition] == [str(u.locus) for u in EDITION]
        assert "synonym" in {r.cls for u in edition for r in u}
        v.write(edition, text[1])
        assert 'type="synonym"' in text[1].read_text(encoding="utf-8")


def test_what_the_library_tells_goes_to_the_host_that_it_is_given() -> None:
    class Told(Machine):
        def __init__(self) -> None:
            self.said: list[str] = []

        def note(self, message: str) -> None:
            self.said.append(message)

        def detail(self, message: str) -> None:
            self.said.append(message)

    host = Told()
    v.collate(A, v.witness("", siglum="E"), host=host)
    assert host.said == ["warning: E is empty", "language guessed: en", "taken as copies"]


@pytest.mark.parametrize(
    ("value", "hint", "suits"),
    [("a", str | None, True), ("a", list[str], False), (True, int, False), (1, float, True),
     ((("a", "b"),), tuple[tuple[str, str], ...], True), ({"a": 1}, dict[str, str], False)],
)  # fmt: skip
def test_a_value_suits_a_type_or_not(value: object, hint: object, suits: bool) -> None:
    assert fits(value, hint) is suits
