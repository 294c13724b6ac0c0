"""Every witness keeps its text in what is written: read back where we can, else rebuilt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Apparatus
from ._options import Options

if TYPE_CHECKING:
    from ..model import Collation, Synopsis, Witness

# Formats that a reader of ours takes with every word of every witness: writer -> reader.
READ_BACK = {"tei": "tei", "json": "json", "collatex": "collatex"}


def check_kept(
    before: Sequence[Witness], value: Synopsis | Collation | Apparatus, name: str,
    result: str | bytes, options: Options, names: Mapping[str, str] | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Raise `WriteError` where a result does not hold the words of every witness.

    `before` are the witnesses as they were given, `names` sigla that were renamed since. Returns
    what a user should know of what is not in the file, a sentence each.
    """
    from ..critic.convert import check_unchanged
    from ..readers import read

    if name not in READ_BACK:
        check_unchanged(before, _witnesses_of(value), names)
        return ()
    data = result.encode("utf-8") if isinstance(result, str) else result
    after = read(data, name="output", reader=READ_BACK[name]).witnesses
    exempt = _loses_lacunae(value) if options.profile == "interchange" else ()
    check_unchanged(before, after, names, exempt=exempt)
    return tuple(f"the interchange profile drops the lacunae of {s} between units" for s in exempt)


def _witnesses_of(value: Synopsis | Collation | Apparatus) -> tuple[Witness, ...]:
    """The witnesses as the value gives them; of an apparatus, rebuilt from base and units."""
    from ..critic import restore

    if not isinstance(value, Apparatus):
        return value.witnesses
    return tuple(replace(w, text=restore(value, w.siglum)) for w in value.collation.witnesses)


def _loses_lacunae(value: Synopsis | Collation | Apparatus) -> tuple[str, ...]:
    """Witnesses that are lacunose where all others agree: interchange has no place for that."""
    from ..critic.methods import with_lacunae

    if not isinstance(value, Apparatus):
        return ()
    known = {unit.id for unit in value.units}
    more = (unit for unit in with_lacunae(value).units if unit.id not in known)
    return tuple(sorted({siglum for unit in more for siglum in unit.lacunose}))
