"""Pages transcribed over pictures, in PAGE XML and ALTO: a folder of them is one witness."""

from __future__ import annotations

from pathlib import Path

import pytest

import variorum as v

NS = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def line(text: str, custom: str = "") -> str:
    return (
        f'<TextLine custom="{custom}"><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>'
    )


def region(name: str, *lines: str, type: str = "paragraph", custom: str = "") -> str:
    return f'<TextRegion id="{name}" type="{type}" custom="{custom}">{"".join(lines)}</TextRegion>'


def page(*regions: str, order: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><PcGts xmlns="{NS}"><Page imageFilename="1.jpg">'
        f"{order}{''.join(regions)}</Page></PcGts>"
    ).encode()


ORDER = (
    '<ReadingOrder><OrderedGroup><RegionRefIndexed index="1" regionRef="b"/>'
    '<RegionRefIndexed index="0" regionRef="a"/></OrderedGroup></ReadingOrder>'
)


def texts(data: bytes, **options: object) -> list[tuple[str, str]]:
    (witness,) = v.read(data, siglum="A", **options).witnesses  # type: ignore[arg-type]
    return [(p.kind, p.text) for p in witness.passages]


def test_regions_stand_in_the_reading_order_of_the_file() -> None:
    regions = region("b", line("second")), region("a", line("first"))
    assert texts(page(*regions, order=ORDER)) == [("p", "first"), ("p", "second")]


def test_without_one_they_stand_in_the_order_that_transkribus_notes() -> None:
    told = "readingOrder {{index:{0};}}"
    regions = (
        region("b", line("third", told.format(1)), line("second", told.format(0)),
               custom=told.format(1)),
        region("a", line("first"), custom=told.format(0)),
    )  # fmt: skip
    assert texts(page(*regions)) == [("p", "first"), ("p", "second third")]


def test_what_is_no_text_of_the_page_is_left_out_and_counted() -> None:
    data = page(
        region("h", line("IL PRINCIPE"), type="header"),
        region("n", line("17"), custom="structure {type:NumberingZone;}"),
        region("t", line("Chapter I"), type="heading"),
        region("p", line("Tutti li stati"), line("")),
        region("m", line("nota bene"), type="marginalia"),
    )
    source = v.read(data, siglum="A")
    (witness,) = source.witnesses
    assert [(p.kind, p.text) for p in witness.passages] == [
        ("head", "Chapter I"),
        ("p", "Tutti li stati"),
    ]
    assert [f.message for f in source.findings] == [
        "left out: 2 lines of headers, footers and page numbers",
        "left out: 1 line without text",
    ]
    assert [(n.kind, n.text) for n in witness.notes] == [("marginal", "nota bene")]
    assert ("p", "IL PRINCIPE") in texts(data, furniture="keep")


def test_of_several_texts_of_a_line_that_of_the_least_index_is_read() -> None:
    double = (
        '<TextLine><TextEquiv index="1"><Unicode>guess</Unicode></TextEquiv>'
        '<TextEquiv index="0"><Unicode>truth</Unicode></TextEquiv></TextLine>'
    )
    words = (
        "<TextLine><Word><TextEquiv><Unicode>of</Unicode></TextEquiv></Word>"
        "<Word><TextEquiv><Unicode>words</Unicode></TextEquiv></Word></TextLine>"
    )
    assert texts(page(region("a", double, words))) == [("p", "truth of words")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Codex"
    (made / "page").mkdir(parents=True)
    (made / "mets.xml").write_text("<mets/>")
    (made / "page" / "f10.xml").write_bytes(page(region("a", line("ginning. The end"))))
    (made / "page" / "f9.xml").write_bytes(page(region("a", line("In the be¬"))))
    return made


def test_a_folder_of_pages_is_one_witness_and_a_word_may_run_over_the_page(folder: Path) -> None:
    (witness,) = v.read(folder / "page").witnesses
    assert witness.siglum == "page"
    assert [p.text for p in witness.passages] == ["In the beginning. The end"]
    assert [s.name for s in witness.spans if s.name == "pb"] == ["pb", "pb"]
    other = v.witness("In the beginning. An end", siglum="B")
    assert v.collate(folder, other).sigla == ("page", "B")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("two.xml", page(order=ORDER + ORDER), "two.xml:1: the page has two reading orders; keep"),
        ("bad.xml", page()[:-3], "bad.xml:1: "),
    ],
)
def test_a_page_at_fault_is_named(folder: Path, name: str, data: bytes, said: str) -> None:
    (folder / "page" / name).write_bytes(data)
    with pytest.raises(v.VariorumError) as caught:
        v.read(folder / "page")
    assert str(caught.value).startswith(said)


def test_alto_is_read_by_its_words_hyphens_and_labels() -> None:
    def block(*lines: str, tag: str = "") -> str:
        return f'<TextBlock TAGREFS="{tag}">{"".join(lines)}</TextBlock>'

    def words(*said: str, hyphen: str = "") -> str:
        strings = "".join(f'<String CONTENT="{word}"/>' for word in said)
        return f"<TextLine>{strings}{hyphen}</TextLine>"

    data = (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Tags>'
        '<OtherTag ID="T1" LABEL="RunningTitleZone"/><OtherTag ID="T2" LABEL="MainZone#1"/></Tags>'
        '<Layout><Page><LeftMargin>' + block(words("gloss")) + "</LeftMargin><PrintSpace>"
        + block(words("TITLE"), tag="T1")
        + block(words("al", "princi", hyphen='<HYP CONTENT="-"/>'), words("pio", "שלום"), tag="T2")
        + "</PrintSpace></Page></Layout></alto>"
    ).encode()  # fmt: skip
    assert texts(data) == [("p", "al principio שלום")]
    (witness,) = v.read(data, siglum="A").witnesses
    assert [n.text for n in witness.notes] == ["gloss"]
