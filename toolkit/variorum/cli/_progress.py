"""A bar on standard error for work of more than two seconds; silent wherever nobody watches.

`watch` stands around a command; `stage` says what it is at; `stop` clears the bar before anything
else is printed. Without a terminal, with --quiet, in CI or with TERM=dumb nothing is started, and
rich is imported only when the bar appears.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from . import _settings

if TYPE_CHECKING:
    from threading import Timer

    from rich.progress import Progress

AFTER = 2.0  # seconds; shorter work needs no bar


class _Bar:
    """The bar of this process, waiting, shown, or neither."""

    def __init__(self) -> None:
        self.text = "working"
        self.timer: Timer | None = None
        self.shown: Progress | None = None
        self.share: tuple[int, int] | None = None  # done, of how many; None = not known
        self.owner = 0  # the process that watches; one that was forked off it prints nothing

    @property
    def on(self) -> bool:
        return self.owner == os.getpid()

    def wait(self) -> None:
        from threading import Timer

        self.timer = Timer(AFTER, self.show)
        self.timer.daemon = True
        self.timer.start()

    def show(self) -> None:
        try:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
        except ImportError:  # a bar is a comfort, never a condition
            return
        if not self.on or self.shown is not None:
            return
        bar = Progress(
            TextColumn("variorum: {task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            refresh_per_second=4,
        )
        bar.add_task(self.text, total=None)
        self.shown = bar
        self.tell()
        bar.start()

    def tell(self) -> None:
        """Put the text and the share on the bar."""
        if (shown := self.shown) is not None:
            done, total = self.share or (0, None)
            for task in shown.task_ids:
                shown.update(task, description=self.text, completed=done, total=total)

    def clear(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if self.shown is not None:
            shown, self.shown = self.shown, None
            shown.stop()


_bar = _Bar()


def wanted() -> bool:
    """Does somebody watch?"""
    stream = sys.stderr
    return (
        not _settings.current().quiet
        and not os.environ.get("CI")
        and os.environ.get("TERM") != "dumb"
        and stream is not None
        and stream.isatty()
    )


@contextmanager
def watch(text: str) -> Iterator[None]:
    """Show a bar if what runs inside takes longer than two seconds."""
    if not wanted():
        yield
        return
    _bar.owner, _bar.text, _bar.share = os.getpid(), text, None
    _bar.wait()
    try:
        yield
    finally:
        _bar.owner = 0
        _bar.clear()


def stage(text: str) -> None:
    """Say what the work is at."""
    _bar.text, _bar.share = text, None
    _go_on()


def count(done: int, total: int) -> None:
    """Say how many of how many parts are done."""
    _bar.share = (done, total)
    _go_on()


def _go_on() -> None:
    if not _bar.on:
        return
    _bar.tell()
    if _bar.timer is None:
        _bar.wait()


def stop() -> None:
    """Clear the bar, since something is to be printed; the next stage may bring it back."""
    if _bar.on:
        _bar.clear()
