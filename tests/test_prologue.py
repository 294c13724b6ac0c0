"""What stands before the root: the instructions that name schemas and style sheets."""

from __future__ import annotations

import pytest

from variorum.validation import Options, Report, validate

ROOT = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>x</p></text></TEI>'
SCHEMA = 'schematypens="http://relaxng.org/ns/structure/1.0"'


def near(file: str) -> bytes | None:
    """A project with one style sheet."""
    if file.startswith(".."):
        raise PermissionError(file)
    return b"p { color: black }" if file == "styles/page.css" else None


def check(prologue: str) -> Report:
    options = Options(resolve=near, select=("HDR005", "REF004"))
    return validate(f"{prologue}\n{ROOT}".encode(), path="a.xml", options=options)


@pytest.mark.parametrize(
    "prologue",
    [
        f'<?xml version="1.0"?>\n<?xml-model href="tei.rng" {SCHEMA}?>',
        f"<?xml-model\n  href = 'tei.rng'\n  {SCHEMA} title=\"a 'b' &lt;c>\"?>",
        '<?xml-stylesheet href="styles/page.css" type="text/css" alternate="yes"?>',
        '<?xml-stylesheet href="styles/page.css?v=2" type="text/css"?>',
        '<?xml-stylesheet href="https://example.org/lost.css" type="text/css"?>',
        '<?xml-stylesheet href="../lost.css" type="text/css"?>',
        '<?xml-stylesheet href="#own" type="text/css"?>',
        "<!-- <?xml-model href=bad?> -->",
        '<?xml-modeller href=bad?><?oxygen RNGSchema="lost.rng" type=xml?>',
        '<!DOCTYPE TEI [<!-- \' --><!NOTATION n SYSTEM "<?xml-model bad?>">]>\n'
        '<?xml-stylesheet href="styles/page.css"?>',
    ],
)
def test_what_is_rightly_written_is_no_finding(prologue: str) -> None:
    assert [f.message for f in check(prologue).findings] == []


@pytest.mark.parametrize(
    ("prologue", "message"),
    [
        ("<?xml-model href=tei.rng?>",
         "cannot be read from 'href=tei.rng' on: it is not of the form name=\"value\""),
        ('<?xml-model href="tei.rng"title="TEI"?>',
         "cannot be read from 'title=\"TEI\"' on: it is not of the form name=\"value\""),
        ("<?xml-model href=\u201ctei.rng\u201d?>",
         "cannot be read from 'href=\u201ctei.rng\u201d' on: it is not of the form name=\"value\""),
        ('<?xml-model href="a.rng" schematypes="x"?>', "has no 'schematypes'"),
        ('<?xml-model href="a.rng" href="b.rng"?>', "has 'href' twice"),
        (f"<?xml-model {SCHEMA}?>", "has no href: it names no file"),
        ("<?xml-model?>", "has no href: it names no file"),
    ],
)  # fmt: skip
def test_what_no_program_can_read_is_told(prologue: str, message: str) -> None:
    (finding,) = check(f"<!-- one -->\n  {prologue}").findings
    assert (finding.code, finding.line, finding.column) == ("HDR005", 2, 3)
    assert finding.message == f"<?xml-model?> {message}"
    assert finding.hint


def test_a_style_sheet_that_is_not_there_is_a_remark() -> None:
    (finding,) = check('<?xml-stylesheet href="lost.css" type="text/css"?>').findings
    assert (finding.code, finding.severity.name, finding.line) == ("REF004", "INFO", 1)
    assert finding.message == "the style sheet 'lost.css' is not there"
