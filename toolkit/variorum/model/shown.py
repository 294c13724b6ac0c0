"""How every value shows itself: one line, a table in a notebook, plain data for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar

from ..errors import OutOfRange, UnknownName
from . import notebook
from .frozen import thawed

WIDEST = 110  # characters of a repr
T = TypeVar("T")


class Shown:
    """The base of the values: subclasses are frozen dataclasses that say `repr=False`.

    A subclass changes `_line` where its fields would not fit on a line, `to_dict` where its JSON
    is more than its fields, and `to_rows` where it has parts.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return _cut(self._line())

    def _line(self) -> str:
        said = [
            f"{f.name}={_brief(value)}"
            for f in fields(self)  # type: ignore[arg-type]
            if f.init and (value := getattr(self, f.name)) != f.default
        ]
        return f"{type(self).__name__}({', '.join(said)})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return notebook.table(self.to_rows(), caption=repr(self))

    def to_dict(self) -> dict[str, Any]:
        """The value as plain data that `json` can write."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self) if f.init}  # type: ignore[arg-type]

    def to_rows(self) -> list[dict[str, Any]]:
        """A list of dicts with the same keys, as `pandas.DataFrame` takes it."""
        return [self.to_dict()]

    def __reduce__(self) -> tuple[Any, ...]:
        given = (thawed(getattr(self, f.name)) for f in fields(self) if f.init)  # type: ignore[arg-type]
        return type(self), tuple(given)


class Parts(Shown):
    """A result whose JSON has long lists: `members` gives it piece by piece.

    It is true even if it is empty: an apparatus without a unit is still an apparatus, and differs
    from none by `if source.apparatus`.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return True

    def members(self) -> Iterator[tuple[str, Any]]:
        """The pairs of `to_dict`, in order; a list that may be long is an iterator."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The value as plain data that `json` can write: what the JSON output holds."""
        return {k: list(v) if isinstance(v, Iterator) else v for k, v in self.members()}


def plain(value: Any) -> Any:
    """Any part of a value as `json` takes it."""
    if isinstance(value, Shown):
        return value.to_dict()
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def item(parts: Sequence[T], index: int, what: str) -> T:
    """`parts[index]`; raises `OutOfRange`, which says how many there are."""
    try:
        return parts[index]
    except IndexError:
        raise out_of_range(index, len(parts), what) from None


def out_of_range(index: int, size: int, what: str) -> OutOfRange:
    """What is wrong with an index, with the places that there are."""
    there = f"there are {size}, from 0 to {size - 1}" if size else "there are none"
    return OutOfRange(f"{what} {index} is out of range", hint=there)


def unknown(name: object, known: Iterable[str], what: str) -> UnknownName:
    """What is wrong with a name, with those that there are."""
    offered = list(known)
    rest = f" and {len(offered) - SOME} more" if len(offered) > SOME else ""
    there = f"choose from {', '.join(offered[:SOME])}{rest}" if offered else "there are none"
    return UnknownName(f"unknown {what} {_brief(name)}", hint=there)


SOME = 12  # names listed in a message


def columns(own: Sequence[str], sigla: Iterable[str]) -> tuple[str, ...]:
    """The names of a table's own columns, kept apart from witnesses who have the same.

    >>> columns(["row", "moved"], ["A", "row"])
    ('row_', 'moved')
    """
    taken = set(sigla)
    found = []
    for name in own:
        while name in taken:
            name += "_"
        found.append(name)
    return tuple(found)


def counted(n: int, what: str, many: str = "") -> str:
    """`1 column`, `2 columns`."""
    return f"{n} {what if n == 1 else many or what + 's'}"


def witnesses(sigla: Sequence[str]) -> str:
    """`3 witnesses A B C`, cut where there are many."""
    return listed(sigla, "witness", "witnesses")


def listed(sigla: Sequence[str], what: str, many: str = "") -> str:
    """`3 witnesses A B C`, cut where there are many."""
    more = " …" if len(sigla) > 8 else ""
    return f"{counted(len(sigla), what, many)} {' '.join(sigla[:8])}{more}".rstrip()


def _brief(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:39] + "…")
    if isinstance(value, tuple) and len(value) > 3:
        return f"({_brief(value[0])}, … {len(value)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(_brief, value))}{',' * (len(value) == 1)})"
    if isinstance(value, memoryview | Mapping) and len(value) > 3:
        return f"{{… {len(value)}}}"
    return str(value) if isinstance(value, Enum) else _cut(repr(value))


def _cut(line: str) -> str:
    line = "".join(c if c.isprintable() else "·" for c in line)
    if len(line) <= WIDEST:
        return line
    return f"{line[: WIDEST - 2]}…{'>' if line.startswith('<') else ')'}"
