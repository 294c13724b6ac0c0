"""Language tags: BCP 47 (RFC 5646), with the rules that editions need besides.

The registry of 8,000 languages is not carried. Checked are the form, two-letter codes, the
two-letter code where a three-letter one is written, deprecated codes, scripts, regions by form,
and the registered variants.
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

TWO = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
    "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
    "ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks "
    "ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu".split()
)
_THREE = (
    "aar:aa abk:ab afr:af aka:ak alb:sq sqi:sq amh:am ara:ar arg:an arm:hy hye:hy asm:as "
    "ave:ae aym:ay aze:az bak:ba bam:bm baq:eu eus:eu bel:be ben:bn bis:bi bos:bs bre:br "
    "bul:bg bur:my mya:my cat:ca che:ce chi:zh zho:zh chu:cu chv:cv cor:kw cos:co cre:cr "
    "cym:cy wel:cy cze:cs ces:cs dan:da deu:de ger:de div:dv dut:nl nld:nl dzo:dz ell:el "
    "gre:el eng:en epo:eo est:et ewe:ee fao:fo fas:fa per:fa fij:fj fin:fi fra:fr fre:fr "
    "fry:fy ful:ff geo:ka kat:ka gla:gd gle:ga glg:gl glv:gv grn:gn guj:gu hat:ht hau:ha "
    "heb:he her:hz hin:hi hrv:hr hun:hu ibo:ig ice:is isl:is ido:io iku:iu ina:ia ind:id "
    "ipk:ik ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kaz:kk khm:km kik:ki kin:rw kir:ky "
    "kom:kv kon:kg kor:ko kur:ku lao:lo lat:la lav:lv lim:li lin:ln lit:lt ltz:lb lub:lu "
    "lug:lg mac:mk mkd:mk mal:ml mao:mi mri:mi mar:mr may:ms msa:ms mlg:mg mlt:mt mon:mn "
    "nav:nv nep:ne nno:nn nob:nb nor:no nya:ny oci:oc oji:oj ori:or orm:om oss:os pan:pa "
    "pli:pi pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn rus:ru sag:sg san:sa "
    "sin:si slk:sk slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st spa:es srd:sc "
    "srp:sr ssw:ss sun:su swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th "
    "tib:bo bod:bo tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur "
    "uzb:uz ven:ve vie:vi vol:vo wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zul:zu"
)
SHORTER = dict(pair.split(":") for pair in _THREE.split())
DEPRECATED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr-Latn"}
_SCRIPTS = frozenset(
    "adlm afak aghb ahom arab aran armi armn avst bali bamu bass batk beng bhks blis bopo "
    "brah brai bugi buhd cakm cans cari cham cher chrs cirt copt cpmn cprt cyrl cyrs deva "
    "diak dogr dsrt dupl egyd egyh egyp elba elym ethi geok geor glag gong gonm goth gran "
    "grek gujr guru hanb hang hani hano hans hant hatr hebr hira hluw hmng hmnp hrkt hung "
    "inds ital jamo java jpan jurc kali kana khar khmr khoj kits knda kore kpel kthi lana "
    "laoo latf latg latn leke lepc limb lina linb lisu loma lyci lydi mahj maka mand mani "
    "marc maya medf mend merc mero mlym modi mong moon mroo mtei mult mymr nand narb nbat "
    "newa nkdb nkgb nkoo nshu ogam olck orkh orya osge osma ougr palm pauc perm phag phli "
    "phlp phlv phnx plrd prti ranj rjng rohg roro runr samr sara sarb saur sgnw shaw shrd "
    "shui sidd sind sinh sogd sogo sora soyo sund sylo syrc syre syrj syrn tagb takr tale "
    "talu taml tang tavt telu teng tfng tglg thaa thai tibt tirh toto ugar vaii visp vith "
    "wara wcho wole xpeo xsux yezi yiii zanb zinh zmth zsye zsym zxxx zyyy zzzz".split()
)
_VARIANTS = frozenset(
    "1606nict 1694acad 1901 1959acad 1994 1996 abl1943 akuapem alalc97 aluku anpezo ao1990 "
    "aranes arevela arevmda arkaika asante auvern baku1926 balanka barla basiceng bauddha "
    "bciav bcizbl biscayan biske blasl bohoric boont bornholm cisaup colb1945 cornu creiss "
    "dajnko ekavsk emodeng fonipa fonkirsh fonnapa fonupa fonxsamp fodom gallo gascon gherd "
    "grclass grital grmistr hepburn heploc hognorsk hsistemo huett ijekavsk itihasa ivanchov "
    "jauer jyutping kkcor kleinsch kociewie kscor laukika lemosin lengadoc lipaw ltg1929 "
    "ltg2007 luna1918 mdcegyp mdctrans metelko monoton ndyuka nedis newfound nicard njiva "
    "nulik osojs oxendict pahawh2 pahawh3 pahawh4 pamaka peano petr1708 pinyin polyton "
    "provenc puter rigik rozaj rumgr saigon scotland scouse simple solba sotav spanglis "
    "surmiran sursilv sutsilv synnejyl tarask tongyong tunumiit uccor ucrcor ulster unifon "
    "vaidika valbadia valencia vallader vecdruka viennese vivaraup wadegile xsistemo".split()
)
_OLD = frozenset(
    "art-lojban zh-guoyu zh-hakka zh-min zh-xiang cel-gaulish en-gb-oed i-default".split()
)


def proper(tag: str) -> str:
    """A tag in small letters with the shorter code of its language, if it has one.

    >>> proper("rus-Latn"), proper("en")
    ('ru-latn', 'en')
    """
    code, dash, rest = tag.lower().partition("-")
    return SHORTER.get(code, code) + dash + rest


@lru_cache(maxsize=4096)
def fault(tag: str) -> tuple[str, str]:
    """What is wrong with a language tag, and what to write; two empty strings for nothing.

    >>> fault("ru-Latn-alalc97"), fault("rus")[1], fault("ru-Latin")[0]
    (('', ''), 'write ru', "'Latin' is no registered variant or script")
    """
    low = tag.lower()
    if "_" in tag:
        return "parts are joined by '-', not '_'", f"write {tag.replace('_', '-')}"
    if low in _OLD or _PRIVATE.fullmatch(low) or re.fullmatch(r"i-[a-z]{2,8}", low):
        return "", ""
    match = _TAG.fullmatch(low)
    if not match:
        return "it has not the form of a language tag", "write a BCP 47 tag: ru, en, ru-Latn"
    return _language(match["language"].split("-")[0], tag) or _rest(match, tag)


def _language(code: str, tag: str) -> tuple[str, str] | None:
    rest = tag[len(code) :]
    if code in DEPRECATED:
        return f"the code {code!r} is deprecated", f"write {DEPRECATED[code]}{rest}"
    if code in SHORTER:
        return f"{code!r} has a two-letter code", f"write {SHORTER[code]}{rest}"
    if len(code) == 2 and code not in TWO:
        return f"there is no language {code!r}", "see the IANA registry of language subtags"
    if len(code) > 3:
        return f"{code!r} is no code of a language", "write its two or three letters"
    return None


def _rest(match: re.Match[str], tag: str) -> tuple[str, str]:
    script = match["script"]
    if script and script not in _SCRIPTS and not "qaaa" <= script <= "qabx":
        return f"there is no script {script.title()!r}", "see ISO 15924: Latn, Cyrl, Grek"
    if script and "qaaa" <= script <= "qabx":
        return f"the script {script.title()!r} is private use", "name the script, or use -x-"
    seen: set[str] = set()
    for variant in [v for v in (match["variants"] or "").split("-") if v]:
        if variant not in _VARIANTS:
            written = next(p for p in tag.split("-") if p.lower() == variant)
            hint = f"private parts follow -x-: {match['language']}-x-{variant}"
            return f"{written!r} is no registered variant or script", hint
        if variant in seen:
            return f"the variant {variant!r} stands twice", "take one out"
        seen.add(variant)
    return "", ""
