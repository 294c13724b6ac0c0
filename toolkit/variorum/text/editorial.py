"""What an editor's square bracket says: its class, how sure that is, and what it counts.

The vocabulary of editors comes first (illegible, redacted, stamp, page, translator's note, …), then
lead-ins (`in Russian:`), then the form of the letters and the neighbours. The classes:

    completion    E[rich]                    letters that the source leaves out
    date          late December [1988]       a date or a part of one
    source-term   across-the-board [chokhom] the word behind a translation
    gloss         the GDR [East Germany]     says what or who is meant
    role          [Laotian Prime Minister Kaysone] K. Phomvihan   a gloss before a name
    name          [Yuri] Ivanov              a forename that completes a name
    source-note   [Source: Published in ...] where the text comes from
    supplied      This is [a] realistic      words that syntax or sense needs
    gap           [two lines illegible], [...], [redacted]        text that is not there
    deletion      [crossed out: fifty]       text that the author struck out
    hand          [handwritten: yes], [signature], [in pencil]    how it is written
    stamp         [stamp: Special File]
    page          [page 2], [verso]          where a page begins
    incident      [laughter], [Applause.]    what happened while somebody spoke
    note          [Translator's note: ...], [emphasis added], [see p. 45]
    note-mark     [1], [*], [iv]             the mark of a note
    link          [Document No. 5](https://example.org)           a link of Markdown
    editorial     [sic], [?], [!]            a remark on the word before
    unknown       [—], [ ]                   none of these
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data

from .lexicon import is_english, is_name

CLASSES = tuple(
    "completion date source-term gloss role name source-note supplied gap deletion hand stamp page "
    "incident note note-mark link editorial unknown".split()
)
_JUDGED = frozenset(
    "completion date source-note gloss supplied".split()
)  # form, not words, says so
HIGH, MEDIUM, LOW = "high", "medium", "low"

_FUNCTION = frozenset(
    "a an the of to in on at by for with and or but that which who is are was were be been it its "
    "this these those he she they we you i not no as from into than then there".split()
)
_PRONOUNS = "he|him|his|she|her|it|its|we|us|our|they|them|their|you|this|these|those|both|latter"
_VERBAL = frozenset(
    "would will shall should can could may might must had has have said did do".split()
)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
MONTHS = (
    "January February March April May June July August September October November December".split()
)
_MONTH = "|".join(f"{m}|{m[:3]}\\.?" for m in MONTHS) + r"|Sept\.?|spring|summer|autumn|fall|winter"
_MONTH += (
    r"|янва\w+|феврал\w+|марта?|апрел\w+|мая|май|июн\w+|июл\w+|августа?|сентябр\w+|октябр\w+"
    r"|ноябр\w+|декабр\w+"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d{2})\??"
_ABOUT = (
    r"(?:(?:c\.?|ca\.?|circa|about|early|mid|late|not (?:earlier|later) than|no (?:earlier|later)"
    r" than|before|after|by|on|in|between|from|until|the (?:end|beginning) of)[ -]*)*"
)
_DATE = re.compile(
    rf"{_ABOUT}(?:"
    rf"(?:{_DAY}\s+)?(?:{_MONTH})(?:\s+{_DAY})?(?:\s*[-–]\s*(?:{_DAY}|(?:{_MONTH})\s+{_DAY}))?"
    rf"(?:,?\s+{_YEAR})?(?:\s*г\.?)?"
    rf"|{_DAY}\s*[-–]\s*{_DAY}\s+(?:{_MONTH})(?:,?\s+{_YEAR})?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|{_YEAR}(?:\s*[-–/]\s*\d{{1,4}})?(?:\s*г\.?)?|\d{{4}}s"
    r")\??",
    re.I,
)
_ELLIPSIS = re.compile(r"(?:\.\s*){2,6}|…+|(?:[-–—]\s*){3,}|\*\s*\*\s*\*")
_BY_HAND = re.compile(r"hand-?written\b", re.I)  # says so however much it says
_STAMP = re.compile(r"^(?:\w+ )?(?:stamp|seal)\b", re.I)  # that cannot be read is one all the same
_SIGNED = re.compile(r"\bsign(?:ature|ed)\b", re.I)
_ALTERNATIVE = re.compile(r"([^\W\d_][\w'’ʹʺ-]*),?\s+(?:or|i\.e\.,?|that is,?)\s+\S", re.I)
_HAS_WORD = re.compile(r"[^\W\d_]|\d")
_WORD = re.compile(r"[^\W_][\w'’ʹʺ-]*")
_URL = re.compile(r"\((?:https?://|mailto:|/|\.{1,2}/|#)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")


@dataclass(frozen=True, slots=True)
class Editorial:
    """What a bracket is: one of `CLASSES`, and how sure that is (`high`, `medium`, `low`)."""

    kind: str
    certainty: str = MEDIUM


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of `words/editors.toml`, ready to be asked."""

    begins: dict[str, re.Pattern[str]]  # class -> how its brackets begin
    whole: dict[str, re.Pattern[str]]  # class -> all that its brackets say
    lost: dict[str, str]  # word -> reason of a gap
    units: dict[str, str]  # word -> unit of a gap
    beside_lost: frozenset[str]
    languages: dict[str, str]  # name in lower case -> tag
    titles: frozenset[str]
    lead_in: re.Pattern[str]  # `in Russian:`


