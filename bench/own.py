"""Cost and quality beside the peers, on texts of our own making: needs nothing but the repository.

    python -m bench [collation growth repetitive diff validation start trees]

Every function here gives tables; `python -m bench` runs them and writes `bench/RESULTS.md`.
"""

from __future__ import annotations

import json
import math
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import _peers as peers
from _peers import HEADER, paired, run, variorum
from _tables import Table, say
from tradition import base_text, pair_rates, repetitive, tradition

COLLATEX = """
import json, sys
from collatex import Collation, collate
data = json.load(open(sys.argv[1], encoding="utf-8"))
print(collate(Collation.create_from_dict(data), output="json", segmentation=False))
"""
DIFFLIB = """
import sys, difflib
a, b = (open(p, encoding="utf-8").read().split() for p in sys.argv[1:])
for op in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
    print(op[0], " ".join(a[op[1]:op[2]]), "|", " ".join(b[op[3]:op[4]]))
"""
DMP = """
import sys, diff_match_patch
tool = diff_match_patch.diff_match_patch()
tool.Diff_Timeout = 0
known = {}
def coded(path):
    words = open(path, encoding="utf-8").read().split()
    return "".join(known.setdefault(w, chr(0x10000 + len(known))) for w in words)
a, b = map(coded, sys.argv[1:])
back = {c: w for w, c in known.items()}
for op, run in tool.diff_main(a, b, False):
    print(op, " ".join(back[c] for c in run))
"""
LXML = """
import sys
from lxml import etree
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
schema.validate(etree.parse(sys.argv[2]))
print(len(schema.error_log))
"""


def collatex_json(texts: dict[str, list[str]], folder: str, name: str) -> str:
    """Write tokens in the form that CollateX and we both read."""
    path = Path(folder) / f"{name}.json"
    witnesses = [
        {"id": s, "tokens": [{"t": f"{t} ", "n": t} for t in tokens]} for s, tokens in texts.items()
    ]
    path.write_text(json.dumps({"witnesses": witnesses}), encoding="utf-8")
    return str(path)


def columns_of(out: bytes, sigla: Sequence[str], *, vertical: bool) -> dict[str, list[int]]:
    """The column of every token, from a table in JSON: ours is vertical, CollateX's is not."""
    data = json.loads(out)
    rows = list(zip(*data["table"])) if vertical else data["table"]
    named = dict(zip(data["witnesses"], rows))
    return {s: [c for c, cell in enumerate(named[s]) for _ in cell or ()] for s in sigla}


def collation(quick: bool) -> list[Table]:
    """CollateX Python on the same file of tokens, table out as JSON."""
    python = peers.python_with("collatex")
    table = Table(
        "Collation: CollateX Python on the same tokens",
        "Whole processes that read one JSON file of tokens and print the table as JSON, without "
        "segmentation. Recall and precision: pairs of tokens in one column, over all pairs of "
        "witnesses, against the known truth.",
        ["tokens × witnesses", *HEADER, "our recall, precision", "its recall, precision"],
    )
    sizes = [(300, 4), (300, 8), (1000, 2), (1000, 4)] if quick else [
        (300, 4), (300, 8), (300, 16), (1000, 2), (1000, 4), (1000, 8)]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for tokens, witnesses in sizes if python else []:
            say(f"collation {tokens} x {witnesses}")
            made = tradition(witnesses, tokens)
            path = collatex_json(made.tokens, folder, "w")
            ours = variorum("collate", path, "--format", "collatex", "--no-segmentation")
            slow = tokens * tokens * witnesses >= 4_000_000
            found = paired(ours, [python or "", "-c", COLLATEX, path], 2 if slow else 3)
            rates = []
            for out, vertical in ((found.our_out, True), (found.their_out, False)):
                placed = columns_of(out, list(made.tokens), vertical=vertical)
                recall, precision, _ = pair_rates(placed, made.columns)
                rates.append(f"{recall:.3f}, {precision:.3f}")
            table.rows.append([f"{tokens} × {witnesses}", *found.cells(), *rates])
    return [table] if python else [absent(table, "CollateX Python")]


def absent(table: Table, peer: str) -> Table:
    table.note = f"Left out: {peer} is not installed here (`make bench-peers`)."
    return table


