"""What the pages about questionnaires are about, for the crawler."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from cases.models import IntendedPlan
from cases.preparation.reads.intended_plan import PURPOSE
from ekc.encryption import encrypt
from surveys.models import OpenAnswer, Question, Questionnaire
from surveys.sealing import OPEN, seal
from tests.factories import make_survey_invitation
from tests.world import World


def rows_of_questionnaires(world: World) -> dict[str, Callable[[], Any]]:
    newest = Questionnaire.objects.filter(form="volwassene", version="2026")
    question = Question.objects.filter(questionnaire__in=newest, code="remarks")
    return {
        "questionnaire": lambda: newest.get().pk,
        "questionnaire_in_english": lambda: [newest.get().pk, "en"],
        "survey_question": lambda: question.get().pk,
        "survey_question_in_english": lambda: [question.get().pk, "en"],
        "return_number": lambda: _numbered(world),
        "open_answer": lambda: _written(world),
        "locked_plan": lambda: _locked(world),
    }


def _numbered(world: World) -> str:
    return str(make_survey_invitation(world.own.case, email="", way="papier", number=uuid.uuid4().hex[:8]).number)


def _written(world: World) -> uuid.UUID:
    group = {"region": world.own.case.region, "quarter": "2026-Q1", "code": "remarks"}
    questionnaire = Questionnaire.objects.get(form="volwassene", version="2026")
    row = OpenAnswer.objects.create(
        id=uuid.uuid4(), questionnaire=questionnaire, sealed=seal("Fijn.", purpose=OPEN), **group
    )
    return row.pk


def _locked(world: World) -> int:
    fields = {"help_codes": ["ots"], "sealed": encrypt("Toezicht.", purpose=PURPOSE), "locked_at": timezone.now()}
    row, _made = IntendedPlan.objects.update_or_create(case=world.own.case, author=world.dirk, defaults=fields)
    return int(row.pk)
