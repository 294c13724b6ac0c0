"""TEI: every witness of a document, its language and title, and what is kept beside the text.

A document with an apparatus in its place gives a witness for each siglum of `listWit` (where that
is missing, for each siglum met); one without gives one witness. Unresolved entities, external
files and stylesheets are never followed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..errors import ReadError, UsageError
from ..model import Answer, Finding, Severity, Source, Witness
from ..model.shown import counted
from ..tei.apparatus import Held, declared_base, in_its_place, pointing_at
from ..tei.beside import answers, beside
from ..tei.elements import BLOCKS, CONTAINERS, is_apart, passage_ids
from ..tei.pointing import apps, pointing
from ..tei.readings import ambiguous, cited, sigla
from ..tei.selecting import selected
from ..tei.text import Wanted, hand_of, read_text, text_elements
from ..tei.unread import unread
from ..text import xml
from ..text.flow import Flow
from ._options import Options

SUFFIXES = (".xml", ".tei")

_ROOTS = BLOCKS | CONTAINERS


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read every witness of a TEI document; raises `ReadError` for XML that is not TEI."""
    tree = xml.parse(data, name=name, huge=len(data) > 8_000_000)
    root = tree.getroot()
    if xml.local(root) not in _ROOTS:
        raise ReadError(
            f"the root element is <{xml.local(root)}>, not TEI",
            source=name,
            line=int(str(root.sourceline or 0)),
            hint="give a TEI document, or name the format",
        )
    found = text_elements(root)
    texts = [_Document(text, name, options) for text in found or [root]]
    held = texts[0].held() if len(texts) == 1 else None
    if held and (any(len(w) for w in held.witnesses) or declared_base(texts[0].text)):
        findings = [*texts[0].findings(held.witnesses, held), *held.findings]
        others, rows = texts[0].beside(held.witnesses)
        return Source(
            held.witnesses, collation=held.collation, beside=others, answers=rows,
            findings=tuple(findings), reader="tei",
        )  # fmt: skip
    witnesses, findings = [], []
    for document in texts:
        own = document.witnesses(len(texts))
        witnesses += own
        findings += document.findings(own)
    if len(texts) == 1 and not (options.siglum or options.layers):
        why = unread(texts[0].text, name, witnesses)
        findings += [why] if why else []
    if not found:
        findings.append(_finding(name, root, "TEI001", "no-text", "the document has no text"))
    return Source(tuple(_distinct(witnesses)), findings=tuple(findings), reader="tei")


