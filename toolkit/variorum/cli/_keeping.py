"""Every witness keeps its text, or nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import _io

if TYPE_CHECKING:
    from ..model import Apparatus, Collation, Synopsis, Witness
    from ..writers import Options

READ_BACK = {"tei": "tei", "json": "json", "collatex": "collatex"}  # writer -> reader


def check_kept(
    before: Sequence[Witness], value: Synopsis | Collation | Apparatus, name: str,
    result: str | bytes, options: Options, names: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Read the result back and compare every witness's words; else rebuild them from the value.

    `names` are sigla that were renamed. Raises `WriteError` before anything is written.
    """
    from ..critic.convert import check_unchanged
    from ..readers import read

    if name in READ_BACK:
        data = result.encode("utf-8") if isinstance(result, str) else result
        after = read(data, name="output", reader=READ_BACK[name]).witnesses
        exempt = _loses_lacunae(value) if options.profile == "interchange" else ()
        for siglum in exempt:
            _io.note(f"the interchange profile drops the lacunae of {siglum} between units")
        check_unchanged(before, after, names, exempt=exempt)
    else:
        check_unchanged(before, _witnesses_of(value), names)


def _witnesses_of(value: Synopsis | Collation | Apparatus) -> tuple[Witness, ...]:
    """The witnesses as the value gives them; of an apparatus, rebuilt from base and units."""
    from ..critic import restore
    from ..model import Apparatus

    if not isinstance(value, Apparatus):
        return value.witnesses
    return tuple(replace(w, text=restore(value, w.siglum)) for w in value.collation.witnesses)


def _loses_lacunae(value: Synopsis | Collation | Apparatus) -> tuple[str, ...]:
    """Witnesses that are lacunose where all others agree: interchange has no place for that."""
    from ..critic.methods import with_lacunae
    from ..model import Apparatus

    if not isinstance(value, Apparatus):
        return ()
    known = {unit.id for unit in value.units}
    more = (unit for unit in with_lacunae(value).units if unit.id not in known)
    return tuple(sorted({siglum for unit in more for siglum in unit.lacunose}))
