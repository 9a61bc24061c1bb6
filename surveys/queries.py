"""The questionnaire behind a personal link, and the day that it is about."""

import datetime as dt

from django.db.models import Q

from cases.models import Case
from ekc.dates import local_today
from ekc.links import hash_token

from .models import Questionnaire, SurveyInvitation


def find_invitation(token: str) -> SurveyInvitation | None:
    """The invitation of a personal link that is neither used nor expired."""
    invitation: SurveyInvitation | None = (
        SurveyInvitation.objects.select_related("case__programme", "case__region", "case__subregion")
        .filter(token_hash=hash_token(token), is_used=False, expires_on__gte=local_today())
        .first()
    )
    return invitation


def questionnaire_for(invitation: SurveyInvitation) -> Questionnaire:
    """The version that held on the day of the conference (domain.md 3.8)."""
    held_on = held_on_of(invitation.case) or local_today()
    found: Questionnaire = (
        Questionnaire.objects.filter(form=invitation.form, valid_from__lte=held_on)
        .filter(Q(valid_until=None) | Q(valid_until__gte=held_on))
        .latest("valid_from")
    )
    return found


def held_on_of(case: Case) -> dt.date | None:
    """The day of the conference whose questionnaires these are; None without one."""
    found: dt.date | None = (
        case.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    )
    return found
