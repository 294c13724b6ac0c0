r"""LaTeX with reledpar: two versions in facing columns, row by row of the alignment."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import UsageError
from ..model import Synopsis
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
    for w, side in enumerate(("Leftside", "Rightside")):
        yield f"\\begin{{{side}}}\n\\beginnumbering\n"
        for row in range(len(value.rows)):
            tokens = value.tokens(row, w)
            text = value.witnesses[w].slice(tokens.start, tokens.stop)
            yield f"\\pstart\\leavevmode\n{escape(' '.join(text.split()))}\n\\pend\n"
        yield f"\\endnumbering\n\\end{{{side}}}\n"
    yield "\\end{pairs}\n\\Columns\n\\end{document}\n"
