"""Which programme pays for a case, and what is left of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Case, FundingProgramme
from cases.queries import programmes_of
from cases.signals import programme_changed
from ekc.accounts.models import User
from ekc.refusal import Refusal


@transaction.atomic
def set_programme(case: Case, programme: FundingProgramme | None, *, by: User) -> Case:
    """Let this programme pay, or none. A full programme is no obstacle here: the page warns.

    Raises Refusal for a finished case, and for a programme that does not run in its region today.
    """
    locked = lock_case(case)
    if locked.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. Het programma verandert niet meer."))
    if programme is not None and not programmes_of(locked).filter(pk=programme.pk).exists():
        raise Refusal(_("Dit programma loopt nu niet in de regio van deze zaak."), at="programme")
    locked.programme = case.programme = programme
    locked.save(update_fields=["programme"])
    programme_changed.send(sender=FundingProgramme, cases=Case.objects.filter(pk=locked.pk))
    return locked
