"""Run the project beside its peers on the same data, and write the results down.

    python -m bench [--quick] [--output FILE] [NAME …]

Without names everything runs, and `bench/RESULTS.md` is written; with names the tables are only
printed, unless --output says where. --quick takes smaller sizes and fewer of them (minutes).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import measured  # noqa: E402  (the folder has to be on the path first)
import own  # noqa: E402
from _peers import ROOT, versions  # noqa: E402
from _tables import Table, machine, say  # noqa: E402

HEAD = """# Results

Written by `make bench`; do not edit. What each table measures, and how, is told in
[README.md](README.md). CPU is user and system time of whole processes, start-up included, as the
system counts it for the child; runs of ours and of a peer alternate, and the ratio is the median
of the pairs with its range. **A ratio under 1 is in our favour. "won" and "lost" stand only where
every pair agrees; else it is a tie.** Read a ratio between 0.67 and 1.5 as a tie too, unless it
comes from five pairs or more.
"""
OWN = "## Needs nothing but the repository\n\nTexts are generated, with fixed seeds."
DATA = """## Needs the measuring data

These tables need texts in `../shared/data`, a folder beside the repository that is no part of it:
corpora that cannot be passed on here. Without it they are left out."""


def main() -> None:
    """Read the arguments, run, print and write."""
    every = own.SECTIONS | measured.SECTIONS
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(every))
    parser.add_argument("--quick", action="store_true", help="smaller sizes, some minutes")
    parser.add_argument("--output", type=Path, help="write the results here")
    given = parser.parse_args()
    if unknown := [n for n in given.names if n not in every]:
        parser.error(f"no section {unknown[0]!r}; there are {', '.join(every)}")
    result = results(given.names or list(every), given.quick)
    target = given.output or (None if given.names else HERE / "RESULTS.md")
    if target:
        target.write_text(result, encoding="utf-8")
    print(result)


def results(names: list[str], quick: bool) -> str:
    """The whole report."""
    parts = [HEAD, _conditions(quick)]
    for heading, sections in ((OWN, own.SECTIONS), (DATA, measured.SECTIONS)):
        chosen = [n for n in sections if n in names]
        if not chosen:
            continue
        parts.append(heading + "\n")
        if sections is measured.SECTIONS and not measured.DATA.is_dir():
            parts.append("The data are not here: nothing was measured.\n")
            continue
        for number, name in enumerate(chosen, 1):
            say(f"[{number}/{len(chosen)}] {name}")
            parts += [t.markdown() for t in _section(name, sections[name], quick)]
    return "\n".join(parts)


def _section(name: str, measure: Callable[[bool], list[Table]], quick: bool) -> list[Table]:
    """One section's tables; one that fails says so in the results and stops no other."""
    start = time.monotonic()
    try:
        return measure(quick)
    except (Exception, SystemExit) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        return [Table(name, f"**Failed**, nothing is known: {said.replace(str(ROOT), '')}")]
    finally:
        say(f"  {name}: {time.monotonic() - start:.0f} s")


def _conditions(quick: bool) -> str:
    """Machine, versions, and how far to trust it."""
    rows = [[k, v] for k, v in [*machine(), *versions().items()]]
    size = "quick (`--quick`: smaller sizes, fewer of them)" if quick else "full"
    note = (
        f"Tier: {size}. Other work ran on the machine where the load is above the number of cores: "
        "the seconds are then too high for both sides, the ratios less so."
    )
    return Table("Conditions", note, ["", ""], rows).markdown()


if __name__ == "__main__":
    main()
