"""Who applied in another language is written to in it from then on; foreign words say what they are."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.desk.acts.referrer_questions import ask_referrer
from cases.models import Case, CirclePerson, Referrer
from cases.queries import language_of_referrer
from cases.spoken_languages import page_language
from ekc.languages import own_words
from ekc.outbox.models import Message
from tests.cases.referral.referral_data import PAGES, REACH, ReferrerKind
from tests.factories import make_user

from .sent import BUILDERS, path_to

pytestmark = pytest.mark.django_db
SUBJECTS = {
    "ar": "هناك سؤال لك",
    "tr": "Size bir sorumuz var",
    "pl": "Jest pytanie do Państwa",
    "en": "There is a question",
}
SITUATION = {"ar": "لا تذهب الفتاة إلى المدرسة", "tr": "Kızım okula gitmiyor", "pl": "Córka nie chodzi do szkoły"}


def applied_in(language: str, kind: str = "familie", situation: str = "") -> Case:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    referrer = ReferrerKind(client, kind)
    instead = {"bereik": {**REACH, "interpreter": "Tigrinya"}}
    if situation:
        instead["situatie"] = {**PAGES[kind]["situatie"], "situation": situation}
    referrer.fill(**instead).take_time()
    referrer.send()
    return Case.objects.latest("pk")


@pytest.mark.parametrize("language", SUBJECTS)
@pytest.mark.parametrize("kind", ["familie", "zelf"])
def test_every_later_mail_and_page_speaks_the_language_of_the_form(language: str, kind: str) -> None:
    case = applied_in(language, kind)
    assert language_of_referrer(case) == language
    assert case.referrer.interpreter == "Tigrinya"

    ask_referrer(case, by=make_user("regiomanager", region=case.region), text="Wie is de voogd?")

    asked = Message.objects.filter(key__startswith="asked:").latest("pk")
    assert asked.subject.startswith(SUBJECTS[language])
    link = path_to(asked.to)
    page = Client().get(link)
    assert f'<html lang="{language}"' in page.content.decode()
    assert '<span lang="nl" dir="auto">Wie is de voogd?</span>' in page.content.decode()
    thanks = Client().post(link, {"answer": "Oma"}, follow=True)
    assert f'<html lang="{language}"' in thanks.content.decode()
    told = Message.objects.filter(key__startswith="answered:").latest("pk")
    assert told.subject == "Er is een antwoord van een aanmelder"


def test_who_applies_for_themselves_in_another_language_has_it_as_a_main_person() -> None:
    case = applied_in("ar", "zelf")

    assert case.main_persons.first().language == "Arabisch"
    assert page_language(case.main_persons.first().language) == "ar"


@pytest.mark.parametrize("language", SITUATION)
def test_foreign_words_on_a_dutch_page_carry_their_language(language: str) -> None:
    case = applied_in(language, situation=SITUATION[language])
    Referrer.objects.filter(case=case).update(function=SITUATION[language])
    client = Client()
    client.force_login(make_user("regiomanager", region=case.region))

    direction = "rtl" if language == "ar" else "auto"
    words = f'<span lang="{language}" dir="{direction}">{SITUATION[language]}</span>'
    assert words in client.get(case.get_absolute_url()).content.decode()
    assert words in client.get(reverse("cases:decide", args=[case.number])).content.decode()
    text = client.get(case.get_absolute_url()).content.decode()
    assert text.count(words) >= 2, "the situation, and what who applied is to the child"
    assert "Tigrinya" in text


@pytest.mark.parametrize(
    ("words", "likely", "shown"),
    [
        ("Sem slaapt slecht", "", "Sem slaapt slecht"),
        ("Sem slaapt slecht", "ar", "Sem slaapt slecht"),
        ("12-3", "tr", "12-3"),
        ("مرحبا", "ar", '<span lang="ar" dir="rtl">مرحبا</span>'),
        ("سلام", "", '<span lang="" dir="rtl">سلام</span>'),
        ("привет", "pl", '<span lang="" dir="auto">привет</span>'),
        ("merhaba <b>", "tr", '<span lang="tr" dir="auto">merhaba &lt;b&gt;</span>'),
    ],
)
def test_what_somebody_typed_says_its_language(words: str, likely: str, shown: str) -> None:
    assert own_words(words, likely) == shown


def test_dutch_words_on_a_page_in_arabic_say_that_they_are_dutch() -> None:
    with translation.override("ar"):
        assert own_words("Wie is de voogd?", "nl") == '<span lang="nl" dir="auto">Wie is de voogd?</span>'
        assert own_words("مرحبا") == "مرحبا"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *[
            ("Turks", "tr"),
            ("Türkçe", "tr"),
            ("Turkish", "tr"),
            ("turecki", "tr"),
            ("العربية", "ar"),
            ("عربي", "ar"),
            ("arabe", "ar"),
        ],
        *[
            ("Marokkaans Arabisch", "ar"),
            ("Pools", "pl"),
            ("Polski", "pl"),
            ("English", "en"),
            ("", "nl"),
            ("Fries", "nl"),
        ],
    ],
)
def test_a_language_is_known_by_any_name_it_has_in_the_five(words: str, code: str) -> None:
    assert page_language(words) == code


@pytest.mark.parametrize(
    ("known_as", "language", "subject"),
    [
        ("Türkçe", "tr", "Hangi gün"),
        ("Pools", "pl", "Który dzień"),
        ("Arabisch", "ar", "أي يوم"),
        ("", "nl", "Welke dag"),
    ],
)
def test_a_question_for_a_day_speaks_the_language_of_whom_it_is_for(known_as: str, language: str, subject: str) -> None:
    sent = BUILDERS["conferences.dayguest"]()
    CirclePerson.objects.filter(pk=sent.person.pk).update(language=known_as)
    page = Client().get(sent.paths[0]).content.decode()
    assert f'<html lang="{language}"' in page

    guest = sent.row
    other = type(sent.person).objects.create(
        case=sent.case, name="Oom", email="oom@voorbeeld.example", language=known_as
    )
    from conferences.planning.acts.day_poll import ask_more_people

    ask_more_people(guest.poll, by=make_user("coordinator"), people=[other])
    assert Message.objects.get(to="oom@voorbeeld.example").subject.startswith(subject)


def test_the_switch_on_a_question_for_a_day_keeps_what_was_typed() -> None:
    sent = BUILDERS["conferences.dayguest"]()

    page = Client().post(sent.paths[0], {"language": "tr", "note": "Na vier uur."}).content.decode()

    assert '<html lang="tr"' in page
    assert "Na vier uur." in page
    sent.row.refresh_from_db()
    assert sent.row.note == ""
