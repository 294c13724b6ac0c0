"""Quality and cost on real texts that the user has put into a folder.

    python -m bench --texts FOLDER [real-passages real-diff real-entries real-collation real-tei]

The folder has up to three sub-folders; what is not there is left out (README.md says where such
texts are to be had):

    translations/WORK/   two or more versions of a work whose passages are numbered
    witnesses/WORK/      an edition with its apparatus and the transcription of each witness
    tei/PROJECT/         TEI files; tei/*.rng is the schema they are held to
"""

from __future__ import annotations

import itertools
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import _peers as peers
from _peers import HEADER, paired, variorum
from _tables import Table, say
from measured import printed
from own import COLLATEX, LXML, absent, collatex_json, columns_of, differs

from variorum import read
from variorum.model import Witness

NUMBER = re.compile(r"\d+(?:\.\d+)*")
SLICE = 400  # tokens of each witness that CollateX is given: it takes minutes for more


def sections(folder: Path) -> dict[str, partial[list[Table]]]:
    """The sections, each a function of `quick`."""
    made = {
        "real-passages": passages, "real-diff": diff, "real-entries": entries,
        "real-collation": collation, "real-tei": validation,
    }  # fmt: skip
    return {name: partial(measure, folder) for name, measure in made.items()}


def _works(folder: Path, kind: str) -> Iterator[tuple[str, list[Path]]]:
    """Each work of a kind with its files, in the order of their names."""
    for work in sorted(path for path in folder.glob(f"{kind}/*") if path.is_dir()):
        files = sorted(p for p in work.iterdir() if p.is_file() and not p.name.startswith("."))
        yield work.name, files


