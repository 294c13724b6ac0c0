"""Which language a version is in: what tags say, and what is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Notes

import variorum as v
from variorum.text.languages import base, guess, guess_all, spoken

CASES = Path(__file__).parent / "cases/translations"

# from the Universal Declaration of Human Rights (United Nations), mostly its first article
RIGHTS = {
    "af": "Alle menslike wesens word vry, met gelyke waardigheid en regte, gebore. Hulle het rede "
    "en gewete en behoort in die gees van broederskap teenoor mekaar op te tree.",
    "da": "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med "
    "fornuft og samvittighed, og de bør handle mod hverandre i en broderskabets ånd. Enhver har "
    "krav på alle de rettigheder og friheder, som nævnes i denne erklæring, uden "
    "forskelsbehandling af nogen art, for eksempel på grund af race, farve, køn, sprog, religion.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft "
    "und Gewissen begabt und sollen einander im Geiste der Brüderlichkeit begegnen.",
    "en": "All human beings are born free and equal in dignity and rights. They are endowed with "
    "reason and conscience and should act towards one another in a spirit of brotherhood.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como "
    "están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.",
    "fi": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on "
    "annettu järki ja omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä. "
    "Ketään ei saa pitää orjana tai orjuutettuna; kaikki orjuuden muodot on kiellettävä.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués "
    "de raison et de conscience et doivent agir les uns envers les autres dans un esprit de "
    "fraternité.",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati "
    "di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd "
    "met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te "
    "gedragen.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni "
    "obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de "
    "razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены "
    "разумом и совестью и должны поступать в отношении друг друга в духе братства.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med "
    "förnuft och samvete och bör handla gentemot varandra i en anda av broderskap.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені "
    "розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "ja": "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "zh": "人人生而自由,在尊严和权利上一律平等。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "hy": "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ ու իրավունքներով։",
}


@pytest.mark.parametrize("code", RIGHTS)
def test_a_few_lines_tell_their_language(code: str) -> None:
    assert guess([RIGHTS[code]]) == code


@pytest.mark.parametrize("text", ["", "1234 — 56", "Rex", "Honecker, Moskau, Gorbachev.", "x y z"])
def test_what_says_too_little_is_in_no_language(text: str) -> None:
    assert guess([text]) == ""


def test_a_licence_in_another_language_at_the_beginning_decides_nothing() -> None:
    licence = [RIGHTS["en"]] * 20
    assert guess([*licence, *[RIGHTS["fr"]] * 400]) == "fr"


def test_codes_of_one_language_are_one_language() -> None:
    assert base("lat") == base("la") == base("la-Latn")
    assert base("ell") == base("gre") == base("el")
    assert base("eng") == base("en-GB") == base("EN") == "en"
    assert base("und") == base("mul") == base("") == ""
    assert base("grc") != base("el")


def test_copies_of_one_text_are_in_one_language_however_they_are_spelt() -> None:
    respelt = RIGHTS["nl"].replace("ij", "y").replace("en ", "e ").replace("v", "u")
    found = guess_all([[RIGHTS["nl"]], [respelt], [RIGHTS["nl"].replace("Alle", "Al")]])
    assert len(set(found) - {""}) == 1


def test_a_version_too_short_to_tell_is_in_the_language_of_the_others() -> None:
    assert spoken([[RIGHTS["fr"]], ["Le roi."], ["Царь."]], ["", "", ""]) == ["fr", "fr", "ru"]
    assert spoken([["The king."], ["The king is dead."]], ["", ""]) == ["en", "en"]


def test_one_word_said_often_is_no_language() -> None:
    assert guess([f"Sentence {n} is here." for n in range(3000)]) == ""


def test_a_tag_is_believed() -> None:
    assert spoken([[RIGHTS["fr"]], [RIGHTS["en"]]], ["oc", ""]) == ["oc", "en"]


def test_what_was_guessed_is_reported_once_where_versions_are_in_several_languages() -> None:
    host = Notes()
    rows = v.align(f"A={CASES}/lf-en.txt", f"B={CASES}/lf-fr.txt", host=host)
    assert [w.language for w in rows.witnesses] == ["en", "fr"]
    assert [s for s in host.said if "guessed" in s] == ["languages guessed: A en, B fr"]
    quiet = Notes()
    v.align(f"A={CASES}/lf-en.txt", f"B={CASES}/lf-en.txt", host=quiet)
    assert quiet.said == []


def test_one_witness_may_be_given_its_language() -> None:
    paths = f"A={CASES}/lf-en.txt", f"B={CASES}/lf-fr.txt"
    rows = v.align(*paths, language=["B=oc"], host=Notes())
    assert [w.language for w in rows.witnesses] == ["en", "oc"]
    rows = v.align(*paths, language="de", host=Notes())
    assert [w.language for w in rows.witnesses] == ["de", "de"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (["C=fr"], "unknown witness 'C'"),
        (["B=4x"], "invalid language '4x'"),
        (["en", "fr"], "two languages for all"),
        (["B=en", "B=fr"], "B has two languages"),
    ],
)
def test_a_language_that_cannot_be_is_refused(language: list[str], said: str) -> None:
    with pytest.raises(v.VariorumError, match=said):
        v.align(f"A={CASES}/lf-en.txt", f"B={CASES}/lf-fr.txt", language=language, host=Notes())


def test_versions_that_have_nothing_to_do_with_each_other_are_doubted() -> None:
    host = Notes()
    fable = "The fox saw the grapes.\n\nShe could not reach them.\n\nSo they were sour, she said."
    tables = "\n\n".join(f"Table {n}: yields of wheat in district {n * 7}." for n in range(12))
    texts = v.witness(fable, siglum="A"), v.witness(tables, siglum="B")
    v.align(*texts, unit="paragraph", host=host)
    assert any("passages have a partner" in s for s in host.said)


def test_words_are_linked_across_languages_that_are_declared() -> None:
    links = v.align(f"A={CASES}/wl1.xml", f"B={CASES}/wl3.xml", level="word", host=Notes())
    found = [link for _, _, rows in links.pairs for row in rows for link in row]
    assert len(found) >= 4
    assert all(0 < link.confidence <= 1 for link in found)