@cache
def vocabulary() -> Vocabulary:
    """What editors write in brackets, read when it is first asked for."""
    import tomllib

    data = get_data("variorum.text", "words/editors.toml")
    assert data is not None, "the words of editors are part of the package"
    table = tomllib.loads(data.decode("utf-8"))
    names = {n.lower(): tag for tag, all_ in table["languages"].items() for n in all_.split()}
    listed = "|".join(sorted(names, key=lambda n: (-len(n), n)))
    units = (u.partition("=") for u in table["beside-lost"]["units"].split())
    return Vocabulary(
        begins=_compiled(table["begins"], listed),
        whole=_compiled(table["whole"], listed),
        lost={word: reason for reason, all_ in table["lost"].items() for word in all_.split()},
        units={word: unit or word for word, _, unit in units},
        beside_lost=frozenset(table["beside-lost"]["words"].split()),
        languages=names,
        titles=frozenset(table["titles"]["words"].split()),
        lead_in=re.compile(
            rf"(?:(?:in|from)\s+(?:the\s+)?)?(?:{listed}|original|in the original)\.?"
            r"(?:\s+(?:in|the|text|original|word|term))*\s*[:,]\s*",
            re.I,
        ),
    )


def _compiled(lists: dict[str, list[str]], languages: str) -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile("|".join(patterns).replace("{languages}", languages), re.I)
        for kind, patterns in lists.items()
    }


def is_date(text: str) -> bool:
    """Is this no more than a date: `12 May 1956`, `November 1963`, `12.05.1956`?

    A year alone is a number.
    """
    bare = text.strip(" .")
    return _DATE.fullmatch(bare) is not None and not bare.isdigit()


def link_after(text: str, end: int) -> int:
    """Where the address of a Markdown link ends that begins at `end`; 0 where none does."""
    found = _URL.match(text, end)
    return found.end() if found else 0


def judged(text: str, start: int, end: int) -> Editorial:
    """The class of the bracket `text[start:end]`, from its content and its neighbours."""
    content = " ".join(text[start + 1 : end - 1].split())
    # Its neighbours, not all that is before and after: a long text has many brackets.
    before, after = text[max(0, start - 80) : start], text[end : end + 200]
    if link_after(text, end) and content:
        return Editorial("link", HIGH)
    if kind := _by_vocabulary(content, before, after):
        return Editorial(kind, MEDIUM if kind in _JUDGED else HIGH)
    if not _HAS_WORD.search(content):
        return Editorial("unknown", LOW)
    return _by_form(content, before, after)