def _versions(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """Every two versions of each translated work."""
    for work, files in _works(folder, "translations"):
        for one, other in itertools.combinations(files, 2):
            yield f"{work}, {one.stem} / {other.stem}", one, other


def _plain(folder: str, name: str, texts: Sequence[str]) -> str:
    """Write passages as paragraphs of a plain text: every number is gone."""
    path = Path(folder) / f"{name}.txt"
    path.write_text("\n\n".join(" ".join(t.split()) for t in texts) + "\n", encoding="utf-8")
    return str(path)


def same(one: str, other: str) -> bool:
    """Do two numbers name the same place, where one may divide further: 1.4 and 1.4.2?"""
    a, b = one.split("."), other.split(".")
    return all(x == y for x, y in zip(a, b))


def passages(folder: Path, quick: bool) -> list[Table]:
    """Passages aligned without their numbers, judged by the numbers."""
    table = Table(
        "Passages of real translations",
        "The versions are aligned without fixed points (`--anchors none`) and judged by the "
        "numbers that the printed editions gave their passages. Precision: of two numbered "
        "passages in one row, how often the numbers agree. Recall: of the passages whose number "
        "the other version has too, how many stand in a row with it. No peer that the registries "
        "have was run.",
        ["work, versions", "passages", "words", "CPU, s", "precision", "recall"],
    )
    for label, one, other in _versions(folder):
        say(f"real passages: {label}")
        named = (f"A={one}", f"B={other}")
        used = peers.run(variorum("align", *named, "--anchors", "none", "-f", "json"))
        data = json.loads(used.out)
        printed_ids = {s: _numbers(path) for s, path in (("A", one), ("B", other))}
        ids = {
            w["siglum"]: [_printed(p[0], printed_ids[w["siglum"]]) for p in w["passages"]]
            for w in data["witnesses"]
        }
        if not all(any(map(NUMBER.fullmatch, own)) for own in ids.values()):
            continue  # nothing to judge by
        precision, recall = judged(data["results"], ids["A"], ids["B"])
        sizes = " / ".join(f"{len(own):,}" for own in ids.values())
        words = " / ".join(f"{len(w['text'].split()):,}" for w in data["witnesses"])
        table.rows.append(
            [label, sizes, words, f"{used.cpu:.1f}", f"{precision:.3f}", f"{recall:.3f}"]
        )
    table.rows.sort(key=lambda row: row[-1])
    return [table] if table.rows else []


def _numbers(path: Path) -> frozenset[str]:
    """The names of the passages of a file."""
    return frozenset(p.id for w in read(path).witnesses for p in w.passages)


def _printed(id: str, known: frozenset[str]) -> str:
    """The passage of a file that has this name, or that this sentence was cut out of."""
    return id if id in known else id.rpartition(".")[0]


def judged(
    rows: Sequence[dict[str, dict[str, list[int]]]], a: Sequence[str], b: Sequence[str]
) -> tuple[float, float]:
    """Precision and recall of rows of passages, by the numbers `a` and `b` of the passages."""
    numbered = [
        (a[i], b[j])
        for row in rows
        for i in row["passages"]["A"]
        for j in row["passages"]["B"]
        if NUMBER.fullmatch(a[i]) and NUMBER.fullmatch(b[j])
    ]
    right = [(x, y) for x, y in numbered if same(x, y)]
    theirs = [n for n in b if NUMBER.fullmatch(n)]
    shared = [n for n in a if NUMBER.fullmatch(n) and any(same(n, other) for other in theirs)]
    found = {x for x, _ in right}
    return len(right) / max(len(numbered), 1), len(found) / max(len(shared), 1)


def diff(folder: Path, quick: bool) -> list[Table]:
    """Word diff beside the word diffs that are installed, on translations and on copies."""
    table = Table(
        "Word diff of real texts",
        "Ours is `variorum diff --granularity word --word-diff`. Two translations share few words, "
        "two copies nearly all. difflib and diff-match-patch are left out above 5,000 words: two "
        "translations keep them busy for minutes.",
        ["texts", "words", "peer", *HEADER],
    )
    pairs = [(label, _texts(one), _texts(other)) for label, one, other in _versions(folder)]
    for work, files in _works(folder, "witnesses"):
        one, other = _transcriptions(files)[:2]
        pairs.append((f"{work}, {one.siglum} / {other.siglum}", _said(one), _said(other)))
    with tempfile.TemporaryDirectory() as made:
        for label, one, other in pairs:
            paths = [_plain(made, name, texts) for name, texts in (("a", one), ("b", other))]
            size = max(len(" ".join(texts).split()) for texts in (one, other))
            ours = variorum("diff", *paths, "--granularity", "word", "--word-diff")
            for name, command in differs(paths, quadratic=size <= 5_000).items():
                say(f"real diff: {label} {name}")
                found = paired(ours, command, 2 if quick or name in _SLOW else 5)
                table.rows.append([label, f"{size:,}", name, *found.cells()])
    return [table] if table.rows else []


_SLOW = ("difflib", "diff-match-patch")


def _texts(path: Path) -> list[str]:
    return _said(read(path).witnesses[0])


def _said(witness: Witness) -> list[str]:
    return [p.text for p in witness.passages]


def _transcriptions(files: Sequence[Path]) -> list[Witness]:
    """The witnesses of the files that hold one each: all but the edition."""
    read_once = [read(path).witnesses for path in files]
    return [own[0] for own in read_once if len(own) == 1]


def entries(folder: Path, quick: bool) -> list[Table]:
    """The apparatus of raw transcriptions beside the entries that the edition prints."""
    works = [str(folder / "witnesses" / work) for work, _ in _works(folder, "witnesses")]
    return works and printed(
        "Apparatus of real transcriptions",
        "The transcriptions are collated with the edited text, and the apparatus is held to the "
        "entries that the editor printed: the same words of the text, and there the same groups of "
        "witnesses. An entry that records only what a scribe corrected counts as missed.",
        "raw.py",
        *works,
    )  # type: ignore[return-value]


def collation(folder: Path, quick: bool) -> list[Table]:
    """Transcriptions beside CollateX Python, on the same tokens."""
    python = peers.python_with("collatex")
    table = Table(
        "Collation of real transcriptions: CollateX Python on the same tokens",
        f"The first {SLICE} words of each witness, without segmentation. Equal words together: of "
        "the words that two witnesses both have, as often as both have them, how many stand in one "
        "column with their like; over all pairs of witnesses. Nobody says that all should.",
        ["text", "witnesses", *HEADER, "ours together", "its together"],
    )
    with tempfile.TemporaryDirectory() as made:
        for work, files in _works(folder, "witnesses"):
            tokens = {
                w.siglum: re.findall(r"\w+", " ".join(_said(w)).lower())[:SLICE]
                for w in _transcriptions(files)
            }
            if not python or len(tokens) < 2:
                continue
            say(f"real collation: {work}")
            path = collatex_json(tokens, made, "w")
            ours = variorum("collate", path, "--format", "collatex", "--no-segmentation")
            found = paired(ours, [python, "-c", COLLATEX, path], 2)
            shares = [
                f"{together(columns_of(out, list(tokens), vertical=vertical), tokens):.3f}"
                for out, vertical in ((found.our_out, True), (found.their_out, False))
            ]
            table.rows.append([work, str(len(tokens)), *found.cells(), *shares])
    return [table] if table.rows else [absent(table, "CollateX Python")] if not python else []


def together(columns: dict[str, list[int]], tokens: dict[str, list[str]]) -> float:
    """Share of the words that two witnesses have in common which stand in one column."""
    placed = possible = 0
    for a, b in itertools.combinations(tokens, 2):
        there = {(c, t) for c, t in zip(columns[b], tokens[b])}
        placed += sum((c, t) in there for c, t in zip(columns[a], tokens[a]))
        counts = [{t: own.count(t) for t in set(own)} for own in (tokens[a], tokens[b])]
        possible += sum(min(n, counts[1].get(t, 0)) for t, n in counts[0].items())
    return placed / max(possible, 1)


def validation(folder: Path, quick: bool) -> list[Table]:
    """Real files beside jing and libxml2: cost, verdict, and the line of the first error."""
    schema = next(iter(sorted(folder.glob("tei/*.rng"))), None)
    if schema is None:
        return []
    table = Table(
        "Validation of real projects",
        f"All files of a project in one command against `{schema.name}`. Ours checks grammar *and* "
        "integrity, the peers the grammar alone; nothing comes from our cache. Against jing: on "
        "how many files the verdict is the same, and on how many of those it calls invalid the "
        "line of the first error. jing does not follow XInclude and calls `xi:include` invalid.",
        ["project", "files", "MB", "peer", *HEADER, "verdicts", "first lines"],
    )
    for project, files in _works(folder, "tei"):
        paths = [str(p) for p in files]
        size = sum(p.stat().st_size for p in files) / 1e6
        ours = variorum("validate", *paths, "--schema", str(schema), "--no-cache", "-f", "concise")
        grammar = peers.run([*ours, "--select", "SCH,XML"]).out
        commands = {"jing": peers.jing()}
        if python := peers.python_with("lxml"):
            commands["lxml (libxml2)"] = (python, "-c", LXML_MANY)
        for name, command in commands.items():
            if command is None:
                continue
            say(f"real TEI: {project} {name}")
            found = paired(ours, [*command, str(schema), *paths], 2 if quick else 3)
            agreed = ["", ""]
            if name == "jing":
                agreed = _agreed(first_errors(grammar), first_errors(found.their_out), paths)
            row = [project, str(len(files)), f"{size:.1f}", name, *found.cells(), *agreed]
            table.rows.append(row)
    return [table] if table.rows else []


LXML_MANY = LXML.replace(
    "schema.validate(etree.parse(sys.argv[2]))\nprint(len(schema.error_log))",
    "for path in sys.argv[2:]:\n    schema.validate(etree.parse(path))\n"
    "    print(path, len(schema.error_log))",
)


def first_errors(out: bytes) -> dict[str, int]:
    """The line of the first error of each file: of our form `concise`, and of what jing prints."""
    found: dict[str, int] = {}
    for line in out.decode("utf-8", "replace").splitlines():
        if match := re.match(r"(.+?):(\d+):\d+: (?:[A-Z]{3}\d+ )?(?:error|fatal)\b", line):
            found.setdefault(Path(match[1]).name, int(match[2]))
    return found


def _agreed(ours: dict[str, int], theirs: dict[str, int], paths: list[str]) -> list[str]:
    names = [Path(p).name for p in paths]
    verdicts = sum((n in ours) == (n in theirs) for n in names)
    lines = sum(ours.get(n) == line for n, line in theirs.items())
    return [f"{verdicts} of {len(names)}", f"{lines} of {len(theirs)}"]


if __name__ == "__main__":
    sys.exit("run it as: python -m bench --texts FOLDER")
