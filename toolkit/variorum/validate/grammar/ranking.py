"""What would have been allowed, the likeliest first, the long tail folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

SHOWN = 6  # names in a list before the rest is folded
READ = 200_000  # elements read to learn what this file uses


class Usage:
    """Which children and attributes this file uses under which element."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._children: dict[str, Counter[str]] | None = None
        self._attributes: dict[str, Counter[str]] = {}

    def _read(self) -> dict[str, Counter[str]]:
        if self._children is None:
            self._children = {}
            steps: Counter[tuple[str | None, str]] = Counter()
            sets: Counter[tuple[str, tuple[str, ...]]] = Counter()
            for node in islice(self._root.iter("*"), READ):
                parent = node.getparent()
                steps[None if parent is None else parent.tag, node.tag] += 1
                sets[node.tag, tuple(node.keys())] += 1
            for (above, tag), count in steps.items():
                if above is not None:
                    self._children.setdefault(above, Counter())[tag] = count
            for (tag, names), count in sets.items():
                own = self._attributes.setdefault(tag, Counter())
                own.update(dict.fromkeys(names, count))
        return self._children

    def children(self, tag: str) -> Counter[str]:
        """How often each element stands in elements of this name."""
        return self._read().get(tag, Counter())

    def attributes(self, tag: str) -> Counter[str]:
        """How often each attribute stands on elements of this name."""
        self._read()
        return self._attributes.get(tag, Counter())


def ranked(
    names: Iterable[str], *, required: Sequence[str] = (), used: Counter[str] | None = None
) -> list[str]:
    """Required names first, then those that this file uses here, by frequency, then the rest."""
    counts = used or Counter()
    every = list(dict.fromkeys([*required, *names]))
    place = {name: i for i, name in enumerate(every)}
    return sorted(every, key=lambda name: (name not in required, -counts.get(name, 0), place[name]))


def listing(names: Sequence[str], show: Callable[[str], str], word: str = "or") -> str:
    """`a, b or c`; a long list is folded: `a, b, c … and 40 more`."""
    shown = [show(name) for name in names[:SHOWN]]
    if len(names) > SHOWN + 1:
        return f"{', '.join(shown)} … and {len(names) - SHOWN} more"
    shown = [show(name) for name in names]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}"
