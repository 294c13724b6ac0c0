"""Measure what collation costs: CPU seconds and peak memory of whole processes.

    python bench/collation_cost.py [NAME …]      names: small wide growth repetitive shapes

Each measurement is a fresh Python that reads its witnesses from files and collates them; the time
is that of the process, import included (guide "performance", section 10).
"""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from tradition import repetitive, tradition

CHILD = """
import sys
from pathlib import Path
from variorum.collation import collate
from variorum.text.build import witness_from_text
given = [witness_from_text(f"W{i}", Path(p).read_text()) for i, p in enumerate(sys.argv[1:])]
table = collate(given)
for w in table.witnesses[:2]:
    assert sum(table.ends[0]) >= 0 and table.ends[0][-1] == len(table.witnesses[0])
print(len(table), sum(len(w) for w in given))
"""
IDLE = "import numpy, rapidfuzz.distance, rapidfuzz.process, regex, variorum.collation"


def run(code: str, files: list[str]) -> tuple[float, float, str]:
    """CPU seconds, peak megabytes and output of a child process."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([sys.executable, "-c", code, *files], stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"the measured process failed: {status}")
        out.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read().decode().strip()


def measure(label: str, texts: dict[str, list[str]], runs: int = 3) -> tuple[float, float, int]:
    """Print and return the median CPU time, the peak and the number of tokens."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, tokens in texts.items():
            path = Path(folder) / f"{name}.txt"
            path.write_text(" ".join(tokens), encoding="utf-8")
            files.append(str(path))
        found = sorted(run(CHILD, files) for _ in range(runs))
    cpu, _, out = found[len(found) // 2]
    peak = max(f[1] for f in found)
    columns, total = map(int, out.split())
    base = run(IDLE, [])
    print(
        f"{label:24} {cpu:6.2f} s ({found[0][0]:.2f}-{found[-1][0]:.2f})  {peak:6.0f} MB  "
        f"{(peak - base[1]) * 1048576 / max(total, 1):6.0f} B/token  {columns} columns",
        flush=True,
    )
    return cpu, peak, total


def growth() -> None:
    points = []
    for length in (10_000, 50_000, 250_000, 500_000):
        made = tradition(4, length).tokens
        cpu, _, total = measure(f"4 x {length}", made, 1 if length > 100_000 else 3)
        points.append((math.log(total), cpu))
    base = run(IDLE, [])[0]
    (x0, y0), (x1, y1) = points[0], points[-1]
    print(f"exponent {math.log((y1 - base) / (y0 - base)) / (x1 - x0):.2f} (start-up {base:.2f} s)")


def shapes() -> None:
    words = tradition(1, 21_000, seed=3).tokens["W00"]
    measure("200 x 50", {f"W{i:03}": words[i : i + 50] for i in range(200)}, 1)
    measure("nothing in common", {"A": words[:2000], "B": [w + "q" for w in words[2000:4000]]}, 1)
    refrain = ["ora", "pro", "nobis", ","]
    litany = refrain * 3000
    measure("litany 2 x 12000", {"A": litany, "B": [*refrain[1:], *litany, "amen"]}, 1)
    measure("one word 2 x 8000", {"A": ["om"] * 8000, "B": ["om"] * 8100}, 1)
    measure("nothing, 2 x 10000", {"A": words[:10_000], "B": [w + "q" for w in words[10_000:]]}, 1)
    measure("one token of 1 MB", {"A": ["a" * 1_000_000, "b"], "B": ["a" * 999_999, "b"]}, 1)


def main() -> None:
    names = sys.argv[1:] or ["small", "wide", "repetitive", "shapes", "growth"]
    for name in names:
        if name == "small":
            measure("8 x 1000", tradition(8, 1000).tokens)
        elif name == "wide":
            measure("8 x 10000", tradition(8, 10_000).tokens)
            measure("16 x 10000", tradition(16, 10_000).tokens, 1)
        elif name == "repetitive":
            for length in (1000, 2000, 4000, 20_000):
                measure(f"repetitive 2 x {length}", repetitive(length), 1)
        elif name == "shapes":
            shapes()
        else:
            growth()
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