class _Document:
    """One `text` with the header that belongs to it."""

    def __init__(self, text: Any, name: str, options: Options) -> None:
        self.text = text
        self.name = name
        self.options = options
        self.tei = next((p for p in text.iterancestors() if xml.local(p) == "TEI"), text)
        if doubt := ambiguous(self.tei):
            part, siglum, ids = doubt
            raise ReadError(
                f"the siglum {siglum!r} matches two declared witnesses ({' and '.join(ids[:2])})",
                source=name,
                line=int(str(part.sourceline or 0)),
                hint="cite their ids, or give each its own siglum",
            )
        self.known = sigla(self.tei)
        self.cited = cited(text, self.known)
        only = options.only_elements
        self.wanted = Wanted(
            known=self.known,
            choice=options.choices,
            hyphens=options.furniture == "keep",
            excluded=selected(text, options.exclude_elements),
            only=selected(text, only) if only else None,
        )

    def witnesses(self, documents: int) -> list[Witness]:
        ids = passage_ids(self.text)
        if self.cited:
            return [self._witness(siglum, siglum, ids) for siglum in self._sigla()]
        siglum = self._own_siglum(documents)
        if self.options.layers and (layers := self._layers(siglum)):
            return [
                self._witness(layer, "", ids, hands, document=siglum) for layer, hands in layers
            ]
        return [self._witness(siglum, "", ids)]

    def held(self) -> Held | None:
        """Witnesses and table of the document's apparatus; None where it has none to read."""
        if self.options.siglum or self.options.layers:
            return None
        ids = passage_ids(self.text)
        pointed = len(pointing(self.text))
        placed = len(self.cited) and sum(1 for _ in apps(self.text)) - pointed
        alike = not placed and not pointed and declared_base(self.text)
        if placed > pointed or alike:  # versions that nowhere differ have no `app`
            return in_its_place(self.text, self._sigla(), self.wanted, ids, self._finish)
        if not pointed:
            return None
        language = self.options.language or self._language()
        normal = self.options.normal
        held = pointing_at(self.text, self.name, self.wanted, ids, normal, language)
        return held if len(held.witnesses) > 1 else None

    def beside(self, held: tuple[Witness, ...]) -> tuple[tuple[Witness, ...], tuple[Answer, ...]]:
        """The versions in another language, and which of their passages answer the text's."""

        def finish(flow: Flow, siglum: str, language: str, title: str) -> Witness:
            normal = self.options.normal
            return flow.witness(siglum, normal=normal, language=language, title=title)

        versions = beside(self.text, finish)
        if not versions:
            return (), ()
        passages = held[0].passages if held else ()
        return versions, answers(self.text, passage_ids(self.text), passages)

    def _finish(self, flow: Flow, siglum: str) -> Witness:
        return flow.witness(
            siglum,
            normal=self.options.normal,
            language=self.options.language or self._language(),
            title=self.known.titles.get(siglum, "") or self._title(),
        )

    def _sigla(self) -> list[str]:
        """The sigla to read: those of `listWit` that are cited, then all others that are."""
        wanted = self.options.siglum
        negative = not self.cited or any(
            xml.local(lem) == "lem" and lem.get("wit") is None
            for lem in self.text.iter("lem", f"{{{xml.TEI}}}lem")
        )
        listed = [s for s in self.known.listed if negative or s in self.cited]
        found = [*listed, *(s for s in self.cited if s not in self.known.listed)]
        if wanted and wanted not in found:
            raise UsageError(
                f"{self.name} has no witness {wanted!r}", hint=f"choose from {', '.join(found)}"
            )
        return [wanted] if wanted else found

    def _own_siglum(self, documents: int) -> str:
        if self.options.siglum and documents == 1:
            return self.options.siglum
        if len(self.known.listed) == 1:
            return self.known.listed[0]
        for idno in self.tei.iter("idno", f"{{{xml.TEI}}}idno"):
            if idno.get("type") == "siglum":
                return " ".join(xml.string(idno).split())
        return str(self.tei.get("n") or self.options.siglum_for(self.name))

    def _layers(self, siglum: str) -> list[tuple[str, frozenset[str] | None]]:
        """First hand (A*), then the text as each correcting hand left it (Ac, or Ac1, Ac2 …)."""
        hands: dict[str, None] = {}
        order = [note.get(xml.XML_ID) for note in self.tei.iter("{*}handNote")]
        for node in self.text.iter("{*}add", "{*}del"):
            hands.setdefault(hand_of(node))
        if not hands:
            return []
        known = sorted(hands, key=lambda h: order.index(h) if h in order else len(order))
        if len(known) == 1:
            return [(f"{siglum}*", frozenset()), (f"{siglum}c", None)]
        steps = [
            (f"{siglum}c{number}", frozenset(known[:number])) for number in range(1, len(known) + 1)
        ]
        return [(f"{siglum}*", frozenset()), *steps]

    def _witness(
        self,
        siglum: str,
        reads: str,
        ids: dict[Any, str],
        hands: frozenset[str] | None = None,
        document: str = "",
    ) -> Witness:
        wanted = replace(self.wanted, siglum=reads, hands=hands)
        return read_text(self.text, wanted, ids).witness(
            siglum,
            normal=self.options.normal,
            language=self.options.language or self._language(),
            title=self.known.titles.get(siglum, "") or self._title(),
            document=document,
        )

    def _language(self) -> str:
        for node in (self.text, *self.text.iterancestors()):
            if node.get(xml.XML_LANG):
                return str(node.get(xml.XML_LANG))
        main = next(self.tei.iter("{*}textLang"), None)
        if main is not None and main.get("mainLang"):
            return str(main.get("mainLang"))
        used = [n.get("ident") for n in self.tei.iter("{*}language") if n.get("ident")]
        return str(used[0]) if len(used) == 1 else ""

    def _title(self) -> str:
        title = next(self.tei.iter("{*}title"), None)
        return " ".join(xml.string(title).split()) if title is not None else ""

    def findings(self, read: Iterable[Witness] = (), held: Held | None = None) -> list[Finding]:
        """What stands beside the text, once for each kind; of two apparatus the lesser."""
        found: list[Finding] = []
        kept = "app" if held else ""  # an entry's own notes stay with it
        notes = [
            n for n in self.text.iter("{*}note") if is_apart(n) and xml.local(n.getparent()) != kept
        ]
        if notes:
            message = f"kept beside the text, not compared: {counted(len(notes), 'note')}"
            found.append(_finding(self.name, notes[0], "TEI002", "apart", message, len(notes)))
        found += self._mixed(held) if held else self._unplaced()
        declared = {*self.known.listed, *self.known.titles}
        unlisted = [w.siglum for w in read if self.cited and w.siglum not in declared]
        if unlisted and self.known.listed:
            message = f"read, although listWit does not declare them: {' '.join(unlisted)}"
            fault = _finding(self.name, self.text, "TEI004", "unlisted", message, len(unlisted))
            hint = "declare each as a witness in listWit"
            found.append(replace(fault, severity=Severity.WARNING, hint=hint))
        return found

    def _unplaced(self) -> list[Finding]:
        apart = pointing(self.text)
        message = "apparatus that points to the text: its base was read"
        return [
            _finding(self.name, node, "TEI003", "apart", message, len(apart)) for node in apart[:1]
        ]

    def _mixed(self, held: Held) -> list[Finding]:
        """Entries of the other kind than those that were read, where a text has both."""
        points = pointing(self.text)
        other = [a for a in apps(self.text) if a not in points] if held.pointing else points
        if not other:
            return []
        kind = "stand in their place" if held.pointing else "point to the text"
        message = f"entries that {kind} are left out, since the others do not"
        found = _finding(self.name, other[0], "TEI003", "apart", message, len(other))
        return [replace(found, severity=Severity.WARNING, hint="give the file one method")]


def _finding(name: str, node: Any, code: str, rule: str, message: str, count: int = 1) -> Finding:
    line = int(node.sourceline or 0)
    return Finding(name, line, 0, code, rule, Severity.INFO, message, count=count)


def _distinct(witnesses: list[Witness]) -> list[Witness]:
    """Documents of a corpus may use one siglum twice: the later ones are numbered."""
    from ..text.build import rename

    seen: dict[str, int] = {}
    result = []
    for witness in witnesses:
        count = seen[witness.siglum] = seen.get(witness.siglum, 0) + 1
        result.append(witness if count == 1 else rename(witness, f"{witness.siglum}-{count}"))
    return result
