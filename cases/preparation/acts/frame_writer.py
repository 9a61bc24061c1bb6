"""Who answers for the veiligheidskader, where the referrer has no account to write it with."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casepage.acts.ending_access import open_again
from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Case
from cases.notices import tell_of_frame
from cases.signals import safety_professional_named
from ekc.accounts.holding import hold_accounts
from ekc.accounts.models import User
from ekc.refusal import Refusal


@transaction.atomic
def name_safety_professional(case: Case, *, by: User, professional: User) -> Case:
    """Let this professional write the frame and test the plan against it, and tell them that something waits.

    They reach the case from now on, as a professional does (R-05). Raises Refusal for a case that is over or asks
    for no frame, and for somebody who is no active professional.
    """
    hold_accounts(professional)
    locked = lock_case(case)
    if locked.state in FINISHED_STATES or not locked.needs_frame:
        raise Refusal(_("Bij deze zaak is geen veiligheidskader nodig."))
    if not (professional.is_active and professional.is_professional):
        raise Refusal(_("Kies een professional met een account."), at="professional")
    open_again(locked, professional, by=by)
    locked.safety_professional = professional
    locked.save(update_fields=["safety_professional"])
    case.safety_professional = professional
    tell_of_frame(locked, professional)
    safety_professional_named.send(sender=Case, case=locked)
    return locked
