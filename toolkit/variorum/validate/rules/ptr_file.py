"""A pointer names a file that is not there, or that lies outside the project.

Guidelines: 17.2 Pointing Mechanisms (#SAXP)

PASS
    <p><ref target="https://example.org/x.xml#a">x</ref></p>
FAIL
    <p><ref target="lost.xml#a">x</ref></p>
FAIL
    <p><ref target="file:///home/me/notes.xml">x</ref></p>
FAIL
    <p xml:base="file:///etc/">x</p>
FAIL
    <p><ref target="C:\\Texts\\a.xml">x</ref></p>
FAIL
    <p><ref target="../../../../etc/passwd">x</ref></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML
from ..context import Context
from ..document import Document, Element
from ..elsewhere import Answer
from ..layout import written
from ..pointers import ATTRIBUTES, looks_like_file, pointers_of

CODE = "REF004"
SEVERITY = Severity.WARNING


_OF_A_MACHINE = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\", re.I)
_WHY = {
    Answer.NO_FILE: "but there is no such file",
    Answer.OUTSIDE: "which leads out of the project's folder and is not followed",
    Answer.UNREADABLE: "which is no well-formed XML",
}


def _example_files(file: str) -> None:
    if file.startswith(".."):
        raise PermissionError(file)


EXAMPLE_OPTIONS = {"resolve": _example_files}


def check(context: Context) -> Iterator[Finding]:
    lost: dict[tuple[str, Answer], list[tuple[Element, str, str]]] = {}
    for element, attribute, token in _pointers(context.document):
        file = token.partition("#")[0]
        if not file or token in context.document.ids:
            continue
        if _OF_A_MACHINE.match(file):
            yield _on_this_machine(context, element, attribute, token)
        elif looks_like_file(file):
            answer = context.shared.elsewhere.answer(token, element)
            if answer in _WHY:
                lost.setdefault((file, answer), []).append((element, attribute, token))
    for element, base in context.document.having(f"{{{XML}}}base"):
        if _OF_A_MACHINE.match(base):
            yield _on_this_machine(context, element, f"{{{XML}}}base", base)
    for (file, answer), places in lost.items():
        element, attribute, token = places[0]
        many = f" ({len(places)} pointers)" if len(places) > 1 else ""
        yield context.finding(
            element,
            f"@{attribute} points to the file {file!r}, {_WHY[answer]}{many}",
            attribute=attribute,
            token=token,
            hint="mend the path, or begin a pointer within the file with '#'",
            severity=Severity.ERROR if answer is Answer.OUTSIDE else None,
            count=len(places),
        )


def _pointers(document: Document) -> Iterator[tuple[Element, str, str]]:
    """The pointers of each attribute of which one leads out of the file; not those of @wit."""
    for attribute in ATTRIBUTES:
        if attribute != "wit" and any(t[0] != "#" for t in document.tokens(attribute)):
            for element, token in pointers_of(document, attribute):
                yield element, attribute, token


def _on_this_machine(context: Context, element: Element, attribute: str, token: str) -> Finding:
    return context.finding(
        element,
        f"@{written(attribute)} points to {token!r}, which is on one machine and not followed",
        attribute=attribute,
        token=token,
        hint="write a path relative to this file, or the address at which it is published",
        severity=Severity.ERROR,
    )
