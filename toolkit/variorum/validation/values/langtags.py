"""Language tags: BCP 47 (RFC 5646) by the IANA registry that `langcodes` carries.

The registry is loaded (some 70 ms) for a subtag that is none of the common ones. Here stand what
`langcodes` lets pass: old codes, codes that have a shorter one, a variant that stands twice,
underscores; and the variants that were registered after its data were made.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"
    r"(?P<private>-x(?:-[a-z0-9]{1,8})+)?"
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+")
COMMON = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "ang arc cop enm fro frm gmh goh got grc hbo orv syc "
    "und-arab und-cyrl und-grek und-hebr und-latn und-alalc97 und-gb und-us".split()
)  # found without the registry
DEPRECATED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr-Latn"}
_LATER = frozenset(
    "anpezo bciav bcizbl blasl fodom gherd huett kleinsch ltg1929 ltg2007 mdcegyp mdctrans saigon "
    "valbadia viennese".split()
)  # variants that langcodes 3.5 does not know
_OLD = frozenset(
    "art-lojban zh-guoyu zh-hakka zh-min zh-xiang cel-gaulish en-gb-oed i-default".split()
)


@lru_cache(maxsize=4096)
def _registered(tag: str) -> bool:
    """Does the registry have a language, or `und-` with a script, a region or a variant?"""
    if tag in COMMON:
        return True
    from langcodes import Language

    return Language.get(tag, normalize=False).is_valid()


@lru_cache(maxsize=4096)
def _usual(code: str) -> str:
    """What the registry has for a code: `ru` for `rus`; else the code itself."""
    if len(code) not in (2, 3) or _registered(code):
        return code
    from langcodes import standardize_tag

    return {"tgl": "tl"}.get(code) or standardize_tag(code)


def proper(tag: str) -> str:
    """A tag in small letters with the shorter code of its language, if it has one.

    >>> proper("rus-Latn"), proper("en")
    ('ru-latn', 'en')
    """
    code, dash, rest = tag.lower().partition("-")
    return (_usual(code) if code.isalpha() and code.isascii() else code) + dash + rest


@lru_cache(maxsize=4096)
def fault(tag: str) -> tuple[str, str]:
    """What is wrong with a language tag, and what to write; two empty strings for nothing.

    >>> fault("ru-Latn-alalc97"), fault("rus")[1], fault("ru-Latin")[0]
    (('', ''), 'write ru', "'Latin' is not a registered variant or script")
    >>> fault("zzz")[0], fault("en-UK")[1]
    ("unknown language 'zzz'", 'write en-GB')
    """
    low = tag.lower()
    if "_" in tag:
        return "subtags are joined by '-', not '_'", f"write {tag.replace('_', '-')}"
    if low in _OLD or _PRIVATE.fullmatch(low) or re.fullmatch(r"i-[a-z]{2,8}", low):
        return "", ""
    match = _TAG.fullmatch(low)
    if not match:
        return "it does not have the form of a language tag", "write a BCP 47 tag: ru, en, ru-Latn"
    return _language(match["language"].split("-")[0], tag) or _rest(match, tag)


def _language(code: str, tag: str) -> tuple[str, str] | None:
    rest = tag[len(code) :]
    if code in DEPRECATED:
        return f"the code {code!r} is deprecated", f"write {DEPRECATED[code]}{rest}"
    if len(code) <= 3 and not _registered(code):
        usual = _usual(code)
        if usual != code:
            return f"{code!r} has a two-letter code", f"write {usual}{rest}"
        return f"unknown language {code!r}", "see the IANA registry of language subtags"
    if len(code) > 3:
        return f"{code!r} is not a language code", "write its two or three letters"
    return None


def _rest(match: re.Match[str], tag: str) -> tuple[str, str]:
    script = match["script"]
    if script and not _registered(f"und-{script}"):
        return f"unknown script {script.title()!r}", "see ISO 15924: Latn, Cyrl, Grek"
    if script and "qaaa" <= script <= "qabx":
        return f"the script {script.title()!r} is private use", "name the script, or use -x-"
    region = match["region"]
    if region and not _registered(f"und-{region}"):
        known = {"uk": "gb"}.get(region, "")
        hint = f"write {match['language']}-{known.upper()}" if known else "see ISO 3166-1"
        return f"unknown region {region.upper()!r}", hint
    seen: set[str] = set()
    for variant in [v for v in (match["variants"] or "").split("-") if v]:
        if variant not in _LATER and not _registered(f"und-{variant}"):
            written = next(p for p in tag.split("-") if p.lower() == variant)
            hint = f"private parts follow -x-: {match['language']}-x-{variant}"
            return f"{written!r} is not a registered variant or script", hint
        if variant in seen:
            return f"the variant {variant!r} stands twice", "remove one"
        seen.add(variant)
    return "", ""
