"""One bracket, one element: what each class of bracket becomes."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..text.brackets import Bracket
from ..text.editorial import link_after, lost, vocabulary
from ..text.sentences import sentence_bounds
from ._dates import normalised
from ._marks import Ids, Marks
from ._names import completion, forename, role
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
_SECOND = re.compile(r",?\s+(?:or|i\.e\.,?|that is,?)\s", re.I)
_YEAR_AFTER = re.compile(r",?\s+(?:1\d{3}|20\d{2})\b")
_CYRILLIC = frozenset("ru uk bg sr mn".split())
_LEAD = re.compile(r"\w+\s*[:.]\s*(?:(?:published|опубликовано)\s+(?:in|в)\s+)?", re.I)
_PERIOD = re.compile(r"[.!?…]+$")


def mark(marks: Marks, bracket: Bracket, ids: Ids, options: Options, outer: str = "") -> None:
    """Lay the element of a bracket over the passage; `outer` is the class it stands in."""
    marks.certainty = bracket.certainty
    kind = bracket.kind
    if outer == "source-note":
        _translated_title(marks, bracket, options)
    elif kind in _WITH_NAME:
        _WITH_NAME[kind](marks, bracket, ids)
        return  # these drop the brackets themselves
    elif kind in _WITH_ID:
        _WITH_ID[kind](marks, bracket, ids, options)
    else:
        _PLAIN[kind](marks, bracket.start + 1, bracket.end - 1)
    marks.drop_brackets(bracket.start, bracket.end)


def _supplied(marks: Marks, start: int, end: int) -> None:
    reason = "sense" if " " in marks.text[start:end].strip() else "syntax"
    marks.owed("supplied", start, end, reason=reason, rend="brackets")
    if period := _PERIOD.search(marks.text[start:end]):
        marks.add("pc", start + period.start(), start + period.end())


def _editorial(marks: Marks, start: int, end: int) -> None:
    marks.owed("note", start, end, type_="editorial", place="inline", rend="brackets")


def _gap(marks: Marks, start: int, end: int) -> None:
    """Text that is not there: why, and how much of it."""
    reason, unit, quantity = lost(" ".join(marks.text[start:end].split())) or ("editorial", "", 0)
    marks.owed(
        "gap", start, end, reason=reason, unit=unit if quantity else "",
        quantity=str(quantity or ""), rend="brackets",
    )  # fmt: skip
    marks.add("desc", start, end)


def _deletion(marks: Marks, start: int, end: int) -> None:
    """What was struck out is not text of the document, but is kept."""
    _editorial(marks, start, end)
    label = marks.text.find(":", start, end) + 1
    if label and marks.text[label:end].strip():
        marks.add("del", _first(marks.text, label), end)


def _hand(marks: Marks, start: int, end: int) -> None:
    marks.owed("note", start, end, type_="hand", rend="brackets")


def _stamp(marks: Marks, start: int, end: int) -> None:
    marks.owed("stamp", start, end, rend="brackets")


def _page(marks: Marks, start: int, end: int) -> None:
    """A page begins; what print says of it stays as forme work."""
    content = marks.text[start:end]
    number = re.search(r"\d+\s?(?:[rv]\b)?|\b(?:verso|recto)\b", content)
    marks.add("pb", start - 1, start - 1, n="".join(number[0].split()) if number else "")
    marks.owed("fw", start, end, type_="pageNum", rend="brackets")


def _incident(marks: Marks, start: int, end: int) -> None:
    marks.owed("incident", start, end, rend="brackets")
    marks.add("desc", start, end)


def _note_mark(marks: Marks, start: int, end: int) -> None:
    """The mark of a note, which is not a word; @n has its number."""
    n = re.sub(r"^(?:note|fn|n)\.?\s*", "", marks.text[start:end].strip(), flags=re.I)
    marks.owed("note", start, end, n=n, type_="noteMark", rend="brackets")


def _link(marks: Marks, start: int, end: int) -> None:
    """A link of Markdown: the address goes into @target."""
    stop = link_after(marks.text, end + 1)
    marks.add("ref", start, end, target=marks.text[end + 2 : stop - 1] if stop else "")
    if stop:
        marks.drop(end + 1, stop)


def _unknown(marks: Marks, start: int, end: int) -> None:
    marks.owed("note", start, end, type_="unknown", rend="brackets")


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
    marks.owed(
        "note", inner, stop, type_="sourceTerm", place="inline", rend="brackets",
        target=f"#{target}" if target else "",
    )  # fmt: skip
    begin, end, tag = _term(text, inner, stop, options)
    known = text[begin:end] in dict(options.terms)
    marks.add("foreign", begin, end, xml_lang=tag, xml_id=ids.new("f") if known else "")


def _term(text: str, start: int, end: int, options: Options) -> tuple[int, int, str]:
    """Where the word of the source stands in its bracket, and its language.

    `in Russian: prikaz` names the language; `prikaz, or decree` has a second rendering after the
    word; `gosudarstvo?` a doubt.
    """
    tag = ""
    if lead := vocabulary().lead_in.match(text, start, end):
        start = lead.end()
        words = re.findall(r"\w+", lead[0].lower())
        tag = next((known for w in words if (known := vocabulary().languages.get(w))), "")
    elif second := _SECOND.search(text, start, end):
        end = second.start()
    while end > start and text[end - 1] in "?.,; ":
        end -= 1
    cyrillic = any("\u0400" <= c <= "\u04ff" for c in text[start:end])
    source = options.source_language
    if tag and tag != source.split("-")[0].lower():
        return start, end, tag if cyrillic or tag not in _CYRILLIC else f"{tag}-Latn"
    return start, end, options.original if cyrillic else options.transliterated


def _date(marks: Marks, bracket: Bracket) -> None:
    """A supplied date or year, and the whole date where the rest of it is to be seen."""
    start, inner, stop = bracket.start, bracket.start + 1, bracket.end - 1
    when = normalised(marks.text[inner:stop])
    before = _BEFORE.search(marks.text, max(0, start - 60), start)
    year = _YEAR_AFTER.match(marks.text, bracket.end) if when else None
    if before:
        after = _AFTER.match(marks.text, bracket.end)
        marks.add("date", before.start(), after.end() if after else bracket.end)
    elif year:
        marks.add("date", start, year.end())
    marks.owed("supplied", inner, stop, reason="date", rend="brackets")
    if when and not before and not year:
        marks.add("date", inner, stop, **when)


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


def _first(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


_WITH_NAME: dict[str, Callable[[Marks, Bracket, Ids], None]] = {
    "completion": lambda marks, bracket, ids: completion(marks, bracket),
    "name": lambda marks, bracket, ids: forename(marks, bracket),
    "role": role,
}
_WITH_ID: dict[str, Callable[[Marks, Bracket, Ids, Options], None]] = {
    "gloss": lambda marks, bracket, ids, options: _gloss(marks, bracket, ids),
    "source-term": _source_term,
    "date": lambda marks, bracket, ids, options: _date(marks, bracket),
    "source-note": lambda marks, bracket, ids, options: _source_note(marks, bracket),
}
_PLAIN: dict[str, Callable[[Marks, int, int], None]] = {
    "supplied": _supplied,
    "gap": _gap,
    "deletion": _deletion,
    "hand": _hand,
    "stamp": _stamp,
    "page": _page,
    "incident": _incident,
    "note": _editorial,
    "note-mark": _note_mark,
    "link": _link,
    "editorial": _editorial,
    "unknown": _unknown,
}
