"""The nearest names and values: what the writer may have meant."""

from __future__ import annotations

from collections.abc import Iterable

DISTANCE = 2  # slips of the pen: letters lost, doubled, changed, and neighbours changed about


def near(a: str, b: str) -> bool:
    """Are two names different by a slip of the pen?"""
    return distance(a, b) <= limit(a)


def limit(name: str) -> int:
    """How many slips a name of this length may hold and still be known again."""
    return DISTANCE if len(name) > 3 else 1


def distance(a: str, b: str) -> int:
    """Edit distance, neighbours changed about counting once; `DISTANCE + 1` for any more."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(a, b, score_cutoff=DISTANCE))


def nearest_value(value: str, values: Iterable[str]) -> tuple[str, ...]:
    """The listed values within reach; a long value may differ by a third of its letters."""
    from rapidfuzz.distance import OSA

    bound = max(limit(value), len(value) // 3)
    found = []
    for other in dict.fromkeys(values):
        apart = int(OSA.distance(value.lower(), other.lower(), score_cutoff=bound))
        if apart <= bound:
            found.append((apart, other))
    return tuple(other for _, other in sorted(found))


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names within reach of `name`, the nearest first; case alone counts as no distance."""
    bound = limit(name)
    found = []
    for other in dict.fromkeys(names):
        apart = 0 if other.lower() == name.lower() else distance(name, other)
        if apart <= bound and other != name:
            found.append((apart, other))
    return tuple(other for _, other in sorted(found))
