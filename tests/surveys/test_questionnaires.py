"""The published questionnaires as data (domain.md 4.12-4.14), and their migration."""

import importlib
import uuid

import pytest
from django.apps import apps

from ekc.accounts.models import Region
from reports.exchange.codebook import CODEBOOK, FORM_FILES, answer_columns
from surveys.models import Question, Questionnaire, Response

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("surveys.migrations.0002_questionnaires")


def test_every_question_is_a_column_with_the_options_of_the_code_book():
    for question in Question.objects.select_related("questionnaire"):
        file = next(file for file, form in FORM_FILES.items() if form == question.questionnaire.form)
        column = CODEBOOK[file].by_name[question.code]
        assert [tuple(option) for option in question.options] == list(column.codes.items())
        assert question.is_reversed == column.reverse
        assert (question.type == "statement") == column.is_statement


@pytest.mark.parametrize("file", FORM_FILES)
def test_every_column_is_asked_in_some_version(file):
    asked = set(Question.objects.filter(questionnaire__form=FORM_FILES[file]).values_list("code", flat=True))

    assert asked == {column.name for column in answer_columns(file)}


def test_only_the_second_version_has_statements():
    assert set(Question.objects.filter(type="statement").values_list("questionnaire__version", flat=True)) == {"2011"}


def test_questions_that_follow_from_an_answer_say_from_which():
    routed = Question.objects.exclude(asked_if={}).filter(questionnaire__version="2011")

    assert dict(routed.values_list("code", "asked_if")) == {
        "asked_by": {"asked_information_needs": ["ja"]},
        "got_information": {"asked_information_needs": ["ja"]},
        "grade_referrer": {"referred_by_professional": ["ja"]},
    }


def test_migration_goes_back_and_forth():
    before = list(Question.objects.order_by("questionnaire", "sort_order").values_list("code", "text", "options"))

    MIGRATION.remove_questionnaires(apps, None)
    assert not Questionnaire.objects.exists()
    MIGRATION.load_questionnaires(apps, None)

    assert (
        list(Question.objects.order_by("questionnaire", "sort_order").values_list("code", "text", "options")) == before
    )


def test_migration_back_leaves_a_version_with_answers():
    used = Questionnaire.objects.get(form="kind")
    Response.objects.create(
        id=uuid.uuid4(), questionnaire=used, form="kind", region=Region.objects.first(), quarter="2012-Q1"
    )

    MIGRATION.remove_questionnaires(apps, None)
    MIGRATION.load_questionnaires(apps, None)

    assert Questionnaire.objects.get(form="kind").pk == used.pk
    assert Questionnaire.objects.count() == 5
