"""Public pages in the reader's language: which one, how it is switched, and that no sentence is left in Dutch."""

import ast
import gettext
import io
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cases.models import Case
from ekc import translations
from ekc.outbox.models import Message
from tests.cases.referral.referral_data import PAGES, REACH, ReferrerKind

LANGUAGES = translations.LANGUAGES
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def entries(language: str) -> dict[str, translations.Entry]:
    return translations.read_po(translations.po_path(language).read_text())


# --- the files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_sentence_is_translated(language):
    known = entries(language)
    missing = [
        source
        for source, entry in translations.public_sentences().items()
        if source not in known or not known[source].is_complete(language) or known[source].plural != entry.plural
    ]

    assert missing == [], "write them in locale/ and run manage.py translations"


@pytest.mark.parametrize(("pattern", "names"), translations.SOURCES.items())
def test_every_source_is_a_file_and_holds_what_is_named_of_it(pattern, names):
    paths = list(translations.ROOT.glob(pattern))
    held = {
        translations._name_of(node)
        for path in paths
        if path.suffix == ".py"
        for node in ast.parse(path.read_text()).body
    }

    assert paths, "no such file"
    assert set(names) <= held, "a name that moved, or is gone: its sentences would be left in Dutch"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_what_is_filled_in_and_the_lines(language):
    for source, entry in entries(language).items():
        for text in entry.texts:
            names = set(PLACEHOLDER.findall(text))
            assert names <= set(PLACEHOLDER.findall(source + entry.plural)), (language, text)
            assert entry.plural or names == set(PLACEHOLDER.findall(source)), (language, text)
            assert text.count("\n") == source.count("\n"), (language, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_reads_is_in_step_with_what_people_edit(language):
    path = translations.po_path(language).with_suffix(".mo")
    known = entries(language)

    assert path.read_bytes() == translations.mo_bytes(language, known.values())
    with path.open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    simple = [entry for entry in known.values() if not entry.plural]
    assert {entry.source: catalog.gettext(entry.source) for entry in simple} == {
        entry.source: entry.texts[0] for entry in simple
    }


def test_a_sentence_is_found_in_templates_and_code(tmp_path):
    template = (
        '{% load i18n %}<p>{% translate "Hallo (jij)" %}</p>{% blocktranslate %}Dag {{ naam }}{% endblocktranslate %}'
    )
    (tmp_path / "a.html").write_text(template)
    (tmp_path / "a.py").write_text('class Ja:\n    x = _("Wel")\nclass Nee:\n    x = _("Niet")\n')

    assert [text for text, _plural in translations._sentences_in(tmp_path / "a.html", ())] == [
        "Hallo (jij)",
        "Dag %(naam)s",
    ]
    assert list(translations._sentences_in(tmp_path / "a.py", ("Ja",))) == [("Wel", "")]


def test_a_file_that_was_edited_by_hand_is_read_and_nonsense_is_refused():
    text = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n# a note\nmsgid "Een "\n"twee"\nmsgstr "One "\n"two"\n'

    assert translations.read_po(text)["Een twee"].texts == ["One two"]
    with pytest.raises(ValueError, match="line 1"):
        translations.read_po("msgid zonder aanhalingstekens")


def test_the_command_says_what_is_missing_and_keeps_what_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "po_path", lambda language: tmp_path / language / "django.po")
    out = io.StringIO()
    with pytest.raises(CommandError, match="missing"):
        call_command("translations", stdout=out)

    assert "pl: Versturen" in out.getvalue()
    text = (
        (tmp_path / "pl/django.po")
        .read_text()
        .replace('msgid "Versturen"\nmsgstr ""', 'msgid "Versturen"\nmsgstr "Ślij"')
    )
    (tmp_path / "pl/django.po").write_text(text)
    assert "Versturen" not in translations.bring_in_step("pl")
    assert "Ślij".encode() in (tmp_path / "pl/django.mo").read_bytes()


