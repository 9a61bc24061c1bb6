"""Languages that coordinators and families speak: their codes and their names."""

import json
from pathlib import Path

import pytest
from babel import Locale
from django.conf import settings
from django.utils import translation

from cases.spoken_languages import code_or_name, is_language, language_code, language_name, speaks

pytestmark = pytest.mark.django_db


# --- languages ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "code"),
    [("Turks", "tr"), ("FARSI", "fa"), ("Nederlandse Gebarentaal", "dse"), ("Klingons", None)],
)
def test_language_is_known_by_name_and_nickname(text, code):
    assert language_code(text) == code


@pytest.mark.parametrize(
    "word",
    [
        "ja",
        "nee",
        "no",
        "geen",
        "man",
        "vrouw",
        "is",
        "de",
        "een",
        "en",
        "te",
        "er",
        "me",
        "so",
        "to",
        "am",
        "he",
        "it",
        "id",
        "se",
        "ve",
        "o",
        "was",
        "bin",
        "x",
    ],
)
def test_a_word_that_is_the_code_of_some_language_is_no_language(word):
    assert language_code(word) is None


def test_a_list_of_staff_may_hold_codes():
    assert [code_or_name(text) for text in ("tr", " EN", "Turks", "zz")] == ["tr", "en", "tr", None]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("tr", ["Turks", "turkse taal", "Turkish", "Türkçe", "TURKCE", "turecki", "język turecki", "التركية", "تركي"]),
        ("ar", ["Arabisch", "Arabic", "Arapça", "arabski", "العربية", "عربي", "العربيه", "اللغة العربية"]),
        ("pl", ["Pools", "Poolse", "Polish", "Lehçe", "polski", "البولندية"]),
        ("fa", ["Perzisch", "Farsi", "Persian", "Farsça", "perski", "الفارسية", "فارسی"]),
        ("kmr", ["Kurmanci", "Kurmançi", "kurmanji"]),
        ("ary", ["Marokkaans Arabisch", "marokkaans-arabisch", "Darija", "Moroccan Arabic", "الدارجة"]),
        ("ti", ["Tigrinya", "Tigriniaans", "ትግርኛ"]),
        ("nl", ["Nederlands", "Dutch", "Hollandaca", "niderlandzki", "الهولندية"]),
    ],
)
@pytest.mark.parametrize("page", ["nl", "en", "tr", "ar", "pl"])
def test_a_language_is_found_by_its_name_in_each_language_whatever_the_page_speaks(page, code, names):
    with translation.override(page):
        assert {name: language_code(name) for name in names} == dict.fromkeys(names, code)


def test_every_language_is_found_by_the_name_it_is_shown_with():
    """Where two languages share a name, by either."""
    codes = [code for code in Locale.parse("nl").languages if is_language(code)]
    for page in ("nl", "en", "tr", "ar", "pl"):
        with translation.override(page):
            assert [code for code in codes if language_code(language_name(code)) is None] == []


def test_who_speaks_riffijns_speaks_berbers_and_not_the_other_way_round():
    assert speaks(["rif"], "ber")
    assert not speaks(["ber"], "rif")


# --- names of languages -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "name"), [("nl", "Turks"), ("en", "Turkish"), ("tr", "Türkçe"), ("pl", "turecki"), ("ar", "التركية")]
)
def test_a_language_is_named_in_the_language_of_the_page(page, name):
    with translation.override(page):
        assert language_name("tr") == name
        assert language_name("kmr") == "Kurmançi"
        assert language_code("Turks") == "tr"


def test_what_the_house_adds_is_what_unicode_does_not_know():
    data = json.loads((Path(settings.BASE_DIR) / "cases/data/languages.json").read_text())
    known = Locale.parse("nl").languages

    assert {code: known[code] for code in data["added"] if code in known} == {}
    assert [code for code in {*data["also_called"].values(), *data["part_of"]} if not is_language(code)] == []
    assert not any(is_language(code) for code in ("mul", "und", "zxx", "nl_BE", ""))
