"""Taking in an answer so that it leads to nobody (design 4.9; docs/adr/0004)."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.dates import local_today, quarter_of
from ekc.links import opened
from ekc.refusal import Refusal

from ..models import Question, Response, SurveyInvitation
from ..queries import held_on_of, questionnaire_for


@transaction.atomic
def save_answers(token: str, answers: Mapping[str, Any]) -> None:
    """Keep the answers of a personal link, once, in one transaction: of several submits the first is kept.

    Questions that were not asked, by the routing, are dropped. Raises Refusal when the link does not open any more.
    """
    found = opened(SurveyInvitation, token)
    if found is None:
        raise Refusal(_("Deze link werkt niet meer: hij is verlopen of vervangen."))
    invitation = SurveyInvitation.objects.select_for_update(of=("self",)).select_related("case").get(pk=found.pk)
    if invitation.is_used:
        return
    questionnaire = questionnaire_for(invitation)
    case = invitation.case
    Response.objects.create(
        id=uuid.uuid4(),
        questionnaire=questionnaire,
        form=questionnaire.form,
        programme_id=case.programme_id,
        region_id=case.region_id,
        subregion_id=case.subregion_id,
        quarter=quarter_of(held_on_of(case) or local_today()),
        answers=asked_answers(list(questionnaire.questions.all()), answers),
    )
    invitation.is_used = True
    invitation.save(update_fields=["is_used"])


def asked_answers(questions: list[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given answers to questions that were asked, in printed order; nothing for an empty one."""
    kept: dict[str, Any] = {}
    for question in questions:
        value = given.get(question.code)
        if value in (None, "", []) or not _was_asked(question, kept):
            continue
        kept[question.code] = value
    return kept


def _was_asked(question: Question, kept: Mapping[str, Any]) -> bool:
    return all(kept.get(code) in allowed for code, allowed in question.asked_if.items())
