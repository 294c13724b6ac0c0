"""Grammar engine against jing: verdicts, lines, CPU. Prints a table.

    python bench/grammar.py SCHEMA.rng FILE.xml ... [--mutants N] [--seed S]

With --mutants, N spoilt copies of the files under 90 kB are made in a temporary folder and checked
besides. Needs jing (`make bench-peers`, and Java). CPU is of whole processes, start-up included.

Known differences from jing, all on purpose:

* Schemas: the restrictions of section 7 of the specification and the consistency of ID types are
  not checked, and a definition that no document reaches may be broken unnoticed: patterns are
  built when a document first needs them. jing refuses such a schema.
* ID, IDREF and IDREFS are checked where an attribute's value matches that type. jing goes by the
  names of element and attribute, so it also counts ids in elements that it could not place, and
  reports an ID of no token or of several besides the wrong value.
* QName, ENTITY and NOTATION: only the form of the name is checked, not whether prefix or entity
  are declared. (Documents with entities are refused before they come here.)
* Values of date and time types are compared as written (jing: as points in time).
* Other XSD types are libxml2's, which takes 24:00:00 for the end of a day; Unicode classes in
  patterns follow libxml2's and Python's tables, jing's follow older ones.
* Text that is not allowed: jing's parser hands text over in pieces of two lines, and so does our
  list of lines; beside a CDATA section, or at the end of jing's buffer, it may cut elsewhere.
* jing repeats its last message at the end of a known element inside an unknown one; ours says
  there that the element stands in one that is not allowed, as a consequence.
* A namespace that is no URI (`http://a>b`): libxml2 will not read the file, so it is XML001; jing
  reads on, and finds its elements to be of no known namespace.
* A file with an external DTD: jing fetches it, or gives the whole run up; we never read it.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import _peers

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

OURS = """
import sys
from variorum.text import xml
from variorum.relaxng import Positions, check, load
grammar = load(open(sys.argv[1], "rb").read(), name="schema.rng")
for path in sys.argv[2:]:
    data = open(path, "rb").read()
    positions = Positions(data.decode("utf-8-sig"))
    for f in check(xml.parse(data, name=path), grammar, positions=positions):
        print(f"{path}:{f.line}:{f.column}: error: {f.message}".replace(chr(10), " "))
"""
LINE = re.compile(r"(.*?\.xml):(\d+):\d+: (?:error|fatal): (.*)")


def run(command: list[str]) -> tuple[dict[str, list[int]], float]:
    """Lines of the errors by file, and CPU seconds of the process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines: dict[str, list[int]] = defaultdict(list)
    for printed in done.stdout.decode("utf-8", "replace").splitlines():
        if found := LINE.fullmatch(printed):
            lines[found[1]].append(int(found[2]))
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return lines, used


def compare(label: str, schema: str, files: list[str]) -> None:
    """Check the files with both engines and print one row."""
    command = _peers.jing()
    if command is None:
        raise SystemExit("needs jing: make bench-peers, and Java")
    theirs, jing_cpu = run([*command, schema, *files])
    ours, our_cpu = run([sys.executable, "-c", OURS, schema, *files])
    verdicts = sum(bool(ours[f]) != bool(theirs[f]) for f in files)
    firsts = sum(ours[f][:1] != theirs[f][:1] for f in files)
    total = sum(len(set(theirs[f])) for f in files)
    found = sum(len(set(theirs[f]) & set(ours[f])) for f in files)
    extra = sum(len(set(ours[f]) - set(theirs[f])) for f in files)
    print(
        f"{label:<10} {len(files):>6} {verdicts:>9} {firsts:>7} {total:>7} {found:>7} {extra:>6}"
        f" {our_cpu:>8.2f} {jing_cpu:>8.2f}"
    )


def spoil(files: list[str], number: int, seed: int, folder: Path) -> list[str]:
    """Write spoilt copies of small files; what is spoilt depends on the seed alone."""
    from grammar_mutants import mutant
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, collect_ids=False)
    trees = [etree.parse(f, parser) for f in files if Path(f).stat().st_size < 90_000]
    dice = random.Random(seed)
    paths = []
    for i in range(number if trees else 0):
        path = folder / f"m{i:04}.xml"
        path.write_bytes(mutant(dice.choice(trees), dice, dice.choice([1, 1, 1, 2, 3, 6])))
        paths.append(str(path))
    return paths


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("schema")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    doctype = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.S)
    print("label       files verdict!= first!=   lines   found  extra ours CPU jing CPU")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = []
        for path in map(Path, given.files):
            copy = folder / path.name
            copy.write_bytes(doctype.sub(b"", path.read_bytes(), count=1))
            copies.append(str(copy))
        compare("files", given.schema, copies)
        compare("largest", given.schema, [max(copies, key=lambda c: Path(c).stat().st_size)])
        if given.mutants:
            spoilt = spoil(copies, given.mutants, given.seed, folder)
            compare("mutants", given.schema, spoilt)


if __name__ == "__main__":
    main()
