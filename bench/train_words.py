"""Train the weights of the word aligner on the three Bible sets and write them as JSON.

    python bench/train_words.py            # writes toolkit/variorum/alignment/weights/words-*.json
    python bench/train_words.py --half     # trains on the odd chapters, judges on the others

Needs numpy and the development sets in ../shared/data/wordalign (see `bench/words.py`). The other
sets there are never trained on: their licence does not allow weights that are shipped.
L2-penalised logistic regression by Newton's method; positive = sure, cells that are possible but
not sure are left out, a fixed share of the negative ones is taken. The same data give the same
weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from words import Segment, measure, read

from variorum.alignment.words import batches, lexicon, scorer, teaching, vectors
from variorum.alignment.words.extraction import extract
from variorum.alignment.words.features import second
from variorum.alignment.words.vocabulary import Vocabulary

SETS = ("ult-ust", "bsb-ult", "bsb-ust")
VERSION = 1
WEIGHTS = Path(__file__).parents[1] / "toolkit" / "variorum" / "alignment" / "weights"
LICENCE = (
    "Weights trained on data derived from the unfoldingWord Literal Text and unfoldingWord "
    "Simplified Text (unfoldingWord, CC BY-SA 4.0), the Berean Standard Bible (public domain) and "
    "its alignment to the Greek (Clear Bible / Biblica, CC BY 4.0); composed gold under CC BY-SA "
    "4.0. The weights hold no text of these works."
)
NEGATIVES = 0.35  # share of the cells without a link that is trained on
PENALTY = 1.0
GRID = [(link, more) for link in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55) for more in (0.5, 0.65, 0.8, 1)]

SHORT = 60  # segments of a short text

Take = Callable[[Segment], bool]


@dataclass
class Corpus:
    """One set, ready to be trained on: blocks of segments with their gold."""

    name: str
    segments: list[Segment]
    judge: scorer.Scorer
    blocks: list[batches.Batch]
    places: list[list[int]]  # which segments a block holds

    def gold(self, k: int, take: Take) -> np.ndarray:
        """1 sure, 2 possible, 0 neither, -1 padding or not taken."""
        gold = np.where(self.blocks[k].mask, 0, -1).astype(np.int8)
        for row, place in enumerate(self.places[k]):
            segment = self.segments[place]
            if not take(segment):
                gold[row] = -1
                continue
            for i, j in segment.possible:
                gold[row, i, j] = 2
            for i, j in segment.sure:
                gold[row, i, j] = 1
        return gold


def corpora(name: str, *, meaning: bool, size: int) -> list[Corpus]:
    """A set as one corpus, or (`size` > 0) as many that know of so many segments only."""
    segments = read(name)
    step = size or len(segments)
    return [
        corpus(name, segments[at : at + step], meaning=meaning)
        for at in range(0, len(segments), step)
    ]


def corpus(name: str, segments: list[Segment], *, meaning: bool) -> Corpus:
    """Make the vocabulary and, if asked, the word vectors; the lexicon comes later."""
    vocabulary = Vocabulary()
    pairs = [(vocabulary.ids(s.a), vocabulary.ids(s.b)) for s in segments]
    for a, b in pairs:
        vocabulary.count(a)
        vocabulary.count(b)
    blocks, places = [], []
    for number, window in enumerate(batches.windows(pairs)):
        for block in batches.batches(window):
            blocks.append(block)
            places.append([number * batches.WINDOW + place for place in block.places])
    found = vectors.Vectors() if meaning else None
    none = scorer.Model(0, {})
    nothing = scorer.Weights("", 0, none, none, none, 0.5, 1)
    judge = scorer.Scorer(vocabulary, lexicon.Lexicon.empty(), found, nothing)
    return Corpus(name, segments, judge, blocks, places)


def begin(one: Corpus) -> None:
    """Give a corpus the lexicon that the seed model starts from."""
    learner = lexicon.Learner(one.blocks, one.judge.vocabulary.stems)
    learner.alone()
    one.judge = replace(one.judge, lexicon=learner.lexicon())


def teach(one: Corpus, seed: scorer.Model) -> None:
    """Give a corpus the lexicon that it has in use."""
    one.judge = replace(one.judge, lexicon=teaching.taught(one.judge, one.blocks, seed))


def features(one: Corpus, k: int, first: scorer.Model | None) -> dict[str, np.ndarray]:
    """The features of one block for the first pass, or for the second when the first is given."""
    block = one.blocks[k]
    words, found = one.judge.first(block)
    if first is not None:
        p = first(found) * block.mask
        found |= second(p, scorer.smooth(p, block), words)
    return found


def fit(corpora: list[Corpus], take: Take, first: scorer.Model | None = None) -> scorer.Model:
    """Fit one model to the segments that are taken."""
    chance = np.random.default_rng(1)
    rows, answers, names = [], [], []
    for one in corpora:
        for k in range(len(one.blocks)):
            gold = one.gold(k, take)
            kept = (gold == 1) | ((gold == 0) & (chance.random(gold.shape) < NEGATIVES))
            if kept.any():
                found = features(one, k, first)
                names = list(found)
                rows.append(np.stack([found[n][kept] for n in names], 1).astype(np.float32))
                answers.append((gold[kept] == 1).astype(np.float32))
    intercept, weights = newton(np.concatenate(rows), np.concatenate(answers))
    return scorer.Model(intercept, dict(zip(names, weights)))


def newton(x: np.ndarray, y: np.ndarray, rounds: int = 15) -> tuple[float, list[float]]:
    """L2-penalised logistic regression on standardised columns; weights for the raw ones."""
    mean, spread = x.mean(0, dtype=np.float64), x.std(0, dtype=np.float64) + 1e-6
    z = np.concatenate([(x - mean) / spread, np.ones((len(x), 1))], 1).astype(np.float32)
    beta = np.zeros(z.shape[1])
    ridge = np.full(len(beta), PENALTY)
    ridge[-1] = 0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(z @ beta.astype(np.float32), -30, 30)))
        weight = np.maximum(p * (1 - p), 1e-6)
        slope = (z.T @ (y - p)).astype(np.float64) - ridge * beta
        curve = ((z * weight[:, None]).T @ z).astype(np.float64) + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        beta += step
        if np.abs(step).max() < 1e-4:
            break
    raw = beta[:-1] / spread
    return float(beta[-1] - (raw * mean).sum()), [float(w) for w in raw]


def judged(one: Corpus, weights: scorer.Weights, take: Take) -> Iterator[tuple]:
    """Blocks with the probabilities of their cells, and which rows are taken."""
    judge = replace(one.judge, weights=weights)
    for block, places in zip(one.blocks, one.places):
        if any(take(one.segments[place]) for place in places):
            yield block, places, judge.judge(block).p


def figures(parts: list[Corpus], weights: scorer.Weights, take: Take, grid: list) -> dict:
    """P, R, F1, AER and hc over the parts of a set, for each pair of thresholds."""
    links: dict = {point: ([], []) for point in grid}
    for one in parts:
        for block, places, p in judged(one, weights, take):
            for point in grid:
                chosen = extract(p, block, threshold=point[0], further=point[1])
                for row, place in enumerate(places):
                    if take(one.segments[place]):
                        cells = [(i, j) for i, j in np.argwhere(chosen[row]).tolist()]
                        links[point][0].append(one.segments[place])
                        links[point][1].append(cells)
    return {point: measure(*found) for point, found in links.items()}


def tuned(corpora: list[Corpus], weights: scorer.Weights, take: Take) -> tuple[float, float]:
    """The thresholds with the best mean F1."""
    tables = [
        figures([one for one in corpora if one.name == name], weights, take, GRID) for name in SETS
    ]
    return max(GRID, key=lambda point: sum(table[point].f1 for table in tables))


def train(name: str, corpora: list[Corpus], take: Take) -> scorer.Weights:
    """The seed model, the lexicons made with it, both passes, then the thresholds."""
    for one in corpora:
        begin(one)
    seed = fit(corpora, take)
    for one in corpora:
        teach(one, seed)
    first = fit(corpora, take)
    weights = scorer.Weights(name, VERSION, seed, first, fit(corpora, take, first), 0.5, 1.0)
    link, further = tuned(corpora, weights, take)
    return replace(weights, threshold=link, further=further)


def as_json(weights: scorer.Weights) -> str:
    """The weight file."""
    models = (("seed", weights.seed), ("first", weights.first), ("second", weights.second))
    parts = {
        part: {
            "intercept": round(model.intercept, 4),
            "weights": {name: round(weight, 4) for name, weight in model.weights.items()},
        }
        for part, model in models
    }
    head = {
        "name": weights.name,
        "version": weights.version,
        "trained_on": list(SETS),
        "licence": LICENCE,
        "thresholds": {"link": weights.threshold, "further": weights.further},
    }
    return json.dumps(head | parts, indent=1, ensure_ascii=False) + "\n"


def odd(segment: Segment) -> bool:
    """Is the chapter odd? Ids are book, chapter and verse: 2, 3 and 3 digits."""
    return int(segment.id[:5]) % 2 == 1 if segment.id[:5].isdigit() else False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", action="store_true", help="train on half, judge on the rest")
    parser.add_argument("--only", default="", help="comma-separated names of weight files")
    options = parser.parse_args()
    kinds = [f"{m}-{size}" for m in ("lexical", "semantic") for size in ("long", "short")]
    for name in options.only.split(",") if options.only else kinds:
        size = SHORT if name.endswith("short") else 0
        make = partial(corpora, meaning=name.startswith("semantic"), size=size)
        parts = [one for held in SETS for one in make(held)]
        weights = train(name, parts, odd if options.half else lambda _: True)
        print(name, "thresholds", weights.threshold, weights.further, flush=True)
        if options.half:
            judge_held(weights, make)
        else:
            (WEIGHTS / f"words-{name}.json").write_text(as_json(weights), "utf-8")


def judge_held(weights: scorer.Weights, make: Callable[[str], list[Corpus]]) -> None:
    """Print the figures of the chapters that were not trained on, and of the other sets."""
    for name in (*SETS, "mtref", "wiki"):
        parts = make(name)
        for one in parts:
            teach(one, weights.seed)
        point = (weights.threshold, weights.further)
        print(
            f"{name:8}", figures(parts, weights, lambda s: not odd(s), [point])[point], flush=True
        )


if __name__ == "__main__":
    main()
