"""Word alignment against hand-made links: P, R, F1, AER, recall on differing content words, speed.

    python bench/words.py [--sets ult-ust,mtref] [--semantic] [--short 60]

Reads the development sets in ../shared/data/wordalign, a folder beside the repository. Peers on
the same data: difflib and diff-match-patch on words. P = |A∩P|/|A|, R = |A∩S|/|S|, S = sure,
P = sure and possible; words per second count both sides, over processor time.
"""

from __future__ import annotations

import argparse
import difflib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.alignment import words
from variorum.alignment.words.vocabulary import function_words

DATA = Path(__file__).parents[2] / "shared" / "data" / "wordalign"
SETS = ("ult-ust", "bsb-ult", "bsb-ust", "mtref", "wiki")

Links = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Segment:
    """One pair of segments with its gold."""

    id: str
    a: list[str]
    b: list[str]
    sure: list[tuple[int, int]]
    possible: list[tuple[int, int]]  # not those that are sure


@dataclass(frozen=True)
class Figures:
    precision: float
    recall: float
    f1: float
    aer: float
    hc: float

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  "
            f"AER {self.aer:.3f}  hc {self.hc:.2f}"
        )


def read(name: str) -> list[Segment]:
    """A development set."""
    lines = (DATA / f"{name}.dev.jsonl").read_text("utf-8").splitlines()
    found = []
    for data in map(json.loads, lines):
        sure, possible = ([tuple(x) for x in data[k]] for k in ("sure", "possible"))
        found.append(Segment(data["id"], data["a"], data["b"], sure, possible))
    return found


def hard(segment: Segment) -> set[tuple[int, int]]:
    """The sure links between two different content words."""
    known = function_words("en")
    pairs = set()
    for i, j in segment.sure:
        x, y = segment.a[i].lower(), segment.b[j].lower()
        if x != y and x.isalpha() and y.isalpha() and not {x, y} & known:
            pairs.add((i, j))
    return pairs


def measure(segments: Sequence[Segment], links: Iterable[Links]) -> Figures:
    """All counts summed over the set."""
    found = in_sure = in_possible = sure = hard_met = hard_all = 0
    for segment, cells in zip(segments, links):
        ours, gold = set(cells), set(segment.sure)
        found += len(ours)
        sure += len(gold)
        in_sure += len(ours & gold)
        in_possible += len(ours & (gold | set(segment.possible)))
        differing = hard(segment)
        hard_all += len(differing)
        hard_met += len(ours & differing)
    p, r = in_possible / max(found, 1), in_sure / max(sure, 1)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    aer = 1 - (in_sure + in_possible) / max(found + sure, 1)
    return Figures(p, r, f1, aer, hard_met / max(hard_all, 1))


def by_difflib(segments: Sequence[Segment]) -> list[Links]:
    """Longest matching blocks of equal lower-case words."""
    found = []
    for segment in segments:
        a, b = ([w.lower() for w in side] for side in (segment.a, segment.b))
        matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
        runs = matcher.get_matching_blocks()
        found.append([(r.a + k, r.b + k) for r in runs for k in range(r.size)])
    return found


def by_diff_match_patch(segments: Sequence[Segment]) -> list[Links]:
    """Myers' difference of words, each made one character."""
    import diff_match_patch

    tool = diff_match_patch.diff_match_patch()
    tool.Diff_Timeout = 0
    found = []
    for segment in segments:
        known: dict[str, str] = {}
        a, b = (
            "".join(known.setdefault(w.lower(), chr(0x4E00 + len(known))) for w in side)
            for side in (segment.a, segment.b)
        )
        i = j = 0
        links = []
        for operation, run in tool.diff_main(a, b, False):
            if operation == 0:
                links += [(i + k, j + k) for k in range(len(run))]
            i += len(run) * (operation <= 0)
            j += len(run) * (operation >= 0)
        found.append(links)
    return found


def ours(semantic: bool, size: int) -> Callable[[Sequence[Segment]], list[Links]]:
    """Our aligner, learning from each run of `size` segments (0: from the whole set)."""

    def links(segments: Sequence[Segment]) -> list[Links]:
        found: list[Links] = []
        step = size or len(segments)
        for at in range(0, len(segments), step):
            pairs = [(s.a, s.b) for s in segments[at : at + step]]
            found += words.learn(pairs, semantic=semantic).cells(pairs)
        return found

    return links


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--semantic", action="store_true", help="with word vectors")
    parser.add_argument("--short", type=int, default=0, help="learn from so many segments only")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    methods = {"variorum": ours(options.semantic, options.short)}
    if not options.no_peers:
        methods |= {"difflib": by_difflib, "diff-match-patch": by_diff_match_patch}
    for name in options.sets.split(","):
        segments = read(name)
        size = sum(len(s.a) + len(s.b) for s in segments)
        for method, links in methods.items():
            began = time.process_time()
            found = links(segments)
            speed = size / (time.process_time() - began)
            print(f"{name:8} {method:17} {measure(segments, found)}  {speed:9,.0f} words/s")


if __name__ == "__main__":
    main()
