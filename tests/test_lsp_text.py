"""An open text is, after whatever edits, what it would be if it had been opened so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from hypothesis import given
from hypothesis import strategies as st

from variorum.lsp.buffer import Buffer
from variorum.lsp.messages import Checked
from variorum.lsp.overlay import as_bytes, path_of
from variorum.lsp.session import Mark, Session
from variorum.model import Finding, Severity

UNITS = ("utf-8", "utf-16", "utf-32")
SIGNS = ["\n", "\r", "\r\n", "\ufeff", "a", "é", "ש", "𐎠", "\u2028", "\x85", "\x0b", "<p>", "&"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


def lines_of(text: str) -> list[str]:
    """The lines of a text as the protocol has them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def width(text: str, units: str) -> int:
    name = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[units]
    return len(text.encode(name)) // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[units]


@given(TEXTS, st.sampled_from(UNITS))
def test_every_character_has_the_place_that_the_protocol_gives_it(text: str, units: str) -> None:
    buffer = Buffer(text, units)
    assert len(buffer.lines) == len(lines_of(text))
    for number, (begin, line) in enumerate(zip(buffer.lines, lines_of(text))):
        for i in range(len(line) + 1):
            place = number, width(line[:i], units)
            assert buffer.position(begin + i) == place
            assert buffer.offset(*place) == begin + i
        assert buffer.offset(number, width(line, units) + 5) == begin + len(line)
    assert buffer.offset(len(buffer.lines), 0) == len(text)


@pytest.mark.parametrize("units", ["utf-8", "utf-16"])
def test_a_position_within_a_character_is_its_beginning(units: str) -> None:
    buffer = Buffer("a𐎠b", units)
    assert buffer.offset(0, 2) == 1
    assert buffer.offset(0, 1 + width("𐎠", units)) == 2


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9), TEXTS), max_size=12))
def test_edits_lead_to_the_same_state_as_a_fresh_text(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    buffer = Buffer(text)
    for start, length, new in edits:
        start = min(start, len(text))
        end = min(start + length, len(text))
        text = text[:start] + new + text[end:]
        buffer = buffer.edited(start, end, new)
        assert buffer.source == text
        assert list(buffer.lines) == list(Buffer(text).lines)


def test_a_thousand_edits_of_a_real_edition_leave_a_sound_text(shared: Path) -> None:
    edited_at_random(shared, 1000)


@pytest.mark.slow
def test_ten_thousand_edits_of_a_real_edition_leave_a_sound_text(shared: Path) -> None:
    edited_at_random(shared, 10_000)


def edited_at_random(shared: Path, times: int) -> None:
    """Edit an edition letter by letter, with its findings, as an editor would."""
    chance = random.Random(1)
    path = shared / "data/tei/DigitalLatin__viewer__Servius.xml"
    session = Session()
    one = session.opened(path.as_uri(), 1, path.read_text("utf-8"))
    for i in range(0, len(one.text.source), 50):
        finding = Finding("", 1, 1, "X", "x", Severity.INFO, one.text.source[i : i + 9])
        one.marks.append(Mark(i, i + 9, finding))
    known = len(one.marks)
    for turn in range(times):
        text = one.text
        start = chance.randrange(len(text.source) + 1)
        end = min(start + chance.choice((0, 0, 0, 1, 5)), len(text.source))
        new = "".join(chance.choices([*SIGNS, ""], k=chance.randrange(4)))
        if turn % 50 == 49:
            one.replace(turn, text.source[:start] + new + text.source[end:])
        else:
            one.edit(turn, start, end, new)
        if turn % 100 == 99:
            fresh = Buffer(one.text.source)
            assert list(one.text.lines) == list(fresh.lines)
    assert 0 < len(one.marks) < known
    for mark in one.marks:
        assert one.text.source[mark.start : mark.end] == mark.finding.message


@pytest.mark.parametrize(("before", "after"), [("", "a"), ("a", ""), ("abc", "abXc"), ("aa", "aaa"),
                                               ("<p/>", "<p/>"), ("xay", "xby")])  # fmt: skip
def test_a_whole_new_text_is_one_edit_of_what_differs(before: str, after: str) -> None:
    one = Session().opened("file:///a.xml", 1, before)
    one.replace(2, after)
    assert one.text.source == after
    ((_, start, end, new),) = one.edits
    assert before[:start] + after[start : start + new] + before[end:] == after
    assert new <= 1


def test_of_the_texts_that_are_being_checked_the_last_two_are_kept() -> None:
    session = Session()
    one = session.opened("file:///a.xml", 1, "<a/>")
    for version in range(1, 9):
        end = len(one.text.source)
        one.edit(version, end, end, " ")
        one.ask()
    assert list(one.asked) == [7, 8]
    late = Checked(one.path, (Finding(one.path, 1, 1, "X", "x", Severity.INFO, "x"),), False, "",
                   (), frozenset())  # fmt: skip
    assert session.found(late, 6) == []
    assert not one.marks
    assert session.found(late, 7) == [one.path]
    assert [mark.start for mark in one.marks] == [0]


def test_a_text_is_checked_in_the_encoding_that_it_declares() -> None:
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><p>é</p>'
    assert as_bytes(latin) == latin.encode("latin-1")
    beyond = latin.replace("é", "ש")
    assert len(as_bytes(beyond).decode()) == len(beyond)
    assert "ש" in as_bytes(beyond).decode()
    assert as_bytes("\ufeff<p>\ud800</p>") == "\ufeff<p>?</p>".encode()


@pytest.mark.parametrize(("uri", "path"), [("file:///a%20b/c.xml", "/a b/c.xml"),
                                           ("untitled:1", ""), ("file://far/a", ""),
                                           ("file:///a%00", "")])  # fmt: skip
def test_only_files_of_this_machine_have_a_path(uri: str, path: str) -> None:
    assert path_of(uri) == path
