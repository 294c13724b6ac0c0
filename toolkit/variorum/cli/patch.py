"""Apply a text patch to a plain or TEI witness; if it does not fit, nothing is changed.

The patch is one that `variorum diff --format patch` makes. In a TEI file the text changes inside
the markup; the markup, and every byte outside the changed words, stays as it is. Exit code: 0 done,
2 the patch does not fit.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o

PANEL = "Compare"
EXAMPLES = """
variorum diff old.txt new.txt --format patch -o change.patch
variorum patch old.txt change.patch -o new.txt
variorum patch witness.xml change.patch -o witness-new.xml
"""


def command(
    witness: Annotated[str, typer.Argument(metavar="WITNESS", help="A plain or TEI text.")],
    patch: Annotated[str, typer.Argument(metavar="PATCH", help="The patch; - is standard input.")],
    output: o.Output = None,
    backwards: Annotated[
        bool, typer.Option("-R", "--reverse", help="Undo the patch instead.")
    ] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Change the witness file itself.")
    ] = False,
    reader: o.From = None,
    encoding: o.Encoding = None,
    force: o.Force = False,
) -> int:
    """Apply a patch."""
    from .. import api
    from ..errors import UsageError
    from . import _io
    from ._host import Terminal

    if in_place and (witness == "-" or output is not None):
        raise UsageError("--in-place goes with a file and without -o", hint="leave one out")
    host = Terminal()
    if output not in (None, "-"):
        _io.check_target(str(output), force=force, inputs=[witness, patch])
    changed = api.patch(
        witness, patch, reverse=backwards, reader=reader, encoding=encoding, host=host
    )
    if in_place:
        host.write(witness, changed)
    elif output in (None, "-"):
        _io.write_bytes(changed)
    else:
        _io.emit(changed, output=output, force=force, inputs=[witness])
    return 0
