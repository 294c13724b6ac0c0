"""The regular expressions of prefixDef and cRefPattern: read as XPath's, run only where that ends.

A document is not trusted: its expression might take for ever on its own references. What is run
has no repetition of what repeats or chooses, and its steps are bounded by the text's length.
"""

from __future__ import annotations

import math
import re
import warnings
from functools import lru_cache

STEPS = 1_000_000  # ways to divide a text among the repetitions: some hundredths of a second
LONGEST = 1000  # characters of a pattern or of a reference
_CLASSES = re.compile(r"\\[pP]\{\^?[\w-]+\}|\\[icIC]")  # XPath's, which Python lacks
_SUBTRACTION = re.compile(r"-\[[^\]]*\]\]")
_REPEATED = re.compile(r"[*+{?]")
_QUIET = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|(?<=[*+?}])\?|\(\?[:=!]")
_GROUP = re.compile(r"\$(\d)")


class UnsafePattern(ValueError):
    """An expression that could run for ever and is not run."""


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression of XPath as Python's; raises `re.error` or `UnsafePattern`.

    >>> compiled(r"(\\p{L}+)").groups
    1
    """
    if len(pattern) > LONGEST:
        raise UnsafePattern(pattern[:40])
    plain = _SUBTRACTION.sub("]", _CLASSES.sub(r"\\w", pattern))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what Python may one day read otherwise
        try:
            found = re.compile(plain)
        except (OverflowError, RecursionError):
            raise UnsafePattern(pattern[:40]) from None
    if _nested(_QUIET.sub("x", plain)):
        raise UnsafePattern(pattern[:40])
    return found


def _nested(bare: str) -> bool:
    """Is a group repeated in which something repeats or chooses? Classes are one `x` by now."""
    inner = re.compile(r"\([^()]*\)[*+{]?")
    while found := inner.search(bare):
        held, repeated = found[0], found[0][-1] != ")"
        content = held[1 : held.rindex(")")]
        busy = bool(re.search(r"[*+{?|]", content))
        if busy and repeated:
            return True
        bare = bare[: found.start()] + ("x+" if busy or repeated else "x") + bare[found.end() :]
    return False


def replaced(pattern: str, replacement: str, reference: str) -> str | None:
    """Apply a pattern to a reference; None where it does not match, or is not run.

    >>> replaced(r"(\\w+)\\.(\\d+)", "#$1-$2", "Gen.3"), replaced("([", "#$1", "Gen")
    ('#Gen-3', None)
    """
    expression = _bounded(pattern, reference)
    match = expression.fullmatch(reference) if expression else None
    if expression is None or match is None:
        return None
    groups = expression.groups
    return _GROUP.sub(
        lambda m: (match[int(m[1])] or "") if int(m[1]) <= groups else "", replacement
    )


def matches(pattern: str, reference: str) -> bool | None:
    """Has a reference the form that a pattern asks for? None where that is not tried."""
    expression = _bounded(pattern, reference)
    return None if expression is None else expression.fullmatch(reference) is not None


def _bounded(pattern: str, reference: str) -> re.Pattern[str] | None:
    """The expression, if it is one that comes to an end on this reference."""
    try:
        expression = compiled(pattern)
    except (re.error, UnsafePattern):
        return None
    repeats = len(_REPEATED.findall(_QUIET.sub("x", pattern)))
    steps = len(reference) ** repeats / math.factorial(repeats) if repeats < 100 else math.inf
    return expression if len(reference) <= LONGEST and steps <= STEPS else None


def missing_groups(replacement: str, groups: int) -> list[str]:
    """What a replacement asks for beyond the groups there are.

    >>> missing_groups("#$1.$2", 1)
    ['$2']
    """
    asked = (m[0] for m in re.finditer(r"(?<!\\)\$\d", replacement))
    return sorted({one for one in asked if int(one[1]) > groups})
