"""A text patch: what changes one version into another, and its application where it fits.

The hunks are those of diff-match-patch: they carry context and find their place although the
text around has moved a little. A patch is applied whole or not at all. No time limit anywhere:
the result never depends on the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..alignment.equal import matches
from ..errors import ReadError, UsageError
from ..model import Signature
from .runs import stretches

HEAD = "# "  # lines before the hunks: who, and with what
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_NEAR = 0.35  # how unlike the place of a hunk may be: diff-match-patch's threshold, 0 = exact
_FAR = 2_000  # characters from where it is expected


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start:end` of a text become `new`."""

    start: int
    end: int
    new: str


class _Worth(dict[str, float]):
    """What an equal token is worth: a blank alone holds no two changes apart."""

    def __missing__(self, token: str) -> float:
        return 0.25 if token.isspace() else 1.0 if token[0].isalnum() else 0.6


def edits(old: str, new: str) -> list[Edit]:
    """Word by word, what makes `new` of `old`; in order, apart from each other.

    >>> edits("the old man", "the wise man")
    [Edit(start=4, end=7, new='wise')]
    """
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    pairs = matches(left, right, _Worth())
    found: list[Edit] = []
    at = to = 0
    for s in stretches(pairs, len(left), len(right)):
        lost, gained = "".join(left[s.a0 : s.a1]), "".join(right[s.b0 : s.b1])
        if not s.equal:
            found.append(Edit(at, at + len(lost), gained))
        at, to = at + len(lost), to + len(gained)
    assert to == len(new)
    return found


def edits_by_line(old: str, new: str) -> list[Edit]:
    """The edits, none across the end of a line, where both texts have as many lines.

    >>> edits_by_line("a b\\nc", "a x\\nd")
    [Edit(start=2, end=3, new='x'), Edit(start=4, end=5, new='d')]
    """
    lines, after = old.split("\n"), new.split("\n")
    if len(lines) != len(after):
        return edits(old, new)
    found: list[Edit] = []
    at = 0
    for line, other in zip(lines, after, strict=True):
        found += (Edit(at + e.start, at + e.end, e.new) for e in edits(line, other))
        at += len(line) + 1
    return found


@cache
def _engine() -> Any:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    engine.Match_Threshold = _NEAR
    engine.Match_Distance = _FAR
    engine.Patch_DeleteThreshold = _NEAR
    return engine


def make(old: str, new: str, names: tuple[str, str]) -> str:
    """The patch that makes `new` of `old`; without hunks where they are equal."""
    diffs: list[tuple[int, str]] = []
    at = 0
    for edit in edits(old, new):
        diffs.append((0, old[at : edit.start]))
        if edit.end > edit.start:
            diffs.append((-1, old[edit.start : edit.end]))
        if edit.new:
            diffs.append((1, edit.new))
        at = edit.end
    diffs.append((0, old[at:]))
    engine = _engine()
    patches = engine.patch_make(old, [d for d in diffs if d[1]])
    head = f"{HEAD}{Signature().adding(patch='words-1')}\n--- {names[0]}\n+++ {names[1]}\n"
    return head + str(engine.patch_toText(patches))


def parse(patch: str, *, name: str) -> list[Any]:
    """The hunks of a patch; raises `ReadError` for what is none."""
    lines = patch.splitlines(keepends=True)
    first = next((k for k, line in enumerate(lines) if line.startswith("@@")), len(lines))
    strange = [k for k, x in enumerate(lines[:first]) if x.strip() and x[:4] not in _HEADS]
    if strange or not lines:
        raise ReadError("not a text patch", source=name, line=(strange or [0])[0] + 1, hint=_HOW)
    try:
        found: list[Any] = _engine().patch_fromText("".join(lines[first:]))
    except (ValueError, UnicodeDecodeError) as error:
        raise ReadError("not a text patch", source=name, line=first + 1, hint=_HOW) from error
    for number, hunk in enumerate(found, 1):
        _check(hunk, number, name)
    return found


def _check(hunk: Any, number: int, name: str) -> None:
    """A hunk has as many characters as it says, or is cut off, or counts lines as `diff -u` does.

    Raises `ReadError`: taken for ours, the latter would lose the ends of its lines.
    """
    old = sum(len(text) for op, text in hunk.diffs if op <= 0)
    new = sum(len(text) for op, text in hunk.diffs if op >= 0)
    if (old, new) != (hunk.length1, hunk.length2):
        raise ReadError(
            f"hunk {number} is not as long as its header says: truncated, or from a line diff",
            source=name,
            hint=f"{_HOW}; for a line diff use patch(1)",
        )  # fmt: skip


_HEADS = ("# va", "--- ", "+++ ")
_HOW = "make one from two texts with diff, in the format patch"


def reverse(patches: list[Any]) -> list[Any]:
    """The patch that undoes a patch: the last hunk first.

    Each hunk is written for the text that those before it have made: so count its places too.
    """
    turned = _engine().patch_deepCopy(patches)[::-1]
    for patch in turned:
        patch.diffs = [(-op, text) for op, text in patch.diffs]
        patch.start1, patch.start2 = patch.start2, patch.start1
        patch.length1, patch.length2 = patch.length2, patch.length1
    return turned  # type: ignore[no-any-return]


def apply(patches: list[Any], text: str, *, name: str) -> str:
    """The patched text; raises `UsageError` where a hunk does not fit, and then nothing is done."""
    result, fitted = _engine().patch_apply(patches, text)
    if not all(fitted):
        lost = [k for k, fits in enumerate(fitted) if not fits]
        raise UsageError(
            f"{name}: {len(lost)} of {len(fitted)} hunks do not fit, the first is hunk "
            f"{lost[0] + 1}; nothing was changed",
            hint="make the patch again against this text",
        )
    return str(result)
