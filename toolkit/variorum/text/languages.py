"""Which language a text is in: tags that name one language, and a guess where none is named.

The guess looks at the script, then, where several languages share it, at the words that every
text of a language is full of and at letters that it lacks (`languages.tsv`): a naive Bayes
classifier with the ranks of the words for their frequencies. Libraries were weighed: py3langid
takes 0.5 s and 75 MB to start, lingua 96 MB on the disk; this takes 20 ms.
A text with too few such words, or of which two languages may be said, is in no language: better
none than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import log
from pkgutil import get_data
from typing import NamedTuple

SAMPLE = 24_000  # characters looked at, in pieces from all over the text
PIECES = 12
FEWEST = 3.0  # nats by which the best language must lead
MARGIN = 0.02  # … and for each word of the text, so that a mixture is no language
HITS = 0.12  # the least share of words that the language's list has
KINDS = 3  # different words of the language's list that a text of some length must have
KNOWN = 0.4  # share of a text that the listed words make up
ONE = 0.5  # of the words of one text that copies share at least
FOREIGN = -4.0  # a word with a letter that the language does not have
_ALONE = {
    "GREEK": "el", "ARMENIAN": "hy", "GEORGIAN": "ka", "HEBREW": "he", "HANGUL": "ko",
    "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "THAI": "th", "LAO": "lo", "KHMER": "km",
    "MYANMAR": "my", "TIBETAN": "bo", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si",
    "ETHIOPIC": "am", "COPTIC": "cop", "SYRIAC": "syc", "GOTHIC": "got", "ORIYA": "or",
}  # fmt: skip  # scripts by the first word of their letters' Unicode names
_USUAL = {"LATIN": "en", "CYRILLIC": "ru"}
_LISTED = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "DEVANAGARI")
_LONGER = (
    "aar aa abk ab afr af aka ak amh am ara ar arg an asm as ava av aym ay aze az bak ba bam bm "
    "bel be ben bn bih bh bod bo tib bo bos bs bre br bul bg cat ca ces cs cze cs cha ch che ce "
    "chu cu chv cv cor kw cos co cre cr cym cy wel cy dan da deu de ger de div dv dzo dz ell el "
    "gre el eng en epo eo est et eus eu baq eu ewe ee fao fo fas fa per fa fij fj fin fi fra fr "
    "fre fr fry fy ful ff gla gd gle ga glg gl glv gv grn gn guj gu hat ht hau ha heb he hin hi "
    "hrv hr hun hu hye hy arm hy ibo ig ido io iii ii iku iu ile ie ina ia ind id ipk ik isl is "
    "ice is ita it jav jv jpn ja kal kl kan kn kas ks kat ka geo ka kaz kk khm km kik ki kin rw "
    "kir ky kom kv kon kg kor ko kur ku lao lo lat la lav lv lim li lin ln lit lt ltz lb lub lu "
    "lug lg mal ml mar mr mkd mk mac mk mlg mg mlt mt mon mn mri mi mao mi msa ms may ms mya my "
    "bur my nav nv nep ne nld nl dut nl nno nn nob nb nor no nya ny oci oc oji oj ori or orm om "
    "oss os pan pa pli pi pol pl por pt pus ps que qu roh rm ron ro rum ro run rn rus ru sag sg "
    "san sa sin si slk sk slo sk slv sl sme se smo sm sna sn snd sd som so sot st spa es sqi sq "
    "alb sq srd sc srp sr ssw ss sun su swa sw swe sv tah ty tam ta tat tt tel te tgk tg tgl tl "
    "tha th tir ti ton to tsn tn tso ts tuk tk tur tr twi tw uig ug ukr uk urd ur uzb uz ven ve "
    "vie vi vol vo wln wa wol wo xho xh yid yi yor yo zha za zho zh chi zh zul zu"
).split()
_SHORT = dict(zip(_LONGER[::2], _LONGER[1::2]))
_SAME = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "fil": "tl", "bs": "hr", "sh": "hr"}


def base(tag: str) -> str:
    """The language that a tag names, by its shortest code; "" for a tag that names none.

    >>> base("ru-Cyrl"), base("lat"), base("ell"), base("en_GB"), base("grc"), base("und")
    ('ru', 'la', 'el', 'en', 'grc', '')
    """
    code = tag.replace("_", "-").split("-")[0].strip().lower()
    code = _SHORT.get(code, code)
    return "" if code in ("und", "mis", "mul", "zxx") else _SAME.get(code, code)


_STAGES = {
    "en": "enm ang sco", "fr": "fro frm xno", "de": "gmh goh nds gml", "el": "grc gmy cpg",
    "es": "osp", "oc": "pro", "nl": "dum odt", "is": "non",
    "ga": "sga mga pgl", "cy": "owl wlm", "br": "obt xbm", "ru": "orv", "hy": "xcl axm",
    "ka": "oge", "he": "hbo", "arc": "syc jpa tmr sam",
    "fa": "peo pal", "tr": "ota", "zh": "och ltc lzh", "ja": "ojp", "ko": "oko okm", "sa": "vsn",
    "hu": "ohu",
}  # fmt: skip  # older stages, and dialects of copies, by the language as it is today
_TODAY = {old: new for new, olds in _STAGES.items() for old in olds.split()}


def stem(tag: str) -> str:
    """The language whose copies a text may belong with: of an older stage, that of today.

    >>> stem("xno") == stem("fro") == stem("fr"), stem("grc") == stem("ell"), stem("enm")
    (True, True, 'en')
    """
    code = base(tag)
    return _TODAY.get(code, code)


def guess(passages: Iterable[str]) -> str:
    """The language that a text is in, by its two-letter code (else three); "" where unsure.

    >>> guess(["The king said that he would not go to the house, and she was glad of it."])
    'en'
    >>> guess(["Каждая страна сказала, что она не хотела, но так и было."]), guess(["«…»"])
    ('ru', '')
    """
    return _decide(_sample(passages))


def guess_all(texts: Sequence[Sequence[str]]) -> list[str]:
    """The language of each of several texts; those that share most of their words share one.

    Copies of one text are in one language, however its spelling varies: what is read in two of
    them as two languages is asked again of both together.
    """
    found = [guess(text) for text in texts]
    if len(set(found) - {""}) < 2:
        return found
    samples = [_sample(text) for text in texts]
    kinds = [frozenset(_words(sample)) for sample in samples]
    settled = list(found)
    for x, own in enumerate(kinds):
        near = [y for y, other in enumerate(kinds) if y == x or _shared(own, other) > ONE]
        if len({found[y] for y in near} - {""}) > 1:
            settled[x] = _decide("\n".join(samples[y] for y in near))
    return settled


def spoken(texts: Sequence[Sequence[str]], tags: Sequence[str]) -> list[str]:
    """The language of each version, by its code: as its tag says, else guessed, else assumed.

    What is unsure is in the language of the other versions in its script, else in the language
    that is the common case of the script: no version is kept from the others for being short.

    >>> spoken([["Le roi est mort, et il n'est plus."], ["Rex"], ["Царь"]], ["", "la", ""])
    ['fr', 'la', 'ru']
    """
    codes = [base(tag) for tag in tags]
    open_ = [n for n, code in enumerate(codes) if not code]
    for n, code in zip(open_, guess_all([texts[n] for n in open_])):
        codes[n] = code
    scripts = [script(text) for text in texts]
    for n in [n for n, code in enumerate(codes) if not code]:
        near = Counter(c for c, s in zip(codes, scripts) if c and s == scripts[n])
        usual = _USUAL.get(scripts[n], _ALONE.get(scripts[n], ""))
        codes[n] = min(near, key=lambda c: (-near[c], c)) if near else usual
    return codes


def script(passages: Iterable[str]) -> str:
    """The script of most letters, by the first word of their Unicode names; "" without letters."""
    return _script_of(_sample(passages))


def _script_of(sample: str) -> str:
    return _most(_scripts(sample))


def _scripts(sample: str) -> Counter[str]:
    """How many letters of each script there are; a letter is looked up once."""
    found: Counter[str] = Counter()
    for char, count in Counter(sample).items():
        if name := _script(char):
            found[name] += count
    return found


def _most(scripts: Counter[str]) -> str:
    return min(scripts, key=lambda s: (-scripts[s], s)) if scripts else ""


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _sample(passages: Iterable[str]) -> str:
    """Pieces from all over a text: its beginning may be a licence in another language."""
    text = "\n".join(passages)
    if len(text) <= SAMPLE:
        return text
    size, step = SAMPLE // PIECES, len(text) // PIECES
    return "\n".join(text[k * step : k * step + size] for k in range(PIECES))


def _decide(sample: str) -> str:
    scripts = _scripts(sample)
    main = _most(scripts)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * scripts.total():
        return "ja"
    if scripts[main] < 0.6 * scripts.total():
        return ""
    if main in _LISTED:
        return _by_words(_words(sample), main) or ("el" if main == "GREEK" else "")
    return _ALONE.get(main, "")


@cache
def _script(char: str) -> str:
    """The script of a letter, as Unicode names begin; "" for what is not a letter."""
    return unicodedata.name(char, "").split(" ")[0] if char.isalpha() else ""


_ASCII = re.compile("[a-z']+")


def _words(sample: str) -> list[str]:
    """The words of a sample in lower case; apostrophes and hyphens part them, except inside."""
    text = unicodedata.normalize("NFC", sample.lower()).replace("’", "'")
    if text.isascii():  # the same, at a tenth of the cost
        return [w for word in _ASCII.findall(text) if (w := word.strip("'"))]
    marked = "".join(c if c.isalpha() or c == "'" or _joins(c) else " " for c in text)
    return [w.strip("'") for w in marked.split() if w.strip("'")]


def _joins(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc") or char in "ʻʼ"


class _Language(NamedTuple):
    code: str
    chances: dict[str, float]  # of each listed word, as log-probability
    letters: frozenset[str]


@cache
def _table() -> dict[str, tuple[_Language, ...]]:
    """The listed languages by script."""
    data = (get_data(__package__, "languages.tsv") or b"").decode("utf-8")
    found: dict[str, list[_Language]] = {}
    for line in data.splitlines():
        if not line.startswith("#"):
            language = _language(*line.split("\t"))
            found.setdefault(_script(next(iter(language.chances))[0]), []).append(language)
    return {script: tuple(each) for script, each in found.items()}


def _language(code: str, letters: str, listed: str) -> _Language:
    words = listed.split()
    total = sum(1 / (rank + 4) for rank in range(len(words)))
    chances: dict[str, float] = {}
    for rank, word in enumerate(words):
        chances.setdefault(word, log(KNOWN / (rank + 4) / total))
    return _Language(code, chances, frozenset(letters) | frozenset("".join(words)))


_UNLISTED = log(0.0005)  # the chance of a word of another language's list


def _by_words(words: Sequence[str], main: str) -> str:
    """The language of a script whose listed words are there; "" where no one leads clearly."""
    languages = _table()[main]
    listed = {word for language in languages for word in language.chances}
    tally = Counter(words)
    told = {word: count for word, count in tally.items() if word in listed}
    marked = Counter(c for w, n in tally.items() for c in {*w} for _ in range(n) if c > "\x7f")
    scored = []
    for language in languages:
        score = sum(n * language.chances.get(word, _UNLISTED) for word, n in told.items())
        if main in ("LATIN", "CYRILLIC"):
            score += FOREIGN * sum(n for c, n in marked.items() if _foreign(c, language, main))
        scored.append((score, language.code))
    scored.sort(key=lambda s: (-s[0], s[1]))
    (best, code), (second, _) = scored[:2]
    own = next(x for x in languages if x.code == code).chances
    hits = sum(n for word, n in told.items() if word in own)
    clear = best - second >= FEWEST + MARGIN * len(words)
    # one word said a thousand times is no evidence of a thousand words
    various = sum(word in own for word in told) >= min(KINDS, 1 + len(words) // 8)
    return code if clear and various and hits >= HITS * len(words) and len(words) > 3 else ""


_BASIC = frozenset("абвгдежзийклмнопрстуфхцчшщьюя")


def _foreign(char: str, language: _Language, main: str) -> bool:
    """A letter of the script that the language does not use; foreign names count little."""
    if _script(char) != main:
        return False
    return char not in language.letters and char not in _BASIC
