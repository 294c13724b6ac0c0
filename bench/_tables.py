"""Tables of the results, as Markdown, and the machine they were taken on."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version


@dataclass
class Table:
    """One table with what has to be said about it; `lines` stand below it as they are."""

    title: str
    note: str = ""
    header: Sequence[str] = ()
    rows: list[Sequence[str]] = field(default_factory=list)
    lines: Sequence[str] = ()

    def markdown(self) -> str:
        """The table in Markdown, columns padded so that it reads as plain text too."""
        parts = [f"### {self.title}\n"]
        if self.note:
            parts.append(f"{self.note}\n")
        if self.rows:
            parts.append(_grid([list(self.header), *map(list, self.rows)]) + "\n")
        if self.lines:
            parts.append("```text\n" + "\n".join(self.lines) + "\n```\n")
        return "\n".join(parts)


def _grid(rows: list[list[str]]) -> str:
    widths = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    lines = ["| " + " | ".join(x.ljust(w) for x, w in zip(row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


def machine() -> list[tuple[str, str]]:
    """What the figures depend on, without a name, a path or a date."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    packages = ("numpy", "rapidfuzz", "lxml", "regex")
    return [
        ("variorum", version("variorum")),
        ("Python", platform.python_version()),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{_memory()} GB"),
        ("load at the end", f"{load:.1f} processes" if load else "unknown"),
        *((name, version(name)) for name in packages),
    ]


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as stream:
            names = [line.partition(":")[2].strip() for line in stream if "model name" in line]
        return names[0] if names else platform.machine()
    except OSError:
        return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f}"
    except (ValueError, OSError, AttributeError):
        return "?"


def say(message: str) -> None:
    """Progress of a bench, on standard error."""
    print(message, file=sys.stderr, flush=True)


def lost(markdown: str) -> list[str]:
    """What the tables of a part call lost or missed: a line each, with the table's title."""
    said, title, head = [], "", []
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")] if line[:1] == "|" else []
        if line.startswith("### "):
            title, head = line[4:], []
        elif cells and not head:
            head = cells
        elif any(word in cells for word in ("**lost**", "**missed**")) or _poor(head, cells):
            row = dict(zip(head, cells))
            what = ", ".join(cells[: _labels(head)])
            told = {k: v for k, v in row.items() if k in ("ours / peer (range)", "share", *_LIMITS)}
            said.append(f"{title}: {what}: " + ", ".join(f"{k} {v}" for k, v in told.items()))
    return said


_LIMITS = ("median, ms", "budget, ms", "goal", "precision", "recall")
POOR = 0.9  # a recall below it is a loss, whatever there is to compare it with


def _poor(head: Sequence[str], cells: Sequence[str]) -> bool:
    found = dict(zip(head, cells)).get("recall", "")
    return found[:1].isdigit() and float(found) < POOR


def _labels(head: Sequence[str]) -> int:
    """How many columns say what a row is about: those before the first that was measured."""
    first = [
        i
        for i, cell in enumerate(head)
        if cell in ("ours, s", "median, ms", "true splits", "passages")
    ]
    return first[0] if first else 1
