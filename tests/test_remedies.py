"""Messages are true: they name the facet and the word that fail, and the right remedy."""

from __future__ import annotations

import pytest

import variorum as v
from variorum.relaxng import load
from variorum.validation import Options, fixes, validate

HEAD = (
    'xmlns="http://relaxng.org/ns/structure/1.0" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
)
WORDS = "<choice><value>roman</value><value>italic</value></choice>"


def data(kind: str, **params: str) -> str:
    inner = "".join(f'<param name="{name}">{value}</param>' for name, value in params.items())
    return f'<data type="{kind}">{inner}</data>'


PATTERNS = {
    "min": data("integer", minInclusive="3"),
    "max": data("decimal", maxExclusive="1"),
    "len": data("string", maxLength="3"),
    "part": data("decimal", fractionDigits="1"),
    "day": data("date", minInclusive="1900-01-01"),
    "ids": f"<list><oneOrMore>{data('anyURI', pattern='#[a-z]+')}</oneOrMore></list>",
    "rend": f"<list><oneOrMore>{WORDS}</oneOrMore></list>",
    "either": f"<choice>{data('integer', minInclusive='3')}{data('token', pattern='n/a')}</choice>",
}
ATTRIBUTES = "".join(
    f'<optional><attribute name="{name}">{pattern}</attribute></optional>'
    for name, pattern in PATTERNS.items()
)
GRAMMAR = load(f'<element name="a" {HEAD}>{ATTRIBUTES}<text/></element>'.encode(), name="a.rng")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('min="2"', '@min cannot be "2": it must be 3 or more'),
        ('min="x"', '@min cannot be "x": it must be a whole number'),
        ('max="1.5"', '@max cannot be "1.5": it must be less than 1'),
        ('len="abcd"', '@len cannot be "abcd": it must have 3 characters or fewer'),
        ('part="1.25"', '@part cannot be "1.25": it must have 1 digits or fewer after the point'),
        ('day="1899-01-01"', '@day cannot be "1899-01-01": it must be 1900-01-01 or later'),
        ('day="1899-13-01"', '@day cannot be "1899-13-01": not a date: month 13'),
        ('ids="#a Bad"', '@ids cannot be "#a Bad": "Bad" in it: it must match the pattern #[a-z]+'),
        ('ids="Bad"', '@ids cannot be "Bad": it must match the pattern #[a-z]+'),
        ('rend="roman itlaic"', '@rend cannot be "roman itlaic": "itlaic" in it: did you mean '
         '"italic"?'),
        ('either="x"', '@either cannot be "x": it must be a whole number'),
    ],
)  # fmt: skip
def test_a_value_is_refused_for_the_reason_for_which_it_is_refused(written: str, said: str) -> None:
    (found,) = validate(f"<a {written}/>".encode(), path="a.xml", schema=GRAMMAR).findings
    assert found.message == said


def test_the_word_of_a_list_that_fails_is_the_subject() -> None:
    (found,) = validate(b'<a ids="#a Bad"/>', path="a.xml", schema=GRAMMAR).findings
    assert (found.subject, found.attribute) == ("Bad", "ids")


def faults(body: str, code: str) -> list[tuple[str, str]]:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return [(f.message, f.hint) for f in v.validate(text.encode(), select=[code]).faults]


@pytest.mark.parametrize(
    ("body", "code", "remedy"),
    [
        ('<graphic url="www.kallimachos.de"/>', "REF004", "write https://www.kallimachos.de"),
        ('<graphic url="my file.xml"/>', "REF004", "write %20"),
        ('<graphic url="gone.xml"/>', "REF004", "path"),
        ("<p>a\u2000b</p>", "TXT004", "U+2000 would be U+2002; variorum validate --fix"),
        ("<p>e\u0301</p>", "TXT004", "U+0065 U+0301 would be U+00E9"),
        ("<p>\uf921</p>", "TXT004", "compatibility ideographs are not fixed"),
    ],
)
def test_the_remedy_is_one_for_this_fault(body: str, code: str, remedy: str) -> None:
    ((_, hint),) = faults(body, code)
    assert remedy in hint


def test_no_remedy_is_a_date_to_be_copied() -> None:
    text = "<TEI><teiHeader><revisionDesc><change>a</change></revisionDesc></teiHeader></TEI>"
    (found,) = v.validate(text.encode(), select=["HDR003"]).faults
    assert "YYYY-MM-DD" in found.hint


def test_a_fix_leaves_an_ideograph_that_would_become_another() -> None:
    for text, fixed in (("\uf921", "\uf921"), ("e\u0301 \uf921", "\u00e9 \uf921")):
        done = fixes.mend(f"<p>{text}</p>".encode(), path="a.xml", options=Options())
        assert done.data.decode() == f"<p>{fixed}</p>"
