"""From what the caller gives to sources: paths, folders, bytes, or what was read already."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, UsageError
from ..model import Source, Witness
from .door import verb
from .machine import Machine
from .repository import is_repository, units_of
from .tongues import general

if TYPE_CHECKING:
    from ..host import Host
    from .kinds import Names, Text

TRIED = 3  # files of a folder by which it is told whether they are pages
_ABOUT = re.compile(
    r"(readme|changelog|changes|licen[cs]e|contributing|authors|notice)([._-].*)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Input:
    """One input: the siglum that the caller gives it (or none), its path, its bytes."""

    siglum: str
    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The file's name without its folder, as reports print it."""
        return "-" if self.path == "-" else os.path.basename(self.path)


@verb
def read(
    text: Text,
    *,
    siglum: str = "",
    reader: str | None = None,
    normal: Names | None = None,
    language: Names | None = None,
    encoding: str | None = None,
    layers: bool = False,
    furniture: str = "drop",
    choice: str = "orig",
    exclude_elements: Names = (),
    only_elements: Names = (),
    host: Host | None = None,
) -> Source:
    """Read a file of any known format, or the bytes of one.

    `normal` lists the steps of normalisation (`"nfc,casefold,quotes"`). A TEI file with an
    apparatus gives all its witnesses, and with `layers` also their hands and corrections. Note
    marks, page numbers, running heads and line-end hyphens of plain text are not words unless
    `furniture` is "keep". For TEI, `choice` says which child of a `choice` is read
    ("expan,reg,corr"), and XPaths (`"add[@type='commentary']"`) say which elements are left out, or
    which alone are read. Raises `ReadError` with file, place and remedy. What was skipped or
    doubtful is in the `findings` of the source.
    """
    if isinstance(text, Source):
        return text
    if isinstance(text, Witness):
        return Source((text,))
    host = host or Machine()
    given, path = ("", os.fspath(text)) if not isinstance(text, bytes) else ("", "")
    if path:
        given, path = split_spec(path, host)
    if path and host.is_folder(path) and len(scanned := _scanned(path, host)) == 1:
        (path,) = scanned
    data = text if isinstance(text, bytes) else _data(path, host)
    item = Input(siglum or given, path, data)
    return source_of(
        item, reader=reader, normal=normal, encoding=encoding, language=language, layers=layers,
        furniture=furniture, choice=choice, exclude_elements=exclude_elements,
        only_elements=only_elements,
    )  # fmt: skip


@verb
def witness(
    text: str, *, siglum: str = "A", language: str = "", normal: Names | None = None,
    title: str = "",
) -> Witness:  # fmt: skip
    """Literal text as a witness, read as a plain file with this text would be.

    >>> witness("The wise man answers.", siglum="L").tokens[1].text
    'wise'
    """
    if not siglum:
        raise UsageError("this witness has no siglum", hint='name it, as in siglum="A"')
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(
            f"the text contains half of a surrogate pair (at {error.start})",
            hint="decode the text correctly first",
        ) from None
    item = Input(siglum, "", data)
    source = source_of(item, reader="txt", encoding="utf-8", language=language, normal=normal)
    made = source.witnesses[0]
    return replace(made, title=title) if title else made


def source_of(
    item: Input,
    *,
    reader: str | None = None,
    normal: Names | None = None,
    encoding: str | None = None,
    language: Names | None = None,
    layers: bool = False,
    furniture: str = "drop",
    choice: str = "orig",
    exclude_elements: Names = (),
    only_elements: Names = (),
) -> Source:
    """Read one input by its format."""
    from ..readers import Options
    from ..readers import read as read_bytes
    from ..text.normal import pipeline

    options = Options(
        siglum=item.siglum, normal=pipeline(normal), encoding=encoding or "",
        language=general(language), layers=layers, furniture=furniture, choice=choice,
        exclude_elements=paths(exclude_elements), only_elements=paths(only_elements),
    )  # fmt: skip
    return read_bytes(
        item.data, name=item.path or item.siglum or "text", reader=reader, options=options
    )


