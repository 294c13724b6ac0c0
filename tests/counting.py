"""What work costs, counted: a count is the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from variorum.collation import blocks, gaps


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of Python and those of its libraries."""
    count = 0

    def heard(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def cells_filled() -> Iterator[list[int]]:
    """The sizes, in cells, of the tables that are filled while texts are collated."""
    sizes: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        for way in (gaps, blocks):
            patch.setattr(way, "align", _counted(way.align, sizes))
        yield sizes


def _counted(align: Callable[..., object], sizes: list[int]) -> Callable[..., object]:
    def counting(scores: object, left: gaps.Costs, right: gaps.Costs) -> object:
        sizes.append(len(left.first) * len(right.first))
        return align(scores, left, right)

    return counting
