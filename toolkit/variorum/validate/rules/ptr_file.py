"""A pointer names a file that is not there, or that lies outside the project.

Guidelines: 17.2 Pointing Mechanisms (#SAXP)

PASS
    <p><ref target="https://example.org/x.xml#a">x</ref></p>
FAIL
    <p><ref target="lost.xml#a">x</ref></p>
FAIL
    <p><ref target="../../../../etc/passwd">x</ref></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..elsewhere import Answer
from ..pointers import looks_like_file, pointers

CODE = "REF004"
SEVERITY = Severity.WARNING


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
    for element, attribute, token in pointers(context.document, wit=False):
        file = token.partition("#")[0]
        if not file or token in context.document.ids:
            continue
        if not looks_like_file(file):
            continue
        answer = context.shared.elsewhere.answer(token, element)
        if answer in _WHY:
            yield context.finding(
                element,
                f"@{attribute} points to the file {file!r}, {_WHY[answer]}",
                attribute=attribute,
                token=token,
                hint="mend the path, or begin a pointer within the file with '#'",
                severity=Severity.ERROR if answer is Answer.OUTSIDE else None,
            )