# --- the pages --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("", "nl"), ("nl-NL,en;q=0.8", "nl"), ("pl", "pl"), ("fr,tr;q=0.5", "tr"), ("ar-MA", "ar"), ("zz", "nl")],
)
def test_first_page_speaks_what_the_browser_asks_for(client, asked, spoken):
    response = client.get(reverse("cases:referral"), headers={"accept-language": asked})

    assert f'<html lang="{spoken}"' in response.content.decode()
    assert response["Content-Language"] == spoken


@pytest.mark.django_db
def test_switch_works_without_a_form_and_goes_back_to_the_page(client):
    response = client.post(reverse("language"), {"language": "tr", "next": reverse("cases:referral")})

    assert response["Location"] == reverse("cases:referral")
    assert '<html lang="tr"' in client.get(reverse("cases:referral")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["https://elders.example/", "//elders.example", ""])
def test_switch_leads_to_no_other_site(client, to):
    assert client.post(reverse("language"), {"language": "tr", "next": to})["Location"] == "/"


@pytest.mark.django_db
def test_switch_keeps_what_is_typed_on_the_page(client):
    cache.clear()
    referrer = ReferrerKind(client)
    response = referrer.type("situatie", {"situation": "Half af"}, language="pl")
    text = client.get(response["Location"]).content.decode()

    assert response["Location"] == referrer.url("step", "situatie")
    assert "Half af" in text
    assert "Wyślij" not in text
    assert "Co się dzieje?" in text


@pytest.mark.django_db
def test_arabic_is_written_from_right_to_left_and_others_are_not(client):
    def page(language):
        return client.get(reverse("cases:referral"), headers={"accept-language": language}).content.decode()

    assert '<html lang="ar" dir="rtl"' in page("ar")
    assert 'dir="rtl"' not in page("pl")


def dutch_left(response, language: str) -> list[str]:
    """Sentences on this page that were shown in Dutch although the reader reads something else."""
    text = response.content.decode()
    main = re.sub(r"(?s)<(script|datalist)\b.*?</\1>", "", text)
    shown = {re.sub(r"\s+", " ", part).strip() for part in re.findall(r">([^<>]{3,})<", main)}
    known = entries(language)
    return [part for part in shown if part in known and part not in known[part].texts]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["zelf", "familie", "professional"])
def test_whole_aanmelding_is_made_in_the_language_and_the_case_is_dutch(language, kind):
    cache.clear()
    client = Client(headers={"accept-language": language})
    referrer = ReferrerKind(client, kind)
    for step, data in PAGES[kind].items():
        for response in (referrer.client.get(referrer.url("step", step)), referrer.type(step, {})):
            if response.status_code == 200:
                assert f'lang="{language}"' in response.content.decode()
                assert dutch_left(response, language) == [], step
        referrer.type(step, data)
    referrer.take_time()
    for name in ("check", "pause", "resume"):
        assert dutch_left(client.get(referrer.url(name), follow=True), language) == [], name
    assert dutch_left(referrer.send(), language) == []
    assert client.get(referrer.url("copy")).content.startswith(b"%PDF")

    case = Case.objects.get()
    assert case.help_duration in ("", "onbekend")
    assert case.region.code == "utrecht"


@pytest.mark.django_db
def test_mail_to_the_referrer_speaks_their_language_and_to_the_office_dutch():
    cache.clear()
    client = Client(headers={"accept-language": "pl"})
    ReferrerKind(client).fill(bereik=REACH).send()

    subjects = {message.key.split(":")[0]: message.subject for message in Message.objects.all()}
    assert subjects == {
        "referral-received": "Otrzymaliśmy Twoją wiadomość",
        "referral-new": "Er is een nieuwe aanmelding",
    }


def test_every_language_of_the_house_has_its_files():
    assert set(LANGUAGES) == {code for code, _name in settings.LANGUAGES} - {"nl"}
    assert all(translations.po_path(language).exists() for language in LANGUAGES)