def lost(content: str) -> tuple[str, str, int] | None:
    """Why text is missing, of which unit, and how many; None where nothing says so.

    The unit is "" and the number 0 where they are not said.

    >>> lost("two lines illegible"), lost("details redacted"), lost("a lost cause")
    (('illegible', 'line', 2), ('redacted', '', 0), None)
    >>> lost("missing page"), lost("several words unclear")
    (('lost', 'page', 1), ('illegible', 'word', 0))
    """
    if _ELLIPSIS.fullmatch(content):
        return "editorial", "", 0
    known = vocabulary()
    reason, unit, quantity, rest, one = "", "", 0, 0, False
    for word in _WORD.findall(content.lower()):
        single = word.removesuffix("s")
        if word in known.lost:
            reason = reason or known.lost[word]
        elif single in known.units or word in known.units:
            unit = known.units[single if single in known.units else word]
            one = word == single
        elif word.isdecimal() or word in _NUMBERS:
            quantity = int(word) if word.isdecimal() else _NUMBERS[word]
        elif "-" in word and (parts := word.split("-"))[0] in _NUMBERS and parts[1] in known.units:
            quantity, unit = _NUMBERS[parts[0]], known.units[parts[1]]
        elif word not in known.beside_lost:
            rest += 1
    if re.fullmatch(r"declassified\W*", content, re.I):
        return None  # a stamp that says the opposite
    if not reason or rest > (1 if unit or reason != "redacted" else 2):
        return None
    if (
        rest
        and not unit
        and reason in ("lost", "omitted", "blank")
        and content.split()[0].lower() in known.lost
    ):
        return None  # `[lost cause]`, `[missing persons]` are words of the text
    if rest and re.match(r"(?:a|an|the)\s+\w+\s+\w+$", content, re.I) and not unit:
        return None
    return reason, unit, quantity or int(one) if unit else 0


def _by_vocabulary(content: str, before: str, after: str) -> str:
    """The class that an editor's own words say; "" where they say none."""
    known = vocabulary()
    bare = content.rstrip(" .!;,")
    single = content[:1].isalpha() and " " not in content
    short = ":" in content or len(content.split()) <= 6 or _BY_HAND.match(content) is not None
    if (single and before[-1:].isalpha()) or _completes_year(content, before):
        return "completion"
    if content and known.whole["editorial"].fullmatch(content.rstrip(".")):
        return "editorial"
    if known.begins["deletion"].match(content):
        return "deletion"
    if known.whole["page"].fullmatch(bare):
        return "page"
    if lost(content) and not (_SIGNED.search(content) or _STAMP.search(content)):
        return "gap"
    if _DATE.fullmatch(bare):
        return "date"
    if known.begins["source-note"].match(content):
        return "source-note"
    if short and known.begins["stamp"].match(content):
        return "stamp"
    if short and (known.begins["hand"].match(content) or _SIGNED.search(content)):
        return "hand"
    if known.lead_in.match(content) and 1 <= len(known.lead_in.sub("", content, 1).split()) <= 4:
        return "source-term"
    if known.begins["note"].match(content) or content.endswith(":"):
        return "note"
    if known.begins["gloss"].match(content):
        return "gloss"
    if len(bare.split()) <= 8 and known.whole["incident"].fullmatch(bare):
        return "incident"
    if known.whole["note-mark"].fullmatch(content) and content not in ("a", "A", "I", "i"):
        return "note-mark"
    if content == "a" and re.match(r"\s*(?:[.,;:]|and\b|note|$)", after):
        return "note-mark"
    if single and after[:1].isalpha() and content[-1].isalpha():
        return "completion"
    return "supplied" if content and all(c in ".,;:()\"'’“”-" for c in content) else ""


def _completes_year(content: str, before: str) -> bool:
    """Are these digits of a number of four, as in `19[56]`? More would be the mark of a note."""
    digits = re.search(r"\d+$", before)
    return digits is not None and content.isdigit() and len(digits[0]) + len(content) <= 4


