"""Validation as a whole: layers, reports, fixes, limits."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import relaxng as grammar
from variorum.model import Finding, Severity
from variorum.registry import entries
from variorum.relaxng import Positions
from variorum.validation import Fallback, Options, Report, fixes, profile, validate
from variorum.validation.document import intake
from variorum.validation.document.layout import Layout
from variorum.validation.reports import ReportOptions
from variorum.validation.run import baseline

CASES = Path(__file__).parent / "cases" / "validate"
CONTROL = (CASES / "control.xml").read_text("utf-8")


def outside(file: str) -> bytes | None:
    """A project with no other files."""
    if file.startswith(".."):
        raise PermissionError(file)
    return None


@pytest.fixture(scope="module")
def schema():
    return grammar.load(profile.data(), name="variorum-profile.rng")


def check(text: str | bytes, schema=None, **options) -> Report:
    data = text.encode() if isinstance(text, str) else text
    chosen = Options(**{"resolve": outside, **options})
    return validate(data, path="memo.xml", schema=schema, options=chosen)


def codes(report: Report) -> list[str]:
    return [f.code for f in report.faults]


def test_the_clean_control_is_clean(schema):
    assert check(CONTROL, schema).findings == ()


def test_a_file_that_is_not_there_is_reported_once_for_all_its_pointers(schema):
    lost = '<ref target="lost.xml#a">x</ref> <ref target="lost.xml#b">y</ref>'
    report = check(CONTROL.replace("who said little", lost, 1), schema)
    assert [(f.code, f.count) for f in report.faults] == [("REF004", 2)]


def test_the_layers_do_not_wait_for_each_other(schema):
    broken = CONTROL.replace("<foreign", "<forign", 1).replace("</foreign>", "</forign>", 1)
    broken = broken.replace('<rdg wit="#C">a scholar', '<rdg wit="#Q">a scholar', 1)
    assert {"SCH001", "WIT001"} <= set(codes(check(broken, schema)))


def test_causes_point_at_findings_of_the_same_file(schema):
    broken = CONTROL.replace('xml:id="p4"', 'xml:id="4p"', 1)
    report = check(broken, schema)
    for finding in report.findings:
        if finding.cause is not None:
            assert report.findings[finding.cause].cause is None
    assert codes(report) == ["REF002"]
    assert len(report.findings) == 2  # the grammar's own word follows from it


def test_select_and_ignore_take_codes_families_and_slugs(schema):
    broken = CONTROL.replace('wit="#C"', 'wit="#Q"', 1).replace(' reason="syntax"', "", 1)
    assert set(codes(check(broken, schema))) >= {"WIT001", "ENC001"}
    assert set(codes(check(broken, schema, select=("WIT",)))) <= {"WIT001", "WIT007", "WIT005"}
    assert "ENC001" not in codes(check(broken, schema, ignore=("supplied-no-reason",)))
    per_file = (("memo*.xml", ("ENC001",)),)
    assert "ENC001" not in codes(check(broken, schema, per_file_ignores=per_file))


def test_an_instruction_silences_a_rule_in_its_element_and_an_idle_one_is_told():
    quiet = CONTROL.replace(
        "who said little", 'who said [very] little<?variorum-ignore TXT001 reason="print"?>'
    )
    assert codes(check(quiet)) == []
    idle = CONTROL.replace("who said little", 'who<?variorum-ignore TXT001 reason="print"?>')
    assert codes(check(idle)) == ["CFG001"]
    elsewhere = quiet.replace("<head>The", "<head>[The]")
    assert codes(check(elsewhere)) == ["TXT001"]
    unknown = CONTROL.replace("who said little", 'who<?variorum-ignore XYZ999 reason="a"?>')
    assert codes(check(unknown)) == ["CFG002"]


def test_one_cause_with_a_thousand_places_is_told_once():
    words = "".join(f'<rdg wit="#C" n="{i}">cafe\u0301</rdg>' for i in range(1000))
    report = check(CONTROL.replace('<rdg wit="#C">a scholar</rdg>', words), select=("TXT004",))
    assert [f.count for f in report.findings] == [1000]
    apart = check(CONTROL.replace("a scholar", "cafe\u0301 " * 3), select=("TXT004",), aggregate=0)
    assert len(apart.findings) == 1


def test_a_baseline_knows_what_it_saw_though_lines_move(schema):
    broken = CONTROL.replace('<rdg wit="#C">', '<rdg wit="#Q">', 1)
    known = baseline.read(baseline.write([check(broken, schema)]).encode(), name="b.json")
    moved = broken.replace("<teiHeader>", "\n\n<teiHeader>")
    assert baseline.subtract(check(moved, schema), known).findings == ()
    worse = moved.replace(' reason="syntax"', "", 1)
    assert codes(baseline.subtract(check(worse, schema), known)) == ["ENC001"]


def test_without_a_schema_what_the_profile_lacks_is_said_once_as_information(schema):
    text = CONTROL.replace("<head>The wise man</head>", "<head>The <lang>wise</lang> man</head>")
    text = text.replace("his friend", "<lang>his</lang> <forign>friend</forign>")
    fallback = Fallback(profile.names(), profile.other_names(), "https://example.org/my.rng")
    report = validate(text.encode(), path="memo.xml", schema=schema, fallback=fallback)
    said = [f for f in report.findings if f.code == "SCH010"]
    assert len(said) == 1
    assert said[0].severity is Severity.INFO
    assert "variorum schema add https://example.org/my.rng" in said[0].hint
    assert "fallback" in report.schema


def test_transcriptions_are_held_against_the_apparatus():
    plain = "<TEI><text><body><p>the <app><lem wit='#A'>sage</lem><rdg wit='#B'>fool</rdg></app>"
    plain += " speaks</p></body></text></TEI>"
    right = {"A": "The sage speaks", "B": "the fool speaks"}
    assert codes(check(plain, select=("APP001",), transcriptions=right)) == []
    wrong = {"A": "The sage speaks", "B": "the fool is silent"}
    assert codes(check(plain, select=("APP001",), transcriptions=wrong)) == ["APP001"]


# ---- places -----------------------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("ab &<>\"'é\u0301ж\n\r\t]"), max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_every_piece_of_text_is_where_the_layout_says(texts, end):
    from xml.sax.saxutils import escape, quoteattr

    from lxml import etree

    marks = ["<b/>", "<!-- < > -->", "<?pi a>b?>", "<c d='>'/>", "<![CDATA[x<y]]>", "<e>z</e>"]
    inner = "".join(escape(t) + marks[i % 6] for i, t in enumerate(texts))
    source = f"<a n={quoteattr(texts[0])}>{end}{inner}</a>"
    root = etree.fromstring(source.encode(), etree.XMLParser(strip_cdata=True))
    layout = Layout(Positions(source), root)
    assert "".join(r.text for r in layout.runs_in(root)) == "".join(
        piece for piece in root.itertext("a", "b", "c", "e") if piece
    ) or "".join(r.text for r in layout.runs_in(root)) == "".join(root.xpath("//text()"))
    for run in layout.runs:
        for i, sign in enumerate(run.text):
            at = layout.offset_in(run, i)
            assert source[at] in (sign, "&", "\r")


# ---- fixes ------------------------------------------------------------------------------------

LOOSE = st.text(st.sampled_from("aeo\u0301\u0308é &;<жй\u0306\r\n"), max_size=30)


@given(LOOSE, LOOSE, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_a_fix_changes_what_it_mends_and_no_other_byte(one, two, codec):
    from xml.sax.saxutils import escape

    source = (
        f"<TEI><p xml:id='A' n='e\u0301'>{escape(one)}</p><witness xml:id='W'/>"
        f"<rdg wit='W  #W W'>{escape(two)}</rdg></TEI>"
    )
    data = source.encode(codec)
    mended = fixes.mend(data, path="x.xml", options=Options())
    after = mended.data.decode(codec)
    assert "wit='#W  #W #W'" in after
    assert "n='e\u0301'" in after  # attributes are not composed
    assert after.replace("wit='#W  #W #W'", "wit='W  #W W'").count("<") == source.count("<")
    assert unicodedata.normalize("NFC", after) == unicodedata.normalize("NFC", source).replace(
        "wit='W  #W W'", "wit='#W  #W #W'"
    )
    assert fixes.mend(mended.data, path="x.xml", options=Options()).data == mended.data
    assert (mended.data == data) == (mended.count == 0)


# ---- reports ----------------------------------------------------------------------------------

BROKEN = (
    CONTROL.replace('<rdg wit="#C">a scholar', '<rdg wit="#Q">a scholar', 1)
    .replace('xml:id="p4"', 'xml:id="4p"', 1)
    .replace("sold", "s\u043eld | 100 % :, [very]")
)


@pytest.mark.parametrize("name", sorted(entries("validation.reports")))
def test_reports_look_as_they_did(name, golden, schema):
    report = validate(BROKEN.encode(), path="ed/memo.xml", schema=schema)
    clean = validate(CONTROL.encode(), path="ed/clean.xml", schema=schema)
    text = entries("validation.reports")[name].report([report, clean], ReportOptions(width=90))
    golden(f"validate.{name}.txt", text)


def test_machine_formats_can_be_read_back(schema):
    from lxml import etree

    reports = [validate(BROKEN.encode(), path="a.xml", schema=schema)]
    modules = entries("validation.reports")
    value = json.loads(modules["json"].report(reports, ReportOptions()))
    keys = {"path", "line", "column", "code", "rule", "severity", "message", "xpath", "key"}
    assert all(keys <= set(row) <= keys | {"cause"} for row in value["results"])
    lines = modules["jsonl"].report(reports, ReportOptions()).splitlines()
    assert len(lines) == len(value["results"]) == len(reports[0].findings)
    assert json.loads(modules["sarif"].report(reports, ReportOptions()))["version"] == "2.1.0"
    junit = etree.fromstring(modules["junit"].report(reports, ReportOptions()).encode())
    assert int(junit.get("failures")) == len(reports[0].faults)


def test_no_more_is_shown_than_was_asked_for(schema):
    reports = [validate(BROKEN.encode(), path="a.xml", schema=schema)]
    concise = entries("validation.reports")["concise"]
    assert len(concise.report(reports, ReportOptions(most=2)).splitlines()) == 2


def test_a_finding_cannot_command_a_terminal_or_a_workflow():
    evil = Finding("a,b:c.xml", 1, 1, "WIT001", "x", Severity.ERROR, "a\x1b[31m\n::error::%b|<b>")
    report = Report("a,b:c.xml", (evil,), lines={1: "\x1b]0;evil\x07 text"})
    for name, module in entries("validation.reports").items():
        text = module.report([report], ReportOptions())
        assert "\x1b" not in text, name
        if name == "github":
            assert text.count("\n") == 2
            assert "file=a%2Cb%3Ac.xml" in text


# ---- limits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 zip", "XML006"),
        (b"\x1f\x8b gzip", "XML006"),
        (b"", "XML006"),
        (b"plain text", "XML006"),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n<TEI>\n\xe9t\xe9</TEI>', "XML002"),
        (b"<TEI>" + b"<div>" * 400 + b"</div>" * 400 + b"</TEI>", "XML005"),
        (b"<TEI><p>" + b"x" * 10_100_000 + b"</p></TEI>", "XML004"),
        (b'<!DOCTYPE TEI [<!ENTITY % p SYSTEM "http://example.org/x"> %p;]><TEI/>', "XML003"),
    ],
)
def test_what_is_no_harmless_xml_is_refused_with_a_finding(data, code):
    assert codes(check(data)) == [code]


def test_huge_lifts_the_limit_on_depth():
    data = b"<TEI>" + b"<div>" * 400 + b"</div>" * 400 + b"</TEI>"
    assert "XML005" not in codes(check(data, huge=True))


def test_no_file_is_opened_that_a_doctype_names(tmp_path):
    """`/dev/zero` as a DTD would fill the memory; a pipe would hang."""
    for target in ("/dev/zero", "file:///etc/passwd", str(tmp_path / "pipe")):
        text = f'<!DOCTYPE TEI SYSTEM "{target}"><TEI><p>x</p></TEI>'
        assert codes(check(text)) == ["XML007"]


BOMB = (
    "<!DOCTYPE TEI [<!ENTITY a0 'aaaaaaaaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 16}'>" for i in range(1, 12))
    + "]><TEI><p>&a11;</p></TEI>"
)


def test_a_bomb_is_refused_within_bounded_memory():
    program = (
        "import sys\nfrom variorum.validation import validate\n"
        "print([f.code for f in validate(sys.stdin.buffer.read(), path='b.xml').findings])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=BOMB.encode(),
        capture_output=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)),
    )
    assert done.stdout.decode().strip() == "['XML003']", done.stderr.decode()[-300:]


# ---- the command ------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path):
    places = {"XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data"}
    return {key: str(tmp_path / name) for key, name in places.items()} | {"VARIORUM_SCHEMAS": ""}


def test_exit_codes_tell_clean_found_and_could_not(variorum, tmp_path, home):
    (tmp_path / "clean.xml").write_text(CONTROL, "utf-8")
    (tmp_path / "bad.xml").write_text(BROKEN, "utf-8")
    (tmp_path / "zip.xml").write_bytes(b"PK\x03\x04")
    assert variorum("validate", "clean.xml", env=home).returncode == 0
    run = variorum("validate", "bad.xml", "clean.xml", "-f", "json", env=home)
    assert run.returncode == 1
    assert {row["path"] for row in json.loads(run.stdout)["results"]} == {"bad.xml"}
    everything = variorum("validate", ".", "--format", "concise", env=home)
    assert everything.returncode == 2
    assert "WIT001" in everything.stdout
    assert "zip.xml:1:1: XML006" in everything.stdout
    assert "variorum profile of TEI" in everything.stderr
    again = variorum("validate", ".", "--format", "concise", env=home)  # from the cache
    assert again.stdout == everything.stdout


def test_fix_writes_what_diff_showed(variorum, tmp_path, home):
    path = tmp_path / "bare.xml"
    path.write_text(CONTROL.replace('<rdg wit="#C">a', '<rdg wit="C">a', 1), "utf-8")
    shown = variorum("validate", "bare.xml", "--diff", env=home)
    assert (
        '+          <app><lem wit="#A #B">a wise man</lem><rdg wit="#C">a scholar' in shown.stdout
    )
    assert variorum("validate", "bare.xml", "--fix", env=home).returncode == 0
    assert path.read_text("utf-8") == CONTROL


def test_rules_explain_themselves(variorum):
    page = variorum("rules", "wit-unresolved").stdout
    assert "WIT001" in page
    assert "Wrong:" in page


def test_what_follows_from_a_finding_never_stands_before_it(schema):
    text = CONTROL.replace("</body>", '<div><p xml:id="p1">again</p></div></body>', 1)
    findings = check(text, schema).findings
    assert [f.code for f in findings] == ["REF001", "SCH007", "SCH007"]
    assert [f.line for f in findings] == sorted((f.line for f in findings), reverse=True)
    assert findings[0].cause is None


def test_what_the_grammar_says_a_hundred_times_is_told_once_and_kept_line_by_line(schema):
    spoilt = "\n".join('<p rendd="x">a</p>' for _ in range(100))
    report = check(CONTROL.replace("</body>", f"<div>{spoilt}</div></body>", 1), schema)
    attributes = [f for f in report.findings if f.code == "SCH002"]
    assert len({f.line for f in attributes}) == 100
    assert [f.code for f in report.faults] == ["SCH002"]
    assert "99 more places" in report.faults[0].hint


def test_each_witness_is_judged_by_its_own_text():
    def said(one: str, other: str) -> list[str]:
        text = f'a [<app><lem wit="#A">{one}</lem><rdg wit="#B">{other}</rdg></app> d'
        report = check(CONTROL.replace("who said little", text, 1), select=("TXT",))
        return [f.rule for f in report.findings]

    assert said("b] c", "c]") == []
    assert said("b] c", "c") == ["bracket-balance"]
    assert said("b] [c", "c] [") == ["bracket-balance", "bracket-balance"]


def test_a_file_too_large_to_index_is_held_to_the_grammar(schema, monkeypatch):
    monkeypatch.setattr(intake, "WHOLE", 1000)
    spoilt = CONTROL.replace("<body>", '<body rendd="x">', 1).replace('wit="#C"', 'wit="#Q"')
    report = check(spoilt, schema)
    assert [f.code for f in report.findings] == ["XML010", "SCH002"]
    assert "rendd" in report.lines[report.findings[1].line]


def test_a_large_valid_file_is_read_without_its_tree(schema, monkeypatch):
    title = check(CONTROL, schema).schema
    monkeypatch.setattr(intake, "WHOLE", 1000)
    monkeypatch.setattr(intake, "parse", None)
    report = check(CONTROL.replace('wit="#C"', 'wit="#Q"'), schema)
    assert [(f.code, f.line) for f in report.findings] == [("XML010", 1)]
    assert report.checked
    assert report.lines[1].startswith("<")
    assert report.schema == title
