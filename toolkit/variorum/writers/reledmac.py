r"""LaTeX with reledmac: numbered lines, one series of footnotes a layer.

A unit never crosses a passage, so no `\edtext` crosses a `\pstart` or a verse line. A paragraph of
several passages (its sentences) is one `\pstart`, a heading an `\eledsection`. Words that stand
more than once in a paragraph and are a lemma there are marked by `\sameword`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model import Apparatus, VariationUnit, Witness
from ._entries import LACUNOSE, lemma_words
from ._events import Begin, Blank, Bound, End, Unit, Words, events
from ._frame import HEADING, VERSE, Frame, frames
from ._latex import comment, escape, preamble, variants
from ._moved import asides, lost, twins
from ._options import Options

SUFFIX = ".tex"
TAKES = "apparatus"
OVERLAPS = True
DROPS = (
    "classes",
    "names of layers",
    "markup",
    "normal forms",
    "language",
    "titles",
    "notes",
    "labels",
    "entry notes",
)
_PLAIN, _SECTION = "\\leavevmode\n", "\n\\eledsection*{"  # how a paragraph begins, and a heading
# Without it a stanza does not compile: what runs over is indented, each verse begins alike.
_INDENTS = "\\setstanzaindents{2,0}\\setcounter{stanzaindentsrepetition}{1}\n"
SERIES = "ABCDE"  # what reledmac offers by default


def write(value: Apparatus, *, options: Options) -> str:
    """A document that LuaLaTeX compiles."""
    return "".join(_Document(value, options).parts())


class _Document:
    def __init__(self, value: Apparatus, options: Options) -> None:
        self.value = value
        self.options = options
        self.base: Witness = value.collation.witnesses[value.collation.index(value.base)]
        self.twins = twins(value)
        layers = list(dict.fromkeys([name for name, _ in value.layers]))
        self.series = dict(zip(layers, SERIES))
        self.repeated: set[str] = set()
        self.lemmata: dict[str, set[str]] = {}
        for unit in value.units:
            if unit.lemma and " " not in unit.lemma.text:
                self.lemmata.setdefault(unit.locus.passage, set()).add(unit.lemma.text)
        self.framed = frames(self.base)
        self.blocks: dict[str, list[int]] = {}  # the passages of each block, by their number
        for n, passage in enumerate(self.base.passages):
            self.blocks.setdefault(self.framed[passage.id].of, []).append(n)

    def parts(self) -> Iterator[str]:
        yield preamble(
            r"\usepackage{reledmac}", title=self.options.title,
            texts=[self.base.text, *(w.text for w in self.value.collation.witnesses)],
        )  # fmt: skip
        for letter in sorted(set(self.series.values()) | {"A"}):
            yield f"\\Xarrangement[{letter}]{{paragraph}}\n"
        if any(frame.kind == VERSE for frame in self.framed.values()):
            yield _INDENTS
        yield comment(str(self.value.signature))
        yield "\\beginnumbering\n"
        for event in events(self.value):
            if isinstance(event, Begin):
                yield self._begin(self.framed[event.passage.id])
            elif isinstance(event, End):
                yield self._end(self.framed[event.passage.id])
            elif isinstance(event, Blank):
                yield " "
            elif isinstance(event, Words):
                yield self._words(event)
            elif isinstance(event, Unit):
                yield self._entry(event)
            elif isinstance(event, Bound) and event.begins:
                yield self._long(event.unit)
        yield "\\endnumbering\n"
        if gone := "; ".join(lost(self.value)):
            yield f"\\par\\noindent\\textit{{{LACUNOSE} {escape(gone)}}}\n"
        yield "\\end{document}\n"

    def _begin(self, frame: Frame) -> str:
        if not frame.opens:
            return ""
        self.repeated = self._repeated(frame.of)
        if frame.kind == VERSE:
            return "\\stanza\n" if frame.stanza_opens else ""
        return f"\\pstart{_SECTION if frame.kind == HEADING else _PLAIN}"

    def _end(self, frame: Frame) -> str:
        if not frame.closes:
            return "\n" if frame.parted else "%\n"
        if frame.kind == VERSE:
            return " \\&\n" if frame.stanza_closes else " &\n"
        return f"{'}' if frame.kind == HEADING else ''}\n\\pend\n"

    def _repeated(self, block: str) -> set[str]:
        """One-word lemmata of a block that stand in it more than once."""
        passages = [self.base.passages[n] for n in self.blocks.get(block, ())]
        known = set[str]().union(*(self.lemmata.get(p.id, ()) for p in passages))
        if not known:
            return known
        first, end = passages[0].start, passages[-1].end
        words = Counter(self.base.slice(i, i + 1) for i in range(first, end))
        return {word for word in known if words[word] > 1}

    def _words(self, event: Words) -> str:
        if not self.repeated:
            return escape(" ".join(self.base.slice(event.start, event.end).split()))
        parts = []
        for i in range(event.start, event.end):
            word = self.base.slice(i, i + 1)
            same = word in self.repeated
            parts.append(f"\\sameword{{{escape(word)}}}" if same else escape(word))
            if i + 1 < event.end and self.base.ends[i] < self.base.starts[i + 1]:
                parts.append(" ")
        return "".join(parts)

    def _entry(self, event: Unit) -> str:
        unit = event.unit
        lemma = unit.lemma.text if unit.lemma else ""
        left, right = (" " if b else "" for b in event.spaced[0]) if unit.lemma else ("", "")
        if lemma in self.repeated:
            text = f"\\sameword[1]{{{escape(lemma)}}}"
        else:  # a word that is a lemma elsewhere is counted here too
            text = self._words(Words(event.start, event.end)) if lemma else ""
        named = lemma_words(unit)
        said = rf"\textit{{{escape(named)}}}" if not lemma else escape(named)
        shown = f"\\lemma{{{said}}}" if named != lemma else ""
        return f"{left}\\edtext{{{text}}}{{{shown}{self._footnote(unit)}}}{right}"

    def _long(self, unit: VariationUnit) -> str:
        """A long omission, noted before its first word: its words are printed with their own
        entries.
        """
        said = f"\\lemma{{{escape(lemma_words(unit))}}}"
        return f"\\edtext{{}}{{{said}{self._footnote(unit)}}}"

    def _footnote(self, unit: VariationUnit) -> str:
        also = asides(unit, self.twins)
        note = variants(unit, style=self.options.style, also=also)
        return f"\\{self.series.get(unit.layer, 'A')}footnote{{{note}}}"
