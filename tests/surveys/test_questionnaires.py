"""The published questionnaires as data (domain.md 4.12-4.14), and their migration."""

import datetime as dt
import importlib
import itertools
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from ekc.accounts.models import Region
from reports.exchange.codebook import CODEBOOK, FORM_FILES, answer_columns
from surveys.codes import Form
from surveys.models import HandedOut, Question, Questionnaire, Response
from surveys.wording import OTHER_LANGUAGES, untranslated
from tests.factories import make_case, make_survey_invitation

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("surveys.migrations.0002_questionnaires")
LATER = importlib.import_module("surveys.migrations.0004_answers_wait")


def test_every_question_is_a_column_with_the_options_of_the_code_book():
    for question in Question.objects.exclude(type="text").select_related("questionnaire"):
        file = next(file for file, form in FORM_FILES.items() if form == question.questionnaire.form)
        column = CODEBOOK[file].by_name[question.code]
        assert [tuple(option) for option in question.options] == list(column.codes.items())
        assert question.is_reversed == column.reverse
        assert (question.type == "statement") == column.is_statement


@pytest.mark.parametrize("file", FORM_FILES)
def test_every_column_is_asked_in_some_version(file):
    questions = Question.objects.filter(questionnaire__form=FORM_FILES[file]).exclude(type="text")
    asked = set(questions.values_list("code", flat=True))

    assert asked == {column.name for column in answer_columns(file)}


def test_only_the_second_version_and_the_one_that_joins_both_have_statements():
    versions = Question.objects.filter(type="statement").values_list("questionnaire__version", flat=True)
    assert set(versions) == {"2011", "2026"}


@pytest.mark.parametrize("form", Form.values)
def test_the_version_of_2026_joins_what_was_asked_before(form):
    old = Question.objects.filter(questionnaire__form=form, questionnaire__version__lt="2026")
    new = Question.objects.filter(questionnaire__form=form, questionnaire__version="2026")
    wanted = old.values_list("code", "text", "type", "options", "is_reversed", "asked_if", "section")

    joined = new.exclude(type="text").values_list(
        "code", "text", "type", "options", "is_reversed", "asked_if", "section"
    )
    assert {row[0]: row[1:] for row in wanted} == {row[0]: row[1:] for row in joined}
    assert new.filter(type="text").exists()


@pytest.mark.parametrize("form", Form.values)
def test_one_version_holds_on_any_day(form):
    versions = list(Questionnaire.objects.filter(form=form).order_by("valid_from"))

    assert versions[-1].valid_until is None
    for one, following in itertools.pairwise(versions):
        assert following.valid_from - one.valid_until == dt.timedelta(days=1)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
@pytest.mark.parametrize("form", Form.values)
def test_everybody_is_asked_in_their_own_language_in_every_version(form, language):
    for questionnaire in Questionnaire.objects.filter(form=form):
        assert untranslated(questionnaire, language) == [], questionnaire


@pytest.mark.parametrize(
    "change",
    [
        lambda question: Question.objects.filter(pk=question.pk).update(text="Iets anders?"),
        lambda question: Question.objects.filter(pk=question.pk).update(options=[["ja", "Jazeker"]]),
        lambda question: Question.objects.filter(pk=question.pk).delete(),
        lambda question: Question.objects.create(
            questionnaire=question.questionnaire, code="nieuw", text="Nieuw?", type="code"
        ),
    ],
)
def test_the_questions_of_a_version_that_was_used_do_not_change(change):
    question = Question.objects.filter(questionnaire__form="kind", questionnaire__version="2026").first()
    Response.objects.create(
        id=uuid.uuid4(),
        questionnaire=question.questionnaire,
        form="kind",
        region=Region.objects.first(),
        quarter="2026-Q1",
    )

    with pytest.raises(IntegrityError, match="do not change"), transaction.atomic():
        change(question)

    Question.objects.filter(pk=question.pk).update(words={"en": {"text": "Another word?"}})
    assert Question.objects.get(pk=question.pk).words["en"]["text"] == "Another word?"


def test_questions_that_follow_from_an_answer_say_from_which():
    routed = Question.objects.exclude(asked_if={}).filter(questionnaire__version="2011")

    assert dict(routed.values_list("code", "asked_if")) == {
        "asked_by": {"asked_information_needs": ["ja"]},
        "got_information": {"asked_information_needs": ["ja"]},
        "grade_referrer": {"referred_by_professional": ["ja"]},
    }


def kept():
    rows = Question.objects.order_by("questionnaire", "sort_order")
    return sorted(rows.values_list("questionnaire__form", "questionnaire__version", "code", "text", "options", "words"))


def test_migrations_go_back_and_forth():
    before = kept()

    LATER.unload(apps, None)
    MIGRATION.remove_questionnaires(apps, None)
    assert not Questionnaire.objects.exists()
    MIGRATION.load_questionnaires(apps, None)
    LATER.load(apps, None)

    assert kept() == before


def test_migration_back_leaves_a_version_with_answers():
    used = Questionnaire.objects.get(form="kind", version="2009")
    Response.objects.create(
        id=uuid.uuid4(), questionnaire=used, form="kind", region=Region.objects.first(), quarter="2012-Q1"
    )

    MIGRATION.remove_questionnaires(apps, None)
    MIGRATION.load_questionnaires(apps, None)

    assert Questionnaire.objects.get(form="kind", version="2009").pk == used.pk
    assert Questionnaire.objects.count() == 8


def test_links_that_went_out_before_they_counted_are_counted_and_what_was_counted_by_hand_stays():
    few, many = make_case(), make_case()
    for case, number in ((few, 1), (many, 9)):
        HandedOut.objects.create(case=case, form="volwassene", number=number)
        for each in range(3):
            make_survey_invitation(case, email=f"r{each}@voorbeeld.example")
    make_survey_invitation(few, form="kind")

    LATER.count_links(apps, None)

    counted = HandedOut.objects.values_list("case", "form", "number")
    assert set(counted) == {(few.pk, "volwassene", 3), (few.pk, "kind", 1), (many.pk, "volwassene", 9)}
