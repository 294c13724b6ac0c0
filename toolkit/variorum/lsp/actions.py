"""What can be done about a finding or with a selection: edits that are offered, never made unasked.

An edit replaces a stretch of a file, by its path and offsets in code points.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple
from xml.sax.saxutils import unescape

from ..api.nearby import project_root
from ..errors import VariorumError
from . import ids, tags, tomls
from .completing import asked, prefixed
from .overlay import as_bytes
from .session import Mark, Opened, Session

QUICK, REWRITE, FIX_ALL = "quickfix", "refactor.rewrite", "source.fixAll"
LIKE = 0.7  # from which a name that may have been meant is put forward
FIXED = ("WIT002", "REF003", "TXT004")  # what may have a safe fix
BY_SCHEMA = {"SCH001": "element", "SCH002": "attribute", "SCH003": "value"}
TEI = "{http://www.tei-c.org/ns/1.0}"
# Where what is missing is declared, and as what.
DECLARED = {
    "witness": ("listWit", '<witness xml:id="{0}">{0}</witness>'),
    "handNote": ("handNotes", '<handNote xml:id="{0}"/>'),
    "person": ("listPerson", '<person xml:id="{0}"><persName>{0}</persName></person>'),
    "place": ("listPlace", '<place xml:id="{0}"><placeName>{0}</placeName></place>'),
    "org": ("listOrg", '<org xml:id="{0}"><orgName>{0}</orgName></org>'),
    "language": ("langUsage", '<language ident="{0}">{0}</language>'),
}
WRAPPERS = ("foreign", "supplied", "app", "choice")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_ID = re.compile(r"[^\W\d][\w.·-]*\Z")
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_BRACKETED = re.compile(r"\[[^\[\]<>]*\]")


class Replaced(NamedTuple):
    """Text in place of a stretch of a file. A file that does not exist yet is made."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done: its title, its kind, the edits, the findings that it answers."""

    title: str
    kind: str
    edits: tuple[Replaced, ...] = ()
    marks: tuple[Mark, ...] = ()
    preferred: bool = False
    fixes: str = ""  # what is worked out only when it is chosen: "*" all safe fixes, or of a code


def actions(session: Session, one: Opened, start: int, end: int) -> Iterator[Action]:
    """What can be done from one offset to another."""
    for mark in one.marks:
        if mark.start <= end and start <= mark.end and not mark.kept:
            yield from _about(session, one, mark)
    if start < end:
        yield from _wrapped(session, one, start, end)
    yield Action("Fix all that variorum can fix safely", FIX_ALL, fixes="*")


def _about(session: Session, one: Opened, mark: Mark) -> Iterator[Action]:
    finding, code = mark.finding, mark.finding.code
    if finding.meant:
        edits = tuple(_meant(one, mark))
        if edits:
            written = finding.attribute if code == "SCH002" else finding.subject
            like = SequenceMatcher(None, written, finding.meant).ratio()
            sure = like >= LIKE or finding.code not in BY_SCHEMA
            yield Action(f"Change to {finding.meant}", QUICK, edits, (mark,), preferred=sure)
    if code == "SCH002":
        yield from _without(one, mark)
    yield from _declared(one, mark)
    if code in FIXED:
        found = fixes(session, one, code, mark)
        if found:
            title = f"Fix this {code}"
            yield Action(title, QUICK, tuple(found), (mark,), preferred=not finding.meant)
            yield Action(f"Fix every {code} in this file", QUICK, marks=(mark,), fixes=code)
    yield from _ignored(session, one, mark)


