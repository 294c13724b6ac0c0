"""Language tags as editions have them: right ones pass, wrong ones are told with what to write."""

from __future__ import annotations

import pytest
from langcodes import Language

from variorum.validation.values.langtags import COMMON, fault, proper


def test_what_is_known_without_the_registry_is_in_the_registry() -> None:
    assert [tag for tag in COMMON if not Language.get(tag, normalize=False).is_valid()] == []


@pytest.mark.parametrize(
    "tag",
    "en ru-Latn-alalc97 grc la-VA ru-SU de-1901 und mis qaa x-own cmn tl orv-Cyrs lld-fodom es-419 "
    "zh-min-nan ru-Latn-t-ru-m0-bgn en-GB-oed i-klingon sr-Latn cu-Cyrs akk-Xsux".split(),
)
def test_a_registered_tag_passes(tag: str) -> None:
    assert fault(tag) == ("", "")


@pytest.mark.parametrize(
    ("tag", "what", "remedy"),
    [
        ("zzz", "unknown language 'zzz'", "see the IANA registry of language subtags"),
        ("xyq-Latn", "unknown language 'xyq'", "see the IANA registry of language subtags"),
        ("qq", "unknown language 'qq'", "see the IANA registry of language subtags"),
        ("rus", "'rus' has a two-letter code", "write ru"),
        ("ger-Latf", "'ger' has a two-letter code", "write de-Latf"),
        ("tgl", "'tgl' has a two-letter code", "write tl"),
        ("iw", "the code 'iw' is deprecated", "write he"),
        ("en_GB", "subtags are joined by '-', not '_'", "write en-GB"),
        ("en-UK", "unknown region 'UK'", "write en-GB"),
        ("de-999", "unknown region '999'", "see ISO 3166-1"),
        ("ru-Latin", "'Latin' is not a registered variant or script", "private parts follow -x-"),
        ("ru-Abcd", "unknown script 'Abcd'", "see ISO 15924: Latn, Cyrl, Grek"),
        ("de-1996-1996", "the variant '1996' stands twice", "remove one"),
        ("english", "'english' is not a language code", "write its two or three letters"),
    ],
)
def test_a_wrong_tag_is_told_with_what_to_write(tag: str, what: str, remedy: str) -> None:
    said, hint = fault(tag)
    assert said == what
    assert hint.startswith(remedy)


def test_the_longer_code_of_a_language_is_the_same_language() -> None:
    assert proper("deu") == proper("ger") == proper("de")
    assert proper("zzz") == "zzz"
    assert proper("x-own") == "x-own"
