"""OpenDocument texts (LibreOffice): headings, paragraphs, lists, tables, emphasis; notes apart.

Footnotes, endnotes and comments stand beside the text where it refers to them. Tracked changes are
accepted. What was left out is counted in the findings. OpenDocument 1.3, parts 2 and 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..text import xml
from ..text.flow import Flow
from ..text.furniture import is_mark
from ._options import Options
from ._package import opened

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (".odt", ".ott")

_BODY = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_META = "meta.xml"
_STYLES = "styles.xml"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_BLOCKS = {"h": "head", "p": "p"}
_BESIDE = frozenset(  # no running text: said elsewhere, or no text at all
    "tracked-changes forms sequence-decls user-field-decls variable-decls dde-connection-decls "
    "ruby-text alphabetical-index-auto-mark-file object object-ole title desc event-listeners "
    "note-citation creator date creator-initials".split()
)
_INDEXES = frozenset(
    "table-of-content illustration-index table-index object-index user-index "
    "alphabetical-index bibliography".split()
)
_DEEP = 200  # elements within one another


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read an ODT as one witness; raises `ReadError` or `LimitError`, naming file and remedy."""
    with opened(data, name, needed=_BODY, kind="ODT", doctype=True) as archive:
        held = archive.namelist()
        if _MANIFEST in held and b"encryption-data" in archive.read(_MANIFEST):
            raise ReadError(
                "the document is encrypted", source=name, hint="save it without a password"
            )
        roots = {
            part: xml.parse(archive.read(part), name=f"{name}:{part}").getroot()
            for part in (_BODY, _META, _STYLES)
            if part in held
        }
    content = roots[_BODY]
    body = content.find(".//{*}body/{*}text")
    if body is None:
        raise ReadError(
            "not a text: an ODT of another kind",
            source=name,
            hint="save it as a text document, .odt",
        )
    walk = _Walk(_emphasis(content), marks=options.furniture != "keep")
    walk.inside(body)
    witness = walk.flow.witness(
        options.siglum_for(name),
        normal=options.normal,
        language=options.language or _language(roots),
        title=_title(roots.get(_META)),
    )
    deletions = sum(1 for _ in content.iter(f"{_TEXT}deletion"))
    skipped = {"tracked deletions": deletions, **walk.skipped}
    found = tuple(
        Finding(
            name, 0, 0, "ODT001", "left-out", Severity.INFO, f"left out: {count} {what}",
            count=count,
        )
        for what, count in skipped.items()
        if count
    )  # fmt: skip
    return Source((witness,), findings=found, reader="odt")