def paths(given: Names) -> tuple[str, ...]:
    """XPaths; a string is one, since commas may stand in it."""
    return (given,) if isinstance(given, str) else tuple(given)


def split_spec(spec: str, host: Host) -> tuple[str, str]:
    """`A=path` names a siglum; a file that really has that name wins."""
    siglum, sign, path = spec.partition("=")
    if not sign or not siglum or "/" in siglum or host.is_file(spec) or host.is_folder(spec):
        return "", spec
    return siglum, path


def named(specs: Iterable[str], host: Host) -> list[tuple[str, str]]:
    """Siglum and path of every file named; folders give theirs, sorted."""
    found: list[tuple[str, str]] = []
    for spec in specs:
        siglum, path = split_spec(spec, host)
        if not path:
            raise UsageError(f"{spec or 'an empty name'} names no file", hint="write SIGLUM=PATH")
        if path != "-" and host.is_folder(path) and not is_repository(path, host):
            found += [(siglum, folder) for folder in _scanned(path, host)] or [
                ("", below) for below in versions_in(path, host)
            ]
        else:
            found.append((siglum, path))
    return found


def _scanned(folder: str, host: Host) -> list[str]:
    """The folders in it that hold the pages of one witness each; none where it holds other files.

    Told by the first files: what lies beside pages (METS, a list of pictures) is not text.
    """
    from ..readers import are_pages

    files = [path for path in files_in(folder, host) if path.lower().endswith(".xml")]
    first = next((p for p in files[:TRIED] if are_pages(host.read(p))), None)
    if first is None:
        return []
    return list(dict.fromkeys(os.path.dirname(path) for path in files if _is_page(path, host)))


def _is_page(path: str, host: Host) -> bool:
    from ..readers import are_pages

    return path.lower().endswith(".xml") and are_pages(host.read(path))


def _data(path: str, host: Host) -> bytes:
    """The bytes of a file; of a folder, or of files of one (`FOLDER/*.xml`), those of its pages."""
    folder, pattern = path, "*"
    if path != "-" and is_repository(path, host):
        return units_of(path, host)
    if _is_pattern(path, host):
        folder, pattern = os.path.dirname(path) or ".", os.path.basename(path)
    elif path == "-" or not host.is_folder(path) or not _scanned(path, host):
        return host.read(path)
    from ..readers import pages_joined

    inside = [
        p for p in files_in(folder, host)
        if os.path.normpath(os.path.dirname(p)) == os.path.normpath(folder)
        and fnmatchcase(os.path.basename(p), pattern)
    ]  # fmt: skip
    pages = [p for p in inside if _is_page(p, host)]
    if not pages:
        raise ReadError(
            "matches no PAGE XML or ALTO file", source=path,
            hint="a pattern may only name the pages of one witness; name other files one by one",
        )  # fmt: skip
    for other in inside:
        if other not in pages:
            host.note(f"{other}: not a page; skipped")
    return pages_joined((os.path.basename(p), host.read(p)) for p in pages)


def _is_pattern(path: str, host: Host) -> bool:
    """Does this name files of a folder by a pattern, and no file itself?"""
    return any(sign in os.path.basename(path) for sign in "*?") and not (
        host.is_file(path) or host.is_folder(path)
    )


def versions_in(folder: str, host: Host) -> list[str]:
    """The files of a folder that a reader takes, but for those that are about it."""
    from ..readers import suffixes

    found = files_in(folder, host)
    if not found:
        wanted = ", ".join(suffixes())
        raise ReadError("contains no file to read", source=folder, hint=f"wanted {wanted}")
    kept = [path for path in found if not _ABOUT.match(os.path.basename(path))]
    for path in found if kept else ():
        if path not in kept:
            host.note(f"{path}: describes the folder; skipped (name it to read it)")
    return kept or found


def files_in(folder: str, host: Host) -> list[str]:
    """The files below a folder that a reader takes; perhaps none."""
    from ..readers import suffixes

    return [
        path
        for path in host.files(folder)
        if path.lower().endswith(suffixes()) and not os.path.basename(path).startswith(".")
    ]


