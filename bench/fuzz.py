"""Spoil TEI files at random and check them: no traceback, no hang, jing's verdict.

    python bench/fuzz.py SCHEMA.rng FILE.xml ... [--count N] [--seed S] [--keep FOLDER]

`make fuzz` runs it. Each mutant is a copy of a file under 150 kB with one to six accidents: to the
tree (elements moved, renamed, doubled, emptied; attributes and texts spoilt) or to its bytes (some
deleted, doubled, swapped for others). The whole linter runs over each; what comes of a seed is
always the same. Needs jing (`make bench-peers`, and Java), which takes the mutants by the batch.
The differences from it that are known stand in grammar.py; in 20 000 mutants of eighteen editions
(seeds 2026 and 77, tei_all 4.3.0) there was no other.
Exit code 1 where something was found; with --keep, the mutants at fault are kept.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import _peers

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

SMALL = 150_000  # bytes of a file that is spoilt
COUNT = 10_000  # mutants, if nobody says otherwise: ten minutes
HANG = 10.0  # seconds of processor time
BATCH = 500  # files a run of jing
PIECES = (b"<", b">", b"&", b"&amp;", b"</p>", b"<p>", b'"', b"\xff", b"\0", b"]]>", b"<!--", b" ",
          b"<?x?>", b"&#0;", b"&#x10FFFF;", b"\xc3", b"\n", b"[", b"#", b"xml:id='a'")  # fmt: skip
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.S)
_JING = re.compile(r"(.*?\.xml):\d+:\d+: (error|fatal): (.*)")


@dataclass(slots=True)
class Tally:
    """What came of it."""

    checked: int = 0
    broken: int = 0  # not well-formed, by our parser
    invalid: int = 0
    slowest: float = 0.0
    faults: list[tuple[str, str]] = field(default_factory=list)  # file, what is wrong


def spoil_bytes(data: bytes, dice: random.Random) -> bytes:
    """One accident to the bytes."""
    at = dice.randrange(len(data))
    length = dice.choice((1, 1, 2, 5, 40))
    kind = dice.randrange(4)
    if kind == 0:
        return data[:at] + data[at + length :]
    if kind == 1:
        return data[:at] + data[at : at + length] * 2 + data[at + length :]
    if kind == 2:
        return data[:at] + dice.choice(PIECES) + data[at:]
    return data[:at] + dice.choice(PIECES) + data[at + length :]


def mutants(sources: list[bytes], dice: random.Random) -> Any:
    """Endless mutants."""
    from grammar_mutants import mutant
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, collect_ids=False)
    trees = [etree.ElementTree(etree.fromstring(source, parser)) for source in sources]
    while True:
        if dice.random() < 0.7:
            yield mutant(dice.choice(trees), dice, dice.choice((1, 1, 1, 2, 3, 6)))
        else:
            data = dice.choice(sources)
            for _ in range(dice.choice((1, 1, 2, 3))):
                data = spoil_bytes(data, dice)
            yield data


def judged(data: bytes, path: str, schema: Any, tally: Tally) -> str:
    """Our verdict: valid, invalid, refused, broken; a traceback or a hang is noted."""
    from variorum.validation import Options, validate

    since = time.process_time()
    try:
        report = validate(data, path=path, schema=schema, options=Options())
    except Exception:
        tally.faults.append((path, traceback.format_exc(limit=-2)))
        return "raised"
    seconds = time.process_time() - since
    tally.slowest = max(tally.slowest, seconds)
    if seconds > HANG:
        tally.faults.append((path, f"it took {seconds:.1f} s"))
    codes = {f.code for f in report.findings if f.severity == 2}
    if codes & {"XML003", "XML004", "XML005"}:
        return "refused"  # on purpose, whatever jing does
    if codes & {"XML001", "XML002", "XML006"}:
        return "broken"
    return "invalid" if any(c.startswith("SCH") for c in codes) else "valid"


def jing(schema: str, paths: list[str]) -> dict[str, str]:
    """jing's verdicts, by file; it gives a run up at what it cannot parse, so go on after that."""
    command = _peers.jing()
    if command is None:
        raise SystemExit("needs jing: make bench-peers, and Java")
    verdicts = dict.fromkeys(paths, "valid")
    at = 0
    while at < len(paths):
        done = subprocess.run([*command, schema, *paths[at:]], capture_output=True, check=False)
        at = len(paths)
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            if match := _JING.fullmatch(line):
                verdicts[match[1]] = "broken" if match[2] == "fatal" else "invalid"
                if match[2] == "fatal":
                    at = paths.index(match[1]) + 1
    return verdicts


def expat_takes(data: bytes) -> bool:
    """Does another parser find the file well-formed? (jing would need a process for each.)"""
    from xml.parsers import expat

    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):  # also an encoding it does not know
        return False
    return True


def fuzz(schema: str, files: list[str], count: int, seed: int, keep: Path | None = None) -> Tally:
    """Check so many mutants of the files."""
    from variorum import relaxng as grammar

    loaded = grammar.load(Path(schema).read_bytes(), name=Path(schema).name)
    small = [Path(f) for f in sorted(files) if Path(f).stat().st_size < SMALL]
    sources = [_DOCTYPE.sub(b"", p.read_bytes(), count=1) for p in small]
    supply, tally = mutants(sources, random.Random(seed)), Tally()
    while tally.checked < count:
        with tempfile.TemporaryDirectory() as name:
            ours: dict[str, str] = {}
            for i in range(min(BATCH, count - tally.checked)):
                path = Path(name) / f"m{seed}-{tally.checked + i:05}.xml"
                path.write_bytes(next(supply))
                ours[str(path)] = judged(path.read_bytes(), str(path), loaded, tally)
            tally.checked += len(ours)
            accepted = [p for p, verdict in ours.items() if verdict != "broken"]
            doubtful = [
                p for p in ours if ours[p] == "broken" and expat_takes(Path(p).read_bytes())
            ]  # expat takes a version 1..0
            _against(jing(schema, accepted) | jing(schema, doubtful), ours, tally)
            _keep(tally, Path(name), keep)
        print(f"{tally.checked} checked, {len(tally.faults)} at fault", file=sys.stderr)
    return tally


def _against(theirs: dict[str, str], ours: dict[str, str], tally: Tally) -> None:
    for path, verdict in ours.items():
        tally.broken += verdict == "broken"
        tally.invalid += verdict == "invalid"
        if verdict not in (theirs.get(path, verdict), "refused", "raised"):
            tally.faults.append((path, f"ours says {verdict}, jing says {theirs[path]}"))


def _keep(tally: Tally, folder: Path, keep: Path | None) -> None:
    for path, _ in tally.faults:
        if keep is not None and Path(path).parent == folder:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / Path(path).name).write_bytes(Path(path).read_bytes())


def main() -> int:
    """Read the arguments, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("schema")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None)
    given = parser.parse_args()
    tally = fuzz(given.schema, given.files, given.count, given.seed, given.keep)
    for path, what in tally.faults:
        print(f"{Path(path).name}: {what}")
    print(
        f"{tally.checked} mutants, {tally.broken} not well-formed, {tally.invalid} invalid; "
        f"slowest {tally.slowest:.2f} s; {len(tally.faults)} at fault"
    )
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
