"""What the figures lack of the calls of a case."""

from django.utils.translation import gettext as _

from cases.models import Case
from cases.preparation.reads.registration import Missing

from ..codes import CallKind, CallState
from ..models import Interview
from ..queries import plan_is_asked_about


def of_the_calls(case: Case) -> list[Missing]:
    """Calls that are not made, and in the follow-up each answer that is missing, by who was spoken to."""
    gaps = [
        Missing(_("%(call)s: nog niet vastgelegd") % {"call": call.title.lower()}, "followup:followup")
        # In Python, so that a list of many cases can ask for all calls at once.
        for call in case.calls.all()
        if call.state == CallState.DUE and call.kind in (CallKind.THREE_MONTHS, CallKind.EXPERIENCE)
    ]
    asks_plan = plan_is_asked_about(case)
    for said in case.interviews.counted():
        missing = [words for is_known, words in _answers(said, asks_plan=asks_plan) if not is_known]
        if missing:
            words = _("navraag bij %(who)s: %(missing)s")
            told = {"who": said.role_word.lower(), "missing": ", ".join(missing)}
            gaps.append(Missing(words % told, "followup:followup"))
    return gaps


def _answers(said: Interview, *, asks_plan: bool) -> list[tuple[bool, str]]:
    of_plan = [
        (bool(said.plan_executed), _("of het plan is uitgevoerd")),
        (bool(said.share_of_agreements), _("welk deel van de afspraken")),
        (said.grade_plan is not None, _("cijfer voor het plan")),
    ]
    return [
        *(of_plan if asks_plan else []),
        (bool(said.situation), _("de situatie nu")),
        (bool(said.contact_with_professionals), _("het contact met hulpverleners")),
        (said.grade_conference is not None, _("cijfer voor de conferentie")),
    ]