def growth(quick: bool) -> list[Table]:
    """How cost grows with the text, ours and CollateX Python's, each fitted over its own sizes."""
    lengths = [5_000, 20_000, 80_000] if quick else [10_000, 40_000, 160_000, 500_000]
    peer_lengths = [150, 300, 600] if quick else [150, 300, 600, 1200]
    table = Table(
        "Growth of collation",
        "CPU ~ tokens^e: least squares over the logarithms, start-up taken off; R² is the fit's. "
        "The slope between two sizes is noisy on a busy machine.",
        ["what", "tokens a witness", "CPU, s", "peak, MB", "exponent", "R²"],
    )
    python = peers.python_with("collatex")
    with tempfile.TemporaryDirectory() as folder:
        idle = _idle(folder)
        for witnesses in (2, 4):
            say(f"growth, {witnesses} witnesses")
            found = []
            for n in lengths:
                path = collatex_json(tradition(witnesses, n).tokens, folder, "w")
                found.append(run(variorum("collate", path, "-f", "collatex", "--no-segmentation")))
            table.rows.append(_grown(f"ours, {witnesses} witnesses", lengths, found, idle))
        if python:
            say("growth, CollateX Python")
            found = []
            for n in peer_lengths:
                path = collatex_json(tradition(2, n).tokens, folder, "w")
                found.append(run([python, "-c", COLLATEX, path]))
            still = run([python, "-c", "import collatex"]).cpu
            table.rows.append(_grown("CollateX Python, 2 witnesses", peer_lengths, found, still))
    return [table]


def _idle(folder: str) -> float:
    """CPU of a collation that has next to nothing to do."""
    path = collatex_json({"A": ["a", "b"], "B": ["a", "c"]}, folder, "idle")
    return statistics.median(run(variorum("collate", path, "-f", "collatex")).cpu for _ in range(3))


def _grown(label: str, lengths: list[int], found: list[peers.Usage], idle: float) -> list[str]:
    exponent, fit = fitted(lengths, [max(u.cpu - idle, 0.001) for u in found])
    return [
        label,
        ", ".join(f"{n:,}" for n in lengths),
        ", ".join(f"{u.cpu:.2f}" for u in found),
        ", ".join(f"{u.peak:.0f}" for u in found),
        f"{exponent:.2f}",
        f"{fit:.3f}",
    ]


def fitted(sizes: Sequence[float], costs: Sequence[float]) -> tuple[float, float]:
    """The exponent of cost ~ size^e and R² of the straight line through the logarithms."""
    x, y = [math.log(s) for s in sizes], [math.log(c) for c in costs]
    mean_x, mean_y = statistics.fmean(x), statistics.fmean(y)
    across = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y))
    spread_x, spread_y = (sum((v - m) ** 2 for v in z) for z, m in ((x, mean_x), (y, mean_y)))
    fit = across**2 / (spread_x * spread_y) if spread_x and spread_y else 1.0
    return across / spread_x, fit


def repetitions(quick: bool) -> list[Table]:
    """Texts of which half of all tokens are one word."""
    python = peers.python_with("collatex")
    table = Table(
        "Very repetitive text, two witnesses",
        "Half of all tokens are one word and a tenth vary: the worst case for tables of matches.",
        ["tokens", *HEADER],
    )
    with tempfile.TemporaryDirectory() as folder:
        for n in ((125, 250) if quick else (250, 500, 1000)) if python else ():
            say(f"repetitive {n}")
            path = collatex_json(repetitive(n), folder, "w")
            ours = variorum("collate", path, "-f", "collatex", "--no-segmentation")
            found = paired(ours, [python or "", "-c", COLLATEX, path], 2)
            table.rows.append([str(n), *found.cells()])
        path = collatex_json(repetitive(4000), folder, "w")
        alone = run(variorum("collate", path, "-f", "collatex", "--no-segmentation"))
        blank = ["–"] * 2
        table.rows.append(
            ["4000", f"{alone.cpu:.2f}", *blank, f"{alone.peak:.0f}", "–", "ours alone"]
        )
    return [table] if python else [absent(table, "CollateX Python")]


def noisy(words: list[str], rng: random.Random, rate: float = 0.05) -> list[str]:
    """A copy with substitutions, omissions and additions."""
    out: list[str] = []
    for word in words:
        chance = rng.random()
        if chance >= rate:
            out.append(word)
        elif chance < rate * 0.5:
            out.append(rng.choice(words))
        elif chance < rate * 0.75:
            out += [word, rng.choice(words)]
    return out


def diff(quick: bool) -> list[Table]:
    """Word diff of two texts of prose beside every word diff that is installed."""
    table = Table(
        "Word diff, 5 % of the words changed",
        "Ours is `variorum diff --granularity word --word-diff`. Peers written in C start in a few "
        "milliseconds; Python with what we import does not.",
        ["words", "peer", *HEADER],
    )
    sizes = [1_000, 30_000, 200_000] if quick else [1_000, 30_000, 200_000, 645_000]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            rng = random.Random(size)
            words = base_text(size, rng)
            paths = _texts(folder, words, noisy(words, rng))
            ours = variorum("diff", *paths, "--granularity", "word", "--word-diff")
            for name, command in differs(paths, quadratic=size <= 30_000).items():
                say(f"diff {size} {name}")
                pairs = 2 if name in ("difflib", "diff-match-patch") else 5
                found = paired(ours, command, pairs)
                table.rows.append([f"{size:,}", name, *found.cells()])
    return [table]


