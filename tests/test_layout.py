"""Plain text is read as it was meant: headings, verse, speeches, letters; furniture is no text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from variorum.encoding import Options as Encoding
from variorum.encoding import encode
from variorum.errors import UsageError
from variorum.model import Witness
from variorum.readers import Options, read
from variorum.text import furniture
from variorum.text.headings import Heading, heading
from variorum.text.layout import blocks


def witness(text: str, **options: str) -> Witness:
    (only,) = read(text.encode(), name="a.txt", options=Options(**options)).witnesses
    return only


def shown(text: str) -> list[tuple[str, str]]:
    """Kind and text of every passage."""
    w = witness(text)
    return [
        (p.kind, " ".join(w.text[w.starts[p.start] : w.ends[p.end - 1]].split()))
        for p in w.passages
        if len(p)
    ]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("CHAPTER XII", 12), ("Chapter the Third", 3), ("Chapter 4. Of the sea", 4), ("IV.", 4),
        ("Chapitre premier", 1), ("LIVRE DEUXIÈME", 2), ("Erstes Kapitel", 1), ("Kapitel 7", 7),
        ("Capitolo IX", 9), ("CAPÍTULO PRIMERO", 1), ("Глава третья", 3), ("Глава XL", 40),
        ("Rozdział III", 3), ("Hoofdstuk 2", 2), ("Andra kapitlet", 0), ("Κεφάλαιο 5", 5),
        ("ACT II", 2), ("Zweites Buch", 2), ("Caput XI", 11),
    ],
)  # fmt: skip
def test_a_heading_has_its_number_in_whatever_language(line: str, number: int) -> None:
    found = heading(line)
    assert (found.number if found else 0) == number


@pytest.mark.parametrize(
    "line",
    ["I am here.", "Part one was read aloud.", "Chapter and verse were quoted.", "1984", "Mix",
     "I.e. the second", "", "Book"],
)  # fmt: skip
def test_a_sentence_is_no_heading(line: str) -> None:
    assert heading(line) is None


def test_nothing_is_glued_across_a_blank_line_that_is_not_visibly_broken() -> None:
    text = "Record of a talk between the envoy and the minister at the court\n\nTOP SECRET\n\n"
    assert [kind for kind, _ in shown(text + "The envoy spoke first. He was calm.\n")] == [
        "p", "head", "p",
    ]  # fmt: skip
    assert shown("The sun rose over the hills and the\n\nshepherd woke his dog, who\n") == [
        ("p", "The sun rose over the hills and the shepherd woke his dog, who")
    ]


def test_a_heading_and_its_title_never_run_into_the_prose() -> None:
    text = "He fled to the coast.3\n\nIII\n\nHow he fled, and what came of it\n\nNever was it so.\n"
    assert shown(text) == [
        ("p", "He fled to the coast."),
        ("head", "III"),
        ("head", "How he fled, and what came of it"),
        ("p", "Never was it so."),
    ]
    close = "He fled to the coast.3\nCHAPTER 3\nHow he fled, and what came\nNever was it so fine.\n"
    assert [kind for kind, _ in shown(close)] == ["p", "head", "head", "p"]


def test_numbers_that_count_up_are_chapters_though_no_blank_line_sets_them_off() -> None:
    prose = (
        "A paragraph that is rather long and goes on in one line of the file until it ends. " * 3
    )
    text = "".join(f"{number}\n{prose}\n" for number in ("I", "II", "III", "IV"))
    assert [kind for kind, _ in shown(text)] == ["head", "p"] * 4


def test_verse_keeps_its_lines_and_stanzas() -> None:
    poem = (
        "The King of Hearts\n\nMy lady sat beneath the tree\n  And watched the evening sun,\n"
        "While all the birds came home to see\n  The day that was undone.\n\n"
        "Her hair was like the autumn leaf,\n  Her eyes were like the rain,\n"
    )
    assert [kind for kind, _ in shown(poem)] == ["head", *["l"] * 6]
    document = encode(read(poem.encode(), name="a.txt"), options=Encoding(language="en"))
    assert document.count("<lg>") == 2
    assert document.count("<l ") == 6


def test_speeches_are_speeches() -> None:
    play = "PRINCE. Who goes there, at this late hour of the night\n\nGUARD. A friend.\n\n(Exit.)\n"
    assert [kind for kind, _ in shown(play)] == ["sp", "sp", "stage"]
    document = encode(read(play.encode(), name="a.txt"), options=Encoding(language="en"))
    assert "<speaker>GUARD.</speaker> <p>A friend.</p></sp>" in document
    assert "<stage " in document


def test_a_letter_opens_and_closes() -> None:
    letter = (
        "Moscow, 12 May 1956\n\nDear Mr. President,\n\nI am glad to hear of it.\n\n"
        "Sincerely yours,\nN. Orlov\n"
    )
    kinds = ["dateline", "salute", "p", "closer", "signed"]
    assert [kind for kind, _ in shown(letter)] == kinds
    document = encode(read(letter.encode(), name="a.txt"), options=Encoding(language="en"))
    assert "<opener>" in document
    assert document.index("<closer>") < document.index("N. Orlov")


def test_lists_and_tables_of_contents() -> None:
    text = "We need:\n\n1) bread\n\n2) salt\n\nThat is all we need for now.\n"
    assert [kind for kind, _ in shown(text)] == ["p", "item", "item", "p"]
    toc = "CONTENTS\n\nThe sea .... 1\n\nThe land .... 12\n\nThe sky .... 30\n\nHere it begins.\n"
    assert [kind for kind, _ in shown(toc)] == ["head", "toc", "toc", "toc", "p"]


def found(text: str) -> Sequence[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end].strip()) for p in furniture.find(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("He fled to the coast.3 It rained.", [("note-mark", "3")]),
        ("They went to war1 that spring.", [("note-mark", "1")]),
        ("It was the year 1812.4\n", [("note-mark", "4")]),
        ("In spring.[2] The men left.", [("note-mark", "[2]")]),
        ("He left.¹² Then it rained.", [("note-mark", "¹²")]),
        ("An area of 12 m² and H₂O.", []),
        ("See vol.2 and fig.3 of it.", []),
        ("The price was 3.5 and 1812.4 of them.", []),
        ("It is at example.org/doc5 now.", []),
        ("The B52 and the MP3 player.", []),
        ("soft\u00adware", [("hyphen", "\u00ad")]),
        ("with-\ndraw from the well-\nknown fort", [("hyphen", "-"), ("hyphen", "")]),
        ("*** START OF THE PROJECT GUTENBERG EBOOK X ***\nText.\n", [
            ("licence", "*** START OF THE PROJECT GUTENBERG EBOOK X ***")]),
    ],
)  # fmt: skip
def test_furniture_is_told_from_text(text: str, pieces: list[tuple[str, str]]) -> None:
    assert list(found(text)) == pieces


def test_a_page_that_breaks_a_sentence_leaves_no_trace_in_it() -> None:
    text = "The sun rose over the hills and the\n\n[Pg 12]\n\nA TALE\n\nshepherd woke.{13}\n"
    assert [kind for kind, _ in found(text)] == ["page-number", "running-head", "page-number"]
    w = witness(text)
    assert [t.text for t in w.tokens][-4:] == ["the", "shepherd", "woke", "."]
    assert [s.get("n") for s in w.spans if s.name == "pb"] == ["12", "13"]


def test_page_numbers_are_a_series_and_chapters_are_not() -> None:
    page = "The long line of this page is broken where the page ends and goes on\n"
    pages = "".join(f"{page}{number}\n" for number in range(40, 46)) + "until it ends.\n"
    assert [kind for kind, _ in found(pages)] == ["page-number"] * 6
    chapters = "".join(f"{number}\n\nIt was a day. It ended.\n\n" for number in range(1, 6))
    assert not found(chapters)


def test_a_footnote_is_a_note_where_its_mark_stands() -> None:
    w = witness("He fled.[1] It rained.\n\n[1] See the other book.\n")
    assert [(n.at, n.text, n.kind) for n in w.notes] == [(3, "See the other book.", "footnote")]
    document = encode(
        read(b"He fled.[1] It rained.\n\n[1] See it.\n", name="a.txt"),
        options=Encoding(language="en"),
    )
    assert 'fled.<note type="footnote" place="bottom">See it.</note> It rained.' in document


def test_furniture_is_reported_once_and_can_be_kept() -> None:
    text = b"He fled to the coast.3 It rained.\n"
    source = read(text, name="a.txt")
    assert [f.message for f in source.findings] == ["not read as text: 1 note mark"]
    kept = read(text, name="a.txt", options=Options(furniture="keep"))
    assert not kept.findings
    assert kept.witnesses[0].text.encode() == text
    with pytest.raises(UsageError, match="furniture cannot be 'none'; it is drop or keep"):
        Options(furniture="none")


def test_the_line_of_a_passage_is_that_of_the_file() -> None:
    text = "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nOne.\n\n[Pg 2]\n\nTwo.\n"
    assert [p.line for p in witness(text).passages] == [3, 7]


@given(texts)
def test_passages_cover_the_text_and_pieces_do_not_overlap(text: str) -> None:
    parts = blocks(text)
    if text.strip():
        assert [parts[0].start, parts[-1].end] == [0, len(text)]
        assert all(a.end == b.start for a, b in pairwise(parts))
    pieces = furniture.find(text)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert len(furniture.without(text, pieces)) == len(text) - sum(p.end - p.start for p in pieces)


@given(st.integers(1, 99))
def test_figures_roman_and_arabic_are_one_number(number: int) -> None:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    roman = tens[number // 10] + ones[number % 10]
    assert heading(f"Chapter {roman.upper()}") == heading(f"Chapter {number}")
    assert heading(f"Chapter {number}") == Heading("chapter", number)


def test_the_memo_is_read_as_before(shared: object) -> None:
    first = ROOT.parent / "shared" / "seed" / "memo.txt"
    source = read(first.read_bytes(), name="memo.txt")
    assert not source.findings
    assert len(source.witnesses[0].passages) == 19


def test_verse_within_prose_is_verse_line_by_line() -> None:
    prose = "The old man took his lute down from the wall and sat by the fire, and this he sang:"
    verse = "  I had a little nut-tree,\n  Nothing would it bear\n  But a silver nutmeg.\n"
    text = f"{prose}\n{prose}\n\n{verse}\n{prose}\n{prose}\n"
    assert [kind for kind, _ in shown(text)] == ["p", "l", "l", "l", "p"]


@pytest.mark.parametrize(
    "lines",
    [
        "Translated by Mary Howitt\nLondon\nRichard Bentley",
        "Mr. John Smith,\n12 Long Lane,\nLondon.",
        "HAMLET, prince of Denmark,\nCLAUDIUS, king of Denmark,\nGERTRUDE, the queen of Denmark.",
        "He came into the room in which the others had\nBeen sitting since the morning, and he "
        "closed\nThe door behind him, as he always did when he\ncame.",
    ],
)
def test_short_lines_that_are_no_verse(lines: str) -> None:
    prose = "The old man took his lute down from the wall and sat by the fire, and he sang."
    text = f"{prose}\n\n{lines}\n\n{prose} {prose[:20]}\n\n{prose}\n"
    assert "l" not in [kind for kind, _ in shown(text)]


def test_a_preface_before_poems_is_prose_and_a_first_verse_no_title() -> None:
    preface = (
        "These poems were written over many years, and the author never thought of\n"
        "printing them; it was his friends who, after his death, went through the\n"
        "drawers of his desk and brought out what had been kept there, and who\n"
        "put the leaves in order as well as they could.\n"
    )
    stanza = "The sea lay still below the moon\nAnd nobody was there to see\nHow softly, one by one"
    poems = "\n\n".join(
        f"{number}\n\n{stanza},\nThe stars came down to drink from me."
        for number in ("I", "II", "III")
    )
    kinds = [kind for kind, _ in shown(f"PREFACE\n\n{preface}\nTHE POEMS\n\n{poems}\n")]
    assert kinds == ["head", "p", "head", *["head", "l", "l", "l", "l"] * 3]


def test_a_stanza_of_closed_lines_beside_another_is_verse_and_a_sum_is_no_heading() -> None:
    prose = "The old man took his lute down from the wall and sat by the fire, and this he sang:"
    first = "  I had a little nut-tree,\n  Nothing would it bear\n  But a silver nutmeg."
    closed = "  I ran to the garden.\n  I looked at the tree."
    text = f"{prose}\n{prose}\n\n{first}\n\n{closed}\n\n{prose}\n\n  365\n  ---\n\n{prose}\n"
    kinds = [kind for kind, _ in shown(text)]
    assert kinds[:6] == ["p", "l", "l", "l", "l", "l"]
    assert "head" not in kinds
