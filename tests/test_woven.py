"""Documents of several files and with entities: read as one, each finding at its own place."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import normpath
from typing import Any

import pytest
from commands import Run, runner
from lxml import etree

import variorum as v
from variorum import relaxng
from variorum.model import Finding
from variorum.validation import Options, validate
from variorum.validation.document import weaving
from variorum.validation.document.woven import Written

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "validate" / "woven.toml").read_text("utf-8")
)["case"]
XI = "http://www.w3.org/2001/XInclude"
ANY = (
    "<zeroOrMore><choice><ref name='a'/><ref name='b'/><ref name='c'/><text/></choice></zeroOrMore>"
)
ID = '<optional><attribute name="xml:id"><text/></attribute></optional>'
GRAMMAR = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0">
<start><ref name="a"/></start>
<define name="a"><element name="a">{ID}<zeroOrMore><choice><ref name="b"/><ref name="c"/><text/>
</choice></zeroOrMore></element></define>
<define name="b"><element name="b">{ID}<optional><attribute name="n"/></optional>
<optional><attribute name="corresp"/></optional><empty/></element></define>
<define name="c"><element name="c">{ID}<zeroOrMore><ref name="a"/></zeroOrMore></element></define>
</grammar>"""
SCHEMA = relaxng.load(GRAMMAR.encode(), name="small.rng")


def near(files: dict[str, str]) -> Callable[[str], bytes | None]:
    def read(file: str) -> bytes | None:
        if normpath(file).startswith(".."):
            raise PermissionError(file)
        found = files.get(normpath(file))
        return found.encode() if found is not None else None

    return read


def found(case: dict[str, Any]) -> list[Finding]:
    options = Options(
        resolve=near(case.get("files", {})),
        external_entities=case.get("external", False),
        select=(case["select"],) if "select" in case else ("SCH", "XML", "REF001"),
    )
    text = case["document"].strip().encode()
    report = validate(text, path="doc.xml", schema=SCHEMA, options=options)
    return list(report.faults)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_found_stands_where_it_was_written(case: dict[str, Any]) -> None:
    case = {**case, **case.get("more", {})}
    every = [f"{f.path}:{f.line}:{f.column} {f.code} {f.severity}: {f.whole}" for f in found(case)]
    unmatched = [one for one in every if not any(fnmatchcase(one, e) for e in case["findings"])]
    assert not unmatched, "\n".join(unmatched)
    assert len(every) == len(case["findings"]), "\n".join(every)


# ---- held to libxml2's own reading -------------------------------------------------------------


def files_of(seed: int) -> dict[str, str]:
    """Some files that include each other, downwards only."""
    pick = random.Random(seed)

    def content(number: int, depth: int) -> str:
        parts = []
        for _ in range(pick.randint(0, 4)):
            kind = pick.randint(0, 6)
            if kind < 2 and number < 5:
                target = pick.randint(number + 1, 5)
                pointer = f' xpointer="i{target}"' if pick.random() < 0.3 else ""
                parts.append(f'<xi:include href="{target}.xml"{pointer}/>')
            elif kind == 2 and number < 5:
                fall = content(number + 1, depth + 1) if depth < 3 else ""
                parts.append(
                    f'<xi:include href="no.xml"><xi:fallback>{fall}</xi:fallback></xi:include>'
                )
            elif kind < 5 and depth < 4:
                tag = pick.choice(("c", "t:c", 'c xmlns="urn:d"', "c n='>'"))
                inner = content(number, depth + 1)
                parts.append(f"<{tag}>{inner}</{tag.split()[0]}>")
            else:
                parts.append(
                    pick.choice(("text", " \n", "&#233;", "<![CDATA[<x>]]>", "<!-- c -->"))
                )
        return "".join(parts)

    found = {}
    for number in range(6):
        inner = f'<p xml:id="i{number}" n="é">{content(number, 0)}</p>'
        space = pick.choice(("", ' xmlns="urn:a"', ' xmlns:u="urn:u"'))
        head = pick.choice(("", "<?xml version='1.0'?>\n", "<!-- head -->", "<?p q?>\n"))
        found[f"{number}.xml"] = f'{head}<a{space} xmlns:t="urn:t" xmlns:xi="{XI}">{inner}</a>'
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_whole_is_what_libxml2_makes_of_it(seed: int, tmp_path: Path) -> None:
    files = files_of(seed)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    parser = etree.XMLParser(collect_ids=False)
    tree = etree.parse(str(tmp_path / "0.xml"), parser)
    for _ in range(8):  # libxml2 leaves what a fallback brings in for the next time
        tree.xinclude()
    for element in tree.iter("*"):
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}base", None)
    around = weaving.Around(near(files))
    document, _ = weaving.read(files["0.xml"].encode(), path="0.xml", around=around)
    assert document is not None
    assert shape(document.root) == shape(tree.getroot())


