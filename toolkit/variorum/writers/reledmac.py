r"""LaTeX with reledmac: numbered lines, one series of footnotes a layer.

A unit never crosses a passage, so no `\edtext` crosses a `\pstart` or a verse line. Words that
stand more than once in a passage and are a lemma there are marked by `\sameword`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model import Apparatus, Passage, VariationUnit, Witness
from ._entries import LACUNOSE, lemma_words
from ._events import Begin, Blank, Bound, End, Unit, Words, events
from ._latex import comment, escape, preamble, variants
from ._moved import lost, stands_also, twins
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
    "conjectures",
    "entry notes",
)
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
        self.verse = bool(self.base.passages) and all(p.kind == "l" for p in self.base.passages)

    def parts(self) -> Iterator[str]:
        yield preamble(
            r"\usepackage{reledmac}", title=self.options.title,
            texts=[self.base.text, *(w.text for w in self.value.collation.witnesses)],
        )  # fmt: skip
        for letter in sorted(set(self.series.values()) | {"A"}):
            yield f"\\Xarrangement[{letter}]{{paragraph}}\n"
        yield comment(str(self.value.signature))
        yield "\\beginnumbering\n"
        last = self.base.passages[-1] if self.base.passages else None
        if self.verse:
            yield "\\stanza\n"
        for event in events(self.value):
            if isinstance(event, Begin):
                self.repeated = self._repeated(event.passage)
                yield "" if self.verse else "\\pstart\\leavevmode\n"
            elif isinstance(event, End):
                yield self._end(event.passage is last)
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

    def _end(self, last: bool) -> str:
        if self.verse:
            return " \\&\n" if last else " &\n"
        return "\n\\pend\n"

    def _repeated(self, passage: Passage) -> set[str]:
        """One-word lemmata of a passage that stand in it more than once."""
        words = Counter(self.base.slice(i, i + 1) for i in range(passage.start, passage.end))
        return {word for word in self.lemmata.get(passage.id, ()) if words[word] > 1}

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
        """A long silence, told before its first word: its words are set with their own entries."""
        said = f"\\lemma{{{escape(lemma_words(unit))}}}"
        return f"\\edtext{{}}{{{said}{self._footnote(unit)}}}"

    def _footnote(self, unit: VariationUnit) -> str:
        also = stands_also(unit, self.twins)
        note = variants(unit, style=self.options.style, also=also)
        return f"\\{self.series.get(unit.layer, 'A')}footnote{{{note}}}"
