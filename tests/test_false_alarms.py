"""What real files do on purpose is no fault: what is passed over, and what is still reported.

Each case was met in a public TEI project: dictionaries, plays, letters, catalogues, corpora.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from variorum import validate as check
from variorum.model import Finding, Severity
from variorum.validation import Options, validate

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
EX = 'xmlns="http://www.tei-c.org/ns/Examples"'
SUPPLIED = '<p><supplied reason="lost">a</supplied></p>'


def findings(body: str, code: str, *, head: str = "") -> tuple[Finding, ...]:
    def near(file: str) -> bytes | None:
        if file.startswith(("..", "/")):
            raise PermissionError(file)
        return None

    data = f"{head}<TEI {TEI}><text><body>{body}</body></text></TEI>"
    return validate(
        data.encode(), path="a.xml", options=Options(resolve=near, select=(code,))
    ).findings


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("TXT001", SUPPLIED + '<p><metamark>[10]</metamark> <ref target="#b">[B 10]</ref></p>'),
        ("TXT001", SUPPLIED + "<p>f [147v] (5 February), see ff[1-2], fol. [3r], mbs [1–1d]</p>"),
        ("TXT001", SUPPLIED + "<p>as others showed [2][5], [Miller and Smith 2018b]</p>"),
        ("TXT001", SUPPLIED + '<div type="translation"><p>In the time of [our] master</p></div>'),
        ("TXT001", SUPPLIED + "<list><item><title>To Beer, [July 1923]</title></item></list>"),
        ("TXT002", "<p>It is shown as “[by hand:]”</p>"),
        ("TXT002", "<p>[: The song :] goes on</p>"),
        ("TXT009", '<p>cata-<lb break="no"/> <pb n="2"/>lyst</p>'),
        ("LNG003", '<p xml:lang="ru"><name xml:lang="ru"><roleName>edt</roleName></name></p>'),
        ("LNG003", '<bibl xml:lang="zh-TW">CBETA</bibl><gloss xml:lang="zh-TW">Pascal</gloss>'),
        ("LNG003", f'<egXML {EX} xml:lang="zh-TW"><w>comfortable</w></egXML>'),
        (
            "LNG003",
            '<entry xml:lang="ru"><form><orth>муж</orth></form>'
            "<gramGrp><gram>animate</gram></gramGrp></entry>",
        ),
        ("DAT002", '<p><date when="1857">1854-1861</date></p>'),
    ],
)
def test_what_is_done_on_purpose_is_passed_over(code: str, body: str) -> None:
    assert findings(body, code) == ()


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("TXT001", SUPPLIED + "<p>demande[nt] and 18[45]</p>"),
        ("TXT002", "<p>[by hand</p>"),
        ("TXT009", '<p>cata-<lb/>lyst, ana-<lb break="no"/>lyst</p>'),
        ("LNG003", '<p xml:lang="zh-TW">This is not Chinese</p>'),
        ("LNG003", '<entry xml:lang="ru"><form><orth>muzh</orth></form></entry>'),
        ("DAT002", '<p><date when="1870">1854-1861</date></p>'),
        ("REF006", '<p xml:id="a" next="#b"/><p xml:id="b" prev="#c"/><p xml:id="c" next="#b"/>'),
        ("ENC001", SUPPLIED + "<p><supplied>b</supplied></p>"),
    ],
)
def test_the_fault_beside_it_is_a_warning(code: str, body: str) -> None:
    assert {finding.severity for finding in findings(body, code)} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("code", "body", "count"),
    [
        ("TXT001", "<p>one [fit house], two [fit houses]</p>", 2),
        ("ENC001", "<p><supplied>a</supplied><supplied>b</supplied></p>", 2),
        (
            "REF006",
            "".join(f'<l xml:id="l{n}" prev="#l{n - 1}"/>' for n in range(1, 9))
            + '<l xml:id="l0"/>',
            8,
        ),
    ],
)
def test_what_a_file_does_throughout_is_one_remark(code: str, body: str, count: int) -> None:
    (finding,) = findings(body, code)
    assert (finding.severity, finding.count) == (Severity.INFO, count)


@pytest.mark.parametrize(
    ("pointer", "remedy"),
    [
        ("someone@example.org", "write mailto:someone@example.org"),
        ("luther.example.co.uk", "write https://luther.example.co.uk"),
        ("example.org/texts/1.html", "write https://example.org/texts/1.html"),
        ("/akn/cl/debate", "write the whole address"),
    ],
)
def test_an_address_without_its_scheme_is_told_which(pointer: str, remedy: str) -> None:
    (finding,) = findings(f'<p><ref target="{pointer}">x</ref></p>', "REF004")
    assert remedy in finding.hint


@pytest.mark.parametrize(
    "body",
    [
        "<lg><l>[the first line</l><l>the second</l><l>the third]</l></lg>",
        "<p><w>[fait</w> <w>il]</w></p>",
    ],
)
def test_brackets_that_have_their_partner_in_another_line_or_word_are_a_remark(body: str) -> None:
    (finding,) = findings(body, "TXT002")
    assert finding.severity is Severity.INFO


def test_breaks_that_follow_each_other_are_one_finding() -> None:
    (finding,) = findings('<p>cata-<pb n="2"/> <lb/>lyst</p>', "TXT009")
    assert "<pb>" in finding.message


def test_a_style_sheet_is_looked_for_beside_a_file_whose_entities_are_put_in() -> None:
    head = '<?xml-stylesheet href="lost.css"?><!DOCTYPE TEI [<!ENTITY a "b">]>'
    (finding,) = findings("<p>&a;</p>", "REF004", head=head)
    assert "'lost.css' is not there" in finding.message


def test_the_name_of_an_element_is_no_word_about_encodings() -> None:
    (finding,) = validate(b"<TEI><encodingDesc></TEI>", path="a.xml", options=Options()).findings
    assert finding.code == "XML001"


def test_one_sentence_for_many_places_holds_with_what_follows_from_each() -> None:
    body = '<div subtype="x"><p/></div>' * 30
    (finding,) = findings(body, "STR003")
    assert finding.count == 30


CORPUS = f"""<teiCorpus {TEI} xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader>
<particDesc><person xml:id="who"/></particDesc></teiHeader><xi:include href="1.xml"/></teiCorpus>"""
SITTING = (
    f"""<TEI {TEI}><text><body><u who="#who">I</u><u who="#whom">you</u></body></text></TEI>"""
)


def test_where_a_sitting_points_its_corpus_says(tmp_path: Path) -> None:
    (tmp_path / "corpus.xml").write_text(CORPUS, "utf-8")
    (tmp_path / "1.xml").write_text(SITTING, "utf-8")
    found = [f for report in check([tmp_path], select=["REF003"], cache=False) for f in report]
    assert [(Path(f.path).name, f.subject) for f in found] == [("1.xml", "#whom")]
    alone = check(tmp_path / "1.xml", select=["REF003"], cache=False)
    assert [f.subject for f in alone] == ["#who", "#whom"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<div hand="#h"><p>a</p></div>', []),  # which was: did you mean @ana?
        ('<listWit><witness type="ms">A</witness></listWit>', ["type"]),  # of other elements
        ('<p hnad="#h">a</p>', ["hnad"]),
    ],
)
def test_without_a_schema_an_element_may_have_the_attributes_that_tei_gives_it(
    body: str, told: list[str]
) -> None:
    data = f"<TEI {TEI}><text><body>{body}</body></text></TEI>"
    assert [f.attribute for f in check(data.encode()).findings if f.code == "SCH002"] == told


@pytest.mark.parametrize(
    "last",
    [
        "<epigraph><p>b</p></epigraph>",
        "<dateline>b</dateline>",
        "<salute>b</salute>",
        "<byline>b</byline>",
        "<signed>b</signed>",
    ],
)
def test_a_division_may_end_as_it_may_begin(last: str) -> None:
    data = f"<TEI {TEI}><teiHeader/><text><body><div><p>a</p>{last}</div></body></text></TEI>"
    assert "SCH001" not in [f.code for f in check(data.encode()).findings]


@pytest.mark.parametrize("key", ["europe.italy.rome", "F.217.a", "hedera.ascia"])
def test_a_key_with_full_stops_names_no_file(key: str) -> None:
    assert not findings(f'<p><placeName ref="{key}">Rome</placeName></p>', "REF004")


def test_the_host_of_any_country_lacks_its_scheme() -> None:
    (one,) = findings('<p><ref target="read.example.co/text/1.html">F.264.b</ref></p>', "REF004")
    assert "write https://read.example.co/text/1.html" in one.hint


def test_a_file_behind_a_hash_is_a_file() -> None:
    (one,) = findings('<p xml:id="l-25.xml"><ref target="#l-26.xml">next</ref></p>', "REF003")
    assert (one.meant, one.hint.partition(": ")[2]) == ("l-26.xml", "write l-26.xml")
