"""Apply a text patch to a plain or TEI witness; where it does not fit, nothing is changed.

The patch is one that `variorum diff --format patch` makes. In a TEI file the text changes inside
the markup; the markup, and every byte beside the changed words, stays. Exit code: 0 done, 2 it
does not fit.
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
        bool, typer.Option("--in-place", help="Replace the witness itself.")
    ] = False,
    reader: o.From = None,
    encoding: o.Encoding = None,
    force: o.Force = False,
) -> int:
    """Apply a patch."""
    from ..comparison.patching import apply, parse, reverse
    from ..errors import UsageError
    from ..text.encoding import decode
    from . import _patching
    from ._io import Input, check_target, read_bytes

    if witness == patch == "-":
        raise UsageError("standard input is named twice", hint="write it to a file first")
    item = Input("", witness, read_bytes(witness))
    name = "-" if patch == "-" else patch
    hunks = parse(decode(read_bytes(patch), name=name, encoding="utf-8"), name=name)
    hunks = reverse(hunks) if backwards else hunks
    if output not in (None, "-") and not in_place:
        assert output is not None
        check_target(output, force=force, inputs=[witness, patch])
    target = _patching.Target.of(item, reader=reader, encoding=encoding)
    changed = target.rewritten(apply(hunks, target.text, name=item.name))
    _patching.write(changed, witness, output=output, in_place=in_place, force=force)
    return 0