def _meant(one: Opened, mark: Mark) -> Iterator[Replaced]:
    """The edits that put what was meant in the place of what is written."""
    source, finding = one.text.source, mark.finding
    what = BY_SCHEMA.get(finding.code, "token")
    if what == "token":
        if source[mark.start : mark.end] == finding.subject:
            meant = finding.meant
            if "#" not in finding.subject and finding.code.startswith("WIT"):
                meant = meant.removeprefix("#")
            yield Replaced(one.path, mark.start, mark.end, meant)
        return
    begins = source.rfind("<", 0, mark.start + 1)
    tag = next(tags.tags(source, begins), None) if begins >= 0 else None
    if tag is None or tag.start != begins:
        return
    if what == "element":
        yield from _renamed(one, tag, finding.meant)
        return
    for attribute in tags.attributes(source, tag):
        if attribute.name == finding.attribute:
            stretch = (attribute.at, attribute.at + len(attribute.name)) if what == "attribute" \
                else (attribute.start, attribute.end)  # fmt: skip
            if what == "attribute" or source[slice(*stretch)].strip() == finding.subject:
                yield Replaced(one.path, *stretch, finding.meant)


def _without(one: Opened, mark: Mark) -> Iterator[Action]:
    """A tag without the attribute that it may not have."""
    source, name = one.text.source, mark.finding.attribute
    begins = source.rfind("<", 0, mark.start + 1)
    tag = next(tags.tags(source, begins), None) if begins >= 0 else None
    for attribute in tags.attributes(source, tag) if tag is not None else ():
        if attribute.name == name or attribute.at == mark.start:
            at = len(source[: attribute.at].rstrip())
            edit = Replaced(one.path, at, attribute.end + 1, "")
            yield Action(f"Remove @{attribute.name}", QUICK, (edit,), (mark,))
            return


def _renamed(one: Opened, tag: tags.Tag, name: str) -> Iterator[Replaced]:
    """Another name in a start tag, and in its end tag."""
    prefix, colon, _ = tag.name.rpartition(":")
    for element in tags.elements(one.text.source):
        if element.start == tag:
            for written in filter(None, (element.start, element.end)):
                end = written.after_name
                yield Replaced(one.path, end - len(tag.name), end, f"{prefix}{colon}{name}")


def _declared(one: Opened, mark: Mark) -> Iterator[Action]:
    """Declare what is used and missing, where such things are declared."""
    source, finding = one.text.source, mark.finding
    name, kinds = "", ()  # type: tuple[str, tuple[str, ...]]
    if finding.code == "LNG002":
        name, kinds = source[mark.start : mark.end], ("language",)
        if not _LANGUAGE.match(name):  # one is declared, and not used
            return
    elif finding.code in ("WIT001", "REF003"):
        pointer = ids.pointer_at(source, mark.start + 1)
        if pointer is None or ids.target(source, pointer)[0]:
            return
        name = ids.target(source, pointer)[1]
        kinds = ids.wanted(pointer.attribute, pointer.element)
        if not _ID.match(name) or name in ids.named(source):
            return
    for kind in kinds:
        holder, written = DECLARED.get(kind, ("", ""))
        close = source.rfind(f"</{holder}>") if holder else -1
        if close >= 0:
            at = len(source[:close].rstrip())
            begin = source.find(">", source.rfind(f"<{holder}", 0, close)) + 1
            space = source[begin : len(source) - len(source[begin:].lstrip())]
            indent = space if "\n" in space else ""
            edit = Replaced(one.path, at, at, indent + written.format(name))
            yield Action(f"Declare {name} as a {kind}", QUICK, (edit,), (mark,))
            return


def fixes(session: Session, one: Opened, code: str, mark: Mark | None = None) -> list[Replaced]:
    """The safe fixes of a document: all ("*"), those of a code, of these the one of a finding."""
    with session.at_work:
        found = session.standing.fixes(one.path, as_bytes(one.text.source))
    ahead = int(one.text.source.startswith("\ufeff"))
    return [
        Replaced(one.path, edit.start + ahead, edit.end + ahead, edit.text)
        for of, edit in found
        if code in ("*", of) or (code == "REF003" and of == "WIT002")
        if mark is None or mark.start <= edit.start + ahead <= mark.end
    ]


