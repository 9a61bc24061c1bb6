"""Somebody decides that a case can do without a frame, or takes that back; who and why stays for ever."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Case
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..models import FrameNotNeeded, SafetyFrame
from ..queries import current_frame, not_needed, part_one_began
from .frame import tell_of


@transaction.atomic
def decide_not_needed(case: Case, *, by: User, reason: str) -> FrameNotNeeded:
    """No frame is needed although safety is at stake: the plan of the family will not be tested (R-09).

    A draft goes. Raises Refusal without a reason, where no frame was asked for or one was handed in, and the second
    time.
    """
    case = lock_case(case)
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom er geen veiligheidskader nodig is."), at="reason")
    if not case.needs_frame or case.state in FINISHED_STATES:
        raise Refusal(_("Bij deze zaak is geen veiligheidskader nodig."))
    if current_frame(case) is not None:
        raise Refusal(_("Het veiligheidskader is al ingediend. De familie wordt daaraan getoetst."))
    if (there := not_needed(case)) is not None:
        raise Refusal(_("%(name)s heeft dit al vastgelegd.") % {"name": there.by})
    SafetyFrame.objects.filter(case=case).delete()
    row = FrameNotNeeded.objects.create(case=case, by=by, reason=reason.strip())
    tell_of(row, "niet-nodig", _("Er is een besluit"), _("Hallo,\n\nEr is een besluit over een document."))
    return row


@transaction.atomic
def take_back_not_needed(case: Case, *, by: User) -> FrameNotNeeded:
    """A frame is needed after all. Raises Refusal where nothing was decided, and once part 1 began."""
    case = lock_case(case)
    row = not_needed(case)
    if row is None:
        raise Refusal(_("Er is niet vastgelegd dat er geen veiligheidskader nodig is."))
    if part_one_began(case):
        raise Refusal(_("De conferentie is begonnen zonder veiligheidskader. Dat kan niet meer veranderen."))
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    tell_of(row, "toch-nodig", _("Er is een besluit"), _("Hallo,\n\nEr is een besluit over een document."))
    return row
