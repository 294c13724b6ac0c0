"""What entries that point say of a stretch of the base, and what each witness has there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..model import Span


@dataclass(frozen=True, slots=True)
class Said:
    """What some witnesses have at a place; `lacunose` says that they are not extant there."""

    text: str
    sigla: frozenset[str]
    lacunose: bool = False
    spans: tuple[Span, ...] = ()  # its markup, counted from its first word


@dataclass(frozen=True, slots=True)
class Note:
    """Readings on the characters `start:end` of the base text."""

    start: int
    end: int
    readings: tuple[Said, ...]
    line: int = 0
    spaced: bool = False  # words put in where the base has none need a blank before them
    app: Any = None  # the entry itself
    ahead: int = 0  # blanks before and after the words that the lemma has as its own:
    behind: int = 0  # a reading that has none stands without
    exact: bool = False  # do the readings have every blank that they want?
    positive: bool = False  # are all witnesses named that are extant here?
    around: tuple[Any, ...] = ()  # entries of longer silences, of which this is a piece

    @property
    def first(self) -> int:
        """Where what the readings stand for begins, blanks of the lemma's own included."""
        return self.start - self.ahead

    @property
    def last(self) -> int:
        """Where it ends."""
        return self.end + self.behind


def without(said: Said, lemma: str, lead: int) -> Said:
    """A reading without the word that it has in common with the lemma, `lead` characters of it
    before the rest."""
    if said.lacunose or said.text.strip() == lemma:
        return replace(said, text="", spans=())
    text = said.text[lead:] if lead else said.text.removesuffix(lemma)
    blank = len(text) - len(text.lstrip())
    own = (
        replace(s, start=s.start - lead - blank, end=s.end - lead - blank)
        for s in said.spans
        if lead + blank <= s.start and s.end - lead <= len(text.rstrip())
    )
    return replace(said, text=text, spans=tuple(own))


def merged(notes: list[Note]) -> list[list[Note]]:
    """The notes in runs that overlap; each run is one union span."""
    runs: list[list[Note]] = []
    reach = -1
    for note in sorted(notes, key=lambda n: (n.start, n.end)):
        if runs and note.start < reach:
            runs[-1].append(note)
        else:
            runs.append([note])
        reach = max(reach, note.end)
    return runs


def text_of(
    siglum: str, run: list[Note], string: str, put: str = ""
) -> tuple[str, bool, list[Note]]:
    """What a witness has in a union span, whether it is lacunose, and notes that contradict.

    `put` is what entries before this one have put in at the same point.
    """
    start, end = min(n.first for n in run), max(n.last for n in run)
    parts: list[str] = []
    position, said_any, gone, against = start, False, False, []
    for note in run:
        said = next((s for s in note.readings if siglum in s.sigla), None)
        if said is None:
            gone = gone or note.positive
            continue
        if said.lacunose:
            gone = True
            continue
        if said_any and note.start < position:
            against.append(note)
            continue
        has = "".join(parts) + string[position : note.first] or put
        text = _replacing(said.text, string, note, has[-1:])
        if note.start == note.end and text.strip():
            text = _inserted(said.text, string, note, after=put + "".join(parts))
        parts += [string[position : note.first], text]
        position, said_any = note.last, True
    if gone and not said_any:
        return "", True, against
    parts.append(string[position:end])
    return "".join(parts), False, against


def _inserted(text: str, string: str, note: Note, after: str) -> str:
    """Words where the base has none, with blanks where its neighbours would be glued to them.

    Our own entries are exact: they have every blank that they want.
    """
    at = note.start
    before, behind = string[max(at - 1, 0) : at], string[at : at + 1]
    beside = bool(after.strip()) and not _in_word(string, at) and not note.exact
    if (note.spaced or beside) and not text[0].isspace() and not after[-1:].isspace():
        text = f" {text}"
    heads = (at == 0 or before.isspace()) and behind.strip() != "" and not note.exact
    return f"{text} " if heads and not text[-1].isspace() else text


def _replacing(text: str, string: str, note: Note, before: str) -> str:
    """Words in the place of the lemma, with their own blanks where there are none beside it.

    A blank that is the lemma's own goes with it, but for one without which words would be glued.
    """
    bare = text.strip()
    before = before or string[max(note.first - 1, 0) : note.first]
    after = string[note.last : note.last + 1]
    guarded = not note.exact
    glued = guarded and note.ahead and _is_glued(before, bare[:1] or after)
    left = (text[:1].isspace() or glued) and not before.isspace()
    if not bare:
        left = left or (guarded and note.behind and _is_glued(before, after))
        return " " if left else ""
    right = text[-1:].isspace() or (guarded and note.behind and _is_glued(bare[-1], after))
    return f"{' ' if left else ''}{bare}{' ' if right and not after.isspace() else ''}"


def _is_glued(before: str, after: str) -> bool:
    """Would two words become one?"""
    return before[-1:].isalnum() and after[:1].isalnum()


def _in_word(string: str, at: int) -> bool:
    """Does text stand on both sides without white space?"""
    return not string[max(at - 1, 0) : at].isspace() and string[at : at + 1].strip() != ""


def assembled(runs: list[list[Note]], siglum: str, string: str) -> Iterator[tuple[str, bool, bool]]:
    """The text of one witness in pieces (text, lacunose, agreed), in turn agreed and varying."""
    position, put = 0, ""
    for run in runs:
        between = string[position : min(n.first for n in run)]
        yield between, False, True
        text, gone, _ = text_of(siglum, run, string, "" if between else put)
        yield text, gone, False
        position = max(n.last for n in run)
        put = (put if not between else "") + text if position == run[0].first else ""
    yield string[position:], False, True
