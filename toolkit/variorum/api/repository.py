"""The Collation Editor's files as one input: a project, a text repository, or one document of it.

A project (`project/NAME/config.json`) names its documents; each is a folder of the repository
(`textrepo/json/DOCUMENT`) with `metadata.json` and a file for each unit that it has.
<https://github.com/itsee-birmingham/standalone_collation_editor>
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import ReadError

if TYPE_CHECKING:
    from ..host import Host

METADATA = "metadata.json"
REPOSITORY = ("textrepo", "json")  # beside the folder of projects


def is_repository(path: str, host: Host) -> bool:
    """Is this a project, a repository or a document of the Collation Editor?"""
    if host.is_file(path):
        return path.lower().endswith(".json") and is_project(host.read(path))
    return host.is_folder(path) and bool(_documents(path, host))


def is_project(data: bytes) -> bool:
    """Does a file hold a project: a base text, and witnesses that are names?"""
    if b'"base_text"' not in data or data.lstrip()[:1] != b"{":
        return False
    try:
        return isinstance(json.loads(data), dict)
    except ValueError:
        return False


def units_of(path: str, host: Host) -> bytes:
    """All units of a project, a repository or a document, as one input.

    The base text comes first. Raises `ReadError` for a document that the repository has not.
    """
    from ..readers import units_joined

    if not host.is_file(path):
        return units_joined(_units(_documents(path, host), host))
    project = json.loads(host.read(path))
    repository = _repository(path, host)
    if rules := rules_of(path, host):
        host.note(f"{path}: its rules in {rules} are not applied unless it is named as the project")
    wanted = [str(d) for d in project.get("witnesses") or ()]
    base = str(project["base_text"])
    wanted = [base, *(d for d in wanted if d != base)]
    folders = {d: os.path.join(repository, d) for d in dict.fromkeys(wanted)}
    gone = [d for d, folder in folders.items() if not host.is_file(os.path.join(folder, METADATA))]
    if gone:
        raise ReadError(
            f"names {', '.join(gone[:3])}, which {'is' if len(gone) == 1 else 'are'} not in "
            f"{repository}", source=path, hint="add the documents, or take them off the list",
        )  # fmt: skip
    about = {
        "title": str(project.get("name") or ""),
        "language": str(project.get("language") or ""),
    }
    return units_joined(_units(list(folders.values()), host), **about)


def siglum_of(path: str, document: str, host: Host) -> str:
    """The siglum that the repository of a project gives a document; else the document's name."""
    try:
        file = os.path.join(_repository(path, host), document, METADATA)
    except ReadError:
        return document
    return _siglum(file, document, host) if host.is_file(file) else document


def _documents(folder: str, host: Host) -> list[str]:
    """The folders of documents: this one, or those directly in it."""
    if host.is_file(os.path.join(folder, METADATA)):
        return [folder]
    below = {os.path.dirname(f) for f in host.files(folder) if os.path.basename(f) == METADATA}
    return sorted(
        d for d in below if os.path.normpath(os.path.dirname(d)) == os.path.normpath(folder)
    )


def _repository(path: str, host: Host) -> str:
    """The repository of a project: the nearest `textrepo/json` at or above its folder."""
    folder = os.path.dirname(host.absolute(path))
    while True:
        found = os.path.join(folder, *REPOSITORY)
        if host.is_folder(found):
            return os.path.relpath(found) if not os.path.isabs(path) else found
        if folder == os.path.dirname(folder):
            raise ReadError(
                "has no folder textrepo/json at or above it", source=path,
                hint="name the folders of the documents instead",
            )  # fmt: skip
        folder = os.path.dirname(folder)


def rules_of(path: str, host: Host) -> str:
    """The folder of a project's rules; "" where it has none."""
    found = os.path.join(os.path.dirname(path), "rule")
    return found if host.is_folder(found) else ""


def _units(folders: Sequence[str], host: Host) -> Iterator[tuple[str, str, str, bytes]]:
    """Document, siglum, unit and bytes of every file; a document without units once, without."""
    for folder in folders:
        document = os.path.basename(os.path.normpath(folder))
        siglum = _siglum(os.path.join(folder, METADATA), document, host)
        files = [f for f in host.files(folder) if f.endswith(".json")]
        units = [f for f in files if os.path.basename(f) != METADATA]
        for file in units:
            yield document, siglum, os.path.basename(file)[: -len(".json")], host.read(file)
        if not units:
            yield document, siglum, "", b""


def _siglum(path: str, document: str, host: Host) -> str:
    try:
        value: Any = json.loads(host.read(path))
    except ValueError:
        raise ReadError("not JSON", source=path, hint="fix the file") from None
    return str((value.get("siglum") if isinstance(value, dict) else "") or document)
