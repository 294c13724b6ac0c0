"""TXT004: compose text that is not in Unicode's composed form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..indexes.context import Shared
from ..values.normalforms import loose, stays
from ._edits import Edit

CODE = "TXT004"


def edits(shared: Shared) -> Iterator[Edit]:
    """An edit for each loose character; text with references is left alone."""
    layout = shared.document.layout
    for run in layout.runs:
        if unicodedata.is_normalized("NFC", run.text) or not layout.verbatim(run):
            continue
        for start, end, composed in loose(run.text):
            if stays(run.text[start:end]):
                continue  # another character: whoever wrote it may have meant it
            at = layout.start_of(run)
            yield Edit(at + start, at + end, composed)
