"""Names are compared and sought without capitals and accents, and in one way in the whole house."""

import pytest

from ekc.addresses import gives_away, mail_key, postal_key
from ekc.names import groups_of, index_words, person_key, plain, same_name, words_of

ONE_KEYBOARD = [
    ("Yılmaz", "yilmaz"),
    ("İbrahim", "ibrahim"),
    ("Şükrü", "sukru"),
    ("Łukasz Wałęsa", "lukasz walesa"),
    ("Jørgen Æbelø", "jorgen aebelo"),
    ("Đorđe", "dorde"),
    ("Œuvrard", "oeuvrard"),
    ("Þór Guðmunds", "thor gudmunds"),
    ("Weiß", "weiss"),
    ("Zoë  Françoise", "zoe  francoise"),
    ("D\u2019Angelo", "d'angelo"),
    ("D\u00b4Angelo", "d'angelo"),
    ("\uff2a\uff41\uff4e", "jan"),
    ("\U0001d401art", "bart"),
    ("Ĳsbrand", "ijsbrand"),
    ("أحمد", "احمد"),
    ("Fat\u200dma\u00ad", "fatma"),
]


@pytest.mark.parametrize(("written", "typed"), ONE_KEYBOARD)
def test_a_name_is_what_somebody_types_without_accents(written: str, typed: str) -> None:
    assert plain(written) == typed
    assert plain(typed) == typed


def test_words_are_without_accents_and_capitals() -> None:
    assert words_of("Şükrü O'Brien_2") == ["sukru", "o", "brien", "2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Noor de Wit", ["noor", "de", "wit"]),
        ("d\u2019Angelo", ["d", "angelo", "dangelo"]),
        ("al-Hassan", ["al", "hassan", "alhassan"]),
        ("Müller\u2010Öz", ["muller", "oz", "mulleroz"]),
        ("EK-2026-00012", ["ek", "2026", "00012"]),
        ("- ' -", []),
    ],
)
def test_what_a_hyphen_or_an_apostrophe_ties_is_found_as_one_word_too(text: str, words: list[str]) -> None:
    assert index_words(text) == words


def test_a_quote_around_a_word_ties_nothing() -> None:
    assert [group.words for group in groups_of("'piet' | 'noor'")] == [("piet",), ("noor",)]


@pytest.mark.parametrize("other", ["YILMAZ, Fatma", "fatma  yilmaz", "Fatma Yılmaz "])
def test_a_person_is_known_by_all_words_of_the_name_in_any_order(other: str) -> None:
    assert person_key(other) == person_key("Fatma Yılmaz")


def test_one_word_alone_makes_nobody_known() -> None:
    assert (person_key("Fatma"), person_key(""), person_key("-")) == ("", "", "")


def test_a_name_in_a_list_is_the_same_however_it_is_typed() -> None:
    assert same_name(" Café   Noord ") == same_name("cafe noord")
    assert same_name("de Wit") != same_name("Wit de")
    assert same_name("?!") != same_name("!!")


# --- addresses ---------------------------------------------------------------------------------------------------


def test_a_mail_address_is_compared_without_capitals() -> None:
    assert mail_key(" Jan@Voorbeeld.EXAMPLE ") == "jan@voorbeeld.example"


@pytest.mark.parametrize("text", ["1012 ab", "1012AB", "1012-AB", "١٠١٢ AB"])
def test_a_postcode_is_the_same_with_and_without_a_space(text: str) -> None:
    assert postal_key(text) == "1012ab"


@pytest.mark.parametrize(
    ("text", "street", "postcode", "given_away"),
    [
        ("Buurthuis, Vlierlaan 3", "vlier-laan 3", "", True),
        ("Buurthuis, 1012ab Amsterdam", "Elders 1", "1012 AB", True),
        ("Bij Café Élan 4", "cafe elan 4", "", True),
        ("Buurthuis, Vlierlaan 3", "Kerkstraat 1", "2000 AA", False),
        ("Buurthuis", "-", "", False),
        ("Buurthuis", "", "", False),
    ],
)
def test_a_text_gives_an_address_away_however_it_is_written(
    text: str, street: str, postcode: str, given_away: bool
) -> None:
    assert gives_away(text, street=street, postcode=postcode) is given_away
