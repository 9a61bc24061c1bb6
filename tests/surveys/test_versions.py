"""Versions of the questionnaires: written as a copy by landelijk beheer, published, and from then on frozen."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from surveys.acts.versions import (
    copy_version,
    publish_version,
    remove_question,
    save_question,
    translate_headings,
    translate_question,
)
from surveys.codes import Form
from surveys.forms.filling import QuestionForm
from surveys.models import Questionnaire
from surveys.routing import asked_answers
from surveys.wording import OTHER_LANGUAGES, untranslated
from tests.factories import make_user
from tests.surveys.filled import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> User:
    return make_user(Role.NATIONAL)


def new_version(by: User, form: str = Form.CHILD) -> Questionnaire:
    return copy_version(Questionnaire.objects.get(form=form, version="2026"), by=by, version="2027")


def test_a_copy_says_the_same_in_every_language_and_is_given_to_nobody(lena: User) -> None:
    made = new_version(lena)

    assert made.valid_from is None
    source = Questionnaire.objects.get(form=Form.CHILD, version="2026")
    names = (
        "code",
        "text",
        "help_text",
        "type",
        "options",
        "is_reversed",
        "asked_if",
        "section",
        "sort_order",
        "words",
    )
    assert list(made.questions.values(*names)) == list(source.questions.values(*names))
    assert all(untranslated(made, language) == [] for language in OTHER_LANGUAGES)
    with pytest.raises(Refusal, match="al een versie"):
        copy_version(source, by=lena, version=" 2027 ")


def test_a_version_is_changed_published_and_then_frozen(lena: User) -> None:
    made = new_version(lena)
    question = made.questions.get(code="at_ease")
    save_question(made, by=lena, question=question, text="Voelde je je fijn?")
    day = local_today() + dt.timedelta(days=30)

    publish_version(made, by=lena, valid_from=day)

    before = Questionnaire.objects.get(form=Form.CHILD, version="2026")
    assert before.valid_until == day - dt.timedelta(days=1)
    made.refresh_from_db()
    for change in (
        lambda: save_question(made, by=lena, question=question, text="Nog anders?"),
        lambda: save_question(made, by=lena, question=None, text="Nieuw?", type="text", sort_order=99),
        lambda: remove_question(question, by=lena),
        lambda: publish_version(made, by=lena, valid_from=day),
    ):
        with pytest.raises(Refusal, match="ligt vast"):
            change()


def test_what_was_published_before_can_be_changed_by_nobody(lena: User) -> None:
    for questionnaire in Questionnaire.objects.all():
        with pytest.raises(Refusal, match="ligt vast"):
            save_question(questionnaire, by=lena, question=questionnaire.questions.first(), text="Anders?")


@pytest.mark.parametrize("days", [-400, -1, 0])
def test_a_version_begins_on_a_day_ahead(lena: User, days: int) -> None:
    with pytest.raises(Refusal, match="die nog komt"):
        publish_version(new_version(lena), by=lena, valid_from=local_today() + dt.timedelta(days=days))


def test_two_versions_do_not_begin_on_one_day(lena: User) -> None:
    day = local_today() + dt.timedelta(days=10)
    first = new_version(lena)
    second = copy_version(first, by=lena, version="2028")
    publish_version(first, by=lena, valid_from=day)

    with pytest.raises(Refusal, match="latere dag"):
        publish_version(second, by=lena, valid_from=day)


def test_a_changed_text_loses_the_words_that_said_something_else_and_no_others(lena: User) -> None:
    made = new_version(lena)
    question = made.questions.get(code="at_ease")
    options = [["ja", "Ja"], ["soms", "Af en toe"], ["nee", "Nee"]]

    save_question(made, by=lena, question=question, text="Voelde je je fijn?", options=options)

    question.refresh_from_db()
    assert question.words["en"]["text"] == ""
    assert question.words["en"]["options"] == {"ja": "Yes", "nee": "No"}
    assert untranslated(made, "en") == ["Voelde je je fijn?", "Af en toe"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"type": "code", "options": [["ja", "Ja"]]}, "ten minste twee"),
        ({"type": "code", "options": [["ja", "Ja"], ["liever_niet", "Liever niet"]]}, "staat er al bij"),
        ({"type": "text", "asked_if": {"remarks": ["ja"]}}, "keuzevraag die ervoor staat"),
        ({"type": "text", "asked_if": {"at_ease": ["misschien"]}}, "hoort"),
        ({"type": "text", "asked_if": {"zomaar": ["ja"]}}, "keuzevraag die ervoor staat"),
        ({"type": "text", "asked_if": {"at_ease": ["ja"]}, "sort_order": 1}, "keuzevraag die ervoor staat"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(lena: User, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        save_question(
            new_version(lena), by=lena, question=None, **{"text": "Wat nog meer?", "sort_order": 99, **fields}
        )


def test_a_question_on_which_another_hangs_stays(lena: User) -> None:
    made = new_version(lena)

    with pytest.raises(Refusal, match="bepaalt"):
        remove_question(made.questions.get(code="private_time_good"), by=lena)
    remove_question(made.questions.get(code="private_time_why"), by=lena)
    remove_question(made.questions.get(code="private_time_good"), by=lena)


def test_a_language_can_be_added_to_a_version_in_use(lena: User) -> None:
    form = Questionnaire.objects.get(form=Form.PROFESSIONAL, version="2026")
    form.questions.update(words={})
    Questionnaire.objects.filter(pk=form.pk).update(words={})
    form.refresh_from_db()
    sections = {each: "Part" for each in form.questions.values_list("section", flat=True)}
    translate_headings(form, by=lena, language="en", title="For professionals", sections=sections)
    for question in form.questions.all():
        options = {code: f"{label} (en)" for code, label in question.options}
        words = {"text": f"{question.text} (en)", "help": "Help", "options": options}
        translate_question(question, by=lena, language="en", words=words)

    form.refresh_from_db()
    assert untranslated(form, "en") == []
    assert untranslated(form, "pl") != []
    with pytest.raises(Refusal, match="taal"):
        translate_question(form.questions.first(), by=lena, language="nl", words={})


def test_the_pages_make_change_translate_show_and_publish_a_version(lena: User) -> None:
    client = as_user(lena)
    source = Questionnaire.objects.get(form=Form.CHILD, version="2026")
    client.post(reverse("surveys:version_copy", args=[source.pk]), {"version": "2027"})
    made = Questionnaire.objects.get(version="2027")
    fields = {"text": "Wat vond je van het eten?", "type": "code", "sort_order": "3", "section": "Over jou"}
    added = client.post(
        reverse("surveys:question_add", args=[made.pk]), {**fields, "options": "Lekker\nNiet lekker", "follows": ""}
    )
    assert added.status_code == 302, added.context["form"].errors
    question = made.questions.get(text=fields["text"])
    assert question.options == [["lekker", "Lekker"], ["niet_lekker", "Niet lekker"]]

    words = {"text": "How was the food?", "option_lekker": "Nice", "option_niet_lekker": "Not nice"}
    client.post(reverse("surveys:question_translate", args=[question.pk, "en"]), words)
    preview = client.get(reverse("surveys:version_preview", args=[made.pk]), {"taal": "en"}).content.decode()
    assert "How was the food?" in preview
    assert "Not nice" in preview
    page = client.get(reverse("surveys:version", args=[made.pk])).content.decode()
    assert fields["text"] in page

    day = local_today() + dt.timedelta(days=9)
    client.post(reverse("surveys:version_publish", args=[made.pk]), {"valid_from": f"{day:%d-%m-%Y}"})
    made.refresh_from_db()
    assert made.valid_from == day


@pytest.mark.parametrize(
    ("code", "change", "why"),
    [
        ("private_time_good", {"options": [["zo_zo", "Zo zo"], ["mwah", "Mwah"]]}, "hoort"),
        ("private_time_good", {"type": "text"}, "keuzevraag die ervoor staat"),
        ("private_time_good", {"sort_order": 99}, "keuzevraag die ervoor staat"),
        ("private_time_why", {"sort_order": 1}, "keuzevraag die ervoor staat"),
    ],
)
def test_a_change_that_would_keep_another_question_from_being_asked_is_refused(
    lena: User, code: str, change: dict[str, Any], why: str
) -> None:
    made = new_version(lena)
    before = list(made.questions.values_list("code", "sort_order", "type", "options"))

    with pytest.raises(Refusal, match=why):
        save_question(made, by=lena, question=made.questions.get(code=code), **change)

    assert list(made.questions.values_list("code", "sort_order", "type", "options")) == before


@pytest.mark.parametrize("place", [1, 3, 12, 500])
def test_a_question_stands_at_the_place_that_was_asked_for_and_no_two_stand_at_one(lena: User, place: int) -> None:
    made = new_version(lena)
    others = list(made.questions.values_list("code", flat=True))

    added = save_question(made, by=lena, question=None, text="Wat nog meer?", type="text", sort_order=place)

    others.insert(place - 1, added.code)
    assert list(made.questions.values_list("code", flat=True)) == others
    assert list(made.questions.values_list("sort_order", flat=True)) == list(range(1, len(others) + 1))


def test_answers_that_look_alike_each_have_a_code_and_the_same_one_twice_is_refused(lena: User) -> None:
    made = new_version(lena)
    labels = ["Ja", "Ja!", "ja?", "نعم", "?", "1-2", "1 2", f"{'Heel ' * 30}goed", f"{'Heel ' * 30}slecht"]
    fields = {"text": "Hoe was het?", "type": "code", "sort_order": "2", "section": "", "follows": ""}
    address = reverse("surveys:question_add", args=[made.pk])

    twice = as_user(lena).post(address, {**fields, "options": "Ja\nNee\nJa"})
    assert "staat er twee keer" in twice.content.decode()
    as_user(lena).post(address, {**fields, "options": "\n".join(labels)})

    options = made.questions.get(text="Hoe was het?").options
    assert [label for _code, label in options] == labels
    codes = [code for code, _label in options]
    assert all(codes)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", ["code", "statement", "codes", "boolean"])
def test_every_kind_of_question_with_choices_can_lead_to_another(lena: User, kind: str) -> None:
    made = new_version(lena)
    address = reverse("surveys:question_add", args=[made.pk])
    fields = {"section": "", "follows": "", "options": "" if kind == "boolean" else "Ja\nNee"}
    as_user(lena).post(address, {**fields, "text": "Was er eten?", "type": kind, "sort_order": "1"})
    first = made.questions.get(text="Was er eten?")
    follows = {**fields, "options": "", "follows": f"{first.code}=nee"}
    answer = as_user(lena).post(address, {**follows, "text": "Waarom niet?", "type": "text", "sort_order": "2"})
    assert answer.status_code == 302, answer.context["form"].errors

    for given, is_asked in (("ja", False), ("nee", True)):
        form = QuestionForm({"answer": [given] if kind == "codes" else given}, question=first)
        assert form.is_valid()
        asked = asked_answers(made.questions.all(), {first.code: form.value, "waarom_niet": "Op"})
        assert ("waarom_niet" in asked) == is_asked
