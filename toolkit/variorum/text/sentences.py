"""Where sentences end: sentencex, with corrections of our own.

Sentencex knows some 300 languages; measured on memoranda it breaks inside brackets and after
initials and misses the end after `.]`. The corrections only add or take away ends; they never
touch the text, so the sentences of a passage, joined, are the passage.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .tokens import ends_in_numeral

_OPENING = "\"'“‘«„‹([—–¿¡"
_CLOSING = "\"'”’»›)]"
# An initial: one capital (K., Э.) or a romanised Cyrillic letter (Kh., Yu., Shch.).
_INITIAL = re.compile(
    r"(?:^|[\s(\[“«„\"'.])(?:[^\W\d_a-zа-яё]|Kh|Yu|Ya|Ye|Yo|Zh|Ts|Ch|Sh|Shch|Ph|Th|Iu|Ia|Ju|Ja|Дж)\.\s*$"
)
_NAMING = re.compile(
    r"(?:^|[\s(\[“«„\"'])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Rev|Fr|Hon|vs|cf|ca|No|Nos|vol|pp?|"
    r"Cde|Cdes|Com|Amb|Pres|Sec|Lt|Maj|Capt|Sgt|Adm|Gov|Rep|Messrs|Mme|Mlle|MM|[Тт]ов|[Тт]т|"
    r"ул|пер|пл|просп|обл|св|р-н|им|г|гг|акад|проф|ген|см|ср|стр|т|тт|Bd|Nr|Hrsg|bzw|z\.B|d\.h|art|Art|ed|eds|fol|ff|Jan|Feb|"
    r"Aug|Sept|Oct|Nov|Dec)\.\s*$"
)
_ENDS = re.compile(r"[.!?…。！？।॥][\"'”’»›)\]]*\s+(?=[\"'“‘«„‹(\[—–¿¡\s]*[^\W\d_a-zа-яё])")
_CLOSED = re.compile(r"[.!?…][\"'”’»›)]*\][\"'”’»›)\]]*\s+(?=[\"'“‘«„‹(\[¿¡]*[^\W\d_a-zа-яё])")
_QUOTED = re.compile(r"[.!?…]\s+(?=[“«„][A-ZА-ЯЁ])")  # the library misses an end before a quotation
# A parenthesis that is a sentence of its own.
_ASIDE = re.compile(
    r"(?:^|(?<=[.!?…]\s))\([^()]*[.!?…][\"'”’»›]*\)\s+(?=[\"'“‘«„‹(\[¿¡]*[^\W\d_a-zа-яё])"
)
# Abbreviations before a number: no sentence ends between `Vol.` and `II`, `Оп.` and `30`.
_COUNTED = (
    "vol|vols|ch|chs|chap|no|nos|art|arts|sec|secs|par|para|fig|figs|pp?|bk|pt|doc|docs|box|folder|"
    "reel|fol|ff?|op|dd?|ll?|t|cap|lib|app|ed|tab|plate|pl|bd|bde|nr|kap|abs|ziff|anm|hft|inv|"
    "ф|оп|дд?|лл?|т|тт|кн|ч|гл|ст|с|стр|вып|рис|табл|к|п|пп|ед|хр|№"
)
_BEFORE_NUMBER = re.compile(rf"(?:^|[\s(\[“«„\"'.,;])(?:{_COUNTED})\.\s*$", re.I)
_NUMBER = re.compile(r"(?:\d|[IVXLC]+\b)")
_SHELFMARK = re.compile(rf"(?:{_COUNTED})\.\s?(?:\d|[IVXLC]+\b)", re.I)  # goes on after a number
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_LOWER = re.compile(r"[\s\"'“‘«„‹(\[—–-]*[a-zа-яёα-ωß-öø-ÿ]")


def sentence_bounds(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """The character ranges of the sentences of one passage; together they are the whole text.

    >>> text = "We met G. Kh. Zhakhnazarov. [Then he left.] Why, etc.? Yes."
    >>> [text[a:b] for a, b in sentence_bounds(text)]
    ['We met G. Kh. Zhakhnazarov. ', '[Then he left.] ', 'Why, etc.? ', 'Yes.']
    """
    if not text.strip():
        return ((0, len(text)),) if text else ()
    flat = re.sub(r"\s", " ", text)  # a line's end is no sentence's end; same length
    ends = set(_library_ends(flat, language))
    ends.update(m.end() for missed in (_CLOSED, _QUOTED, _ASIDE) for m in missed.finditer(flat))
    depth = _bracket_depth(flat)
    kept = sorted(end for end in ends if 0 < end < len(flat) and _is_end(flat, end, depth))
    cuts = [0, *kept, len(text)]
    return tuple((a, b) for a, b in pairwise(cuts) if a < b)


def _library_ends(flat: str, language: str) -> list[int]:
    import sentencex

    ends, offset = [], 0
    for sentence in sentencex.segment(_spoken(flat, language), flat):
        offset += len(sentence)
        while offset < len(flat) and flat[offset].isspace():  # white space belongs before the cut
            offset += 1
        ends.append(offset)
    # The library promises to keep the text whole; where it does not, marks alone must do.
    return ends if ends and ends[-1] == len(flat) else [m.end() for m in _ENDS.finditer(flat)]


def _spoken(flat: str, language: str) -> str:
    """The language whose rules hold: Cyrillic text is not English, whatever was left undeclared."""
    tag = language.split("-")[0].lower()
    if tag in ("", "en", "und"):
        cyrillic = len(_CYRILLIC.findall(flat[:2000])) > len(_LATIN.findall(flat[:2000]))
        return "ru" if cyrillic else "en"
    return tag


def _bracket_depth(flat: str) -> list[tuple[int, int]]:
    """The ranges inside balanced square brackets, where no sentence ends."""
    if "[" not in flat:
        return []
    from .brackets import find

    return [(b.start, b.end) for b in find(flat) if b.depth == 0]


def _is_end(flat: str, end: int, inside: list[tuple[int, int]]) -> bool:
    before, after = flat[:end].rstrip(), flat[end:]
    tail = before[-12:]
    if any(start < end < stop for start, stop in inside) or ends_in_numeral(tail):
        return False
    if after[:1] and after[0] in _CLOSING and after[0] not in "\"'":
        return False  # a lone closing mark belongs to what it closes
    if before[-1:] in _OPENING and before[-1:] not in "\"'”’":
        return False
    if _NAMING.search(tail) and not before.endswith("etc."):
        return False
    if _NUMBER.match(after) and _BEFORE_NUMBER.search(tail):
        return False
    if re.search(r"[\dIVXLC]\.$", tail) and _SHELFMARK.match(after):
        return False
    if _INITIAL.search(tail) and not _ends_with_pronoun(tail, after):
        return False
    return not (_LOWER.match(after) and not before.endswith(("。", "！", "？", "।")))


def _ends_with_pronoun(tail: str, after: str) -> bool:
    """`So did I. Then …`: the English pronoun ends a sentence more often than it abbreviates."""
    return bool(re.search(r"[a-z,] I\.\s*$", tail)) and not re.match(r"[A-Z]\.", after.lstrip())
