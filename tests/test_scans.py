"""Pages transcribed over pictures, in PAGE XML and ALTO: a folder of them is one witness."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
        "beside the text: 1 note of margins and feet of pages",
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


def at(left: int, top: int, right: int, bottom: int) -> str:
    return f'<Coords points="{left},{top} {right},{top} {right},{bottom} {left},{bottom}"/>'


def placed(text: str, *box: int, custom: str = "") -> str:
    equiv = f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv>"
    return f'<TextLine custom="{custom}">{at(*box)}{equiv}</TextLine>'


def test_the_cells_of_a_table_are_read_row_by_row() -> None:
    def cell(row: int, column: int, text: str) -> str:
        return f'<TableCell row="{row}" col="{column}">{line(text)}</TableCell>'

    cells = cell(1, 0, "Rye"), cell(0, 1, "Price"), cell(0, 0, "Grain"), cell(1, 1, "9")
    table = f'<TableRegion id="t">{"".join(cells)}</TableRegion>'
    data = page(region("b", line("after")), table, order=(
        '<ReadingOrder><OrderedGroup><RegionRefIndexed index="0" regionRef="t"/>'
        '<RegionRefIndexed index="1" regionRef="b"/></OrderedGroup></ReadingOrder>'
    ))  # fmt: skip
    cells_read = [("cell", text) for text in ("Grain", "Price", "Rye", "9")]
    assert texts(data) == [*cells_read, ("p", "after")]


def test_a_region_without_lines_has_a_text_of_its_own() -> None:
    equiv = "<TextEquiv><Unicode>first line\nsecond line</Unicode></TextEquiv>"
    assert texts(page(region("a", equiv))) == [("p", "first line second line")]
    assert [f.message for f in v.read(page(region("a"))).findings] == ["no line has a text"]


@pytest.mark.parametrize(
    ("left", "right", "read"),
    [
        ("the end of it", "In the beginning", ["the end of it", "In the beginning"]),
        ("ثم قام", "قال الملك", ["قال الملك", "ثم قام"]),  # Arabic begins at the right
    ],
)
def test_where_a_file_has_no_order_its_columns_are_read_as_the_script_runs(
    left: str, right: str, read: list[str]
) -> None:
    columns = (
        region("r", at(500, 100, 900, 900) + placed(right, 500, 100, 900, 150)),
        region("l", at(50, 110, 450, 890) + placed(left, 50, 110, 450, 150)),
    )
    head = region("h", at(50, 10, 900, 60) + placed("⁂", 50, 10, 900, 60))
    for given in (columns, columns[::-1]):
        assert [text for _, text in texts(page(*given, head))] == ["⁂", *read]


def test_an_initial_of_its_own_begins_the_first_line_that_leaves_it_room() -> None:
    main = region("m", at(100, 100, 900, 400)
                  + placed("so it is told.", 100, 100, 900, 150)
                  + placed("nd then he rose", 220, 160, 900, 210)
                  + placed("and went away", 220, 220, 900, 270)
                  + placed("from them all.", 100, 280, 900, 330))  # fmt: skip
    initial = region("i", at(100, 160, 200, 270) + placed("A", 100, 200, 200, 270),
                     type="drop-capital")  # fmt: skip
    source = v.read(page(main, initial), siglum="A")
    (passage,) = source.witnesses[0].passages
    assert passage.text == "so it is told. And then he rose and went away from them all."
    assert [f.message for f in source.findings] == ["joined to their lines: 1 initial"]


def test_a_note_of_the_margin_stands_at_its_line() -> None:
    main = region("m", at(300, 100, 900, 400)
                  + placed("first of lines", 300, 100, 900, 150)
                  + placed("second of lines", 300, 200, 900, 250)
                  + placed("third of lines", 300, 300, 900, 350))  # fmt: skip
    note = region("n", at(50, 210, 200, 300) + placed("nota", 50, 210, 200, 240),
                  type="marginalia")  # fmt: skip
    catch = region("c", line("of"), custom="structure {type:MarginTextZone:catchword;}")
    (witness,) = v.read(page(main, note, catch), siglum="A").witnesses
    assert witness.text == "first of lines second of lines third of lines"
    ((place, text),) = [(n.at, n.text) for n in witness.notes]
    assert (witness.slice(0, place), text) == ("first of lines second of lines", "nota")


def test_two_transcriptions_of_one_picture_are_refused_and_a_pattern_names_one(
    folder: Path, variorum: Any
) -> None:
    pages = folder / "page"
    (pages / "f9.norm.xml").write_bytes(page(region("a", line("In the be-"))))
    with pytest.raises(v.ReadError) as caught:
        v.read(pages)
    assert str(caught.value).startswith("f9.xml: f9.norm.xml and f9.xml transcribe the same image")
    (pages / "f9.xml").unlink()
    (witness,) = v.read(f"{pages}/*.norm.xml").witnesses
    assert (witness.siglum, witness.text) == ("page", "In the be-")
    done = variorum("collate", f"{pages}/*.txt", f"{pages}/f10.xml", cwd=folder)
    assert done.returncode == 2
    assert (
        "matches no PAGE XML or ALTO file; a pattern may only name the pages of one" in done.stderr
    )


def test_pages_of_two_formats_in_one_folder_are_refused(folder: Path) -> None:
    (folder / "page" / "f9.alto.xml").write_bytes(
        b'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout/></alto>'
    )
    with pytest.raises(v.ReadError) as caught:
        v.read(folder / "page")
    assert str(caught.value).endswith(
        "pages in two formats; keep those of one format in the folder"
    )


def test_alto_says_what_the_parted_word_is_and_in_which_order_its_blocks_stand() -> None:
    def block(name: str, *words: str) -> str:
        return (
            f'<TextBlock ID="{name}" LANG="fra"><TextLine>{"".join(words)}</TextLine></TextBlock>'
        )

    def parted(begun: str, whole: str) -> str:
        return f'<String CONTENT="{begun}" SUBS_CONTENT="{whole}"/><HYP CONTENT="-"/>'

    def blocks(order: str) -> bytes:
        return (
            f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">{order}'
            "<Layout><Page><PrintSpace>" + block("c", '<String CONTENT="vous"/>')
            + block("b", '<String CONTENT="cendre"/>', parted("parlez", "parlez-vous"))
            + block("a", parted("des", "descendre")) + "</PrintSpace></Page></Layout></alto>"
        ).encode()  # fmt: skip

    group = "<OrderedGroup>{}</OrderedGroup>".format(
        "".join(f'<ElementRef REF="{name}"/>' for name in "abc")
    )
    (witness,) = v.read(blocks(f"<ReadingOrder>{group}</ReadingOrder>"), siglum="A").witnesses
    assert (witness.text, witness.language) == ("descendre parlez-vous", "fr")
    with pytest.raises(v.ReadError, match="text:1: the page has two reading orders; keep one"):
        v.read(blocks(f"<ReadingOrder>{group * 2}</ReadingOrder>"))
