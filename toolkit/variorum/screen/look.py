"""How things look: glyphs or their ASCII stand-ins, colours, markers; never colour alone.

Blue and orange are told apart by most readers who cannot tell red from green; and every change
has a marker besides, so that nothing is lost in a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .width import Piece, wrap

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
    arrows: bool = False  # ‹old → new› instead of [-old-]{+new+}
    full: bool = False
    context: int = 0
    elide: int = 6  # words of agreement that are shown whole

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

    def block(self, lead: str, pieces: Iterable[Piece], role: str = "head") -> list[str]:
        """Wrapped lines behind a lead that stands on the first line only."""
        room = max(8, self.width - len(lead))
        out = []
        for n, line in enumerate(wrap(pieces, room)):
            first = Piece(lead, role) if n == 0 else Piece(" " * len(lead))
            out.append(self.paint([first, *line]).rstrip())
        return out

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
    """Right-to-left text set apart, so that the markers beside it keep their places."""
    import unicodedata

    if text.isascii() or not any(unicodedata.bidirectional(c) in _RTL for c in text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
