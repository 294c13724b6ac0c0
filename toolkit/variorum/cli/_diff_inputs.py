"""What `variorum diff` reads: versions cut into passages, plain texts, markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from ._io import Input, note, numbered, read_sources

if TYPE_CHECKING:
    from ..model import Source, Witness
    from ..model.comparison import Comparison
    from ._diffing import Request


PLAIN, TEXTS = "txt", (".txt", ".text")


def suffixes_say(inputs: Sequence[Input]) -> bool:
    """Do all names say what they are? Then `--from` can only be meant to overrule them."""
    from ..readers import suffixes

    return all(item.path.lower().endswith(suffixes()) for item in inputs)


def _reader(item: Input, request: Request) -> str | None:
    """The format of an input: `--from` speaks for names that do not say it, or for all."""
    from ..readers import suffixes

    if not item.data.strip():
        return PLAIN  # what is empty has no format
    if request.reader and (request.overrules or not item.path.lower().endswith(suffixes())):
        return request.reader
    return PLAIN if item.path.lower().endswith(TEXTS) else None


def _encoding(item: Input, request: Request) -> str:
    """The encoding told, but for a file that is UTF-8 beyond doubt, as beside an older one."""
    from ..text.encoding import decode

    if not request.encoding or item.data.isascii():
        return request.encoding or ""
    told = decode(item.data, name=item.path, encoding=request.encoding)  # refuses what is unknown
    try:
        if item.data.decode("utf-8") == told:
            return request.encoding
    except UnicodeDecodeError:
        return request.encoding
    note(f"{item.name} is UTF-8 and read so; --encoding is for the others")
    return ""


def _source(item: Input, request: Request) -> Source:
    """One input, read by its format."""
    reader = _reader(item, request)
    (source,) = read_sources(
        [item],
        reader=reader,
        encoding=_encoding(item, request) if reader == PLAIN else request.encoding,
        language=request.language,
        layers=request.layers,
    )
    return source


def text_of(item: Input, request: Request) -> str:
    """A plain file as it stands; of any other format the text of its one witness."""
    from ..text.encoding import decode

    if _reader(item, request) == PLAIN:
        return decode(item.data, name=item.path, encoding=_encoding(item, request))
    source = _source(item, request)
    if len(source.witnesses) != 1:
        raise UsageError(
            f"{item.name} holds {len(source.witnesses)} versions",
            hint="give the file of one version",
        )
    return source.witnesses[0].text


def versions(inputs: Sequence[Input], request: Request, unit: str) -> list[Witness]:
    """All witnesses of all inputs, cut into the unit; one siglum each, two witnesses at least."""
    from ..text.passages import cut

    sides = request.sides or ("",) * len(inputs)
    found = numbered(w for item, side in zip(inputs, sides) for w in _of_side(item, side, request))
    for witness in found:
        if not (len(witness) or request.sides):  # git hands over nothing for a file that is new
            note(f"warning: {witness.siglum} is empty")
    if len(found) < 2:
        raise UsageError("one version only", hint="name two texts or more")
    return [cut(witness, unit) for witness in _of_one_kind(found)]


def _of_side(item: Input, side: str, request: Request) -> list[Witness]:
    """The witnesses of an input; one that stands alone goes by the name of its side, if it has one.

    Two sides of one file have the same sigla: their witnesses are told apart by the side.
    """
    from ..text.build import rename

    found = _source(item, request).witnesses
    if not side:
        return list(found)
    return [rename(w, f"{side}:{w.siglum}" if len(found) > 1 else side) for w in found]


def _of_one_kind(found: Sequence[Witness]) -> list[Witness]:
    """Where one version has its brackets as signs, the others have theirs so too, not as markup."""
    from ..text.build import as_printed

    signs = any(span.name == "bracket" for w in found for span in w.spans)
    return [as_printed(w) if signs else w for w in found]


def with_markup(comparison: Comparison, inputs: Sequence[Input], request: Request) -> Comparison:
    """Changes of encoding between two XML files: shown when asked for, else counted as hidden."""
    if len(inputs) != 2 or not all(_is_xml(item) for item in inputs):
        if request.markup and not request.sides:  # of many pairs some are texts, or new
            raise UsageError("--markup compares two XML files", hint="name two TEI files")
        return comparison
    from ..comparison.markup import compare_markup

    found = compare_markup(inputs[0].data, inputs[1].data, (inputs[0].path, inputs[1].path))
    if request.markup and "markup" not in request.ignore:
        return replace(comparison, markup=tuple(found))
    hidden = Counter(dict(comparison.hidden))
    hidden["markup"] += len(found)
    return replace(comparison, hidden=tuple(sorted((+hidden).items())))


def _is_xml(item: Input) -> bool:
    return item.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
