"""A pointer names a file that is not there, or that lies outside the project.

A relative pointer starts where the nearest xml:base says, else at the file itself. Under a base
that names another document `#x` leads there as well. A style sheet that is not there is a remark,
and so is a path from the root of a server.
Where an attribute names many files and none is there (images kept elsewhere), that is said once.

Guidelines: 17.2 Pointing Mechanisms (#SAXP)

PASS
    <p><ref target="https://example.org/x.xml#a">x</ref></p>
PASS
    <p><div xml:base="letters/"><ref target="1.xml">x</ref></div></p>
FAIL
    <p><ref target="lost.xml#a">x</ref></p>
FAIL
    <p><div xml:base="letters/"><ref target="2.xml">x</ref></div></p>
FAIL
    <p><ref target="file:///home/me/notes.xml">x</ref></p>
FAIL
    <p xml:base="file:///etc/">x</p>
FAIL
    <p xml:base="../../../../etc/">x</p>
FAIL
    <?xml-stylesheet type="text/css" href="lost.css"?><TEI/>
FAIL
    <p><ref target="C:\\Texts\\a.xml">x</ref></p>
FAIL
    <p><ref target="../../../../etc/passwd">x</ref></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_BASE
from ..document.document import Document, Element
from ..document.layout import written
from ..document.prologue import instructions
from ..indexes.context import Context
from ..indexes.elsewhere import Answer
from ..indexes.pointers import ATTRIBUTES, DOMAINS, looks_like_file, pointers_of

CODE = "REF004"
SEVERITY = Severity.WARNING


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(  # luther.chadwyck.co.uk, example.org/texts
    rf"(?:[\w-]+\.)+(?:(?:{'|'.join(sorted(DOMAINS))})(?:/|$)|[a-z]{{2}}/)", re.I
)
_OF_A_DISK = re.compile(r"/(?:Users|home|Volumes|mnt|media|tmp|var|private|root|opt|etc|usr)/")
_OF_A_MACHINE = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\", re.I)
HINT = "fix the path, or begin a pointer within the file with '#'"
OF_ROOT = "correct the path, or say with the option root which folder is the whole project"
OF_BASE = "fix the path or the xml:base, which is a folder only if it ends with '/'"
_ALL = {
    Answer.NO_FILE: (
        "is there",
        "put them there, or write the address at which they are published",
    ),
    Answer.OUTSIDE: ("lies in the project's folder", OF_ROOT),
}
PICTURES = (".gif", ".jp2", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp")  # on servers
MANY = 5  # files of one attribute; if not one of them is there, that is said once
Lost = dict[tuple[str, Answer], list[tuple[Element, str, str]]]
_WHY = {
    Answer.NO_FILE: "but there is no such file",
    Answer.OUTSIDE: "which leads out of the project's folder and is not followed",
    Answer.UNREADABLE: "which is not well-formed XML",
}


def _example_files(file: str) -> bytes | None:
    if file.startswith(".."):
        raise PermissionError(file)
    return b"<p/>" if file == "letters/1.xml" else None


EXAMPLE_OPTIONS = {"resolve": _example_files}


def check(context: Context) -> Iterator[Finding]:
    lost: Lost = {}
    there: set[str] = set()
    elsewhere = context.shared.elsewhere
    for element, attribute, token in _pointers(context.document):
        if token in context.document.ids:
            continue
        if _OF_A_MACHINE.match(token):
            yield _on_this_machine(context, element, attribute, token)
            continue
        file = elsewhere.file(token, element)
        if file and looks_like_file(token.partition("#")[0] or file):
            answer = elsewhere.answer(token, element)
            if answer in _WHY:
                lost.setdefault((file, answer), []).append((element, attribute, token))
            else:
                there.add(attribute)
    yield from _bases(context)
    yield from _style_sheets(context)
    yield from _all_lost(context, lost, there)
    for (file, answer), places in lost.items():
        element, attribute, token = places[0]
        many = f" ({len(places)} pointers)" if len(places) > 1 else ""
        way = " by the xml:base around it" if elsewhere.based(token, element) else ""
        yield context.finding(
            element,
            f"@{attribute} points{way} to the file {file!r}, {_WHY[answer]}{many}",
            attribute=attribute,
            token=token,
            hint=_hint(context, answer, element.get(attribute) or "", token),
            severity=Severity.INFO if _of_a_server(token) else None,
            count=len(places),
            subjects=tuple(token for _, _, token in places),
        )


def _hint(context: Context, answer: Answer, value: str, token: str) -> str:
    if _MAIL.fullmatch(token):
        return f"an e-mail address needs its scheme: write mailto:{token}"
    if token.startswith("www.") or _HOST.match(token):
        return f"a web address needs its scheme: write https://{token}"
    if _of_a_server(token):
        return "a path that begins with / belongs to a server: write the whole address, https://…"
    if any(not re.search(r"[#:/.]", word) for word in value.split()):
        return "a space separates two pointers: write %20 for a space in a file name"
    if context.document.having(XML_BASE):
        return OF_BASE
    return OF_ROOT if answer is Answer.OUTSIDE else HINT


def _of_a_server(token: str) -> bool:
    """Does a pointer begin with the root of a server, `/akn/...`, not of a machine?"""
    return token.startswith("/") and not _OF_A_DISK.match(token)


def _all_lost(context: Context, lost: Lost, there: set[str]) -> Iterator[Finding]:
    """Of each attribute that names many files, all of them lost, one finding; those leave."""
    of: dict[tuple[str, Answer], list[str]] = {}
    for (file, answer), places in lost.items():
        attributes = {attribute for _, attribute, _ in places}
        if answer in _ALL and len(attributes) == 1 and not attributes & there:
            of.setdefault((attributes.pop(), answer), []).append(file)
    for (attribute, answer), files in of.items():
        pictures = all(file.lower().endswith(PICTURES) for file in files)
        if len(files) < MANY and not pictures:
            continue
        places = [place for file in files for place in lost.pop((file, answer))]
        message, hint = _ALL[answer]
        said = (
            f"none of the {len(files)} files that @{attribute} names {message}, "
            f"from {files[0]!r} to {files[-1]!r}"
        )
        if pictures and answer is Answer.NO_FILE:  # the same words of a whole project
            said = f"the pictures that @{attribute} names are not here"
        yield context.finding(
            places[0][0],
            said,
            attribute=attribute,
            token=places[0][2],
            hint=hint,
            severity=Severity.INFO if pictures and answer is Answer.NO_FILE else None,
            count=len(places),
            subjects=tuple(token for _, _, token in places),
        )


def _pointers(document: Document) -> Iterator[tuple[Element, str, str]]:
    """The pointers of each attribute of which one leads out of the file; not those of @wit."""
    based = bool(document.having(XML_BASE))
    for attribute in ATTRIBUTES:
        if attribute == "wit":
            continue
        if based or any(t[0] != "#" for t in document.tokens(attribute)):
            for element, token in pointers_of(document, attribute):
                yield element, attribute, token


def _bases(context: Context) -> Iterator[Finding]:
    """Each xml:base that is a path of one machine, or that leads out of the project."""
    refused: dict[str, list[Element]] = {}
    for element, base in context.document.having(XML_BASE):
        if _OF_A_MACHINE.match(base):
            yield _on_this_machine(context, element, XML_BASE, base)
        elif path := context.shared.elsewhere.refused_base(element):
            refused.setdefault(path, []).append(element)
    for path, elements in refused.items():
        yield context.finding(
            elements[0],
            f"@xml:base leads to {path!r}, {_WHY[Answer.OUTSIDE]}",
            attribute=XML_BASE,
            hint="a base is relative to this file and stays in the project's folder",
            severity=Severity.ERROR,
            count=len(elements),
        )


def _style_sheets(context: Context) -> Iterator[Finding]:
    """Each style sheet beside the file that is not there; one out of the project may well be."""
    for one in instructions(context.document):
        file = one.href.partition("#")[0].partition("?")[0]
        if one.target != "xml-stylesheet" or not looks_like_file(file):
            continue
        if context.shared.elsewhere.answer(file, None) is Answer.NO_FILE:
            yield context.in_prologue(
                one.start,
                one.end,
                f"the style sheet {file!r} is not there",
                hint="fix the path, or remove the instruction",
                severity=Severity.INFO,
            )


def _on_this_machine(context: Context, element: Element, attribute: str, token: str) -> Finding:
    return context.finding(
        element,
        f"@{written(attribute)} points to {token!r}, which is on one machine and not followed",
        attribute=attribute,
        token=token,
        hint="write a path relative to this file, or the address at which it is published",
        severity=Severity.ERROR,
    )
