"""Destruction on request (R13): a regional manager grants it, another of landelijk beheer approves, the night does it.

Of a file with more main persons all of it goes when every one of them asked. Of those who asked alone, and of somebody
of the circle, that one person goes out of a file that stays (docs/adr/0067, 0069).
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.codes import PrivacyRequestState, RightKind
from cases.models import PrivacyRequest
from cases.recipients import tell_landelijk_beheer
from ekc.accounts.models import User
from ekc.languages import listed
from ekc.links import full_address
from ekc.refusal import Refusal
from ekc.retention.acts.lists import list_on_request
from ekc.retention.models import DestructionList

from ..reads.taken_out import others_who_stay, takes_out, waits_for_destruction
from .recording import lock_request
from .taking_out import list_person_of


def put_on_a_list(granted: PrivacyRequest, *, by: User) -> DestructionList:
    """For the act that grants it, in the same transaction. Somebody of the circle goes alone, and so does a main person
    of a file that is about others who did not ask so; the file stays. Raises Refusal where the file lives, is held or
    is listed already; of one person also as `list_person_of` says."""
    if takes_out(granted):
        made = list_person_of(granted, by=by)
        _tell_landelijk_beheer(made)
        return made
    if why := why_file_stays(granted.case_id):
        raise Refusal(why)
    made = list_on_request(granted.case_id, by=by)
    _tell_landelijk_beheer(made)
    return made


def why_file_stays(file_id: int) -> str:
    """Why a file does not go before its term for now: nobody was told yes, or a main person did not ask for it, or no
    more. Empty where it may."""
    asked = PrivacyRequest.objects.filter(case=file_id, kind=RightKind.DESTRUCTION, main_person__isnull=False)
    if not asked.filter(state=PrivacyRequestState.GRANTED).exists():
        return _("Het verzoek is ingetrokken of geweigerd.")
    others = [str(each) for each in others_who_stay(file_id)]
    if not others:
        return ""
    told = _("Dit dossier gaat ook over %(names)s. Het kan pas weg als ook daarvoor is gevraagd.")
    return told % {"names": listed(others)}


@transaction.atomic
def list_again(granted: PrivacyRequest, *, by: User) -> DestructionList:
    """A list was turned down or left the file, and why is settled: it goes on another. Raises Refusal as above."""
    locked = lock_request(granted)
    if not waits_for_destruction(locked):
        raise Refusal(_("Dit verzoek is geen verwijdering die is ingewilligd."))
    return put_on_a_list(locked, by=by)


def _tell_landelijk_beheer(made: DestructionList) -> None:
    tell_landelijk_beheer(
        key=f"destruction-asked:{made.pk}",
        subject=_("Er wacht een vernietigingslijst op u"),
        body=_("Goedendag,\n\nEr wacht een vernietigingslijst op een tweede persoon. Log in:\n\n%(link)s\n")
        % {"link": full_address(reverse("retention:list", args=[made.pk]))},
    )
