"""Square brackets in running text: found with nesting and across lines, and told apart by class.

An editor's bracket says what print adds to the text: a word behind the translation, a gloss, a
completed initial, a supplied word, a year, a source note. The classes:

    completion   E[rich]                    letters that the source leaves out
    date         late December [1988]       part of a date
    source-term  across-the-board [chokhom] the word behind a translation
    gloss        the GDR [East Germany]     says what or who is meant
    role         [Laotian Prime Minister Kaysone] K. Phomvihan   a gloss before a name
    source-note  [Source: Published in ...] where the text comes from
    supplied     This is [a] realistic      words that syntax or sense needs
    editorial    [sic], [...], [illegible]  a remark of the editor, not text
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..model import Span

_EDITORIAL = re.compile(
    r"(?:sic|\.{3}|…|\?|!|illegible|неразборчиво|crossed out|redacted)[.!?]?", re.I
)
_SOURCE = re.compile(r"(?:source|published in|from|note|источник|опубликовано)\b\s*[:.]", re.I)
_YEAR = re.compile(r"(?:c\.? ?|ca\.? ?)?\d{3,4}\??(?:\s*[-–/]\s*\d{1,4})?")
_FUNCTION = frozenset(
    "a an the of to in on at by for with and or but that which who is are was were be been it its "
    "this these those he she they we you i not no as from into than then there".split()
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket: `text[start:end]` with the brackets themselves, its depth and its class."""

    start: int
    end: int
    depth: int
    kind: str

    def content(self, text: str) -> str:
        """What stands between the brackets, white space folded."""
        return " ".join(text[self.start + 1 : self.end - 1].split())


@cache
def _scan() -> re.Pattern[str]:
    return re.compile(r"[\[\]]")


def find(text: str) -> tuple[Bracket, ...]:
    """Every balanced bracket of a text in document order, the outer before the inner.

    A lone bracket is left alone: `unbalanced` tells where.

    >>> text = "E[rich] and [one [two]\\n three]"
    >>> [b.content(text) for b in find(text)]
    ['rich', 'one [two] three', 'two']
    """
    stack: list[int] = []
    found: list[tuple[int, int, int]] = []
    for match in _scan().finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            found.append((start, match.end(), len(stack)))
    found.sort(key=lambda f: (f[0], -f[1]))
    return tuple(Bracket(a, b, depth, classify(text, a, b)) for a, b, depth in found)


def unbalanced(text: str) -> tuple[int, ...]:
    """Offsets of brackets that have no partner."""
    stack: list[int] = []
    lone: list[int] = []
    for match in _scan().finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            stack.pop()
        else:
            lone.append(match.start())
    return tuple(sorted(lone + stack))


def classify(text: str, start: int, end: int) -> str:
    """The class of the bracket `text[start:end]`, from its content and its neighbours."""
    content = " ".join(text[start + 1 : end - 1].split())
    # Its neighbours, not all that is before and after: a long text has many brackets.
    before, after = text[max(0, start - 80) : start], text[end : end + 200]
    if not content or _EDITORIAL.fullmatch(content):
        return "editorial"
    if before[-1:].isalpha() and content[0].isalpha() and " " not in content:
        return "completion"
    if _YEAR.fullmatch(content):
        return "date"
    if _SOURCE.match(content):
        return "source-note"
    words = re.findall(r"\w[\w'’ʹʺ-]*", content)
    if len(words) == 1 and words[0].lower() in _FUNCTION:
        return "supplied"
    if looks_transliterated(content, before):
        return "source-term"
    if re.match(r"\s+(?:\w\.\s*|\w\[)*[^\W\d_]", after) and _is_name_gloss(words, after):
        return "role"
    if words and all(w[0].isupper() for w in words if w.lower() not in _FUNCTION):
        return "gloss"
    return "supplied"


def _is_name_gloss(words: list[str], after: str) -> bool:
    """A gloss of two words or more, with a capital, before a capitalised name."""
    return len(words) > 1 and any(w[0].isupper() for w in words) and after.lstrip()[:1].isupper()


def looks_transliterated(content: str, before: str) -> bool:
    """One or two lower-case words that follow a word: a source term shown in transliteration.

    Cyrillic content after Latin text is a source term whatever its case.
    """
    words = content.split()
    if not 1 <= len(words) <= 3 or not before.rstrip()[-1:].isalnum() or before[-1:].isalnum():
        return False
    letters = [c for c in content if c.isalpha()]
    if letters and all("\u0400" <= c <= "\u04ff" for c in letters):
        return True
    plain = all(w.replace("ʹ", "").replace("'", "").replace("-", "").isalpha() for w in words)
    return plain and all(w.islower() and w not in _FUNCTION for w in words) and len(words) <= 2


def bracket_spans(text: str) -> tuple[Span, ...]:
    """The brackets of a text as spans named `bracket`, with their class."""
    if "[" not in text:
        return ()
    return tuple(Span("bracket", b.start, b.end, (("type", b.kind),), b.depth) for b in find(text))