def _by_form(content: str, before: str, after: str) -> Editorial:
    """The class that letters and neighbours suggest."""
    words = _WORD.findall(content)
    if not words:
        return Editorial("unknown", LOW)
    if len(words) == 1 and words[0].lower() in _FUNCTION:
        return Editorial("supplied")
    if kind := _name_before(content, words, after):
        return Editorial(kind)
    if is_source_term(content, before):
        return Editorial("source-term")
    if _stands_alone(before, after) and not content[0].islower():
        return Editorial("note", LOW)  # a line of its own is no word of a sentence
    if _is_name_gloss(words, after):
        return Editorial("role")
    if re.match(r"[\w ]{2,30}:\s+\S", content) and len(words) > 2:
        return Editorial("note", LOW)  # a label and what it says
    capital = all(w[0].isupper() for w in words if w.lower() not in _FUNCTION)
    named = capital or (words[0].lower() == "the" and words[-1][0].isupper())
    if named and re.search(rf"\b(?:{_PRONOUNS})\s*$", before, re.I):
        return Editorial("gloss")
    if not before.strip():
        return Editorial("supplied")
    if not capital or words[-1].lower() in _FUNCTION:
        return Editorial("supplied", MEDIUM if len(words) <= 12 else LOW)
    return Editorial("supplied" if _after_function(before) else "gloss")


def _stands_alone(before: str, after: str) -> bool:
    """Is the bracket a line of its own, but for a number before it?"""
    line = before.rpartition("\n")[2]
    return (
        not line.strip(" \t0123456789.-–*#|>")
        and ("\n" in before or len(before) < 80)
        and after.lstrip(" \t*|.")[:1] in ("\n", "\r", "")
    )


def _after_name(before: str) -> bool:
    word = re.search(r"(\w[\w’'.-]*)\s*$", before)
    return bool(word and word[1][0].isupper())


def _after_function(before: str) -> bool:
    word = re.search(r"(\w[\w’'-]*)[\s\]]*$", before)
    return bool(word and (word[1].lower() in _FUNCTION or word[1].lower() in _VERBAL))


def _name_before(content: str, words: list[str], after: str) -> str:
    """`name` for a forename or initial, `role` for a title, directly before a surname."""
    if len(words) != 1 or not words[0][0].isupper():
        return ""
    following = re.match(r"\s+((?:[^\W\d_a-zа-яё]\.\s*)*)([^\W\d_a-zа-яё][\w’'-]*)", after)
    if not following or (following[2].isupper() and len(following[2]) > 1):
        return ""
    bare = words[0].rstrip(".")
    if bare.lower() in vocabulary().titles:
        return "role"
    if len(bare) <= 2 and content.endswith("."):
        return "name"
    return "" if content.isupper() or is_english(bare) else "name"


def _is_name_gloss(words: list[str], after: str) -> bool:
    """A gloss of two words or more, with a capital, before a capitalised name."""
    if len(words) < 2 or words[-1].lower() in _FUNCTION:
        return False
    following = re.match(r"(?:[ \t]+|[ \t]*\r?\n)(?:\w\.\s*|\w\[)*[^\W\d_]", after)
    return (
        following is not None
        and any(w[0].isupper() for w in words)
        and after.lstrip()[:1].isupper()
    )


def is_source_term(content: str, before: str) -> bool:
    """One to three words of another language or script that follow a word.

    Words in Cyrillic after Latin text are, whatever their case; Latin letters only where they are
    not English.
    """
    if alternative := _ALTERNATIVE.match(content):
        return not is_english(alternative[1]) and alternative[1].islower()
    bare = content.rstrip("?").strip("\"“”'‘’«»")
    words = bare.split()
    neighbour = before.rstrip().rstrip("\"”’'»,")[-1:]
    if not 1 <= len(words) <= 3 or not neighbour.isalnum() or before[-1:].isalnum():
        return False
    letters = [c for c in bare if c.isalpha()]
    if letters and all("\u0400" <= c <= "\u04ff" for c in letters):
        return not "\u0400" <= neighbour <= "\u04ff"
    plain = all(re.sub("[ʹʺ'’-]", "", w).isalpha() for w in words)
    if not plain or "\u0400" <= neighbour <= "\u04ff":
        return False
    foreign = [w for w in words if not is_english(w) and w.lower() not in _FUNCTION]
    if all(w.islower() for w in words):
        return len(foreign) == len(words) or (
            len(words) > 1
            and len(foreign) == len(words) - 1
            and words[0] in ("ne", "na", "po", "do")
        )
    # A noun of German is capitalised; a name after a lower-case word would be one too.
    noun = len(words) == 1 and len(foreign) == 1 and len(bare) > 6
    return noun and not _after_name(before) and not is_name(bare)
