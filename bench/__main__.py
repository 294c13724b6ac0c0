"""Run the project beside its peers on the same data, and write the results down.

    python -m bench [--quick] [--texts FOLDER] [--date DATE] [--output FILE] [NAME …]

Without names everything runs, and `bench/RESULTS.md` is written; with names the tables are only
printed, unless --output says where. A part of the results that no section of this run belongs to
stays as it was: each part has the conditions under which it was measured. --quick takes smaller
sizes and fewer of them (minutes); --texts adds real texts from a folder, as README.md describes.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import measured  # noqa: E402  (the folder has to be on the path first)
import own  # noqa: E402
import real  # noqa: E402
from _peers import ROOT, versions  # noqa: E402
from _tables import Table, lost, machine, say  # noqa: E402

HEAD = """# Results

Written by `make bench`; do not edit. What each table measures, and how, is described in
[README.md](README.md). CPU is user and system time of whole processes, start-up included, as the
system counts it for the child; runs of ours and of a peer alternate, and the ratio is the median
of the pairs with its range. **A ratio under 1 is in our favour. "won" and "lost" stand only where
every pair agrees; otherwise it is a tie.** Read a ratio between 0.67 and 1.5 as a tie too, unless
it comes from five pairs or more.
"""
LOST = """## What is lost

Every row below that a peer wins, that misses its goal, or with a recall below .9."""
PARTS = {
    "real": """## Real texts

Texts that nobody here wrote, from a folder that the user filled (`--texts`).""",
    "own": "## Generated texts\n\nThey need nothing but the repository; their seeds are fixed.",
    "data": """## Measuring data

These tables need texts in `../shared/data`, a folder beside the repository that is no part of it:
corpora that cannot be passed on here. Without it they are left out.""",
}
Section = Callable[[bool], list[Table]]


def main() -> None:
    """Read the arguments, run, print and write."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="sections; default: all")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, some minutes")
    parser.add_argument("--texts", type=Path, help="a folder of real texts (see README.md)")
    parser.add_argument("--date", default="", help="the date that the conditions name")
    parser.add_argument("--output", type=Path, help="write the results here")
    given = parser.parse_args()
    if given.texts and not given.texts.is_dir():
        parser.error(f"no folder {str(given.texts)!r}")
    parts = {"own": own.SECTIONS, "data": measured.SECTIONS}
    every: dict[str, dict[str, Section]] = {
        **({"real": dict(real.sections(given.texts))} if given.texts else {}), **parts,
    }  # fmt: skip
    names = [name for sections in every.values() for name in sections]
    if unknown := [n for n in given.names if n not in names]:
        parser.error(f"no section {unknown[0]!r}; there are {', '.join(names)}")
    target = given.output or (None if given.names else HERE / "RESULTS.md")
    kept = split(target.read_text("utf-8")) if target and target.exists() else {}
    made = {
        kind: _part(kind, chosen, given.quick, given.date)
        for kind, sections in every.items()
        if (chosen := {n: s for n, s in sections.items() if n in (given.names or names)})
    }
    result = joined(kept | made)
    if target:
        target.write_text(result, encoding="utf-8")
    print(result)


def split(results: str) -> dict[str, str]:
    """The parts of results that were written before, by their kind."""
    found = {}
    for text in re.split(r"^(?=## )", results, flags=re.M)[1:]:
        title = text.splitlines()[0]
        for kind, heading in PARTS.items():
            if heading.splitlines()[0] == title:
                found[kind] = text.rstrip() + "\n"
    return found


def joined(parts: dict[str, str]) -> str:
    """The whole report: what is lost first, then the parts in their order."""
    said = [f"* {line}" for kind in PARTS for line in lost(parts.get(kind, ""))]
    head = f"{HEAD}\n{LOST}\n\n"
    nothing = "Nothing, of what was measured.\n"
    body = [parts[kind] for kind in PARTS if kind in parts]
    return head + ("\n".join(said) + "\n" if said else nothing) + "\n" + "\n".join(body)


def _part(kind: str, sections: dict[str, Section], quick: bool, date: str) -> str:
    """One part: its heading, its conditions, its tables."""
    if kind == "data" and not measured.DATA.is_dir():
        return f"{PARTS[kind]}\n\nThe data are not here: nothing was measured.\n"
    tables: list[Table] = []
    for number, (name, measure) in enumerate(sections.items(), 1):
        say(f"[{kind} {number}/{len(sections)}] {name}")
        tables += _section(name, measure, quick)
    shown: Iterable[Table] = (_conditions(quick, date), *tables)
    return "\n".join([PARTS[kind] + "\n", *(table.markdown() for table in shown)])


def _section(name: str, measure: Section, quick: bool) -> list[Table]:
    """One section's tables; one that fails says so in the results and stops no other."""
    start = time.monotonic()
    try:
        return measure(quick)
    except (Exception, SystemExit) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        return [Table(name, f"**Failed**, nothing is known: {said.replace(str(ROOT), '')}")]
    finally:
        say(f"  {name}: {time.monotonic() - start:.0f} s")


def _conditions(quick: bool, date: str) -> Table:
    """Machine, versions, the date if one was given, and how far to trust it."""
    dated = [["date, as given", date]] if date else []
    rows = dated + [[k, v] for k, v in [*machine(), *versions().items()]]
    size = "quick (`--quick`: smaller sizes, fewer of them)" if quick else "full"
    note = (
        f"Tier: {size}. Other work ran on the machine where the load is above the number of cores: "
        "the seconds are then too high for both sides, the ratios less so."
    )
    return Table("Conditions", note, ["", ""], rows)


if __name__ == "__main__":
    main()
