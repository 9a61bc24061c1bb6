"""What the figures lack of the questionnaires of a case."""

from django.utils.translation import gettext as _

from cases.codes import CaseOutcome
from cases.models import Case
from cases.preparation.reads.registration import Missing

from ..models import HandedOut


def of_the_questionnaires(case: Case) -> list[Missing]:
    """How many were handed out, where nobody wrote that down: the response has no base without it."""
    is_held = case.outcome == CaseOutcome.CONFERENCE_HELD
    if not is_held or HandedOut.objects.filter(case=case).exists():
        return []
    return [Missing(_("hoeveel vragenlijsten er zijn uitgereikt"), "surveys:surveys")]
