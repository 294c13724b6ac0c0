"""Hints keep to the list of words: what a user is told to do is said as everybody says it."""

from __future__ import annotations

import re

from conftest import ROOT

HINT = re.compile(r"""(?:hint|HINT|OF_BASE)\s*=\s*\(?\s*f?"([^"]*)\"""")
AVOIDED = re.compile(r"\b(?:mend|mended|shall|lest)\b")


def test_no_hint_uses_a_word_that_the_list_avoids() -> None:
    files = (ROOT / "toolkit" / "variorum").rglob("*.py")
    hints = [(path, hint) for path in files for hint in HINT.findall(path.read_text("utf-8"))]
    assert len(hints) > 100
    assert not [f"{path.name}: {hint}" for path, hint in hints if AVOIDED.search(hint)]
