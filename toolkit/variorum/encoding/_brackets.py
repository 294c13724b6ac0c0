"""One bracket, one element: what each class of bracket becomes."""

from __future__ import annotations

import re

from ..text.brackets import Bracket
from ..text.sentences import sentence_bounds
from ._marks import Ids, Marks
from ._names import completion, role
from ._options import Options

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan\\.?|Feb\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?|spring|summer|autumn|fall|winter|"
    "янва\\w+|феврал\\w+|март\\w*|апрел\\w+|ма[йея]|июн\\w+|июл\\w+|август\\w*|сентябр\\w+|"
    "октябр\\w+|ноябр\\w+|декабр\\w+"
)
_PART = r"(?:(?:early|mid|late|the end of|the beginning of|в начале|в конце)[ -])?"
_BEFORE = re.compile(
    rf"\b{_PART}(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS})(?:\s+\d{{1,2}})?,?\s*$", re.I
)
_AFTER = re.compile(
    rf"\s*[–—-]\s*{_PART}(?:\d{{1,2}}\s+)?(?:{_MONTHS})(?:\s+\d{{1,2}}(?!\d),?)?(?:\s+\d{{4}})?",
    re.I,
)
_WORD_BEFORE = re.compile(r"(\w[\w’'.-]*)\s*$")
_GAP = re.compile(r"\.{3}|…|illegible|неразборчиво|crossed out|redacted", re.I)
_LEAD = re.compile(r"\w+\s*[:.]\s*(?:(?:published|опубликовано)\s+(?:in|в)\s+)?", re.I)
_PERIOD = re.compile(r"[.!?…]+$")


def mark(marks: Marks, bracket: Bracket, ids: Ids, options: Options, outer: str = "") -> None:
    """Lay the element of a bracket over the passage; `outer` is the class it stands in."""
    inner, stop = bracket.start + 1, bracket.end - 1
    kind = bracket.kind
    if outer == "source-note":
        _translated_title(marks, bracket, options)
    elif kind == "completion":
        completion(marks, bracket)
        return
    elif kind == "role":
        role(marks, bracket, ids)
        return
    elif kind == "gloss":
        _gloss(marks, bracket, ids)
    elif kind == "source-term":
        _source_term(marks, bracket, ids, options)
    elif kind == "date":
        _date(marks, bracket)
    elif kind == "source-note":
        _source_note(marks, bracket)
    elif kind == "editorial":
        _editorial(marks, inner, stop)
    else:
        _supplied(marks, inner, stop)
    marks.drop_brackets(bracket.start, bracket.end)


def _supplied(marks: Marks, start: int, end: int) -> None:
    reason = "sense" if " " in marks.text[start:end].strip() else "syntax"
    marks.owed("supplied", start, end, reason=reason, rend="brackets")
    if period := _PERIOD.search(marks.text[start:end]):
        marks.add("pc", start + period.start(), start + period.end())


def _editorial(marks: Marks, start: int, end: int) -> None:
    content = marks.text[start:end].strip()
    if _GAP.fullmatch(content):
        reason = "illegible" if content[0].isalpha() else "editorial"
        marks.owed("gap", start, end, reason=reason, rend="brackets")
        marks.add("desc", start, end)
    else:
        marks.owed("note", start, end, type_="editorial", place="inline", rend="brackets")


def _gloss(marks: Marks, bracket: Bracket, ids: Ids) -> None:
    """What a name or an abbreviation stands for; it points to the name."""
    word = _WORD_BEFORE.search(marks.text, 0, bracket.start)
    inner, stop = bracket.start + 1, bracket.end - 1
    if not word or not word[1][0].isupper():
        marks.owed("note", inner, stop, type_="gloss", place="inline", rend="brackets")
        return
    id = ids.new("n")
    marks.add("name", word.start(1), word.end(1), xml_id=id)
    marks.owed("gloss", inner, stop, target=f"#{id}", rend="brackets")


def _source_term(marks: Marks, bracket: Bracket, ids: Ids, options: Options) -> None:
    """The word behind a translation, tied to the word before it."""
    text = marks.text
    inner, stop = bracket.start + 1, bracket.end - 1
    target = ""
    if word := _WORD_BEFORE.search(text, 0, bracket.start):
        target = ids.new("s")
        marks.add("seg", word.start(1), word.end(1), xml_id=target)
    cyrillic = any("\u0400" <= c <= "\u04ff" for c in text[inner:stop])
    marks.owed(
        "note", inner, stop, type_="sourceTerm", place="inline", rend="brackets",
        target=f"#{target}" if target else "",
    )  # fmt: skip
    known = text[inner:stop] in dict(options.terms)
    marks.add(
        "foreign", inner, stop,
        xml_lang=options.original if cyrillic else options.transliterated,
        xml_id=ids.new("f") if known else "",
    )  # fmt: skip


def _date(marks: Marks, bracket: Bracket) -> None:
    """A supplied year, and the whole date where its months are to be seen."""
    start = bracket.start
    if before := _BEFORE.search(marks.text, max(0, start - 60), start):
        after = _AFTER.match(marks.text, bracket.end)
        marks.add("date", before.start(), after.end() if after else bracket.end)
    marks.owed("supplied", start + 1, bracket.end - 1, reason="date", rend="brackets")


def _source_note(marks: Marks, bracket: Bracket) -> None:
    """Where the text comes from; its first sentence is the bibliographic statement."""
    inner, stop = bracket.start + 1, bracket.end - 1
    whole = not marks.text[: bracket.start].strip() and not marks.text[bracket.end :].strip()
    marks.owed("note", inner, stop, type_="source", place="end" if whole else "inline",
               rend="brackets")  # fmt: skip
    content = marks.text[inner:stop]
    lead = _LEAD.match(content)
    sentences = sentence_bounds(content)
    end = len(content[: sentences[0][1]].rstrip().rstrip(".")) if sentences else 0
    if lead and lead.end() < end:
        marks.add("bibl", inner + lead.end(), inner + end)


def _translated_title(marks: Marks, bracket: Bracket, options: Options) -> None:
    """`Tsena prozreniia [The Price of Enlightenment]`: a title and what it means."""
    before = marks.text[: bracket.start].rstrip()
    begin = max(before.rfind(mark) + len(mark) for mark in (", ", ": ", "“", "["))
    if 0 < begin < len(before):
        marks.add("title", begin, len(before), xml_lang=options.transliterated)
    marks.owed("title", bracket.start + 1, bracket.end - 1, type_="translated",
               xml_lang=options.language, rend="brackets")  # fmt: skip
