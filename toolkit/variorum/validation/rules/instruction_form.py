"""An instruction that names a schema or a style sheet is not written so that it can be read.

`xml-model` and `xml-stylesheet` have pseudo-attributes, name="value", each once; @href says which
file is meant. What is not of this form no program sees, and none complains of it.

Guidelines: W3C, Associating Style Sheets with XML documents; ISO/IEC 19757-11

PASS
    <?xml-model href="tei.rng" schematypens="http://relaxng.org/ns/structure/1.0"?><TEI/>
PASS
    <?xml-stylesheet type='text/css' href='page.css'?><TEI/>
FAIL
    <?xml-model href=tei.rng?><TEI/>
FAIL
    <?xml-model hreff="tei.rng"?><TEI/>
FAIL
    <?xml-stylesheet type="text/css"?><TEI/>
FAIL
    <?xml-stylesheet type="text/css" href="a.css" href="b.css"?><TEI/>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.prologue import KNOWN, Instruction, instructions
from ..indexes.context import Context
from ..values.nearest import did_you_mean

CODE = "HDR005"
SEVERITY = Severity.WARNING

FORM = 'write href="…" and any other pseudo-attributes in the same form, separated by spaces'


def check(context: Context) -> Iterator[Finding]:
    for one in instructions(context.document):
        message, hint = _fault(one)
        if message:
            yield context.in_prologue(one.start, one.end, f"<?{one.target}?> {message}", hint=hint)


def _fault(one: Instruction) -> tuple[str, str]:
    """What is wrong with an instruction, and what is to be done; the first fault is enough."""
    names = [name for name, _ in one.said]
    if one.unread:
        shown = one.unread if len(one.unread) <= 40 else one.unread[:39] + "…"
        return f'cannot be read from {shown!r} on: it is not of the form name="value"', FORM
    for name in names:
        near = did_you_mean(name, KNOWN[one.target]) if name not in KNOWN[one.target] else ""
        if near:
            return f"has no {name!r}", near
    if twice := next((name for name in names if names.count(name) > 1), ""):
        return f"has {twice!r} twice", "keep one of them, or write an instruction for each"
    if not one.href:
        return "has no href: it names no file", 'write href="…"'
    return "", ""
