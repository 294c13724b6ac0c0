"""Apply a patch to a text in its file: what `patch` means."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from .door import verb
from .machine import Machine
from .reading import Input, told_source

if TYPE_CHECKING:
    from ..host import Host
    from .kinds import Path

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@verb
def patch(
    text: Path | bytes,
    change: Path | bytes,
    *,
    reverse: bool = False,
    reader: str | None = None,
    encoding: str | None = None,
    host: Host | None = None,
) -> bytes:
    """A plain or TEI file with a patch applied, as bytes.

    The patch is one that `write(diff(old, new), "change.patch")` makes. In a TEI file the text
    changes inside the markup, and every byte outside the changed words stays as it is. `reverse`
    undoes the patch. Raises `UsageError` if the patch does not fit; then nothing is changed.
    """
    from ..comparison import patching
    from ..text.encoding import decode

    host = host or Machine()
    if text == change == "-":
        raise UsageError("standard input is named twice", hint="write it to a file first")
    data = text if isinstance(text, bytes) else host.read(os.fspath(text))
    item = Input("", "" if isinstance(text, bytes) else os.fspath(text), data)
    name = "the patch" if isinstance(change, bytes) else os.fspath(change)
    given = change if isinstance(change, bytes) else host.read(name)
    hunks = patching.parse(decode(given, name=name, encoding="utf-8"), name=name)
    hunks = patching.reverse(hunks) if reverse else hunks
    target = Target.of(item, host, reader=reader, encoding=encoding)
    return target.rewritten(patching.apply(hunks, target.text, name=item.name))


@dataclass(frozen=True, slots=True)
class Target:
    """A file that is to be changed: its bytes, its text, how the text is written."""

    item: Input
    text: str
    tei: bool
    encoding: str

    @classmethod
    def of(cls, item: Input, host: Host, *, reader: str | None, encoding: str | None) -> Target:
        """Raises `UsageError` for a format whose text cannot be changed in its place."""
        from ..readers import reader_for
        from ..text.encoding import decode

        kind = reader or reader_for(item.data, name=item.path)
        if kind == "txt":
            text = decode(item.data, name=item.path, encoding=encoding or "")
            return cls(item, text, False, encoding or "")
        if kind != "tei":
            raise UsageError(
                f"{item.name} is {kind}; only plain text and TEI are patched",
                hint="convert it to txt or TEI first",
            )
        source = told_source(item, host, reader="tei")
        if len(source.witnesses) != 1:
            raise UsageError(
                f"{item.name} holds {len(source.witnesses)} witnesses",
                hint="patch the file of one witness",
            )
        return cls(item, source.witnesses[0].text, True, "")

    def rewritten(self, text: str) -> bytes:
        """The file with this text instead of its own."""
        if not self.tei:
            return self._mark() + text.encode(self.encoding or self._encoding())
        from ..comparison.patching import edits_by_line
        from ..comparison.tei_patching import edit_tei

        changes = edits_by_line(self.text, text)
        return edit_tei(self.item.data, self.text, changes, name=self.item.name)

    def _encoding(self) -> str:
        data = self.item.data
        for mark, name in _MARKS:
            if data.startswith(mark):
                return name
        return "utf-8"

    def _mark(self) -> bytes:
        if self.encoding:
            return b""
        return next((mark for mark, _ in _MARKS if self.item.data.startswith(mark)), b"")
