"""Apparatus that points to a base text: by end points (`@from`, `@to`) or by place (`@loc`).

The base text is read once; each `app` becomes a note on a range of it. Notes that overlap are
merged to the union of their ranges, with each witness's full text there. A place that is absent,
or that names more than one lemma, is a finding and never a guess: its `app` is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..model import Finding, Severity
from ..text import xml
from ..text.flow import Flow
from ..text.tokens import spans
from .elements import BLOCKS
from .notes import Note, Said, without
from .readings import Sigla, in_place, is_lacunose, is_positive, readings, says_words, wit
from .text import Walk, Wanted, read_text

Range = tuple[int, int]


# What words are that stand where the base has none; the writer gives them a word of the base.
_PUT_IN = frozenset({"addition", "punctuation", "transposition", "editorial"})


class _Points(Walk):
    """Reads the base text and notes where every element with an id or a number stands."""

    def __init__(self, wanted: Wanted, ids: dict[Any, str]) -> None:
        super().__init__(wanted, ids)
        self.ranges: dict[Any, Range] = {}  # element -> its characters

    def _enter(self, node: Any, name: str) -> bool:
        start = self.flow.length
        entered = super()._enter(node, name)
        if not entered:
            self.ranges[node] = (start, start)
            return False
        before = self.closing.get(node)

        def end() -> None:
            if before:
                before()
            stop = self.flow.length  # an empty element has written the blank that was due
            if not self.flow.inside and stop and not xml.string(node).strip():
                self.ranges[node] = (stop + 1, stop + 1)  # after the line end to come
            else:
                self.ranges[node] = (start, stop)

        self.closing[node] = end
        return True


def apps(text: Any) -> Iterator[Any]:
    """Every entry of a text, in document order."""
    yield from text.iter("app", f"{{{xml.TEI}}}app")


def pointing(text: Any) -> list[Any]:
    """The apps of a text that point, in document order."""
    return [app for app in apps(text) if not in_place(app)]


class Pointed:
    """The notes of a text that has apparatus which points to it; `exact`: we wrote it."""

    def __init__(
        self, text: Any, name: str, wanted: Wanted, ids: dict[Any, str], exact: bool
    ) -> None:
        walk = _Points(wanted, ids)
        self._exact = exact
        self.flow: Flow = walk.run(text)
        self.string = self.flow.string()
        self.findings: list[Finding] = []
        self._name = name
        self._ranges = walk.ranges
        self._known: Sigla = wanted.known
        self._wanted = replace(wanted, only=None)  # of a reading, all
        self._ids = {i: n for n in walk.ranges if (i := n.get(xml.XML_ID))}
        self._numbers: dict[str, list[Any]] = {}
        for node in walk.ranges:
            if node.get("n") and xml.local(node) not in ("app", "lem", "rdg"):
                self._numbers.setdefault("_".join(node.get("n").split()), []).append(node)
        found = [note for app in pointing(text) for note in self._note(app)]
        put = {note.start for note in found if note.start == note.end}
        self.notes = [replace(n, ahead=0) if n.start in put else n for n in found]

    def _note(self, app: Any) -> Iterator[Note]:
        place = self._by_loc(app) if app.get("loc") else self._by_points(app)
        if place is None:
            return
        spaced = place[1] > place[0]
        start, end = self._trimmed(*place)
        said = tuple(self._said(part) for part in readings(app) if wit(part))
        said = tuple(replace(s, sigla=self._with_layers(s.sigla, said)) for s in said)
        if said:
            line = int(str(app.sourceline or 0))
            own = self._own_blanks(app, start, end)
            put = spaced and start == end
            if self._exact and app.get("loc") and (added := self._added(app, said, start, end)):
                yield replace(added, line=line, app=app, exact=True)
                return
            positive = not self._exact and is_positive(app, self._known)
            yield Note(start, end, said, line, put, app, *own, self._exact, positive)

    def _added(self, app: Any, said: tuple[Said, ...], start: int, end: int) -> Note | None:
        """An entry of ours that took in a neighbouring word to be found by: without that word."""
        kinds = {part.get("type") for part in readings(app) if part.get("type")}
        lemma = self.string[start:end]
        longer = [s.text for s in said if s.text.strip() != lemma and not s.lacunose]
        if not lemma or not longer or not kinds <= _PUT_IN:
            return None
        if all(text.startswith(lemma) for text in longer):
            kept = tuple(without(s, lemma, len(lemma)) for s in said)
            return Note(end, end, kept)
        if all(text.endswith(lemma) for text in longer):
            return Note(start, start, tuple(without(s, lemma, 0) for s in said))
        return None

    def _with_layers(self, sigla: frozenset[str], said: tuple[Said, ...]) -> frozenset[str]:
        """The witnesses of a reading with their layers that no reading names."""
        layers = self._known.layers.items()
        named = frozenset[str]().union(*(s.sigla for s in said)) if layers else sigla
        return sigla.union(own for own, w in layers if w in sigla and own not in named)

    def _own_blanks(self, app: Any, start: int, end: int) -> tuple[int, int]:
        """Does the lemma have the blank before its words, and that after them, as its own?"""
        lemma = next((p for p in readings(app) if xml.local(p) == "lem"), None)
        raw = "" if lemma is None or start == end else xml.string(lemma)
        head = raw[:1] == " " and self.string[max(start - 1, 0) : start] == " "
        return int(head), int(raw[-1:] == " " and self.string[end : end + 1] == " ")

    def _said(self, part: Any) -> Said:
        if not says_words(part) or is_lacunose(part):
            return Said("", self._known.of(wit(part)), is_lacunose(part))
        flow = read_text(part, self._wanted)
        text = flow.string()
        raw = xml.string(part)
        left = " " if raw[:1].isspace() else ""
        right = " " if raw[-1:].isspace() and raw.strip() else ""
        inner = f"{left}{' '.join(text.split())}{right}" if text.strip() else left
        said = Said(inner, self._known.of(wit(part)))
        if " ".join(text.split()) != text.strip():
            return said  # folded: places have moved
        lead = len(text) - len(text.lstrip())
        own = (s for s in flow.spans() if lead <= s.start and s.end <= lead + len(text.strip()))
        moved = (replace(s, start=s.start - lead, end=s.end - lead) for s in own)
        return replace(said, spans=tuple(moved))

    def _by_points(self, app: Any) -> Range | None:
        """From the beginning of `@from` to the end of `@to`; one left out is the app's place."""
        start, end = app.get("from"), app.get("to")
        first = self._target(app, start) if start else self._ranges.get(app)
        last = self._target(app, end) if end else None
        if first is None or (end and last is None):
            return None
        if last is None:
            own = self._ranges.get(app)
            last = first if first[1] > first[0] or own is None or own[0] < first[0] else own
        if last[1] < first[0]:
            self._finding(app, "TEI012", "app-order", f"@to {end} stands before @from {start}")
            return None
        if self._exact and first[1] == last[1]:  # an anchor has written the blank before it
            return first[1], first[1]
        return first[0], max(last[1], first[0])

    def _target(self, app: Any, pointer: str) -> Range | None:
        node = self._ids.get(pointer.rpartition("#")[2])
        if node is None:
            self._finding(app, "TEI010", "app-target", f"{pointer} points to nothing in the text")
            return None
        return self._ranges[node]

    def _by_loc(self, app: Any) -> Range | None:
        """The one place in the line or passage where the words of the lemma stand."""
        loc = "_".join(app.get("loc").split())
        nodes = self._called(loc)
        lemma = next((p for p in readings(app) if xml.local(p) == "lem"), None)
        words = [] if lemma is None else _words(read_text(lemma, self._wanted).string())
        if len(nodes) != 1:
            what = "names no place" if not nodes else f"names {len(nodes)} places"
            self._finding(app, "TEI010", "app-target", f"@loc {loc!r} {what}")
            return None
        if not words:
            self._finding(app, "TEI011", "app-lemma", f"no lemma to find at {loc!r}")
            return None
        found = list(self._places(words, self._extent(nodes[0])))
        occurrence = lemma.get("n") or "" if lemma is not None else ""
        if occurrence.isdecimal() and 0 < int(occurrence) <= len(found):
            return found[int(occurrence) - 1]
        if len(found) != 1:
            many = f"stands {len(found)} times" if found else "does not stand"
            message = f"the lemma {' '.join(words)!r} {many} at {loc!r}"
            self._finding(app, "TEI011", "app-lemma", message)
            return None
        return found[0]

    def _called(self, loc: str) -> list[Any]:
        """The elements of a number: passages where we wrote the file, and never a page break that
        chance has given the number of a line."""
        nodes = self._numbers.get(loc, [])
        passages = [n for n in nodes if xml.local(n) in BLOCKS | {"bibl"}]
        pages = [n for n in nodes if xml.local(n) in ("pb", "cb", "gb")]
        if self._exact and passages:
            return passages
        return [n for n in nodes if n not in pages] or pages

    def _extent(self, node: Any) -> Range:
        """The characters of a passage; of a line begun by a milestone, up to the next one."""
        start, end = self._ranges[node]
        if end > start or xml.local(node) not in ("lb", "milestone", "pb", "cb"):
            return start, end
        after = (r[0] for n, r in self._ranges.items() if n.tag == node.tag and r[0] > start)
        return start, min(after, default=len(self.string))

    def _places(self, words: list[str], extent: Range) -> Iterator[Range]:
        inside = self.string[extent[0] : extent[1]]
        tokens = [(extent[0] + a, extent[0] + b, inside[a:b]) for a, b, _ in spans(inside)]
        for fold in (str, str.casefold):  # as written; only if that fails without case
            wanted = [fold(word) for word in words]
            had = [fold(token[2]) for token in tokens]
            found = [i for i in range(len(had)) if had[i : i + len(wanted)] == wanted]
            yield from ((tokens[i][0], tokens[i + len(wanted) - 1][1]) for i in found)
            if found:
                return

    def _trimmed(self, start: int, end: int) -> Range:
        """Without the white space at its ends."""
        end = min(end, len(self.string))
        start = min(start, end)
        inner = self.string[start:end]
        if not inner.strip():
            return start, start
        return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())

    def _finding(self, app: Any, code: str, rule: str, message: str) -> None:
        line = int(str(app.sourceline or 0))
        hint = "the entry is left out; fix the place"
        self.findings.append(
            Finding(self._name, line, 0, code, rule, Severity.WARNING, message, hint=hint)
        )


def _words(text: str) -> list[str]:
    return [text[a:b] for a, b, _ in spans(text)]