def _ignored(session: Session, one: Opened, mark: Mark) -> Iterator[Action]:
    """Silence a rule: in the element around, in this file, in the project."""
    code, source = mark.finding.code, one.text.source
    instruction = f'<?variorum-ignore {code} reason="..."?>'
    found = tags.elements(source)
    inner = tags.at(found, mark.start)
    while inner >= 0 and found[inner].end is None:
        inner = found[inner].parent
    if inner >= 0:
        element = found[inner].start
        edit = Replaced(one.path, element.end, element.end, instruction)
        yield Action(f"Ignore {code} in this <{element.name}>", QUICK, (edit,), (mark,))
    if found:
        root = found[0].start.start
        edit = Replaced(one.path, root, root, f"{instruction}\n")
        yield Action(f"Ignore {code} in this file", QUICK, (edit,), (mark,))
    try:
        with session.at_work:
            path = session.standing.toml(one.path)
        text = session.buffer(path) if path else None
    except VariorumError:
        return  # settings that are invalid are not written to
    if not path:
        folder = os.path.dirname(one.path)
        path = os.path.join(project_root(folder, session.disk) or folder, "variorum.toml")
    settings = tomls.ignoring(text.source if text else "", code, os.path.basename(path))
    if settings is not None:
        yield Action(f"Ignore {code} in the project ({os.path.basename(path)})", QUICK,
                     (Replaced(path, *settings),), (mark,))  # fmt: skip


def _wrapped(session: Session, one: Opened, start: int, end: int) -> Iterator[Action]:
    """The selection inside an element that may stand there, or its brackets marked up."""
    source = one.text.source
    words = source[start:end]
    if not (_whole(words) and tags.caret(source, start).kind == "content"):
        return
    with session.at_work:
        expected, _ = asked(session, one, start)
    bound = tags.bindings(source, start)
    allowed = set(expected.elements if expected else ())
    for name in WRAPPERS:
        written = prefixed(TEI + name, bound)
        if TEI + name in allowed and written:
            for title, text in _around(name, written, words, source):
                yield Action(title, REWRITE, (Replaced(one.path, start, end, text),))
    if "<" not in words and _BRACKETED.search(words) and not _REFERENCE.search(words):
        marked = _marked(words, source)
        if marked != words:
            yield Action("Turn brackets into mark-up", REWRITE,
                         (Replaced(one.path, start, end, marked),))  # fmt: skip


def _around(name: str, written: str, words: str, source: str) -> Iterator[tuple[str, str]]:
    prefix = written[: -len(name)]

    def element(one: str, inner: str, more: str = "") -> str:
        return f"<{prefix}{one}{more}>{inner}</{prefix}{one}>"

    if name == "choice":
        pair = element("sic", words) + element("corr", words)
        yield "Wrap in <choice> as <sic> and <corr>", element("choice", pair)
    elif name == "app":
        sign = "" if ids.bare(source) else "#"
        own = [f"{sign}{k}" for k, n in ids.named(source).items() if n.element == "witness"]
        if len(own) > 1:
            others = element("rdg", words, f' wit="{" ".join(own[1:])}"')
            lemma = element("lem", words, f' wit="{own[0]}"')
            yield "Wrap in <app> with the witnesses of this file", element("app", lemma + others)
    else:
        yield f"Wrap in <{written}>", element(name, words)


def _marked(words: str, source: str) -> str:
    """A stretch of text with its brackets marked up, as `variorum encode` does."""
    from ..encoding import Options, passage

    known = ids.named(source)
    text = passage(unescape(words, _QUOTES), taken=known, options=Options())
    return text if "ed" in known else text.replace(' resp="#ed"', "")


def _whole(words: str) -> bool:
    """Does each tag in a stretch have its partner there?"""
    around: list[str] = []
    for tag in tags.tags(words):
        if words[tag.end - 1] != ">":
            return False
        if tag.closes:
            if not around or around.pop() != tag.name:
                return False
        elif not tag.empty:
            around.append(tag.name)
    return not around and words.count("<") == sum(1 for _ in re.finditer(r"<[^<>]*>", words))


def chosen(found: Sequence[Action], only: Sequence[str]) -> list[Action]:
    """The actions of the kinds that are asked for; without any, all but what is for whole files."""
    if not only:
        return [one for one in found if one.kind != FIX_ALL]
    return [one for one in found if any(f"{one.kind}.".startswith(f"{kind}.") for kind in only)]
