"""What a service answers to what the family asks of it: when and how."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.locks import lock_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..codes import AgreementKind, HelpAnswerKind
from ..models import Agreement, HelpAnswer
from .writing import refuse_after_closing


@transaction.atomic
def note_help_answer(
    agreement: Agreement, *, by: User, answer: str, answered_on: dt.date, answered_by: str = "", how: str = ""
) -> HelpAnswer:
    """Write down, or correct, what was answered; also when the plan is established, for the answer comes later.

    Raises Refusal where nothing was asked of a service, for a day to come, and for a no without its reason.
    """
    refuse_after_closing(lock_case(agreement.version.plan.case))
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.kind != AgreementKind.PROFESSIONAL_REQUEST:
        raise Refusal(_("Deze afspraak is geen vraag aan de hulpverlening."))
    if answered_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest. Kijk de datum na."), at="answered_on")
    if answer == HelpAnswerKind.REFUSED and not how.strip():
        raise Refusal(_("Schrijf op waarom de hulp is afgewezen."), at="how")
    said = {"answer": answer, "answered_on": answered_on, "answered_by": answered_by.strip(), "how": how.strip()}
    found, _made = HelpAnswer.objects.update_or_create(agreement=agreement, defaults=said)
    return found
