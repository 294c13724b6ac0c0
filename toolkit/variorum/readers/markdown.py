"""Markdown by `markdown-it-py` (CommonMark, with tables and struck words), as people write prose.

A heading, a paragraph, an item, a cell, a quotation is a passage; emphasis is a span; a footnote
stands beside its word. A square bracket that is not a link or note stays text: `E[rich]`,
`[chokhom]`. Ours, since CommonMark has none: footnotes, front matter. Left out of CommonMark: an
indented paragraph is not code, since in prose it is a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import LimitError
from ..model import Finding, Severity, Source
from ..model.shown import counted
from ..text.encoding import decode
from ..text.flow import Flow
from ._html import HtmlText
from ._options import Options

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown")

DEEPEST = 100  # of quotations and lists (which count twice) within each other
_NOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,200})\]")
_SAID = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]{0,500}\]){1,2000})\]")
_PASSAGES = {"list_item_open": "item", "blockquote_open": "quote"}
_RENDS = {"em": "italic", "strong": "bold", "s": "strikethrough"}


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read Markdown as one witness; raises `ReadError` if it is not text, `LimitError` for
    some 50 lists or 100 quotations within each other."""
    text = decode(data, name=name, encoding=options.encoding)
    marked = _Marked(_parser())
    tokens = marked.parse(_body(text))
    if deep := next((t for t in tokens if t.level >= DEEPEST - 4), None):  # the parser drops deeper
        raise LimitError(
            "quotations or lists are nested too deeply",
            source=name,
            line=deep.map[0] + 1 if deep.map else 0,
            hint="read it as plain text (format txt)",
        )
    notes = marked.read(tokens)
    witness = marked.flow.witness(
        options.siglum_for(name), normal=options.normal, language=options.language
    )
    message = f"left out: {counted(notes, 'footnote')}"
    found = (Finding(name, 0, 0, "MD001", "left-out", Severity.INFO, message, count=notes),)
    return Source((witness,), findings=found if notes else (), reader="markdown")


def _body(text: str) -> str:
    """The text, front matter blanked."""
    lines = text.split("\n")
    if lines[0].strip() == "---":
        for end in range(1, min(len(lines), 200)):
            if lines[end].strip() in ("---", "..."):
                return "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    return text


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"]).disable("code")
    parser.block.ruler.before("reference", "note", _definition, {"alt": ["paragraph"]})
    parser.inline.ruler.before("link", "note", _reference)
    return parser


class _Marked:
    """Goes through the tokens of a document; `flow` has the running text."""

    def __init__(self, parser: MarkdownIt) -> None:
        self.flow = Flow()
        self._parser = parser
        self._counts: dict[str, int] = {}
        self._line = 0  # of the block; a cell stands in the line of its row
        self._within: list[str] = []  # kinds of passage that lists and quotations around make
        self._places: dict[str, int] = {}  # where a note is referred to first

    def parse(self, text: str) -> list[Token]:
        """The tokens of a document."""
        return self._parser.parse(text)

    def read(self, tokens: list[Token]) -> int:
        """Read a document; how many notes it defines."""
        notes: list[Token] = []
        for token in tokens:
            if token.type == "note":
                notes.append(token)
            else:
                self._block(token)
        for note in notes:
            if note.info in self._places:
                self.flow.note(self._bare(note.content), "footnote", self._places[note.info])
        return len(notes)

    def _block(self, token: Token) -> None:
        if token.map and token.nesting >= 0:
            self._line = token.map[0] + 1
        if token.type in _PASSAGES:
            self._within.append(_PASSAGES[token.type])
        elif token.type in ("list_item_close", "blockquote_close"):
            self._within.pop()
        elif token.type == "heading_open":
            self._passage("head")
        elif token.type == "paragraph_open":
            self._passage(self._within[-1] if self._within else "p")
        elif token.type in ("th_open", "td_open"):
            self._passage("cell")
        elif token.type == "inline":
            self._inline(token.children or [])
        elif token.type in ("fence", "code_block"):
            self._passage("ab")
            self.flow.text(token.content)
        elif token.type == "html_block":
            html = HtmlText(lines=False)
            html.feed(token.content)
            html.close()
            html.flow.end_passage()
            for line in html.flow.string().split("\n"):
                self._passage("p")
                self.flow.text(line)

    def _passage(self, kind: str) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self.flow.passage(f"{kind}{self._counts[kind]}", kind, self._line)

    def _inline(self, tokens: list[Token]) -> None:
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if name in _RENDS and token.nesting == 1:
                self.flow.open("hi", (("rend", _RENDS[name]),))
            elif name in _RENDS:
                self.flow.close()
            elif token.type == "text":
                self.flow.text(token.content)
            elif token.type == "softbreak":
                self.flow.blank()
            elif token.type == "hardbreak" or token.content.lower().startswith("<br"):
                self.flow.blank()
                self.flow.milestone("lb")
            elif token.type == "code_inline":
                self.flow.open("hi", (("rend", "monospace"),))
                self.flow.text(token.content.strip())
                self.flow.close()
            elif token.type == "note_reference":
                self._places.setdefault(token.content, self.flow.length)
            elif token.type == "note_said":
                self.flow.note(self._bare(token.content), "footnote")

    def _bare(self, content: str) -> str:
        """A note's text without its marks; a note in a note is not looked for."""
        marked = _Marked(self._parser)
        marked.read(marked.parse(content))
        return " ".join(marked.flow.string().split())


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: text`, with the lines that follow and the indented blocks after them."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _NOTE.match(first)
    if not match or state.sCount[start] - state.blkIndent > 3:
        return False
    if silent:
        return True
    lines, line = [first[match.end() :]], start + 1
    while line < end:
        if state.isEmpty(line):
            after = next((n for n in range(line, end) if not state.isEmpty(n)), end)
            if after == end or state.sCount[after] - state.blkIndent < 4:
                break
            lines += [""] * (after - line)
            line = after
        own = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if _NOTE.match(own):
            break
        lines.append(own)
        line += 1
    token = state.push("note", "", 0)
    token.info, token.content = match[1], "\n".join(lines)
    state.line = line
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    """`[^1]` and `^[text]`."""
    for name, pattern in (("note_reference", _REFERENCE), ("note_said", _SAID)):
        if match := pattern.match(state.src, state.pos, state.posMax):
            if not silent:
                state.push(name, "", 0).content = match[1]
            state.pos = match.end()
            return True
    return False
