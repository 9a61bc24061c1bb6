"""Taking in an answer so that it leads to nobody (design 4.9; docs/adr/0004, 0035)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.links import opened
from ekc.refusal import Refusal

from ..models import Question, SurveyInvitation
from ..queries import questionnaire_for, routed_questions
from ..routing import asked
from ..sealing import DRAFT, seal, unseal_draft
from .waiting import put_away


@transaction.atomic
def keep_draft(token: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what somebody filled in so far beside what was kept before, so that they can stop and go on.

    Sealed with the link. Nothing is kept once the form came back. Raises Refusal when the link does not open.
    """
    invitation = _locked(token)
    if invitation.is_used:
        return {}
    kept = {**unseal_draft(invitation.draft, token), **answers}
    kept = {code: value for code, value in kept.items() if value not in (None, "", [])}
    invitation.draft = seal(kept, purpose=DRAFT, token=token)
    invitation.save(update_fields=["draft"])
    return kept


@transaction.atomic
def save_answers(token: str, answers: Mapping[str, Any] | None = None) -> None:
    """Keep the answers of a personal link, once, in one transaction: of several submits the first is kept.

    Without `answers`: those that were filled in so far. Questions that were not asked, by the routing, are dropped.
    Raises Refusal when the link does not open any more, and when nothing at all was answered.
    """
    invitation = _locked(token)
    if not invitation.is_used:
        take_in(invitation, unseal_draft(invitation.draft, token) if answers is None else answers)


def take_in(invitation: SurveyInvitation, answers: Mapping[str, Any]) -> None:
    """The form of a locked invitation that is not used came back. Raises Refusal for an empty one."""
    questionnaire = questionnaire_for(invitation)
    questions = routed_questions(questionnaire)
    kept = asked_answers(questions, answers)
    if not kept:
        raise Refusal(_("Er is nog niets ingevuld."))
    invitation.is_used, invitation.draft = True, ""
    invitation.save(update_fields=["is_used", "draft"])
    put_away(questionnaire, questions, invitation.case, kept)


def _locked(token: str) -> SurveyInvitation:
    found = opened(SurveyInvitation, token)
    if found is None:
        raise Refusal(_("Deze link werkt niet meer: hij is verlopen of vervangen."))
    locked: SurveyInvitation = (
        SurveyInvitation.objects.select_for_update(of=("self",)).select_related("case").get(pk=found.pk)
    )
    return locked


def asked_answers(questions: Iterable[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given answers to questions that were asked, in printed order; nothing for an empty one."""
    return {
        question.code: given[question.code]
        for question in asked(questions, given)
        if given.get(question.code) not in (None, "", [])
    }
