"""Calling about an aanmelding, before there is a coordinator: who was called, and whether anybody answered."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import DESK_STATES, Callee
from cases.contact import asks_referrer_first, no_consent
from cases.keepers import takes_over
from cases.locks import lock_case
from cases.models import Case, TriageCall
from ekc.accounts.models import User
from ekc.refusal import Refusal


@transaction.atomic
def log_triage_call(case: Case, *, by: User, callee: str, reached: bool, note: str = "") -> TriageCall:
    """Write down one call, reached or not. Who calls first is the regional manager of the case.

    Raises Refusal once a coordinator has the case, and for a family of which nobody consented to a call (R-06).
    """
    if callee not in Callee.values:
        raise Refusal(_("Kies wie u belde."), at="callee")
    locked = lock_case(case)
    if locked.state not in DESK_STATES:
        raise Refusal(_("Er is al een coördinator. Die legt contacten vast bij Contacten."))
    if callee == Callee.FAMILY and asks_referrer_first(locked):
        raise Refusal(no_consent(), at="callee")
    if fields := takes_over(locked, by):
        locked.manager = fields["manager"]
        locked.save(update_fields=["manager"])
    made: TriageCall = TriageCall.objects.create(case=locked, by=by, callee=callee, reached=reached, note=note.strip())
    return made