def shape(element: Any) -> Any:
    """Names, attributes, texts; neither comments nor instructions nor prefixes."""
    parts: list[Any] = [""]
    for piece in [element.text or "", *(x for c in element for x in (c, c.tail or ""))]:
        if isinstance(piece, str):
            parts[-1] += piece
        elif isinstance(piece.tag, str):
            parts += [shape(piece), ""]
    return element.tag, dict(element.attrib), parts


@pytest.mark.parametrize("seed", range(40))
def test_every_letter_is_traced_to_the_one_it_was(seed: int) -> None:
    files = files_of(seed)
    document, _ = weaving.read(
        files["0.xml"].encode(), path="0.xml", around=weaving.Around(near(files))
    )
    assert document is not None
    if document.woven is None:
        return
    for node in document.layout.nodes:
        start = document.layout.start(document.layout.index[node])
        file, at = document.woven.trace(start)
        assert file.text == files[file.name or "0.xml"]
        if getattr(node, "target", None) != "variorum-include":
            length = len(node.tag.split("}")[-1]) if isinstance(node.tag, str) else 1
            assert file.text[at] == "<"
            assert document.source[start : start + 1 + length] == file.text[at : at + 1 + length]


def entities_of(seed: int) -> str:
    pick = random.Random(seed)
    values = []
    for n in range(6):
        parts = [
            pick.choice(("x", "&#233;", "&#38;", "&amp;", "é ", "<b/>", "<b>q</b>", "'"))
            for _ in range(3)
        ]
        parts += [f"&e{m};" for m in range(n) if pick.random() < 0.3]
        values.append(f'<!ENTITY e{n} "{"".join(parts)}">'.replace("&#38;", "&#38;#38;"))
    plain = [f"<!ENTITY p{n} 'v&#x3b1; {n}'>" for n in range(3)]
    text = "".join(
        pick.choice(
            (f"&e{pick.randint(0, 5)};", "text ", f"<b n='&p{pick.randint(0, 2)};'/>", "&lt;")
        )
        for _ in range(12)
    )
    return f"<!DOCTYPE a [\n{''.join(values)}\n{''.join(plain)}]>\n<a>{text}</a>"


@pytest.mark.parametrize("seed", range(40))
def test_entities_stand_for_what_libxml2_takes_them_for(seed: int) -> None:
    text = entities_of(seed).encode()
    document, said = weaving.read(text, path="e.xml", around=weaving.Around())
    assert document is not None, said
    assert shape(document.root) == shape(etree.fromstring(text))


def test_a_line_is_found_whatever_ends_it() -> None:
    text = Written("", "a\r\nbc\rd\n")
    assert [text.place(i) for i in (0, 3, 4, 6)] == [(1, 1), (2, 1), (2, 2), (3, 1)]
    assert text.line(1) == "a"


# ---- a project --------------------------------------------------------------------------------

TEI = "http://www.tei-c.org/ns/1.0"
HEAD = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>p</p>"
    "</publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
)
WHOLE = (
    f'<TEI xmlns="{TEI}" xmlns:xi="{XI}">{HEAD}<text><body>'
    '<xi:include href="parts/one.xml"/><xi:include href="parts/two.xml"/></body></text></TEI>'
)
ONE = f'<div xmlns="{TEI}" xml:id="one"><p>see <ref target="#two">two</ref></p></div>'
TWO = f'<div xmlns="{TEI}" xml:id="two">\n<forign>x</forign></div>'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept" / "cache"))
    folder = tmp_path / "project"
    (folder / "parts").mkdir(parents=True)
    (folder / "variorum.toml").write_text("")
    (folder / "whole.xml").write_text(WHOLE)
    (folder / "parts" / "one.xml").write_text(ONE)
    (folder / "parts" / "two.xml").write_text(TWO)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def lines(done: Any) -> list[str]:
    return [line.split(": <")[0] for line in done.stdout.splitlines()]


def test_the_whole_alone_reports_its_parts(project: Path, run: Run) -> None:
    done = run("validate", "whole.xml", "--select", "SCH,XML,REF", "-f", "concise", cwd=project)
    assert lines(done) == ["parts/two.xml:2:1: SCH001 error"]
    done = run("validate", "whole.xml", "--select", "SCH", "-f", "full", cwd=project)
    assert "2 | <forign>x</forign></div>" in done.stdout
    done = run("validate", "whole.xml", "--select", "SCH", "-f", "sarif", cwd=project)
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "parts/two.xml"


