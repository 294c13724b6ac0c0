"""Markdown as people write prose in it: what a reader of the page would read, in passages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.errors import LimitError
from variorum.model import Source, Witness
from variorum.readers import Options, read


def source(text: str) -> Source:
    return read(text.encode(), name="a.md", options=Options())


def one(text: str) -> Witness:
    return source(text).witnesses[0]


def passages(text: str) -> list[tuple[str, str, int]]:
    return [(p.kind, p.text, p.line) for p in one(text).passages]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Title\n\nTwo\nlines.\n", [("head", "Title", 1), ("p", "Two lines.", 3)]),
        ("Title\n===\nText.\n", [("head", "Title", 1), ("p", "Text.", 3)]),
        ("- one\n\n  still one\n- two\n", [("item", "one", 1), ("item", "still one", 3),
                                            ("item", "two", 4)]),
        ("> He said.\nAnd more.\n\nThen.\n", [("quote", "He said. And more.", 1),
                                                 ("p", "Then.", 4)]),
        ("|A|B|\n|-|-|\n|c|*d*|\n", [("cell", "A", 1), ("cell", "B", 1), ("cell", "c", 3),
                                       ("cell", "d", 3)]),
        ("```\n*a* b\n```\n", [("ab", "*a* b", 1)]),
        ("One.\n\n    Indented as a paragraph of prose is.\n",
         [("p", "One.", 1), ("p", "Indented as a paragraph of prose is.", 3)]),
        ("---\ntitle: X\n---\nText.\n", [("p", "Text.", 4)]),
        ("<div>A <b>wise</b> man</div>\n\nsays <i>no</i>.<!-- not this -->\n",
         [("p", "A wise man", 1), ("p", "says no.", 3)]),
        ("E[rich] and [chokhom], [a](b.html), ![c](d.png) &amp; &nosuch;\n",
         [("p", "E[rich] and [chokhom], a, & &nosuch;", 1)]),
        ("[rich]: x.html\n\nE[rich] said.\n", [("p", "Erich said.", 3)]),
        ("snake_case_word and 2 * 3, 4*5*6\n", [("p", "snake_case_word and 2 * 3, 456", 1)]),
    ],
)  # fmt: skip
def test_the_passages_are_those_that_are_read(text: str, found: list[tuple[str, str, int]]) -> None:
    assert passages(text) == found


def test_emphasis_is_a_span_and_a_hard_break_a_line() -> None:
    witness = one("*a **b*** ~~c~~ `d`  \ne\\\nf\n")
    assert witness.text == "a b c d e f"
    held = [(s.get("rend") or s.name, witness.text[s.start : s.end]) for s in witness.spans]
    assert held == [("italic", "a b"), ("bold", "b"), ("strikethrough", "c"), ("monospace", "d"),
                    ("lb", ""), ("lb", "")]  # fmt: skip


def test_a_note_may_have_marks_links_and_blocks_and_may_break_a_paragraph() -> None:
    witness = one(
        "He[^a] said[^b].\n[^a]: *Who*?\n\n    [Solomon](x), it seems.\n[^b]: No\nmore.\n\nEnd.\n"
    )
    assert witness.text == "He said.\nEnd."
    assert [(n.at, n.text) for n in witness.notes] == [
        (1, "Who? Solomon, it seems."),
        (2, "No more."),
    ]


def test_what_looks_like_a_note_in_code_is_code() -> None:
    assert one("```\n[^1]: x\n```\n").text == "[^1]: x"


def test_what_is_too_deep_is_refused_and_never_dropped() -> None:
    for text in ("> " * 99 + "word", "".join("  " * n + "- word\n" for n in range(60))):
        with pytest.raises(LimitError, match="too deeply; read it as plain text"):
            source(text)
    assert one("> " * 60 + "word").text == "word"
    nested = one("".join("  " * n + "- word\n" for n in range(40)))
    assert nested.text.split() == ["word"] * 40


@pytest.mark.parametrize("mark", ["[", "[a", "^[", "^[a ", "[^a", "![a](", "*a ", "**a *b ", "<a "])
def test_marks_without_a_partner_are_text_however_many_there_are(mark: str) -> None:
    assert one(mark * 5000).text.count(mark.strip()) == 5000


@given(
    st.lists(
        st.sampled_from("word *word* **bold** [word] - > # 1. ` | _ \n \n\n ^[ [^1] ".split(" "))
    )
)
@settings(max_examples=60)
def test_no_word_is_lost(parts: list[str]) -> None:
    text = " ".join(parts)
    assert one(text).text.count("word") + sum(
        note.text.count("word") for note in one(text).notes
    ) == text.count("word")
