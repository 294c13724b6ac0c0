"""What a project has settled, for the verbs that compare: the nearest `variorum.toml`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from .configuration import Configuration, nearest, read
from .regularising import regularisations

if TYPE_CHECKING:
    from ..critic.project import Project
    from ..host import Host
    from .kinds import Path, Text


def settled(given: Path | None, texts: Sequence[Text], host: Host) -> Project:
    """The project's settings: the file named, else the nearest to the first text, else to here.

    An empty name asks for none. Files that the settings name are found from their own folder.
    """
    from ..critic.project import Project, project

    if given is not None and not os.fspath(given):
        return Project()
    path = "" if given is None else os.fspath(given)
    if path.lower().endswith(".json"):
        return _of_editor(path, host)
    found = Configuration(host.absolute(path), read(path, host)) if path else near(texts, host)
    checked(found, host)
    if found.path:
        host.detail(f"settings from {found.name}")
    made = project(found.tables)
    return replace(
        made,
        decisions=_from(found.folder, made.decisions),
        regularise=_from(found.folder, made.regularise),
    )


def _of_editor(path: str, host: Host) -> Project:
    """What a project of the Collation Editor settles; its rules, where it has some."""
    from ..critic.decisions import Docket
    from ..critic.editor_rules import parse_project
    from ..text.encoding import decode
    from .repository import rules_of, siglum_of

    text = decode(host.read(path), name=path)
    folder = rules_of(path, host)
    rules = regularisations(folder or None, Docket((), ()), (), host)
    base = siglum_of(path, parse_project(text, name=path).base, host)
    return replace(parse_project(text, name=path, base=base, rules=rules), regularise=folder)


def is_settled(given: Path | None, texts: Sequence[Text], host: Host) -> bool:
    """Are there settings at all? Reading them takes modules that a short diff does without."""
    if given is not None:
        return bool(os.fspath(given))
    return bool(near(texts, host).path)


def near(texts: Sequence[Text], host: Host) -> Configuration:
    """The settings nearest to the first text, else to here."""
    from .reading import split_spec

    for text in texts:
        if isinstance(text, str | os.PathLike):
            _, path = split_spec(os.fspath(text), host)
            if host.is_file(path) or host.is_folder(path):
                found = nearest(path, host)
                if found.path:
                    return found
            break
    return nearest(".", host)


def _from(folder: str, path: str) -> str:
    """A path of the settings as it is found from here, short where it lies here."""
    if not path:
        return path
    whole = os.path.join(folder, path)
    return path if os.path.abspath(path) == whole else whole


def checked(found: Configuration, host: Host) -> None:
    """Raise `UsageError`, with the file's name, for any setting that is wrong."""
    from ..critic.project import project

    try:
        project(found.tables)
    except UsageError as error:
        raise UsageError(error.message, source=found.name, hint=error.hint) from None
    if "validate" in found.tables:
        from .checks import section

        section(found, host)
