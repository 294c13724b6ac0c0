"""Word alignment against hand-made links: P, R, F1, AER, recall on differing content words, speed.

    python bench/words.py [--sets ult-ust,mtref] [--semantic] [--short 60] [--held] [--blocks]

Our aligner without and with the encoder (extra `neural`), which was trained on parts of these sets:
`--held` measures only chapters that nothing was trained on. `--blocks` adds F1 of blocks that are
exactly the gold's (words that hang together by sure or possible links), and of those of more than
one link. Reads the development sets in ../shared/data/wordalign, a folder beside the repository.
Peers on the same data: difflib and diff-match-patch on words. P = |A∩P|/|A|, R = |A∩S|/|S|,
S = sure, P = sure and possible; words per second count both sides, over processor time.
"""

from __future__ import annotations

import argparse
import difflib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.alignment import encoder, words
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
    return segments_of(DATA / f"{name}.dev.jsonl")


def chapters(file: Path) -> set[str]:
    """Chapters, one a line, as the first five digits of an id; lines with # are remarks."""
    lines = file.read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and line[0] != "#"}


def held(segments: list[Segment]) -> list[Segment]:
    """The segments of a set that trained nothing: all, where no id is of a chapter."""
    left = chapters(DATA / "heldout-chapters.txt")
    return [s for s in segments if s.id[:5] in left or not s.id[:5].isdigit()]


def segments_of(file: Path) -> list[Segment]:
    """The segments of a file of gold, one a line."""
    found = []
    for data in map(json.loads, file.read_text("utf-8").splitlines()):
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


Block = tuple[frozenset[int], frozenset[int]]


def together(cells: Iterable[tuple[int, int]]) -> set[Block]:
    """The groups of words that hang together by links."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in cells:
        joined = {i}, {j}
        apart = []
        for group in groups:
            if i in group[0] or j in group[1]:
                joined = joined[0] | group[0], joined[1] | group[1]
            else:
                apart.append(group)
        groups = [*apart, joined]
    return {(frozenset(a), frozenset(b)) for a, b in groups}


def exact(segments: Sequence[Segment], found: Iterable[set[Block]], least: int = 1) -> float:
    """F1 of blocks that are exactly the gold's, of those of at least so many pairs of words."""
    ours = gold = both = 0
    for segment, blocks in zip(segments, found):
        drawn = together([*segment.sure, *segment.possible])
        drawn, blocks = ({b for b in x if len(b[0]) * len(b[1]) >= least} for x in (drawn, blocks))
        ours, gold, both = ours + len(blocks), gold + len(drawn), both + len(blocks & drawn)
    return 2 * both / max(ours + gold, 1)


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


def learned(
    segments: Sequence[Segment], semantic: bool, neural: bool, size: int
) -> Iterator[tuple[words.Aligner, list[tuple[list[str], list[str]]]]]:
    """Our aligner, learning from each run of `size` segments (0: from the whole set)."""
    step = size or len(segments)
    for at in range(0, len(segments), step):
        pairs = [(s.a, s.b) for s in segments[at : at + step]]
        yield words.learn(pairs, semantic=semantic, neural=neural), pairs


def ours(semantic: bool, neural: bool, size: int) -> Callable[[Sequence[Segment]], list[Links]]:
    """Our links of words."""

    def links(segments: Sequence[Segment]) -> list[Links]:
        made = learned(segments, semantic, neural, size)
        return [cells for aligner, pairs in made for cells in aligner.cells(pairs)]

    return links


def our_blocks(segments: Sequence[Segment], neural: bool, size: int) -> list[set[Block]]:
    """Our links of words and of phrases."""
    made = learned(segments, False, neural, size)
    return [
        {(frozenset(link.a), frozenset(link.b)) for link in links}
        for aligner, pairs in made
        for links in aligner.links_many(pairs)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--semantic", action="store_true", help="with word vectors")
    parser.add_argument("--short", type=int, default=0, help="learn from so many segments only")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--held", action="store_true", help="only chapters that trained nothing")
    parser.add_argument("--blocks", action="store_true", help="exact blocks too")
    options = parser.parse_args()
    helped = {"variorum": False} | ({"with the encoder": True} if encoder.available() else {})
    methods = {
        name: ours(options.semantic, neural, options.short) for name, neural in helped.items()
    }
    if not options.no_peers:
        methods |= {"difflib": by_difflib, "diff-match-patch": by_diff_match_patch}
    for name in options.sets.split(","):
        segments = held(read(name)) if options.held else read(name)
        size = sum(len(s.a) + len(s.b) for s in segments)
        for method, links in methods.items():
            began = time.process_time()
            found = links(segments)
            speed = size / (time.process_time() - began)
            print(f"{name:8} {method:17} {measure(segments, found)}  {speed:9,.0f} words/s")
            if options.blocks and method in helped:
                blocks = our_blocks(segments, helped[method], options.short)
                shares = exact(segments, blocks), exact(segments, blocks, 2)
                print(f"{name:8} {method:17} exact blocks {shares[0]:.3f}, of many {shares[1]:.3f}")


if __name__ == "__main__":
    main()
