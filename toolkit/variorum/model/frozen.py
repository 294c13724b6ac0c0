"""What a value holds cannot be written to: columns of numbers and mappings, given or made."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V", covariant=True)


def ints(values: Sequence[int]) -> Sequence[int]:
    """A column of numbers (32 bits each) that cannot be written to: a memoryview of bytes.

    It is indexed as fast as an array and takes as little room; numpy sees it without a copy, and
    read-only too. A column that this function made comes back as it is.
    """
    if isinstance(values, memoryview):
        if isinstance(values.obj, bytes) and values.format == "i":
            return values
        values = values.tolist()
    if not (isinstance(values, array) and values.typecode == "i"):
        values = array("i", values)
    return memoryview(values.tobytes()).cast("i")


def thawed(value: Any) -> Any:
    """The same for a pickle, which knows arrays but no views."""
    if isinstance(value, memoryview):
        return array("i", value)
    return tuple(map(thawed, value)) if type(value) is tuple else value


def frozen(value: Any) -> Any:
    """A mapping, a list or a set as one that cannot be written to, to any depth."""
    if isinstance(value, Mapping):
        return value if isinstance(value, Frozen) else Frozen(value)
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return frozenset(value) if isinstance(value, set) else value


class Frozen(Mapping[K, V]):
    """A mapping that cannot be written to; it can be hashed and pickled.

    >>> f = Frozen({"t": "word", "n": [1, 2]})
    >>> f, f["n"], f == {"t": "word", "n": (1, 2)}
    ({'t': 'word', 'n': (1, 2)}, (1, 2), True)
    """

    __slots__ = ("_held",)
    _held: dict[K, V]

    def __init__(self, given: Mapping[K, V]) -> None:
        held = {key: frozen(value) for key, value in given.items()}
        object.__setattr__(self, "_held", held)

    def __getitem__(self, key: K) -> V:
        return self._held[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def __repr__(self) -> str:
        return repr(self._held)

    def __reduce__(self) -> tuple[type[Frozen[K, V]], tuple[dict[K, V]]]:
        return type(self), (dict(self._held),)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"cannot assign to {name!r}: the mapping is read-only")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"cannot delete {name!r}: the mapping is read-only")
