"""Where two spellings of one word differ, letter by letter."""

from __future__ import annotations

import unicodedata
from functools import cache

LONGEST = 2_000  # letters of a word that are compared; a longer pair is one change


@cache
def letters(left: str, right: str) -> tuple[tuple[str, str], ...]:
    """Pairs of stretches that are equal or differ; joined, they are the two words.

    Diff-match-patch without a time limit, so that the result never depends on the machine. A
    combining mark stays with its letter.

    >>> letters("colour", "color")
    (('colo', 'colo'), ('u', ''), ('r', 'r'))
    """
    if max(len(left), len(right)) > LONGEST:
        return ((left, right),)
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    alphabet: dict[str, str] = {}
    codes = [
        "".join(alphabet.setdefault(c, chr(0xE000 + len(alphabet))) for c in _clusters(side))
        for side in (left, right)
    ]
    back = {code: cluster for cluster, code in alphabet.items()}
    diffs = engine.diff_main(codes[0], codes[1], False)
    engine.diff_cleanupSemanticLossless(diffs)
    found: list[tuple[str, str]] = []
    for op, piece in diffs:
        text = "".join(back[c] for c in piece)
        if op == 0:
            found.append((text, text))
        elif found and op == 1 and not found[-1][1]:
            found[-1] = (found[-1][0], text)
        else:
            found.append((text, "") if op < 0 else ("", text))
    return tuple(found)


def _clusters(text: str) -> list[str]:
    out: list[str] = []
    for char in text:
        if out and unicodedata.combining(char):
            out[-1] += char
        else:
            out.append(char)
    return out
