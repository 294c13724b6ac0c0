"""W3C XML Schemas and DTDs are run by libxml2, and reported as a grammar's findings are."""

from __future__ import annotations

from pathlib import Path

import pytest

import variorum as v
from variorum.errors import ReadError

XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="doc">
<xs:complexType><xs:sequence><xs:element name="p" maxOccurs="unbounded">
<xs:complexType mixed="true">
<xs:attribute name="n" type="xs:integer" use="required"/></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
DTD = "<!ELEMENT doc (p+)><!ELEMENT p (#PCDATA)><!ATTLIST p n CDATA #REQUIRED>"
FILE = """<doc>
 <p n="1">a</p>
 <p>b</p>
 <q/>
</doc>"""


@pytest.fixture
def there(tmp_path: Path) -> Path:
    (tmp_path / "a.xml").write_text(FILE)
    (tmp_path / "a.xsd").write_text(XSD)
    (tmp_path / "a.dtd").write_text(DTD)
    (tmp_path / "named-otherwise.rng").write_text(DTD)
    return tmp_path


@pytest.mark.parametrize(
    ("schema", "said", "title"),
    [
        ("a.xsd", [(3, 2, "SCH005"), (4, 2, "SCH001")], "a.xsd (W3C XML Schema, by libxml2)"),
        (
            "a.dtd",
            [(1, 1, "SCH004"), (3, 2, "SCH005"), (4, 2, "SCH001")],
            "a.dtd (DTD, by libxml2)",
        ),
        (
            "named-otherwise.rng",
            [(1, 1, "SCH004"), (3, 2, "SCH005"), (4, 2, "SCH001")],
            "named-otherwise.rng (DTD, by libxml2)",
        ),
    ],
)
def test_each_fault_stands_at_its_element(
    there: Path, schema: str, said: list[tuple[int, int, str]], title: str
) -> None:
    report = v.validate(there / "a.xml", schema=there / schema, select=["SCH"], cache=False)
    assert [(f.line, f.column, f.code) for f in report.findings] == said
    assert report.schema == title


def test_what_is_valid_has_no_finding(there: Path) -> None:
    (there / "a.xml").write_text('<doc><p n="1">a</p></doc>')
    for schema in ("a.xsd", "a.dtd"):
        assert not v.validate(there / "a.xml", schema=there / schema, cache=False).findings


def test_it_may_stand_beside_a_grammar(there: Path) -> None:
    (there / "a.rng").write_text(
        '<element name="doc" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    )
    report = v.validate(
        there / "a.xml", schema=[there / "a.rng", there / "a.xsd"], select=["SCH"], cache=False
    )
    assert report.schema.endswith("and a.xsd (W3C XML Schema, by libxml2)")
    assert {f.code for f in report.findings} >= {"SCH001", "SCH005"}


def test_in_several_processes_it_says_the_same(there: Path) -> None:
    (there / "b.xml").write_text(FILE)
    found = v.validate([there], schema=there / "a.xsd", select=["SCH"], cache=False, jobs=2)
    assert [len(report.findings) for report in found] == [2, 2]


@pytest.mark.parametrize("name", ["a.xsd", "a.dtd"])
def test_one_that_is_broken_is_one_line(there: Path, name: str) -> None:
    broken = {"a.xsd": XSD.replace("xs:integer", "xs:nothing"), "a.dtd": "<!ELEMENT doc (p+>"}
    (there / name).write_text(broken[name])
    with pytest.raises(ReadError, match="the schema cannot be used") as raised:
        v.validate(there / "a.xml", schema=there / name)
    assert "\n" not in str(raised.value)
