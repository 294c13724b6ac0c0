"""Quality on measuring data that is no part of the repository: `../shared/data` beside it.

    python -m bench cases gold words passages hunks

The other scripts of this folder do the measuring; what they print is taken over as it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import _peers as peers
from _peers import HEADER, ROOT, paired, variorum
from _tables import Table, say
from own import COLLATEX, collatex_json, columns_of

DATA = ROOT.parent / "shared" / "data"
HERE = Path(__file__).parent


def printed(title: str, note: str, *command: str) -> list[Table]:
    """A table of what a script prints; a script that fails says so here."""
    say(f"{title}: {' '.join(command)}")
    done = subprocess.run(
        [sys.executable, str(HERE / command[0]), *command[1:]], capture_output=True, text=True
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode:
        lines.append(f"failed: {done.stderr.strip().splitlines()[-1:]}")
    return [Table(title, note, lines=lines)]


def cases(quick: bool) -> list[Table]:
    """The shared collation cases."""
    orders = () if quick else ("--orders", "6")
    return printed(
        "Collation cases",
        'Asserted tables and matches; "better matched" joins more equal tokens than asserted.',
        "collation_cases.py",
        *orders,
    )


def gold(quick: bool) -> list[Table]:
    """Edited alignments: ours, then CollateX Python on those that it ends on."""
    tables = printed(
        "Edited alignments",
        "Precision and recall over pairs of tokens in one column: all pairs, then those whose "
        "texts differ.",
        "collation_gold.py",
        *(() if quick else ("--orders", "3")),
    )
    return tables + _gold_peer(quick)


def _gold_peer(quick: bool) -> list[Table]:
    from collation_gold import pairs_of, rates, unequal

    python = peers.python_with("collatex")
    table = Table(
        "Edited alignments beside CollateX Python",
        "F1 over pairs of tokens whose texts differ. CollateX without segmentation; whole "
        "processes.",
        ["text", *HEADER, "our F1", "its F1"],
    )
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((DATA / "collation" / "gold").glob("*.json")) if python else []:
            data = json.loads(path.read_text(encoding="utf-8"))
            tokens = data["tokens"]
            if quick and sum(map(len, tokens.values())) > 5000:
                continue
            say(f"gold {path.stem} beside CollateX")
            low = {s: [t.lower() for t in own] for s, own in tokens.items()}
            file = collatex_json(low, folder, "w")
            ours = variorum("collate", file, "--format", "collatex", "--no-segmentation")
            found = paired(ours, [python or "", "-c", COLLATEX, file], 2)
            wanted = unequal(pairs_of(data["gold_columns"]), tokens)
            scores = []
            for out, vertical in ((found.our_out, True), (found.their_out, False)):
                placed = columns_of(out, list(tokens), vertical=vertical)
                got = unequal(pairs_of(_turned(placed)), tokens)
                scores.append(f"{rates(got, wanted)[2]:.3f}")
            table.rows.append([path.stem, *found.cells(), *scores])
    return [table] if table.rows else []


def _turned(placed: dict[str, list[int]]) -> list[dict[str, int]]:
    """Columns of token indexes, from the column of each token."""
    columns: dict[int, dict[str, int]] = {}
    for siglum, own in placed.items():
        for token, column in enumerate(own):
            columns.setdefault(column, {})[siglum] = token
    return list(columns.values())


def words(quick: bool) -> list[Table]:
    """Word alignment, beside difflib and diff-match-patch."""
    sets = "ult-ust,mtref" if quick else "ult-ust,bsb-ult,bsb-ust,mtref,wiki"
    return printed(
        "Word alignment of translations",
        "P, R, F1 and AER against hand-made links; hc: recall of links between two different "
        "content words. The speed is of processor time.",
        "words.py",
        "--sets",
        sets,
    )


def passages(quick: bool) -> list[Table]:
    """Passage alignment."""
    only = ("bsb-leb.sent", "russyn-bsb.sent", "--only", "excerpts") if quick else ()
    return printed(
        "Passage alignment",
        "Precision, recall, F1 against exact blocks. No peer that the registries have was run.",
        "passages.py",
        *only,
    )


def hunks(quick: bool) -> list[Table]:
    """What a reader of a diff sees, beside wdiff."""
    if peers.tool("wdiff") is None:
        return [Table("Hunks beside wdiff", "Left out: wdiff is not installed here.")]
    return printed(
        "Hunks beside wdiff",
        "Share of wdiff's number of hunks; share of the words shown unchanged that the gold "
        "links; share kept of what wdiff rightly shows unchanged.",
        "diff.py",
        *(() if quick else ("words",)),
        "segments",
    )


SECTIONS = {
    "cases": cases,
    "gold": gold,
    "words": words,
    "passages": passages,
    "hunks": hunks,
}
