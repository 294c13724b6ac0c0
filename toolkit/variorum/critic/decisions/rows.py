"""What was decided about passages: where they begin, and which of them are one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...model import Passage, Row, Synopsis, Witness
from .docket import Docket, Spot, Standing


def recut(witness: Witness, docket: Docket) -> Witness:
    """The witness with its passages split and joined as was decided; its words stay."""
    for standing in docket.of("passage"):
        spots = [s for s in standing.spots if s.siglum == witness.siglum]
        if not spots:
            continue
        made = _split(witness, spots) if standing.ruling == "split" else _joined(witness, spots)
        if isinstance(made, str):
            docket.contradicted(standing, made)
            continue
        witness = made
        docket.applied(standing)
    return witness


def _split(witness: Witness, spots: Sequence[Spot]) -> Witness | str:
    for spot in spots:
        n = witness.passage_at(spot.start)
        old = witness.passages[n]
        if old.start == spot.start:
            continue  # a passage begins there already
        names = [f"{old.id}.1", f"{old.id}.2"]
        if {p.id for p in witness.passages} & set(names):
            return f"{old.id} has pieces of these names already"
        pieces = (
            replace(old, id=names[0], end=spot.start),
            replace(old, id=names[1], start=spot.start, line=0),
        )
        witness = _with(witness, n, n + 1, pieces)
    return witness


def _joined(witness: Witness, spots: Sequence[Spot]) -> Witness | str:
    run = _run(witness, spots)
    if isinstance(run, str) or len(run) < 2:
        return run if isinstance(run, str) else witness
    first, last = witness.passages[run.start], witness.passages[run.stop - 1]
    return _with(witness, run.start, run.stop, (replace(first, end=last.end),))


def _with(witness: Witness, start: int, stop: int, pieces: Sequence[Passage]) -> Witness:
    from ...text.passages import divisions

    made = (*witness.passages[:start], *pieces, *witness.passages[stop:])
    return replace(witness, passages=made, divisions=divisions(witness))


def _run(witness: Witness, spots: Sequence[Spot]) -> range | str:
    """The passages over some words of one witness, which must follow each other."""
    found = sorted({n for spot in spots for n in _passages(witness, spot)})
    if not found:
        return "no passage is named"
    if found[-1] - found[0] + 1 != len(found):
        return f"the passages of {witness.siglum} do not follow each other"
    return range(found[0], found[-1] + 1)


def _exceeds(witness: Witness, run: range, spots: Sequence[Spot]) -> bool:
    """Do some passages go beyond the words of several that a decision names?

    One word stands for its passage, several for themselves.
    """
    if all(spot.end - spot.start == 1 for spot in spots):
        return False
    first, last = witness.passages[run.start], witness.passages[run.stop - 1]
    return first.start < min(s.start for s in spots) or last.end > max(s.end for s in spots)


def _passages(witness: Witness, spot: Spot) -> range:
    if spot.start == spot.end:
        return range(0)
    return range(witness.passage_at(spot.start), witness.passage_at(spot.end - 1) + 1)


@dataclass(slots=True)
class _Line:
    """A row in the making: for each witness the passages that it has there, rising."""

    runs: list[list[int]]
    confidence: float
    moved: bool
    changed: bool = False
    marked: bool = field(default=False)  # somebody said that it moved


class _Rows:
    """Rows that passages are taken out of and put into."""

    def __init__(self, rows: Synopsis) -> None:
        self.witnesses = rows.witnesses
        self.index = {w.siglum: i for i, w in enumerate(rows.witnesses)}
        self.lines = [
            _Line([list(run) for run in row.passages], row.confidence, row.moved)
            for row in rows.rows
        ]
        self.line_of: list[dict[int, _Line]] = [{} for _ in rows.witnesses]
        for line in self.lines:
            for w, run in enumerate(line.runs):
                self.line_of[w].update(dict.fromkeys(run, line))
        self.fresh: list[_Line] = []

    def alone(self, w: int, run: Sequence[int]) -> _Line:
        """A row of their own for passages of one witness."""
        made = _Line([[] for _ in self.witnesses], 1.0, False, changed=True)
        self.fresh.append(made)
        self.put(made, w, run)
        return made

    def put(self, line: _Line, w: int, run: Sequence[int]) -> None:
        """Take passages out of their rows and into another; what no longer follows goes alone."""
        for n in run:
            old = self.line_of[w][n]
            if old is not line:
                old.runs[w].remove(n)
                old.changed = True
                line.runs[w].append(n)
                self.line_of[w][n] = line
        line.runs[w].sort()
        line.changed = True
        for n in run:
            self._mended(w, n)

    def only(self, line: _Line, w: int, run: Sequence[int]) -> None:
        """Of a witness a row has these passages and no others; the others go alone."""
        others = [n for n in line.runs[w] if n not in run]
        self.put(line, w, run)
        for part in ([n for n in others if n < run[0]], [n for n in others if n > run[-1]]):
            if part:
                self.alone(w, part)

    def _mended(self, w: int, n: int) -> None:
        """Where a passage left the middle of a run, its rest is a row of its own."""
        for beside in (n - 1, n + 1):
            line = self.line_of[w].get(beside)
            if line is None:
                continue
            own = line.runs[w]
            breaks = [i for i in range(1, len(own)) if own[i] != own[i - 1] + 1]
            if breaks:
                self.alone(w, own[breaks[0] :])

    def synopsis(self, rows: Synopsis) -> Synopsis:
        """The rows as they are now; a new one stands after the passage that it follows."""
        from ...alignment.table import marked

        order = [line for line in self.lines if any(line.runs)]
        for line in sorted(
            self.fresh, key=lambda line: min(map(tuple, filter(None, line.runs)), default=())
        ):
            if not any(line.runs):
                continue
            w = next(w for w, run in enumerate(line.runs) if run)
            before = self.line_of[w].get(line.runs[w][0] - 1)
            at = next((n for n, one in enumerate(order) if one is before), -1)
            order.insert(at + 1, line)
        made = [
            Row(tuple(range(r[0], r[-1] + 1) if r else range(0) for r in line.runs))
            for line in order
        ]
        placed = [row.moved for row in marked(made, len(self.witnesses))]
        found = tuple(
            replace(
                row, confidence=1.0 if line.changed else line.confidence,
                moved=line.marked or (out if line.changed or out else line.moved),
            )
            for row, line, out in zip(made, order, placed, strict=True)
        )  # fmt: skip
        return Synopsis(rows.witnesses, found, rows.signature)


def arranged(rows: Synopsis, docket: Docket) -> Synopsis:
    """The rows as was decided: passages together, apart, moved, or with none opposite.

    Where passages are together, they are in the row of the one that is named first, and it has of
    each witness named these and no others; what stood there besides goes into a row of its own.
    """
    standings = docket.of("row")
    if not standings:
        return rows
    made = _Rows(rows)
    done: list[tuple[Standing, dict[int, range]]] = []
    for standing in standings:
        runs = _runs(standing, made)
        if isinstance(runs, str):
            docket.contradicted(standing, runs)
            continue
        _arrange(made, standing.ruling, runs)
        done.append((standing, runs))
    for standing, runs in done:
        if _holds(made, standing.ruling, runs):
            docket.applied(standing)
        elif later := _later(standing, runs, done):
            docket.overruled(standing, later)
        else:
            docket.contradicted(standing, "decisions on the passages beside it do not let it")
    return made.synopsis(rows)


def _runs(standing: Standing, made: _Rows) -> dict[int, range] | str:
    """The passages that a decision names, by witness; or why they cannot be a row."""
    by: dict[str, list[Spot]] = {}
    for spot in standing.spots:
        by.setdefault(spot.siglum, []).append(spot)
    found: dict[int, range] = {}
    for siglum, spots in by.items():
        if siglum not in made.index:
            return f"{siglum} is not in these rows"
        w = made.index[siglum]
        run = _run(made.witnesses[w], spots)
        if isinstance(run, str):
            return run
        if _exceeds(made.witnesses[w], run, spots):
            return f"the passages of {siglum} are longer here than the words that were meant"
        found[w] = run
    if standing.ruling in ("together", "apart") and len(found) < 2:
        return f"passages of one witness only are named {standing.ruling}"
    return found


def _arrange(made: _Rows, ruling: str, runs: dict[int, range]) -> None:
    first = next(iter(runs))  # the one that is named first keeps its row
    if ruling == "alone":
        for w, run in runs.items():
            if not _is_alone(made, w, run):
                made.alone(w, run)
        return
    line = made.line_of[first][runs[first][0]]
    if ruling == "apart":
        for w, run in runs.items():
            if w != first and any(made.line_of[w][n] is line for n in run):
                made.alone(w, run)
        return
    for w, run in runs.items():
        made.only(line, w, run)
    line.marked = line.marked or ruling == "moved"


def _is_alone(made: _Rows, w: int, run: range) -> bool:
    line = made.line_of[w][run[0]]
    return line.runs[w] == list(run) and sum(map(bool, line.runs)) == 1


def _holds(made: _Rows, ruling: str, runs: dict[int, range]) -> bool:
    lines = [{id(made.line_of[w][n]) for n in run} for w, run in runs.items()]
    if ruling == "apart":
        return all(not (a & b) for n, a in enumerate(lines) for b in lines[n + 1 :])
    if ruling == "alone":
        return all(_is_alone(made, w, run) for w, run in runs.items())
    first = next(iter(runs))
    one = made.line_of[first][runs[first][0]]
    return all(one.runs[w] == list(run) for w, run in runs.items())


def _later(
    standing: Standing, runs: dict[int, range], done: Sequence[tuple[Standing, dict[int, range]]]
) -> Standing | None:
    """The later decision that took passages out of this one's row."""
    for later, other in reversed(done):
        if later is standing:
            return None
        if any(set(runs[w]) & set(other.get(w, ())) for w in runs):
            return later
    return None