def texts_of(given: Any) -> Iterator[Text]:
    """Every text in what was given, lists of texts laid flat."""
    if isinstance(given, str | bytes | os.PathLike | Witness | Source):
        yield given
    elif isinstance(given, Iterable) and not isinstance(given, dict):
        for one in given:
            yield from texts_of(one)
    else:
        kind = type(given).__name__
        raise UsageError(f"a text cannot be of type {kind}", hint="give a path, bytes, a witness")


def inputs(texts: Iterable[Text], host: Host) -> list[Input | Source | Witness]:
    """What is given with the bytes of every file named; `-` at most once, a siglum too."""
    found: list[Input | Source | Witness] = []
    for text in texts:
        if isinstance(text, Source | Witness):
            found.append(text)
        elif isinstance(text, bytes):
            found.append(Input("", "", text))
        else:
            listed = named([os.fspath(text)], host)
            found += [Input(siglum, path, b"") for siglum, path in listed]
    files = [item for item in found if isinstance(item, Input)]
    if [item.path for item in files].count("-") > 1:
        raise UsageError("standard input is named twice", hint="write it to a file first")
    told = [item.siglum for item in files if item.siglum and item.path]
    for siglum in told:
        if told.count(siglum) > 1:
            raise UsageError(
                f"two witnesses have the siglum {siglum!r}",
                hint=f"name one otherwise: {siglum}2=PATH",
            )
    return [
        replace(item, data=_data(item.path, host))
        if isinstance(item, Input) and item.path
        else item
        for item in found
    ]


@dataclass(frozen=True, slots=True)
class Read:
    """Sources in the order in which they were given, and how their sigla came about."""

    sources: tuple[Source, ...]
    own: tuple[bool, ...]  # per source: was it a value, whose sigla the caller has settled?


def sources(texts: Iterable[Text], *, host: Host, **reading: Any) -> Read:
    """Read what is not read yet; what readers found doubtful is reported."""
    items = inputs(texts, host)
    made = tuple(told_source(item, host, **reading) for item in items)
    return Read(made, tuple(not isinstance(item, Input) for item in items))


def told_source(item: Input | Source | Witness, host: Host, **reading: Any) -> Source:
    """One input as a source; what its reader found doubtful is reported."""
    if isinstance(item, Witness):
        return Source((item,))
    if isinstance(item, Source):
        return item
    source = source_of(item, **reading)
    for finding in source.findings:
        host.note(f"{finding.path}: {finding.message}")
    return source


def numbered(found: Sequence[tuple[Witness, bool]], host: Host) -> tuple[Witness, ...]:
    """Of witnesses whose files give them one siglum (`old/a.txt new/a.txt`) the later are a2, a3, …

    Each comes with whether the caller settled its siglum: two of those are refused. A siglum that
    another witness has of its own is never taken. One line says who is who.
    """
    from ..text.build import rename

    settled = [w.siglum for w, own in found if own]
    for siglum in settled:
        if settled.count(siglum) > 1:
            raise UsageError(
                f"two witnesses have the siglum {siglum!r}", hint="give each its own siglum"
            )
    taken = {w.siglum for w, _ in found}
    names: dict[str, list[str]] = {s: [s] for s in settled}
    made: list[Witness] = []
    for one, own in found:
        if own:
            made.append(one)
            continue
        given = names.setdefault(one.siglum, [])
        siglum, count = one.siglum, 2
        while given and siglum in taken:
            siglum, count = f"{one.siglum}{count}", count + 1
        taken.add(siglum)
        given.append(siglum)
        made.append(rename(one, siglum) if siglum != one.siglum else one)
    said = [
        f"{siglum} is given {'twice' if len(given) == 2 else f'{len(given)} times'}, "
        f"here {', '.join(given)}"
        for siglum, given in names.items()
        if len(given) > 1
    ]
    if said:
        host.note(f"{'; '.join(said)}; SIGLUM=PATH names it otherwise")
    return tuple(made)
