"""The text of the document: passages as blocks, brackets as elements, the source note in `back`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model import Passage, Span, Witness
from ..text.brackets import Bracket, find
from ..text.layout import speaker
from ..text.spans import attribute, escape, markup
from ._brackets import mark
from ._marks import Ids, Marks
from ._options import Options

_SPACE = re.compile(r"\s+")
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_SALUTE = 8  # words; a salutation is short
_NOTE = "variorum-note"  # stands for a note until its text is put in
_WRITTEN_NOTE = re.compile(rf'<{_NOTE} kind="([^"]*)" said="([^"]*)"/>')
_KEPT = frozenset("hi foreign lb pb".split())  # what readers of other formats mark


_ELEMENTS = {
    kind: kind for kind in "head salute dateline signed stage l item".split()
} | {"toc": "item", "closer": "salute"}  # fmt: skip
_GROUPS = {
    "item": "list", "toc": 'list type="toc"', "l": "lg", "salute": "opener", "dateline": "opener",
    "closer": "closer", "signed": "closer",
}  # fmt: skip
_OPENING = ("salute", "dateline")
_CLOSING = ("closer", "signed")
_RENAMED = re.compile("<(/?)(?:salute|dateline|signed)(?=[ >])")


@dataclass(frozen=True, slots=True)
class Body:
    """The encoded text and what the header has to say about it."""

    text: str
    kinds: frozenset[str]  # classes of brackets that occur
    languages: tuple[str, ...]  # every tag used, sorted
    source: str  # the source note as plain text, "" if there is none


def body(witness: Witness, options: Options) -> Body:
    """Encode every passage of a witness."""
    ids = Ids({p.id for p in witness.passages})
    kinds: set[str] = set()
    blocks: list[tuple[str, str]] = []  # kind, element
    notes: list[str] = []
    source = ""
    for n, passage in enumerate(witness.passages):
        text, spans = _printed(witness, passage)
        if not text:
            continue
        content, found = _inline(text, [*spans, *_notes(witness, passage)], ids, options)
        kinds |= found
        if passage.kind == "source":
            notes.append(content)
            source = source or text.strip("[]")
        else:
            kind = "salute" if n == 0 and _is_salute(text, passage) else passage.kind
            if kind == "l" and blocks and _stanza_ends(witness, passage):
                blocks.append(("stanza", ""))
            blocks.append((kind, _block(kind, passage, content, text)))
    text = _text(blocks, notes, options) + _stand_off("".join(e for _, e in blocks), options)
    return Body(text, frozenset(kinds), _languages(text, options), source)


def _printed(witness: Witness, passage: Passage) -> tuple[str, list[Span]]:
    """The passage on one line, with the spans over it."""
    if not len(passage):
        return "", []
    start, end = witness.starts[passage.start], witness.ends[passage.end - 1]
    raw = witness.text[start:end]
    moved, at = [0] * (len(raw) + 1), 0
    for i, char in enumerate(raw):
        moved[i] = at
        at += not (char.isspace() and raw[i + 1 : i + 2].isspace())
    moved[len(raw)] = at
    spans = [
        replace(s, start=moved[max(s.start, start) - start], end=moved[min(s.end, end) - start])
        for s in witness.spans_over(start, end)
        if s.name in _KEPT
    ]
    return _SPACE.sub(" ", raw), spans


def _notes(witness: Witness, passage: Passage) -> list[Span]:
    """The notes that stand in a passage, as empty elements whose text is in an attribute.

    A mark without a note is a `note` of type `noteMark` with its number.
    """
    start = witness.starts[passage.start]
    raw = witness.text[start : witness.ends[passage.end - 1]]
    found = []
    for note in witness.notes:
        if passage.start < note.at <= passage.end or note.at == passage.start == 0:
            end = witness.ends[note.at - 1] - start if note.at > passage.start else 0
            at = len(_SPACE.sub(" ", raw[:end]))
            found.append(Span(_NOTE, at, at, (("kind", note.kind), ("said", note.text))))
    return found


def passage(text: str, *, taken: Iterable[str], options: Options) -> str:
    """A stretch of printed text, its brackets marked up; `taken` are the ids that are in use."""
    return _inline(text, (), Ids(set(taken)), options)[0]


def _inline(text: str, spans: Iterable[Span], ids: Ids, options: Options) -> tuple[str, set[str]]:
    brackets = [_decided(b, text, options) for b in find(text)]
    if not brackets:
        return _with_notes(markup(text, spans)), set()
    marks = Marks(text, options.resp)
    for span in spans:
        marks.keep(span)
    outer: list[tuple[int, str]] = []  # end and class of the brackets around
    for bracket in brackets:
        while outer and outer[-1][0] <= bracket.start:
            outer.pop()
        mark(marks, bracket, ids, options, outer[-1][1] if outer else "")
        outer.append((bracket.end, bracket.kind))
    return _with_notes(marks.rendered()), {bracket.kind for bracket in brackets}


def _with_notes(content: str) -> str:
    """The notes that stood as empty elements, with their text."""
    return _WRITTEN_NOTE.sub(_note, content)


def _note(match: re.Match[str]) -> str:
    kind, said = match[1], match[2]
    if kind == "mark":
        return f'<note type="noteMark" n="{said}"/>'
    place = {"footnote": ' place="bottom"', "endnote": ' place="end"'}.get(kind, "")
    return f'<note type="{kind or "editorial"}"{place}>{said}</note>'


def _decided(bracket: Bracket, text: str, options: Options) -> Bracket:
    """The bracket with the class that the user gave it, if any."""
    given = options.class_of(bracket.content(text), bracket.kind)
    return replace(bracket, kind=given, certainty="high") if given else bracket


def _is_salute(text: str, passage: Passage) -> bool:
    short = len(text.split()) <= _SALUTE and passage.kind == "p"
    return short and text[-1] in "!,:" and text[0].isupper()


def _stanza_ends(witness: Witness, passage: Passage) -> bool:
    """Does a blank line part this verse from the one before?"""
    if not passage.start or not len(passage):
        return False
    between = witness.text[witness.ends[passage.start - 1] : witness.starts[passage.start]]
    return between.replace("\r\n", "\n").count("\n") > 1


def _block(kind: str, passage: Passage, content: str, text: str) -> str:
    id = attribute("xml:id", passage.id) if _NAME.fullmatch(passage.id) else ""
    if kind == "sp" and (who := speaker(text)) and content.startswith(who):
        said = content[len(who) :].lstrip()
        return f"<sp{id}><speaker>{who}</speaker> <p>{said}</p></sp>"
    name = _ELEMENTS.get(kind, "p")
    return f"<{name}{id}>{content}</{name}>"


def _text(blocks: list[tuple[str, str]], notes: list[str], options: Options) -> str:
    lines = [f"  <text{attribute('xml:lang', options.language)}>", "    <body>"]
    for part in _divisions(blocks):
        lines += ["      <div>", *(f"        {line}" for line in _grouped(part)), "      </div>"]
    lines.append("    </body>")
    if notes:
        lines += ["    <back>", '      <div type="source">']
        lines += [f"        <p>{note}</p>" for note in notes]
        lines += ["      </div>", "    </back>"]
    return "\n".join([*lines, "  </text>", ""])


def _divisions(blocks: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """A heading begins a division, which then needs something under it.

    What opens or closes a letter does so only at the top or the foot of a division; elsewhere it
    is a paragraph.
    """
    parts: list[list[tuple[str, str]]] = [[]]
    for kind, element in blocks:
        opens = kind == "head" or (kind in _OPENING and parts[-1] and parts[-1][-1][0] in _CLOSING)
        if opens and any(k not in ("head", "stanza") for k, _ in parts[-1]):
            parts.append([])
        parts[-1].append((kind, element))
    return [_placed(part) for part in parts]


def _placed(part: list[tuple[str, str]]) -> list[tuple[str, str]]:
    top = next((n for n, (k, _) in enumerate(part) if k not in ("head", *_OPENING)), len(part))
    foot = len(part)
    while foot > top and part[foot - 1][0] in _CLOSING:
        foot -= 1
    placed = []
    for n, (kind, element) in enumerate(part):
        loose = (kind in _OPENING and n >= top) or (kind in _CLOSING and n < foot)
        placed.append(("p", _RENAMED.sub(r"<\1p", element)) if loose else (kind, element))
    if all(kind in ("head", "stanza", *_OPENING, *_CLOSING) for kind, _ in placed):
        at = next((n for n, (k, _) in enumerate(placed) if k in _CLOSING), len(placed))
        placed.insert(at, ("p", "<p/>"))
    return placed


def _grouped(part: list[tuple[str, str]]) -> list[str]:
    """Items in a list, verses in a group, what opens or closes a letter in its opener or closer."""
    lines: list[str] = []
    around = ""
    for kind, element in part:
        wanted = "" if kind == "stanza" else _GROUPS.get(kind, "")
        if wanted != around:
            name = around.partition(" ")[0]
            lines += [f"</{name}>"] * bool(around) + [f"<{wanted}>"] * bool(wanted)
            around = wanted
        if element:
            lines.append(f"  {element}" if around else element)
    return lines + [f"</{around.partition(' ')[0]}>"] * bool(around)


def _stand_off(text: str, options: Options) -> str:
    """The original spelling of transliterated words, where it was given."""
    notes = []
    for id, word in re.findall(r'<foreign[^>]* xml:id="([^"]+)"[^>]*>([^<]+)<', text):
        known = dict(options.terms).get(word)
        if known:
            notes.append(
                f'      <annotation xml:id="a.{id}" motivation="linking" target="#{id}">'
                f"<note{attribute('xml:lang', options.original)}>{escape(known)}</note>"
                "</annotation>"
            )
    if not notes:
        return ""
    inner = "\n".join(notes)
    return f"  <standOff>\n    <listAnnotation>\n{inner}\n    </listAnnotation>\n  </standOff>\n"


def _languages(text: str, options: Options) -> tuple[str, ...]:
    found = set(re.findall(r'xml:lang="([^"]+)"', text)) | {options.language}
    return tuple(sorted(found))
