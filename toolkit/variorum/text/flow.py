"""Gather running text from marked-up sources: white space folded, passages, stand-off spans.

Readers of TEI, HTML and Markdown say what they meet in document order; out come the columns of a
witness. White space is folded to single blanks, passages are parted by one line end, and a span
begins where its own text begins, never at the blank before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Span
from .brackets import bracket_spans
from .build import witness_from_text
from .hyphens import HYPHENS, stays

if TYPE_CHECKING:
    from ..model import Witness
    from .normal import Pipeline

_SPACE = re.compile("[ \t\r\n]+")  # what XML calls white space; a no-break space is a letter
_WORD = 60  # characters looked back at for the word before a line's end
_LETTERS = re.compile(r"[^\W\d_]+")
_LINE_END = re.compile(rf"([^\W\d_]\w*)({'|'.join(HYPHENS)})$")
_OPEN = -1  # a span whose text has not begun

Attributes = tuple[tuple[str, str], ...]


class Flow:
    """A text in the making. Only one passage is open at a time, and only once it has text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._place = ("p1", "p", 0)  # id, kind, line of the passage that the next text opens
        self._inside = False  # a passage is open
        self._pending = False  # a blank is due before the next text
        self._blank = False  # the last character is a blank
        self._recent: list[int] = []  # spans begun or ended since that blank
        self._joining = False  # white space is ignored up to the next text
        self._torn: list[
            tuple[int, Attributes]
        ] = []  # breaks after a hyphen: span, if it is undone
        self._touched: list[int] = []  # spans begun or ended since the last text
        self._broken = ("", "")  # the letters before that hyphen, and the sign itself
        self._bounds: list[tuple[int, int]] = []
        self._places: list[tuple[str, str, int]] = []
        self._begin = 0
        self._names: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._attributes: list[Attributes] = []
        self._depths: list[int] = []
        self._stack: list[int] = []
        self._unstarted: list[int] = []
        self._gaps: list[tuple[int, str, str]] = []
        self._notes: list[tuple[int, str, str]] = []
        self._references: list[tuple[int, str, str, str]] = []

    @property
    def length(self) -> int:
        """The number of characters so far."""
        return self._length

    @property
    def inside(self) -> bool:
        """Is a passage open that has text?"""
        return self._inside

    def before(self) -> str:
        """The last characters, if the next text follows without a blank; else the empty string."""
        if not self._inside or self._pending or self._blank:
            return ""
        return "".join(self._parts[-3:])[-_WORD:]

    def passage(self, id: str, kind: str = "p", line: int = 0) -> None:
        """End the open passage; text that follows belongs to a new one."""
        self.end_passage()
        self._place = (id, kind, line)

    def end_passage(self) -> None:
        """End the open passage, if any, without the blank at its end."""
        self._pending = self._joining = False
        self._torn = []
        if not self._inside:
            return
        self._drop_blank()
        self._inside = self._blank = False
        self._bounds.append((self._begin, self._length))
        self._places.append(self._place)

    def text(self, string: str) -> None:
        """Add text; its white space is folded."""
        folded = _SPACE.sub(" ", string)
        core = folded.strip(" ")
        if folded[:1] == " " and not self._joining:
            self._pending = True
        if core:
            self._emit(core)
            self._pending = folded[-1] == " "

    def blank(self) -> None:
        """A word ends here (a line or page break)."""
        if not self._joining:
            self._pending = True

    def join(self) -> None:
        """A word goes on here: white space on both sides is none."""
        self._pending = False
        self._drop_blank()
        self._joining = True

    def line_end(
        self, name: str, attributes: Attributes, english: bool, keeps: bool | None = None
    ) -> bool:
        """A break, if it stands after a hyphen or one of its kin; else False, and nothing is done.

        Where a letter follows, the word is put together: the break says so (`break="no"`), and what
        sign was there (`rend`) where that is not part of the word. `english`: the word list of
        English judges what may be one; `keeps`: whether the sign is part of the word, where that
        is known.
        """
        if not self._torn:
            end = "".join(self._parts[-3:])[-_WORD:]
            match = None if self._blank else _LINE_END.search(end)
            if match is None or not self._inside:
                return False
            self._broken, self._english, self._keeps = (match[1], match[2]), english, keeps
        joined = (*(pair for pair in attributes if pair[0] != "break"), ("break", "no"))
        self.blank()
        self.milestone(name, attributes)
        self._torn.append((len(self._names) - 1, joined))
        return True

    def _rejoin(self, core: str) -> None:
        """Put a word together that goes on after a break."""
        torn, (before, sign) = self._torn, self._broken
        self._torn = []
        after = _LETTERS.match(core)
        if after is None:
            return
        self._pending = False
        self._drop_blank()
        kept = self._keeps
        gone = not (stays(before, sign, after[0], english=self._english) if kept is None else kept)
        if gone:
            self._drop_sign(sign)
        for i, attributes in torn:
            said = (("rend", sign),) if gone and not dict(attributes).get("rend") else ()
            self._attributes[i] = (*attributes, *said)

    def _drop_sign(self, sign: str) -> None:
        while not self._parts[-1]:
            self._parts.pop()
        self._parts[-1] = self._parts[-1].removesuffix(sign)
        self._length -= len(sign)
        for i in self._touched:
            self._starts[i] = min(self._starts[i], self._length)
            self._ends[i] = min(self._ends[i], self._length)
        self._gaps = [(min(at, self._length), why, size) for at, why, size in self._gaps]

    def _drop_blank(self) -> None:
        """Take back the blank that was written last, and what was fixed after it."""
        if not self._blank:
            return
        self._parts.pop()
        self._length -= 1
        self._blank = False
        for i in self._recent:
            self._starts[i] = min(self._starts[i], self._length)
            self._ends[i] = min(self._ends[i], self._length)
        if self._gaps and self._gaps[-1][0] > self._length:
            self._gaps[-1] = (self._length, *self._gaps[-1][1:])

    def _emit(self, core: str) -> None:
        if self._torn:
            self._rejoin(core)
        if not self._inside:
            if self._length:
                self._add("\n")
            self._inside = True
            self._begin = self._length
        elif self._pending and not self._blank:
            self._add(" ")
        self._start_spans()
        self._add(core)
        self._pending = self._blank = self._joining = False
        self._recent.clear()
        self._touched.clear()

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    def _start_spans(self) -> None:
        self._touched += self._unstarted
        for i in self._unstarted:
            self._starts[i] = self._length
            if self._blank:
                self._recent.append(i)
            if self._ends[i] != _OPEN:
                self._ends[i] = self._length
        self._unstarted.clear()

    def open(self, name: str, attributes: Attributes = ()) -> None:
        """Begin a span at the next text."""
        self._stack.append(len(self._names))
        self._unstarted.append(len(self._names))
        self._names.append(name)
        self._starts.append(_OPEN)
        self._ends.append(_OPEN)
        self._attributes.append(attributes)
        self._depths.append(len(self._stack) - 1)

    def close(self) -> None:
        """End the innermost span. One that had no text becomes a point."""
        i = self._stack.pop()
        if self._starts[i] == _OPEN:
            self._point(i)
        else:
            self._ends[i] = self._length
            self._touched.append(i)
            if self._blank:
                self._recent.append(i)

    def milestone(self, name: str, attributes: Attributes = ()) -> None:
        """An empty span."""
        self.open(name, attributes)
        self.close()

    def _point(self, i: int) -> None:
        """Fix an empty span, here or, between passages, where the next one begins."""
        self._ends[i] = 0  # known to be closed
        if not self._inside:
            return
        if self._pending and not self._blank:
            self._add(" ")
            self._blank = True
            self._recent.clear()
        self._pending = False
        self._start_spans()

    def gap(self, reason: str, extent: str) -> None:
        """The text is not extant here."""
        self._gaps.append((self._length, reason, extent))

    def note(self, text: str, kind: str, at: int | None = None) -> None:
        """A remark stands beside the text: here, or at a character of it."""
        if said := " ".join(text.split()):
            self._notes.append((self._length if at is None else at, said, kind))

    def reference(self, kind: str, name: str, above: str = "") -> None:
        """A place of this name begins here."""
        self._references.append((self._length, kind, name, above))

    def spans(self) -> tuple[Span, ...]:
        """The spans so far, in document order."""
        columns = zip(self._names, self._starts, self._ends, self._attributes, self._depths)
        last = self._length
        return tuple(
            Span(name, last if start == _OPEN else start, last if end == _OPEN or start == _OPEN
                 else end, attributes, depth)
            for name, start, end, attributes, depth in columns
        )  # fmt: skip

    def string(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def witness(
        self, siglum: str, *, normal: Pipeline, language: str = "", title: str = "",
        document: str = "",
    ) -> Witness:  # fmt: skip
        """The finished witness. Printed square brackets become spans beside those of the markup."""
        self.end_passage()
        text = self.string()
        spans = self.spans()
        if brackets := bracket_spans(text):
            # Sorting by start alone keeps document order where spans begin together.
            spans = tuple(sorted((*spans, *brackets), key=lambda s: s.start))
        return witness_from_text(
            siglum,
            text,
            normal=normal,
            bounds=self._bounds,
            ids=unique([place[0] for place in self._places]),
            kinds=[place[1] for place in self._places],
            lines=[place[2] for place in self._places],
            spans=spans,
            gaps=self._gaps,
            notes=sorted(self._notes, key=lambda note: note[0]),
            references=self._references,
            language=language,
            title=title,
            document=document,
        )


def unique(ids: list[str]) -> list[str]:
    """Tell passages of one id apart: a paragraph that a list interrupts is `p3`, then `p3/2`."""
    seen: dict[str, int] = {}
    taken = set(ids)
    result = []
    for id in ids:
        count = seen.get(id, 0) + 1
        while count > 1 and f"{id}/{count}" in taken:
            count += 1
        seen[id] = count
        result.append(id if count == 1 else f"{id}/{count}")
    return result
