r"""LaTeX with reledpar: two versions in facing columns, row by row of the alignment.

A paragraph stays one where its sentences are rows, and a heading a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..errors import UsageError
from ..model import Synopsis
from ._frame import HEADING, VERSE, Frame, frames
from ._latex import comment, escape, preamble
from ._options import Options

SUFFIX = ".tex"
TAKES = "synopsis"
DROPS = ("markup", "normal forms", "language", "titles", "notes", "confidence")


def write(value: Synopsis, *, options: Options) -> str:
    """A document for LuaLaTeX; raises `UsageError` unless there are two versions."""
    if len(value.witnesses) != 2:
        raise UsageError(
            f"reledpar sets two versions side by side, not {len(value.witnesses)}",
            hint="name two, or write DOCX in the form table",
        )
    return "".join(_parts(value, options))


def _parts(value: Synopsis, options: Options) -> Iterator[str]:
    yield preamble(
        r"\usepackage{reledmac}",
        r"\usepackage{reledpar}",
        title=options.title,
        texts=(w.text for w in value.witnesses),
    ) + comment(str(value.signature))
    yield "\\begin{pairs}\n"
    framed = [frames(w) for w in value.witnesses]
    chunks = list(_chunks(value, framed))
    for w, side in enumerate(("Leftside", "Rightside")):
        yield f"\\begin{{{side}}}\n\\beginnumbering\n"
        for rows in chunks:
            yield _chunk(value, w, rows, framed[w])
        yield f"\\endnumbering\n\\end{{{side}}}\n"
    yield "\\end{pairs}\n\\Columns\n\\end{document}\n"


def _chunks(value: Synopsis, framed: Sequence[Mapping[str, Frame]]) -> Iterator[range]:
    """The rows, those together that are sentences of one paragraph in some version."""
    start = 0
    for n, row in enumerate(value.rows):
        firsts = [(w, run.start) for w, run in enumerate(row.passages) if run]
        opens = [framed[w][value.witnesses[w].passages[p].id].opens for w, p in firsts]
        if n and all(opens):
            yield range(start, n)
            start = n
    if value.rows:
        yield range(start, len(value.rows))


def _chunk(value: Synopsis, w: int, rows: range, framed: Mapping[str, Frame]) -> str:
    """One `\\pstart` of a side: a heading where all of it is one, else a paragraph."""
    witness = value.witnesses[w]
    passages = [witness.passages[p] for n in rows for p in value.rows[n].passages[w]]
    parts = [" ".join(witness.slice(p.start, p.end).split()) for p in passages]
    kinds = {framed[p.id].kind for p in passages}
    text = ("\\\\\n" if kinds == {VERSE} else " ").join(escape(part) for part in parts)
    if kinds == {HEADING}:
        return f"\\pstart\n\\eledsection*{{{text}}}\n\\pend\n"
    return f"\\pstart\\leavevmode\n{text}\n\\pend\n"
