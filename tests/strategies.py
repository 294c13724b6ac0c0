"""Generated witnesses with our trouble: brackets, odd quotes, combining marks, many scripts,
omissions, lacunae, empty passages, a single witness."""

from __future__ import annotations

from hypothesis import strategies as st

from variorum.model import Lacuna, Witness
from variorum.text.build import witness_from_text, witness_from_tokens

WORDS = [
    "the", "wise", "man", "sage", "scholar", "answers", "him", "[chokhom]", "E[rich]", "‘no’",
    "don't", "don’t", "Honecker", "crisis", "crises", "of", "a", "1988", "co\u00adop", "café",
    "cafe\u0301", "ι̅σ̅", "धर्मक्षेत्रे", "בְּרֵאשִׁית", "возбудитель", "чохом", "日本語", "[a]", "—", "...",
]  # fmt: skip
MARKS = ["", "", "", ",", ".", ";", "?", "!"]
BLANKS = [" ", " ", " ", "  ", "\n", "\n\n", "\t"]

words = st.builds(lambda w, m: w + m, st.sampled_from(WORDS), st.sampled_from(MARKS))
texts = st.one_of(
    st.lists(st.tuples(words, st.sampled_from(BLANKS)), max_size=25).map(
        lambda pairs: "".join(w + b for w, b in pairs)
    ),
    st.text(max_size=60),
)


@st.composite
def witness(draw: st.DrawFn, siglum: str = "A") -> Witness:
    """One witness of several passages, some empty, with lacunae."""
    passages = draw(st.lists(texts, min_size=0, max_size=4))
    text, bounds = "", []
    for passage in passages:
        bounds.append((len(text), len(text) + len(passage) + 1))
        text += passage + "\n"
    offsets = draw(st.lists(st.integers(0, max(len(text), 0)), max_size=2, unique=True))
    return witness_from_text(
        siglum, text, bounds=bounds or None, gaps=[(o, "damage", "") for o in sorted(offsets)]
    )


@st.composite
def variants(draw: st.DrawFn, least: int = 1, most: int = 5) -> tuple[Witness, ...]:
    """Witnesses of one text: copies of a base with words changed, dropped, added and moved."""
    base = draw(st.lists(words, max_size=14))
    count = draw(st.integers(least, most))
    made = []
    for n in range(count):
        tokens = list(base)
        for _ in range(draw(st.integers(0, 4))):
            _change(draw, tokens)
        at = draw(st.lists(st.integers(0, len(tokens)), max_size=1))
        lacunae = tuple(Lacuna(a, "damage") for a in at)
        made.append(witness_from_tokens("ABCDEFGH"[n], tokens, lacunae=lacunae))
    return tuple(made)


def _change(draw: st.DrawFn, tokens: list[str]) -> None:
    where = draw(st.integers(0, max(len(tokens) - 1, 0)))
    what = draw(st.sampled_from(["drop", "add", "replace", "move"]))
    if what == "add" or not tokens:
        tokens.insert(where, draw(words))
    elif what == "drop":
        del tokens[where]
    elif what == "replace":
        tokens[where] = draw(words)
    else:
        tokens.insert(draw(st.integers(0, len(tokens) - 1)), tokens.pop(where))