def _texts(folder: str, *texts: list[str]) -> list[str]:
    """Write texts in lines of twelve words; returns the paths."""
    paths = []
    for name, text in zip("ab", texts):
        lines = (" ".join(text[k : k + 12]) for k in range(0, len(text), 12))
        paths.append(str(Path(folder) / f"{name}.txt"))
        Path(paths[-1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def differs(paths: list[str], *, quadratic: bool) -> dict[str, list[str]]:
    """The commands of the peers that are here; `quadratic`: also those that end on short texts."""
    commands = {
        "wdiff": ["wdiff", *paths],
        "dwdiff": ["dwdiff", *paths],
        "git": ["git", "diff", "--no-index", "--word-diff=porcelain", *paths],
    }
    found = {name: c for name, c in commands.items() if peers.tool(name)}
    if quadratic:
        found["difflib"] = [sys.executable, "-c", DIFFLIB, *paths]
        if python := peers.python_with("diff_match_patch"):
            found["diff-match-patch"] = [python, "-c", DMP, *paths]
    return found


def validation(quick: bool) -> list[Table]:
    """The bundled profile on a text grown from the tests' control."""
    from validate import grown

    schema = str(files("variorum.validation") / "profile" / "profile.rng")
    table = Table(
        "Validation against the bundled profile",
        "Ours checks grammar *and* integrity (witnesses, pointers, brackets), the peers the "
        "grammar alone. Nothing comes from our cache of verdicts.",
        ["MB of TEI", "peer", *HEADER],
    )
    commands = {"jing": peers.jing()}
    if python := peers.python_with("lxml"):
        commands["lxml (libxml2)"] = (python, "-c", LXML)
    with tempfile.TemporaryDirectory() as folder:
        for size in (0.1, 1.0) if quick else (0.1, 1.0, 10.0):
            path = Path(folder) / "grown.xml"
            path.write_bytes(grown(size))
            for name, command in commands.items():
                if command is None:
                    continue
                say(f"validation {size} MB {name}")
                ours = variorum("validate", str(path), "--schema", schema, "--no-cache")
                found = paired(ours, [*command, schema, str(path)], 3)
                table.rows.append([f"{size:g}", name, *found.cells()])
    return [table]


def start(quick: bool) -> list[Table]:
    """What the program costs before it does anything, against the budgets of the project."""
    table = Table(
        "Start-up, CPU of the whole process",
        "Bare Python included; the imports themselves are held by `tests/test_startup.py`.",
        ["command", "median, ms", "range, ms", "budget, ms", ""],
    )
    with tempfile.TemporaryDirectory() as folder:
        words = base_text(1000, random.Random(1))
        paths = _texts(folder, words, noisy(words, random.Random(2)))
        cases: list[tuple[str, list[str], int]] = [
            ("python -c pass", [sys.executable, "-c", "pass"], 0),
            ("variorum --version", [sys.executable, "-m", "variorum", "--version"], 120),
            ("variorum --help", [sys.executable, "-m", "variorum", "--help"], 200),
            ("variorum diff, 1,000 words", variorum("diff", *paths), 200),
        ]
        for label, command, budget in cases:
            say(f"start {label}")
            times = sorted(run(command).cpu * 1000 for _ in range(7 if quick else 15))
            middle = statistics.median(times)
            verdict = "" if not budget else "kept" if middle <= budget else "**missed**"
            spread = f"{times[0]:.0f}–{times[-1]:.0f}"
            table.rows.append([label, f"{middle:.0f}", spread, str(budget or "–"), verdict])
    return [table]


def stemmata(quick: bool) -> list[Table]:
    """Trees against the true stemmata."""
    from trees import totals

    seeds = 8 if quick else 30
    say(f"trees, {seeds} seeds")
    found = totals(12, 5000, range(1, seeds + 1))
    true = sum(r.true for r in found)
    joined, averaged = sum(r.joined for r in found), sum(r.averaged for r in found)
    table = Table(
        "Trees of witnesses without contamination",
        f"Share of the true non-trivial splits found, {seeds} random stemmata of 12 witnesses × "
        "5,000 tokens, collated by us; some witnesses are copies of others. UPGMA supposes that "
        "all copies lie equally far from the root, which these do not.",
        ["method", "true splits", "found", "share", "goal", ""],
    )
    for name, hits, goal in (("neighbour joining", joined, 0.95), ("UPGMA", averaged, 0.0)):
        verdict = "" if not goal else "kept" if hits / true >= goal else "**missed**"
        share = f"{hits / true:.3f}"
        table.rows.append(
            [name, str(true), str(hits), share, f"{goal:.2f}" if goal else "–", verdict]
        )
    return [table]


SECTIONS = {
    "start": start,
    "collation": collation,
    "growth": growth,
    "repetitive": repetitions,
    "diff": diff,
    "validation": validation,
    "trees": stemmata,
}
