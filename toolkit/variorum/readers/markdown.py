"""Markdown, read lightly: headings, paragraphs, lists, quotations, emphasis, links; notes apart.

Enough for texts that people write in it; a footnote of any length stands where it is referred to.
Not read: tables, HTML blocks, reference definitions beyond being left out. A square bracket that is
no link or note stays text: `E[rich]`, `[chokhom]`.
"""

from __future__ import annotations

import re
from html import unescape

from ..model import Finding, Severity, Source
from ..text.encoding import decode
from ..text.flow import Flow
from ._options import Options

SUFFIXES = (".md", ".markdown")

_HEAD = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDER = re.compile(r" {0,3}(=+|-{2,})\s*$")
_ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])\s+(.*)$")
_QUOTE = re.compile(r" {0,3}> ?(.*)$")
_RULE = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_NOTE = re.compile(r" {0,3}\[\^([^\]]+)\]:\s*")
_DEEPER = re.compile(r"(?: {4}|\t)\s*\S")  # a note's next block is indented
_DEFINITION = re.compile(r" {0,3}\[[^\]^]+\]:\s*\S+")
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<code>`+)(?P<in_code>.{1,2000}?)(?P=code)(?!`)"
    r"|\[\^(?P<note>[^\]\s]{1,200})\]|\^\[(?P<said>[^\[\]]{1,2000})\]|!\[[^\[\]]{0,2000}\]\([^)]{0,2000}\)|\[(?P<link>[^\[\]]{0,2000})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,2000}\")?\)"
    r"|<(?P<auto>https?://[^>\s]{1,2000})>|(?P<mark>\*{1,3}|_{1,3}|~~)",
    re.S,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RENDS = {1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read Markdown as one witness; raises `ReadError` for what is no text."""
    text = decode(data, name=name, encoding=options.encoding)
    flow = Flow()
    notes: list[tuple[str, str]] = []  # label, Markdown
    places: dict[str, int] = {}  # where a note is referred to first
    counts: dict[str, int] = {}
    for kind, line, content in blocks(text):
        if kind == "note" and (match := _NOTE.match(content)):
            notes.append((match[1], content[match.end() :]))
            continue
        counts[kind] = counts.get(kind, 0) + 1
        flow.passage(f"{kind}{counts[kind]}", kind, line)
        if kind == "ab":
            flow.text(content)
        else:
            _inline(flow, content, places)
    for label, content in notes:
        if label in places:
            flow.note(_bare(content), "footnote", places[label])
    witness = flow.witness(
        options.siglum_for(name), normal=options.normal, language=options.language
    )
    message = f"left out: {len(notes)} footnotes"
    found = (Finding(name, 0, 0, "MD001", "left-out", Severity.INFO, message, count=len(notes)),)
    return Source((witness,), findings=found if notes else (), reader="markdown")


def blocks(text: str) -> list[tuple[str, int, str]]:
    """The blocks of a document as (kind, first line from 1, content).

    >>> blocks("# Title\\n\\nTwo\\nlines.\\n- item\\n")
    [('head', 1, 'Title'), ('p', 3, 'Two\\nlines.'), ('item', 5, 'item')]
    """
    found: list[tuple[str, int, list[str]]] = []
    fence = ""
    going_on = ""  # the kind of block that the next line may continue
    for number, line in enumerate(_body(text), 1):
        if fence or _FENCE.match(line):
            fence = _fenced(found, number, line, fence)
            going_on = ""
            continue
        kind, content = _kind(line)
        if kind == "p" and found and found[-1][0] == "note" and _DEEPER.match(line):
            going_on = "note"
        if kind == "under" and going_on == "p":
            found[-1] = ("head", *found[-1][1:])
        if kind in ("", "under", "definition"):
            going_on = ""
        elif going_on and kind in ("p", going_on) and kind not in ("item", "head", "note"):
            found[-1][2].append(content)
        else:
            found.append((kind, number, [content]))
            going_on = "" if kind == "head" else kind
    joined = ((kind, number, "\n".join(lines)) for kind, number, lines in found)
    return [block for block in joined if block[2].strip()]


def _body(text: str) -> list[str]:
    """The lines, front matter blanked."""
    lines = text.splitlines()
    if lines and lines[0].strip() == "---":
        for end in range(1, min(len(lines), 200)):
            if lines[end].strip() in ("---", "..."):
                return [""] * (end + 1) + lines[end + 1 :]
    return lines


def _fenced(found: list[tuple[str, int, list[str]]], number: int, line: str, fence: str) -> str:
    if not fence:
        found.append(("ab", number, []))
        return line.strip()[:3]
    if line.strip().startswith(fence):
        return ""
    found[-1][2].append(line)
    return fence


def _kind(line: str) -> tuple[str, str]:
    if not line.strip():
        return "", ""
    if _UNDER.match(line):
        return "under", ""
    if _RULE.match(line):
        return "", ""
    if match := _HEAD.match(line):
        return "head", match[2]
    if _NOTE.match(line):
        return "note", line.strip()
    if _DEFINITION.match(line):
        return "definition", ""
    for kind, pattern in (("quote", _QUOTE), ("item", _ITEM)):
        if match := pattern.match(line):
            return kind, match[1]
    hard = line.endswith(("  ", "\\"))
    return "p", line.strip().removesuffix("\\") + ("\v" if hard else "")


def _inline(flow: Flow, content: str, places: dict[str, int]) -> None:
    """Text with emphasis; a mark that has no partner is text. `places` learns where notes are."""
    partners = _partners(content)
    position = 0
    for match in _INLINE.finditer(content):
        _plain(flow, content[position : match.start()])
        position = match.end()
        if match["escaped"] or match["auto"]:
            flow.text(match["escaped"] or match["auto"])
        elif match["code"]:
            flow.open("hi", (("rend", "monospace"),))
            flow.text(match["in_code"].strip())
            flow.close()
        elif match["link"]:
            _inline(flow, match["link"], places)
        elif match["note"]:
            places.setdefault(match["note"], flow.length)
        elif match["said"]:
            flow.note(_bare(match["said"]), "footnote")
        elif match["mark"]:
            _emphasis(flow, match["mark"], partners.get(match.start(), 0))
    _plain(flow, content[position:])


def _bare(content: str) -> str:
    """A note's text without its marks; a note in a note is not looked for."""
    flow = Flow()
    flow.passage("p1", "p", 0)
    _inline(flow, content, {})
    return " ".join(flow.string().split())


def _emphasis(flow: Flow, mark: str, role: int) -> None:
    rends = ("strikethrough",) if mark == "~~" else _RENDS[len(mark)]
    for rend in rends:
        if role > 0:
            flow.open("hi", (("rend", rend),))
        elif role < 0:
            flow.close()
    if not role:
        flow.text(mark)


def _plain(flow: Flow, text: str) -> None:
    text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    first, *rest = text.split("\v")
    flow.text(first)
    for part in rest:
        flow.blank()
        flow.milestone("lb")
        flow.text(part)


def _partners(content: str) -> dict[int, int]:
    """For each emphasis mark by offset: 1 opens, -1 closes; one without a partner is left out."""
    roles: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for match in _INLINE.finditer(content):
        mark = match["mark"]
        if not mark:
            continue
        before, after = (
            content[match.start() - 1 : match.start()],
            content[match.end() : match.end() + 1],
        )
        inside = mark[0] == "_" and before.isalnum() and after.isalnum()
        if inside:
            continue
        near = range(len(stack) - 1, max(-1, len(stack) - 12), -1)  # bounded: input is untrusted
        at = next((i for i in near if stack[i][0] == mark), None)
        if at is not None and before and not before.isspace():
            roles[stack[at][1]], roles[match.start()] = 1, -1
            del stack[at:]
        elif after and not after.isspace():
            stack.append((mark, match.start()))
    return roles
