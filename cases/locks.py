"""Locking a file for an act that changes what hangs on it, not its state."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ekc.refusal import Refusal

from .codes import COORDINATOR_WRITES_STATES
from .models import Case, CirclePerson, MainPerson


def lock_case(case: Case) -> Case:
    """The row of this case, locked and read anew. In a transaction. Raises Refusal where it was destroyed."""
    locked: Case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _refuse_destroyed(locked)
    return locked


def lock_cases(keys: Iterable[int]) -> list[Case]:
    """These cases, locked in the order of their keys: so nobody waits for each other. Call inside a transaction."""
    locked = list(Case.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk"))
    for case in locked:
        _refuse_destroyed(case)
    return locked


def _refuse_destroyed(case: Case) -> None:
    if case.destroyed_on is not None:
        raise Refusal(_("Dit dossier is vernietigd. Er is niets meer om te veranderen."))


def refuse_taken_out(person: CirclePerson | MainPerson) -> None:
    """Raises Refusal for somebody who was taken out of the file: of them nothing is known, and nothing is written."""
    if person.destroyed_on is not None:
        raise Refusal(_("De gegevens van deze persoon zijn op verzoek vernietigd. Hier verandert niets meer aan."))


def lock_writable(case: Case) -> Case:
    """As `lock_case`, for what only changes while a coordinator works on the case. Raises Refusal otherwise."""
    locked = lock_case(case)
    if locked.state not in COORDINATOR_WRITES_STATES:
        raise Refusal(
            _("In deze zaak kan nu niets meer veranderen: de stand is “%(state)s”.")
            % {"state": locked.get_state_display()}
        )
    return locked
