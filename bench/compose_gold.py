"""Compose English-English gold links from two versions aligned to the same original by hand.

    python bench/compose_gold.py ULT UST OUT.jsonl                 # the Old Testament
    python bench/compose_gold.py ULT UST OUT.jsonl --books MRK JHN

ULT and UST are folders of aligned USFM (`\\zaln-s … \\zaln-e` round the words `\\w`). The training
set `ult-ust-ot.train.jsonl` came from the Literal and the Simplified Text of unfoldingWord
(CC BY-SA 4.0) as two public repositories hold them, both on their branch `upstream`:

    github.com/openbible-io/en_ult   3a491790706bc1a5ec842e99583a43e47df950d9
    github.com/openbible-io/en_ust   1739d075696ce79b28052fefe36731eedae5d37b

(that set has a group for every single word of the original, so that more of its links are sure).
Do not compose chapters of the New Testament for training: versions are measured on them.

A book that one folder has not is left out, and so are, with a count, verses that only one version
counts as such (others are joined: `\\v 9-10`) or in which fewer than 85 % of the first version's or
70 % of the second's words are aligned.

One segment a line: `{id, a, b, sure, possible}`; id = book, chapter, verse (Genesis 01, Matthew
40), links = pairs of places from 0, `possible` without those that are sure.

* possible: two words that share a word of the original (its form and which of its occurrences in
  the verse).
* sure: words of the original that a word of either version joins are one group; in it (1) one word
  and one word; (2) else the only content word on each side; (3) else also the same form, where it
  occurs once on each side.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

BOOKS = (
    "GEN EXO LEV NUM DEU JOS JDG RUT 1SA 2SA 1KI 2KI 1CH 2CH EZR NEH EST JOB PSA PRO ECC SNG ISA "
    "JER LAM EZK DAN HOS JOL AMO OBA JON MIC NAM HAB ZEP HAG ZEC MAL MAT MRK LUK JHN ACT ROM 1CO "
    "2CO GAL EPH PHP COL 1TH 2TH 1TI 2TI TIT PHM HEB JAS 1PE 2PE 1JN 2JN 3JN JUD REV"
).split()
OLD = BOOKS[: BOOKS.index("MAT")]
ALIGNED = (0.85, 0.7)  # the least share of aligned words on each side
FEWEST = 2  # sure links of a segment

# The function words of the development sets, so that a set composed here is like those.
FUNCTION = frozenset(
    """a an the of to in on at by for with from as and or but nor so that this these those which who
    whom whose what when where is are was were be been being am do does did done has have had having
    will would shall should may might can could must not no he she it they we you i me him her them
    us my your his its our their mine yours hers ours theirs one ones there here if then than also
    even just very own other up out into onto upon over under through because since while until
    unto""".split()
)

_PARTS = re.compile(
    r"\\c (?P<chapter>\d+)|\\v (?P<verse>\d+(?:[-,]\d+)*)"
    r"|\\zaln-s \|(?P<source>[^\\]*)\\\*|(?P<end>\\zaln-e\\\*)"
    r"|\\w (?P<word>[^|\\]*)\|[^\\]*\\w\*|\\(?P<note>f|x) .*?\\(?P=note)\*",
    re.S,
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_FIELD = re.compile(r'x-(content|occurrence)="([^"]*)"')

Source = tuple[str, str]  # a word of the original: its form, the number of its occurrence
Verse = list[tuple[str, frozenset[Source]]]  # words with what they translate
Links = set[tuple[int, int]]


@dataclass(frozen=True)
class Gold:
    """The links of one verse."""

    a: list[str]
    b: list[str]
    sure: Links
    possible: Links

    def line(self, name: str) -> str:
        links = {"sure": sorted(self.sure), "possible": sorted(self.possible - self.sure)}
        return json.dumps({"id": name, "a": self.a, "b": self.b, **links})


def verses(usfm: str) -> dict[tuple[int, str], Verse]:
    """The words of every verse of a book; a verse is named as the file names it (`9-10`)."""
    found: dict[tuple[int, str], Verse] = {}
    chapter = 0
    here: Verse = []
    around: list[Source] = []  # the milestones that are open
    for part in _PARTS.finditer(usfm):
        if part["chapter"]:
            chapter, here = int(part["chapter"]), []
        elif part["verse"]:
            here = found.setdefault((chapter, part["verse"]), [])
        elif part["source"]:
            fields = dict(_FIELD.findall(part["source"]))
            around.append((fields.get("content", ""), fields.get("occurrence", "")))
        elif part["end"]:
            del around[-1:]
        elif part["word"]:
            here += [(word, frozenset(around)) for word in _WORD.findall(part["word"])]
    return found


def groups(sides: Sequence[Verse]) -> list[tuple[list[int], list[int]]]:
    """Words of both versions by the words of the original that they hang together by."""
    heads: dict[Source, Source] = {}

    def head(source: Source) -> Source:
        while heads.setdefault(source, source) != source:
            source = heads[source]
        return source

    for side in sides:
        for _, sources in side:
            for source in sources:
                heads[head(source)] = head(min(sources))
    found: dict[Source, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, side in enumerate(sides):
        for place, (_, sources) in enumerate(side):
            if sources:
                found[head(min(sources))][number].append(place)
    return list(found.values())


def composed(one: Verse, other: Verse) -> Gold:
    """The links between two versions of a verse."""
    a, b = ([word for word, _ in side] for side in (one, other))
    possible = {(i, j) for i, (_, x) in enumerate(one) for j, (_, y) in enumerate(other) if x & y}
    low = [[word.lower().replace("’", "'") for word in side] for side in (a, b)]
    sure: Links = set()
    for pair in groups((one, other)):
        left, right = pair
        if len(left) == len(right) == 1:
            sure.add((left[0], right[0]))
            continue
        content = [[p for p in ps if ws[p] not in FUNCTION] for ps, ws in zip(pair, low)]
        if len(content[0]) == len(content[1]) == 1:
            sure.add((content[0][0], content[1][0]))
        counts = [Counter(ws[p] for p in ps) for ps, ws in zip(pair, low)]
        once = {word for word in counts[0] if counts[0][word] == counts[1][word] == 1}
        sure |= {
            (i, j) for i in left for j in right if low[0][i] == low[1][j] and low[0][i] in once
        }
    return Gold(a, b, sure, possible)


def aligned(verse: Verse) -> float:
    return sum(bool(sources) for _, sources in verse) / len(verse) if verse else 0.0


def book(name: str, one: str, other: str) -> tuple[list[str], Counter[str]]:
    """The lines of a book, given as USFM in both versions, and why verses have none."""
    versions = verses(one), verses(other)
    lines: list[str] = []
    left_out: Counter[str] = Counter()
    for (chapter, verse), words in versions[0].items():
        pair = words, versions[1].get((chapter, verse), [])
        if not all(pair) or not verse.isdigit():
            left_out["in one version only, empty or joined"] += 1
        elif any(aligned(side) < least for side, least in zip(pair, ALIGNED)):
            left_out["too few words aligned"] += 1
        elif len((gold := composed(*pair)).sure) < FEWEST:
            left_out["fewer than two sure links"] += 1
        else:
            number = BOOKS.index(name) + 1
            lines.append(gold.line(f"{number:02}{chapter:03}{int(verse):03}"))
    return lines, left_out


def usfm_of(folder: Path) -> dict[str, str]:
    """The books of a folder by their code, which is the first word of the file."""
    texts = (path.read_text("utf-8-sig") for path in sorted(folder.glob("*.[us]*fm")))
    return {text[4:7].upper(): text for text in texts if text.startswith("\\id ")}


def compose(folders: Iterable[Path], books: Iterable[str]) -> list[str]:
    """The lines of all those books that both folders have, in the order of the canon."""
    one, other = map(usfm_of, folders)
    lines: list[str] = []
    for name in sorted(set(books), key=BOOKS.index):
        if name in one and name in other:
            made, left_out = book(name, one[name], other[name])
            lines += made
            print(f"{name}: {len(made)}", *(f"{n} {why}" for why, n in left_out.items()), sep=", ")
        else:
            print(f"{name}: not in both folders")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first", type=Path, metavar="ULT")
    parser.add_argument("second", type=Path, metavar="UST")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    parser.add_argument("--books", nargs="+", choices=BOOKS, default=OLD, metavar="BOOK")
    asked = parser.parse_args()
    lines = compose((asked.first, asked.second), asked.books)
    asked.out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    print(f"{len(lines)} segments in {asked.out}")


if __name__ == "__main__":
    main()
