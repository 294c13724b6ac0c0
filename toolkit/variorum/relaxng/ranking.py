"""What would have been allowed, the likeliest first, the long tail folded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

SHOWN = 6  # names in a list before the rest is folded
READ = 200_000  # elements read to learn what this file uses


class Usage:
    """Which children and attributes this file uses under which element; counted when asked for."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._children: dict[str, Counter[str]] = {}
        self._attributes: dict[str, Counter[str]] = {}

    @cached_property
    def _named(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for node in islice(self._root.iter("*"), READ):
            found[node.tag].append(node)
        return found

    def children(self, tag: str) -> Counter[str]:
        """How often each element stands in elements of this name."""
        if (known := self._children.get(tag)) is None:
            every = (child.tag for node in self._named.get(tag, ()) for child in node)
            known = self._children[tag] = Counter(name for name in every if isinstance(name, str))
        return known

    def attributes(self, tag: str) -> Counter[str]:
        """How often each attribute stands on elements of this name."""
        if (known := self._attributes.get(tag)) is None:
            known = self._attributes[tag] = Counter()
            every = Counter(tuple(node.keys()) for node in self._named.get(tag, ()))
            for names, count in every.items():
                known.update(dict.fromkeys(names, count))
        return known


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