def test_a_part_alone_is_checked_as_a_part(project: Path, run: Run) -> None:
    done = run("validate", "parts/one.xml", "--select", "SCH,XML,REF", "-f", "concise", cwd=project)
    assert done.returncode == 0
    assert [line.split()[1:3] for line in done.stdout.splitlines()] == [
        ["XML012", "info:"], ["REF003", "info:"],
    ]  # fmt: skip
    done = run("validate", "parts/two.xml", "--select", "SCH,XML", "-f", "concise", cwd=project)
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["XML012", "SCH001"]


def test_the_settings_say_which_files_are_parts(project: Path, run: Run) -> None:
    (project / "variorum.toml").write_text('[validate]\nfragments = ["parts/*.xml"]\n')
    done = run("validate", "parts", "--select", "SCH,XML", "-f", "concise", cwd=project)
    assert lines(done) == ["parts/two.xml:2:1: SCH001 error"]


def test_in_one_run_each_finding_is_told_once(project: Path, run: Run) -> None:
    done = run("validate", ".", "--select", "SCH", "-f", "concise", cwd=project)
    assert lines(done) == ["parts/two.xml:2:1: SCH001 error"]


def test_what_is_included_is_part_of_what_a_kept_report_hangs_on(project: Path) -> None:
    assert len(v.validate("whole.xml", select=["SCH"])) == 1
    assert len(v.validate("whole.xml", select=["SCH"])) == 1
    (project / "parts" / "two.xml").write_text(TWO.replace("forign", "foreign"))
    assert [f.path for f in v.validate("whole.xml", select=["SCH"])] == ["parts/two.xml"]
    (project / "parts" / "two.xml").write_text(TWO.replace("forign", "p"))
    assert len(v.validate("whole.xml", select=["SCH"])) == 0


def test_without_xinclude_the_grammar_sees_what_jing_sees(project: Path) -> None:
    report = v.validate("whole.xml", xinclude=False, schema="profile", select=["SCH", "XML"])
    assert {(f.path, f.code) for f in report} >= {("whole.xml", "XML008"), ("whole.xml", "SCH001")}
    assert not [f for f in report if f.path != "whole.xml"]


def test_an_instruction_in_a_part_silences_what_stands_there(project: Path) -> None:
    silent = TWO.replace("<forign", '<?variorum-ignore SCH001 reason="x"?><forign')
    (project / "parts" / "two.xml").write_text(silent)
    assert v.validate("whole.xml", select=["SCH"]).findings == ()


def test_files_of_a_pattern_are_passed_over_wherever_they_are_included(project: Path) -> None:
    settings = {"select": ["SCH"], "per_file_ignores": {"parts/*": ["SCH001"]}}
    assert v.validate("whole.xml", **settings).findings == ()


def test_rules_of_schematron_see_the_whole(project: Path) -> None:
    pytest.importorskip("saxonche", reason="needs the extra schematron")
    iso, test = "http://purl.oclc.org/dsdl/schematron", "count(//t:div) = 2"
    rule = f'<rule context="t:p"><report test="{test}">two</report></rule>'
    space = f'<ns prefix="t" uri="{TEI}"/>'
    (project / "own.sch").write_text(
        f'<schema xmlns="{iso}">{space}<pattern>{rule}</pattern></schema>'
    )
    report = v.validate("whole.xml", schematron=["own.sch"], select=["SCT"])
    assert [(f.path, f.line) for f in report] == [
        ("parts/one.xml", 1), ("whole.xml", 1), ("whole.xml", 1),
    ]  # fmt: skip


def test_a_file_in_another_encoding_is_included_in_its_own(project: Path) -> None:
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>'
    text = f'{declared}\n<div xmlns="{TEI}"><p>é</p>\n<q>é</q> <z/></div>'
    (project / "parts" / "two.xml").write_bytes(text.encode("iso-8859-1"))
    report = v.validate("whole.xml", select=["SCH"])
    assert ("parts/two.xml", 3, 10) in {(f.path, f.line, f.column) for f in report}


def test_entities_keep_the_place_of_what_follows_them(project: Path) -> None:
    text = WHOLE.replace("<TEI", '<!DOCTYPE TEI [<!ENTITY many "a\nb\nc">]>\n<TEI', 1)
    text = text.replace("</body>", "<div><p>&many; &many;<z/></p></div></body>")
    (project / "whole.xml").write_text(text)
    report = v.validate("whole.xml", select=["SCH"])
    (place,) = [(f.line, f.column) for f in report if f.path == "whole.xml"]
    assert place == (4, text.splitlines()[3].index("<z/>") + 1)
