"""TXT004: compose text that is not in Unicode's composed form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..context import Shared
from ..normalforms import loose
from ._edits import Edit

CODE = "TXT004"


def edits(shared: Shared) -> Iterator[Edit]:
    """An edit for each loose character; text with references is left alone."""
    for run in shared.document.runs:
        if not run.raw or unicodedata.is_normalized("NFC", run.text):
            continue
        for start, end, composed in loose(run.text):
            yield Edit(run.start + start, run.start + end, composed)