class _Walk:
    """Goes through the body once; `flow` has the text."""

    def __init__(self, emphasis: dict[str, tuple[str, ...]], *, marks: bool) -> None:
        self.flow = Flow()
        self.skipped: Counter[str] = Counter()
        self._emphasis = emphasis
        self._marks = marks
        self._counts: Counter[str] = Counter()
        self._around: list[str] = []  # the elements around
        self._raised = 0
        self._special: dict[str, Callable[[Any], None]] = {
            "note": self._note, "annotation": self._comment, "span": self._span, "s": self._blanks,
            "tab": self._blanks, "line-break": self._line, "soft-page-break": self._page,
            "frame": self._frame,
        }  # fmt: skip

    def inside(self, node: Any) -> None:
        """Everything in an element, in order."""
        self._around.append(xml.local(node))
        if len(self._around) > _DEEP:
            raise ReadError(
                f"elements stand more than {_DEEP} deep within one another",
                source=_BODY,
                line=node.sourceline or 0,
                hint="save it again in LibreOffice",
            )
        for piece in xml.pieces(node):
            if isinstance(piece, str):
                if self._has_text():
                    self._say(piece)
            elif xml.is_element(piece):
                self._element(piece)
        self._around.pop()

    def _has_text(self) -> bool:
        return any(name in _BLOCKS for name in self._around)

    def _say(self, text: str) -> None:
        if self._raised and self._marks and is_mark(self.flow.before(), text):
            self.flow.note(text.strip("[]"), "mark")
            self.skipped["note marks"] += 1
        else:
            self.flow.text(text)

    def _element(self, node: Any) -> None:
        name = xml.local(node)
        if name in _INDEXES:
            self.skipped["tables of contents and indexes"] += 1
        elif name in _BESIDE:
            return
        elif name in _BLOCKS:
            self._block(node, name)
        elif name in self._special:
            self._special[name](node)
        else:
            self.inside(node)

    def _block(self, node: Any, name: str) -> None:
        kind = _BLOCKS[name]
        if kind == "p":
            inner = [n for n in self._around if n in ("list-item", "list-header", "table-cell")]
            kind = {"table-cell": "cell"}.get(inner[-1], "item") if inner else "p"
        self._counts[kind] += 1
        self.flow.passage(f"{kind}{self._counts[kind]}", kind)
        self.inside(node)
        self.flow.end_passage()

    def _note(self, node: Any) -> None:
        kind = node.get(f"{_TEXT}note-class", "footnote")
        said = " ".join(_words(body) for body in node.iter(f"{_TEXT}note-body"))
        self.flow.note(said, kind)

    def _comment(self, node: Any) -> None:
        self.flow.note(_words(node), "comment")

    def _span(self, node: Any) -> None:
        kinds = self._emphasis.get(node.get(f"{_TEXT}style-name", ""), ())
        for kind in kinds:
            self.flow.open("hi", (("rend", kind),))
        self._raised += "superscript" in kinds
        self.inside(node)
        self._raised -= "superscript" in kinds
        for _ in kinds:
            self.flow.close()

    def _blanks(self, _: Any) -> None:
        self.flow.blank()

    def _line(self, _: Any) -> None:
        self.flow.blank()
        self.flow.milestone("lb")

    def _page(self, _: Any) -> None:
        self.flow.milestone("pb")

    def _frame(self, node: Any) -> None:
        if node.find(".//{*}text-box") is not None:
            self.skipped["text boxes and shapes"] += 1
        else:
            self.skipped["images"] += 1


def _words(node: Any) -> str:
    """The text of a note or comment, its paragraphs parted by a blank."""
    return " ".join("".join(_inner(node)).split())


def _inner(node: Any) -> Iterator[str]:
    for piece in xml.pieces(node):
        if isinstance(piece, str):
            yield piece
        elif xml.is_element(piece) and xml.local(piece) not in _BESIDE:
            parted = xml.local(piece) in (*_BLOCKS, "s", "tab", "line-break")
            if parted:
                yield " "
            yield from _inner(piece)


def _emphasis(content: Any) -> dict[str, tuple[str, ...]]:
    """What the document's own styles of characters look like."""
    found = {}
    for style in content.iter(f"{_STYLE}style"):
        look = style.find(f"{_STYLE}text-properties")
        if style.get(f"{_STYLE}family") == "text" and look is not None:
            kinds = tuple(_looks(look))
            if kinds:
                found[style.get(f"{_STYLE}name", "")] = kinds
    return found


def _looks(look: Any) -> Iterator[str]:
    if look.get(f"{_FO}font-style") in ("italic", "oblique"):
        yield "italic"
    if look.get(f"{_FO}font-weight") == "bold":
        yield "bold"
    if look.get(f"{_STYLE}text-underline-style", "none") != "none":
        yield "underline"
    if look.get(f"{_STYLE}text-line-through-style", "none") != "none":
        yield "strikethrough"
    place = look.get(f"{_STYLE}text-position", "").split()
    raised = place[0] if place else ""
    if raised == "super" or (raised.rstrip("%").isdigit() and raised.rstrip("%") != "0"):
        yield "superscript"
    elif raised == "sub" or raised.startswith("-"):
        yield "subscript"
    if look.get(f"{_FO}font-variant") == "small-caps":
        yield "small-caps"


def _language(roots: dict[str, Any]) -> str:
    """The language of the default paragraph style, as `de-AT`; the empty string if none is said."""
    for root in (roots.get(_STYLES), roots[_BODY]):
        for look in root.iter(f"{_STYLE}text-properties") if root is not None else ():
            tongue = look.get(f"{_FO}language", "none")
            country = look.get(f"{_FO}country", "none")
            if tongue not in ("none", "zxx", ""):
                return tongue if country in ("none", "") else f"{tongue}-{country}"
    return ""


def _title(meta: Any) -> str:
    found = None if meta is None else meta.find(".//{http://purl.org/dc/elements/1.1/}title")
    return "" if found is None else " ".join(xml.string(found).split())
