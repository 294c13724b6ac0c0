"""What a patch is applied to: the text of a plain file, or the text inside a TEI file's markup."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ._io import Input, emit, read_sources


@dataclass(frozen=True, slots=True)
class Target:
    """A file that is to be changed: its bytes, its text, how the text is written."""

    item: Input
    text: str
    tei: bool
    encoding: str

    @classmethod
    def of(cls, item: Input, *, reader: str | None, encoding: str | None) -> Target:
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
                hint="variorum convert it to txt or TEI first",
            )
        (source,) = read_sources([item], reader="tei")
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


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def write(data: bytes, witness: str, *, output: str | None, in_place: bool, force: bool) -> None:
    """To the output, or over the witness itself where the user says so; beside and renamed."""
    if in_place:
        if witness == "-" or output is not None:
            raise UsageError("--in-place goes with a file and without -o", hint="leave one out")
        part = Path(witness).with_name(f".{Path(witness).name}.{os.getpid()}.part")
        part.write_bytes(data)
        os.replace(part, witness)
    elif output in (None, "-"):
        import sys

        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        emit(data, output=output, force=force, inputs=[witness])
