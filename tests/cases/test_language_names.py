"""Names of languages: Unicode's, in the language of the page, and the few that the house adds."""

import json
from pathlib import Path

import pytest
from babel import Locale
from django.conf import settings
from django.utils import translation

from cases.spoken_languages import is_language, language_code, language_name


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
