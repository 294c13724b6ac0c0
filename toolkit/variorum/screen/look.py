"""How things look: glyphs or their ASCII stand-ins, colours, markers; never colour alone.

Most readers who cannot tell red from green can distinguish blue and orange; and every change
has a marker besides, so that nothing is lost in a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .width import Piece, width, wrap

_STYLES = {
    "base": "\x1b[38;5;172m",  # orange
    "other": "\x1b[1;38;5;33m",  # blue, bold
    "moved": "\x1b[4;38;5;33m",  # blue, underlined
    "mark": "\x1b[2m",
    "faint": "\x1b[2m",
    "head": "\x1b[1m",
}
_RESET = "\x1b[0m"
_ASCII = str.maketrans(
    {"‹": "<", "›": ">", "→": "->", "∅": "0", "…": "...", "─": "-", "§": "#", "·": "*",
     "⤴": "^", "⤵": "v", "⇄": "<->", "│": "|", "–": "-"}
)  # fmt: skip
_RTL = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader of the output wants and what the output can show."""

    width: int = 80
    color: bool = False
    ascii: bool = False
    charset: str = "ascii"  # what the output can show, where that is not everything
    arrows: bool = False  # ‹old → new› instead of [-old-]{+new+}
    full: bool = False
    context: int = 0
    elide: int = 6  # words of agreement that are shown whole

    @property
    def margin(self) -> int:
        """The column in which text may begin at most, or it would be a thin stripe."""
        return max(6, self.width // 3)

    def glyph(self, text: str) -> str:
        """Our own signs, in ASCII where the output has no others."""
        return text.translate(_ASCII) if self.ascii else text

    def paint(self, line: Iterable[Piece]) -> str:
        """A line as text, with colours where they are wanted."""
        joined: list[Piece] = []
        for piece in line:
            if joined and joined[-1].role == piece.role:
                joined[-1] = Piece(joined[-1].text + piece.text, piece.role)
            else:
                joined.append(piece)
        return "".join(self._piece(piece) for piece in joined)

    def _piece(self, piece: Piece) -> str:
        text = _isolated(piece.text) if not self.ascii else piece.text
        style = _STYLES.get(piece.role, "") if self.color else ""
        return f"{style}{text}{_RESET}" if style and text.strip() else text

    def block(
        self, lead: str, pieces: Iterable[Piece], role: str = "head", *, hang: int | None = None
    ) -> list[str]:
        """Wrapped lines behind a lead that stands on the first line only.

        They begin in column `hang`, else where the lead ends; a lead that reaches further, or
        leaves the text no room, has lines of its own.
        """
        lead = self.shown(lead)
        column = width(lead) if hang is None else hang
        first = Piece(lead, role)
        out: list[str] = []
        if width(lead) > column or column > self.width // 2:
            out = [self.paint(line).rstrip() for line in wrap([first], self.width)]
            column = min(column, self.width // 4)
            first = Piece(" " * column)
        for line in self.wrap(pieces, self.width - column):
            out.append(self.paint([first, *line]).rstrip())
            first = Piece(" " * column)
        return out

    def wrap(self, pieces: Iterable[Piece], columns: int) -> list[list[Piece]]:
        """Lines of at most the given number of columns, of what the output can show."""
        return wrap((Piece(self.shown(p.text), p.role) for p in pieces), columns)

    def shown(self, text: str) -> str:
        """A text as the output will have it, so that its width is known before it is wrapped."""
        if not self.ascii or text.isascii():
            return text
        return text.encode(self.charset, "backslashreplace").decode(self.charset)

    def marks(self) -> tuple[str, str, str, str]:
        """What stands before and after old and new words."""
        if not self.color:
            return "[-", "-]", "{+", "+}"
        return (
            f"{_STYLES['base']}[-", f"-]{_RESET}", f"{_STYLES['other']}{{+", f"+}}{_RESET}",
        )  # fmt: skip

    def rule(self) -> str:
        """A line across the screen."""
        return self.paint([Piece(self.glyph("─") * self.width, "faint")])


def _isolated(text: str) -> str:
    """Right-to-left text isolated, so that the markers beside it keep their places."""
    import unicodedata

    if text.isascii() or not any(unicodedata.bidirectional(c) in _RTL for c in text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
