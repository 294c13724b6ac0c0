"""Entities are refused where they are declared, and not where they are only spoken of."""

from __future__ import annotations

import pytest

from variorum.text.doctype import entity_at
from variorum.validation.document import intake

ENTITY = b'<!ENTITY a "b">'


@pytest.mark.parametrize(
    "before",
    [
        b"<!DOCTYPE x [",
        b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!-- -->\n<!DOCTYPE x [\n",
        b"<!DOCTYPE x SYSTEM \"a>b]\" [ <!-- ' --> <?y ' ]> ?>",
        b"<!DOCTYPE x PUBLIC '-//X' 'it\"s.dtd' [<!ELEMENT x ANY><!ATTLIST x y CDATA \"' ]>\">",
        b"<!DOCTYPE x SYSTEM 'a>b' [<!-- " + b"long " * 20_000 + b"-->",
        b"<!DOCTYPE x [<!ATTLIST x y CDATA '<!--'>",
        b"<?xml version='1.0' encoding='iso-2022-jp'?><!DOCTYPE x [<!-- ",
    ],
)
def test_an_entity_that_is_declared_is_found_whatever_stands_before_it(before: bytes) -> None:
    assert entity_at(before + ENTITY + b"]><x/>") == len(before)
    assert intake.read(before + ENTITY + b"]><x/>", path="a.xml")[1][0].code == "XML003"


@pytest.mark.parametrize("form", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_entity_in_letters_of_two_bytes_is_found(form: str) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert entity_at(text.encode(form)) >= 0


@pytest.mark.parametrize("form", ["utf-32", "utf-32-be"])
def test_an_entity_in_letters_of_four_bytes_is_refused_though_nothing_shows_it(form: str) -> None:
    """Its text stands in an attribute, where the parser puts it without a word."""
    text = '<?xml version="1.0" encoding="UTF-32"?><!DOCTYPE x [<!ENTITY a "b">]><x y="&a;"/>'
    document, found = intake.read(text.encode(form), path="a.xml")
    assert document is None
    assert found[0].code == "XML003"


def test_an_entity_of_the_dtd_counts_as_well() -> None:
    assert entity_at(b"<!DOCTYPE x [<!ELEMENT x ANY> %more; ]><x/>") == 30
    assert entity_at(b"<!DOCTYPE x [ <y> <!ENTITY a 'b'> ]><x/>") >= 0  # no DTD can hold <y>


@pytest.mark.parametrize(
    "data",
    [
        b"<x><!-- <!ENTITY a 'b'> --></x>",
        b"<x><![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]></x>",
        b"<!DOCTYPE x><x><!-- [<!ENTITY a 'b'> --></x>",
        b"<!-- <!DOCTYPE x [<!ENTITY a 'b'>]> --><x/>",
        b"<!DOCTYPE x [<!-- <!ENTITY mdash '-'> %old; -->\n<?y <!ENTITY ?>]><x/>",
        b"<!DOCTYPE x [<!ATTLIST x style CDATA '50%a; <not>'>]><x/>".replace(b"<not>", b""),
        b"<!DOCTYPE x SYSTEM '[<!ENTITY'><x/>",
    ],
)
def test_a_mention_declares_nothing(data: bytes) -> None:
    assert entity_at(data) == -1
    document, found = intake.read(data, path="a.xml")
    assert document is not None
    assert "XML003" not in [f.code for f in found]
