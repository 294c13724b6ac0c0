"""Every form that holds an apparatus, made into every other form: nobody's words are lost."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from html import unescape
from itertools import pairwise

import pytest
from test_writers import as_text

from variorum import align
from variorum.collation import collate
from variorum.critic import apparatus, rename
from variorum.critic.convert import edition, words
from variorum.errors import ReadError, UsageError
from variorum.model import Apparatus, Witness
from variorum.readers import read
from variorum.registry import names
from variorum.text import xml
from variorum.text.build import witness_from_text
from variorum.writers import Options, write, writer

# What typesetters, spreadsheets and parsers stumble over, and a passage that changed its place.
TEXTS = {
    "A": r"""One & two_of 50% cost \$5 #1 {x} ~ ^ and <b> ]]> ends. One fine day the king rode out
 to the far wood 'so' "he" said. בְּרֵאשִׁית בָּרָא אֱלֹהִים here café. Last [chokhom] words =1+1.""",
    "B": r"""One & three_of 60% cost \$6 #1 {y} ~ ^ and <i> ]]> ends. The king rode out to the far
 wood one fine day 'so' "she" said. בְּרֵאשִׁית עָשָׂה אֱלֹהִים here cafés. Last [chokhom] word =1+2.""",
    "Ω1": r"""One & two_of 50% cost \$5 #2 {x} ~ ^ or <b> ]]> ends. One fine day the king rode to a
 wood so he said. בָּרָא אֱלֹהִים here café. Words -2.""",
    "L&c": """One and two of 50% cost. One fine day the king rode out. said. here café.
 Last words.""",
}
# Forms that a reader of ours takes, with the options that make each of them.
SOURCES: dict[str, tuple[str, dict[str, object]]] = {
    "json": ("json", {}),
    "segments": ("tei", {"method": "ps"}),
    "segments, negative": ("tei", {"method": "ps", "style": "negative"}),
    "end points": ("tei", {"method": "dep"}),
    "end points, elsewhere": ("tei", {"method": "dep", "location": "external"}),
    "places": ("tei", {"method": "loc"}),
    "wide csv": ("csv", {"shape": "wide"}),
    "long csv": ("csv", {"shape": "long"}),
    "wide tsv": ("tsv", {"shape": "wide"}),
    "collatex": ("collatex", {}),
}
MATRICES = ("nexus", "phylip")  # numbers instead of words
PARALLEL = "reledpar"  # two texts face to face: refuses four, and says so
TARGETS = [
    name
    for name in names("writers")
    if name != PARALLEL and writer(name).TAKES in ("apparatus", "collation", "synopsis")
]


def _witness(siglum: str, text: str) -> Witness:
    text = " ".join(text.split())
    cuts = [0, *(match.end() for match in re.finditer(r"\. ", text)), len(text)]
    gaps = [(text.index("said"), "damage", "")] if siglum == "L&c" else []
    bounds = list(pairwise(cuts))
    return witness_from_text(siglum, text, bounds=bounds, gaps=gaps, language="en")


@cache
def hard() -> Apparatus:
    return apparatus(collate([_witness(s, text) for s, text in TEXTS.items()]), base="A")


@cache
def _edition(source: str) -> Apparatus:
    """The hard apparatus once through one of the forms that we read."""
    name, options = SOURCES[source]
    whole = name in ("csv", "tsv", "collatex")
    made = as_text(name, hard().collation if whole else hard(), **options)
    held = read(made.encode(), name="x", reader=name)
    return edition(held, base="A")


def _plain(result: str | bytes) -> str:
    """The letters of a file, whatever it is packed in."""
    if isinstance(result, str):
        return unescape(result)
    with zipfile.ZipFile(io.BytesIO(result)) as parts:
        bodies = [parts.read(n) for n in sorted(parts.namelist()) if n.endswith(".xml")]
    return "\n".join(xml.string(xml.parse(body, name="part").getroot()) for body in bodies)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("source", SOURCES)
def test_every_form_goes_into_every_form(source: str, target: str) -> None:
    made = _edition(source)
    result = write(target, made, Options())
    assert result == write(target, made, Options()), "same input, same bytes"
    plain = re.sub(r"\W+", "", _plain(result))
    for word in () if target in MATRICES else ("king", "three", "cafés", "אלהים"):
        assert word in plain, word


@pytest.mark.parametrize("source", SOURCES)
def test_every_form_keeps_every_witness_word_for_word(source: str) -> None:
    found = {w.siglum: words(w) for w in _edition(source).collation.witnesses}
    assert found == {w.siglum: words(w) for w in hard().collation.witnesses}


@pytest.mark.parametrize("target", ["csv", "tsv", "phylip"])
@pytest.mark.parametrize("source", ["json", "segments", "segments, negative", "end points"])
def test_the_readings_come_out_the_same_from_every_encoding(source: str, target: str) -> None:
    assert as_text(target, _edition(source)) == as_text(target, hard())


def test_four_versions_do_not_fit_face_to_face() -> None:
    with pytest.raises(UsageError, match="two"):
        write(PARALLEL, hard(), Options())


def test_a_list_of_readings_is_no_table_of_texts() -> None:
    listed = as_text("csv", hard())
    with pytest.raises(ReadError, match="list of readings"):
        read(listed.encode(), name="apparatus.csv")


def test_passages_are_renamed_like_every_other_form() -> None:
    two = align([_witness(s, TEXTS[s]) for s in "AB"])
    renamed = rename.synopsis(two, {"A": "Alpha"})
    assert [w.siglum for w in renamed.witnesses] == ["Alpha", "B"]
    assert [w.text for w in renamed.witnesses] == [w.text for w in two.witnesses]
    assert [row.passages for row in renamed.rows] == [row.passages for row in two.rows]
