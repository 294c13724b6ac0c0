"""A stretch of a witness with its inline markup, as XML: spans that cross its borders are cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from ..model import Span, Witness
from ._xml import attributes, escape

# Stay out: not markup of a reading, or no phrase; a `del` whose words a first hand's text has
# would take them away again.
_NOT_INLINE = frozenset(
    "del app lem rdg rdgGrp witStart witEnd lacunaStart lacunaEnd anchor p ab l lg head div "
    "body text front back table row cell list item sp speaker seg".split()
)


class Markup:
    """Renders stretches of one witness; finds the spans over a stretch without looking at all."""

    def __init__(self, witness: Witness, *, keep: bool = True, whole: bool = False) -> None:
        """`whole`: leave out spans that a stretch cuts, since they stand around it already."""
        self._witness = witness
        self._whole = whole
        kept = [s for s in witness.spans if keep and s.name not in _NOT_INLINE]
        self._spans = sorted(kept, key=lambda s: (s.start, s.depth, s.end))
        self._starts = [s.start for s in self._spans]
        self._reach = list(accumulate((s.end for s in self._spans), max))
        self._written: set[str] = set()

    def tokens(self, start: int, end: int) -> str:
        """Tokens `start:end`, without the white space around them."""
        if start >= end:
            return ""
        return self.characters(self._witness.starts[start], self._witness.ends[end - 1])

    def characters(self, start: int, end: int) -> str:
        """The characters `start:end` with their markup; white space folded."""
        parts: list[str] = []
        self._render(self._over(start, end), start, end, parts)
        return "".join(parts)

    def _over(self, start: int, end: int) -> list[Span]:
        low = bisect_right(self._reach, start)
        while low and self._reach[low - 1] >= start:
            low -= 1
        high = bisect_left(self._starts, end)
        found = [s for s in self._spans[low:high] if s.end > start or s.start == s.end >= start]
        if not self._witness.text[end : end + 1].strip():  # letters lost at the end of the word
            last = bisect_right(self._starts, end)
            found += [s for s in self._spans[high:last] if s.name == "gap" and s.end == end]
        found = [s for s in found if s.name != "bracket" or start <= s.start < s.end <= end]
        if self._whole:
            return [s for s in found if start <= s.start and s.end <= end]
        return found

    def _render(self, spans: list[Span], start: int, end: int, parts: list[str]) -> None:
        """Open and close the spans in their order; one that its container ends is cut there."""
        position, stack = start, [(end, "")]
        for span in spans:
            at = max(span.start, start)
            while (
                stack[-1][0] <= at
                and len(stack) > 1
                and (span.start < span.end or stack[-1][0] < at)
            ):
                position = self._close(position, stack, parts)
            self._text(position, at, parts)
            position = at
            stop = min(span.end, stack[-1][0])
            name = "seg" if span.name == "bracket" else span.name
            parts.append(f"<{name}{self._attributes(span)}")
            if span.start == span.end:
                parts.append("/>")
                continue
            parts.append(">")
            stack.append((stop, name))
        while len(stack) > 1:
            position = self._close(position, stack, parts)
        self._text(position, end, parts)

    def _close(self, position: int, stack: list[tuple[int, str]], parts: list[str]) -> int:
        stop, name = stack.pop()
        self._text(position, stop, parts)
        parts.append(f"</{name}>")
        return max(position, stop)

    def _text(self, start: int, end: int, parts: list[str]) -> None:
        if start < end:
            text = self._witness.text[start:end]
            folded = " ".join(text.split())
            lead = " " if text[:1].isspace() and folded else ""
            trail = " " if text[-1:].isspace() else ""
            parts.append(escape(lead + folded + trail))

    def _attributes(self, span: Span) -> str:
        """The span's attributes; ids and pointers of another file would dangle or double here."""
        kept = [
            (name, value)
            for name, value in span.attributes
            if name != "xml:id" and not value.startswith("#") and not name.startswith("{")
        ]
        if span.name == "bracket":  # print's brackets, which stay in the text
            kept.append(("rend", "brackets-kept"))
        return attributes(kept)
