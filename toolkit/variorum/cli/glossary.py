"""List the source words that translators kept, and how each version renders them.

For each transliterated word it gives the Cyrillic form, taken from a source text or reconstructed
(every candidate, the best first), the romanisations that fit, whether a dictionary has it (extra
russian), the places where it occurs, and each version's rendering.
"""

from __future__ import annotations

from typing import Annotated

from . import _options as o

PANEL = "Compare"
EXAMPLES = """
variorum glossary memo.xml other.xml
variorum glossary memo.xml other.xml --source memo-ru.xml
variorum glossary memo.txt -f json
"""


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[str | None, o.formats("txt", "json", "tsv", "csv")] = None,
    *,
    rows: o.Rows,
    force: o.Force = False,
) -> int:
    """List source words."""
    from .. import api
    from ..model import Glossary
    from ._deliver import deliver, target_of
    from ._host import Terminal

    host, files = Terminal(), inputs.files
    name = target_of(Glossary, format, output, force=force, files=files)
    value = api.glossary(*files, host=host, **o.said(inputs, rows))
    deliver(value, name, output, host, force=force, files=files)
    return 0
