"""Plain text: the text exactly as it is, its paragraphs found by how the lines are set.

Three settings are told apart: *wrapped* lines of about one width, where a paragraph ends at a
blank line, before an indented line or after a short line; *a line a paragraph*; and everything
else (verse, lists), where only blank lines part. In wrapped text a blank line within a sentence
is a page break of the print, not the end of a paragraph. What is not undone: hyphens at line
ends, running heads, page numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ..model import Source
from ..text.brackets import classify
from ..text.build import witness_from_text
from ..text.encoding import decode
from ._options import Options

SUFFIXES = (".txt", ".text")

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_CLOSERS = "\"'”’»›)]*_"
_NARROW, _WIDE = 50, 130  # characters: wrapped prose is set between; verse is mostly narrower


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    number: int  # from 1
    raw: str

    @property
    def text(self) -> str:
        return self.raw.strip()

    @property
    def indented(self) -> bool:
        return self.raw[:1].isspace()

    @property
    def ends_sentence(self) -> bool:
        return self.text.rstrip(_CLOSERS)[-1:] in tuple(".!?…:。！？") or not self.text

    @property
    def begins_lower(self) -> bool:
        return self.text.lstrip("\"'“‘«([")[:1].islower()


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a plain text as one witness; raises `ReadError` for what is no text."""
    text = decode(data, name=name, encoding=options.encoding)
    bounds, lines = paragraphs(text)
    witness = witness_from_text(
        options.siglum_for(name),
        text,
        normal=options.normal,
        bounds=bounds or None,
        kinds=[_kind(text[a:b]) for a, b in bounds] or None,
        lines=lines or None,
        language=options.language,
    )
    return Source((witness,), reader="txt")


def paragraphs(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The character ranges of the paragraphs, covering the text, and the line of each.

    >>> paragraphs("A line.\\n\\nAnother.\\n")
    ([(0, 9), (9, 18)], [1, 3])
    """
    lines = [line for line in _lines(text) if line.text]
    if not lines:
        return [], []
    begins = _setting(lines)
    firsts = [i for i in range(len(lines)) if not i or begins(lines[i - 1], lines[i])]
    starts = [0, *(lines[i].start for i in firsts[1:])]
    ends = [*starts[1:], len(text)]
    return list(zip(starts, ends)), [lines[i].number for i in firsts]


def _lines(text: str) -> list[_Line]:
    found, offset = [], 0
    for number, match in enumerate(_LINE.finditer(text), 1):
        found.append(_Line(offset, match.end(), number, match[0]))
        offset = match.end()
    return found


class _Blocks:
    """Only a blank line parts."""

    def __call__(self, before: _Line, line: _Line) -> bool:
        return line.number - before.number > 1


class _LineEach:
    """Every line is a paragraph."""

    def __call__(self, before: _Line, line: _Line) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """Prose in lines of about `width` characters."""

    width: int
    indents: bool  # an indent marks a paragraph: most lines have none

    def __call__(self, before: _Line, line: _Line) -> bool:
        if line.number - before.number > 1:
            return not self._within_sentence(before, line)
        if self.indents and line.indented:
            return True
        return before.ends_sentence and self._short(before, line)

    def _within_sentence(self, before: _Line, line: _Line) -> bool:
        if self.indents and line.indented:
            return False
        if line.begins_lower:
            return not before.ends_sentence or not self._short(before, line)
        return not before.ends_sentence and not self._short(before, line)

    def _short(self, before: _Line, line: _Line) -> bool:
        """Would the next word have found room, with some to spare for a ragged margin?"""
        word = line.text.split(maxsplit=1)[0]
        return len(before.text) + 1 + len(word) < 0.85 * self.width


def _setting(lines: list[_Line]) -> _Blocks | _LineEach | _Wrapped:
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 9 // 10]
    followed = [a for a, b in pairwise(lines) if b.number == a.number + 1]
    if not followed:
        return _Wrapped(width, False) if _NARROW <= width <= _WIDE else _Blocks()
    running = sum(not line.ends_sentence for line in followed)
    full = sum(len(line.text) >= 0.75 * width for line in followed)
    if _NARROW <= width <= _WIDE and full >= 0.6 * len(followed) and running >= len(followed) / 3:
        return _Wrapped(width, sum(line.indented for line in lines) < 0.5 * len(lines))
    if width > _WIDE or (running <= 0.2 * len(followed) and width >= _NARROW):
        return _LineEach()
    return _Blocks()


def _kind(paragraph: str) -> str:
    """`source` for a paragraph that is one bracket saying where the text comes from."""
    bare = paragraph.strip()
    if bare[:1] + bare[-1:] == "[]" and classify(bare, 0, len(bare)) == "source-note":
        return "source"
    return "p"
