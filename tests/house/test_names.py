"""Names are compared and sought without capitals and accents, and in one way in the whole house."""

import pytest

from ekc.addresses import mail_key, postal_key
from ekc.names import (
    alike,
    by_name,
    groups_of,
    has_words,
    index_words,
    person_keys,
    person_order,
    plain,
    same_name,
    thing_order,
    words_of,
)

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
        ("Noor de Wit", ["noor", "de", "wit", "noorde", "noordewit", "dewit"]),
        ("Al Hassan", ["al", "hassan", "alhassan"]),
        ("d\u2019Angelo", ["d", "angelo", "dangelo"]),
        ("al-Hassan", ["al", "hassan", "alhassan"]),
        ("Müller\u2010Öz", ["muller", "oz", "mulleroz"]),
        ("EK-2026-00012", ["ek", "2026", "00012"]),
        ("- ' -", []),
    ],
)
def test_words_that_follow_each_other_are_found_as_one_word_too(text: str, words: list[str]) -> None:
    assert index_words(text) == words


def test_a_quote_around_a_word_ties_nothing() -> None:
    assert groups_of("'piet' | 'noor'") == [("piet",), ("noor",)]


ONE_PERSON = [
    ("Fatma Yılmaz", "YILMAZ, Fatma"),
    ("Fatma Yılmaz", "fatma  yilmaz"),
    ("Fatma Yılmaz ", "Yilmaz Fatma"),
    ("Luca d'Angelo", "luca dangelo"),
    ("Luca D\u2019Angelo", "dAngelo, Luca"),
    ("Fatma al-Hassan", "Fatma Alhassan"),
    ("Fatma al-Hassan", "Al Hassan, Fatma"),
    ("Jan van den Berg", "jan vandenberg"),
    ("Ria Müller-Öz", "ria muller oz"),
    ("Łukasz Błaszczykowski", "lukasz blaszczykowski"),
    ("Søren Ægidius", "Soren Aegidius"),
    ("Đorđe Petrović", "Dorde Petrovic"),
    ("Œdipe Weiß", "oedipe weiss"),
    ("Þórður Guðmundsson", "thordur gudmundsson"),
    ("Əli Ħaddad", "eli haddad"),
    ("Ɓoyi Ƙarami", "boyi karami"),
    ("Sa\u02bfid Benali", "sa'id benali"),
    ("Mehmet Ali Kaya", "KAYA, Mehmetali"),
    ("Nguyễn Thị Minh Khai", "nguyen thi minhkhai"),
    ("Abd al-Rahman Ait Ouali", "abdalrahman aitouali"),
    ("عبد الله الحسن", "عبدالله الحسن"),
    ("فاطمة علی", "فاطمه علي"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person_is_known_however_the_name_is_written_and_both_ways(one: str, other: str) -> None:
    assert person_keys(one) & person_keys(other)
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jan de Wit", "Jan de Boer"),
        ("Jan van der Berg", "Jan van den Berg"),
        ("Fatma", "Fatma Yılmaz"),
        ("", ""),
        ("-", "?"),
    ],
)
def test_two_people_are_two(one: str, other: str) -> None:
    assert not alike(one, other)


def test_one_word_alone_makes_nobody_known() -> None:
    assert [person_keys(name) for name in ("Fatma", "", "-")] == [frozenset()] * 3


@pytest.mark.parametrize(
    ("stored", "typed"), [*ONE_KEYBOARD, ("Ƙarami", "karami"), ("Ħaddad", "haddad"), ("Ǿrsted", "orsted")]
)
def test_what_is_stored_is_found_from_plain_letters_and_the_other_way_round(stored: str, typed: str) -> None:
    assert set(words_of(typed)) <= set(index_words(stored))
    assert set(words_of(stored)) <= set(index_words(typed))


# --- order -------------------------------------------------------------------------------------------------------

IN_ORDER = [
    "Noor Aalders",
    "Luca d'Angelo",
    "Sanne van den Berg",
    "Ahmed Çelik",
    "Zoë Demir",
    "'t Hart",
    "fatma al-Hassan",
    "Karel van 't Hof",
    "Łukasz Nowak",
    "Oma",
    "Søren Ørsted",
    "Ria Öztürk",
    "Anna de Vries",
    "de Vries",
    "JAN DE VRIES",
    "Vries, Piet de",
    "Tom Vriesema",
    "Yusuf Yılmaz",
    "أحمد علي",
]


def test_people_stand_in_a_list_as_a_dutch_reader_looks_for_them() -> None:
    assert by_name(sorted(IN_ORDER, key=len)) == IN_ORDER
    assert by_name(reversed(IN_ORDER)) == IN_ORDER


def test_what_stands_in_brackets_is_no_surname_and_is_found() -> None:
    in_order = ["Anouk (peettante)", "Noor Bakker (nicht)", "Petra", "(Ria)", "Ton [buurman]", "Jan de Vries (oom)"]

    assert by_name(sorted(in_order, key=len)) == in_order
    assert all(word in person_order("Jan de Vries (oom Jan)") for word in ("vries", "jan", "oom"))


@pytest.mark.parametrize(
    "name", ["de Vries", "De Vries", "DE VRIES, Jan", "Jan de Vries", "Vries, Jan de", "J. de Vries"]
)
def test_de_vries_stands_under_v(name: str) -> None:
    assert person_order(name).startswith("vries")


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Jan van den Berg-de Vries", "berg de vries"),
        ("Anna Berg-de Vries", "berg de vries"),
        ("A. J. van der Meer", "meer"),
        ("Maria van Dijk - Jansen", "dijk jansen"),
        ("Oma", "oma"),
    ],
)
def test_a_surname_is_sorted_by_without_what_stands_before_it(name: str, surname: str) -> None:
    assert person_order(name).split(",")[0] == surname


def test_things_are_sorted_by_their_words_without_capitals_and_accents() -> None:
    assert thing_order("Café  Élan") < thing_order("cafe zuid") < thing_order("De Haard")
    assert thing_order("Café Noord") == thing_order(" CAFE noord ")


def test_no_name_is_too_long_for_its_key() -> None:
    assert max(len(person_order("\ufdfa" * 120)), len(thing_order("\ufdfa" * 120))) <= 200


@pytest.mark.parametrize(
    ("text", "has"), [("?!", False), (" - ' ", False), ("", False), ("d'", True), ("12", True), ("ß", True)]
)
def test_signs_alone_are_nothing_to_seek(text: str, has: bool) -> None:
    assert has_words(text) is has


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
