"""Check files."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from .machine import Machine

if TYPE_CHECKING:
    from ..validation import Options as ValidateOptions
    from ..validation import Report


def validate(
    path: str | PathLike[str],
    *,
    schema: str | PathLike[str] | None = None,
    options: ValidateOptions | None = None,
) -> Report:
    """Check a TEI file: well-formedness, grammar, integrity.

    The grammar is the RELAX NG file named, else the bundled profile of TEI.
    """
    from importlib.resources import files

    from ..relaxng import load
    from ..validation import validate as check

    if schema is None:
        name = "profile.rng"
        data = (files("variorum.validation") / "profile" / name).read_bytes()
        grammar = load(data, name=name)
    else:
        folder = Path(schema).parent
        grammar = load(
            Path(schema).read_bytes(),
            name=str(schema),
            resolve=lambda href: (folder / href).read_bytes(),
        )
    return check(Machine().read(str(path)), path=str(path), schema=grammar, options=options)
