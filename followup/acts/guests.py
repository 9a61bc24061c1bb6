"""A round that people of the family answer themselves, by a personal link (R74-R76)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import MainPersonKind
from cases.contact import safe_contact
from cases.locks import lock_case
from cases.models import CirclePerson, MainPerson
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import may_be_sent
from ekc.refusal import Refusal

from ..codes import CallState, SpokenWith
from ..models import Call, FollowUpGuest, Interview
from ..queries import round_is_open
from .calls import check_round_is_open
from .family_mails import mail_round
from .results import Telling
from .rounds import record_interview

Somebody = CirclePerson | MainPerson


@transaction.atomic
def send_links(call: Call, *, by: User, people: Iterable[Somebody]) -> list[FollowUpGuest]:
    """Mail each of these people a link by which they answer this round.

    Raises Refusal before the window of the round and after it, for who has no safe mail address, takes no part, or has
    answered already.
    """
    case = lock_case(call.case)
    call = Call.objects.select_for_update(of=("self",)).select_related("case").get(pk=call.pk)
    check_round_is_open(case, call)
    if not call.is_round or call.state != CallState.DUE:
        raise Refusal(_("Een link kan alleen bij een navraag die nog loopt."))
    if call.opens_on is not None and local_today() < call.opens_on:
        raise Refusal(_("Een link versturen kan vanaf %(day)s.") % {"day": dutch.long_date(call.opens_on)})
    chosen = list(people)
    if not chosen:
        raise Refusal(_("Kies aan wie je de link stuurt."))
    return [_send(call, somebody) for somebody in chosen]


def _send(call: Call, somebody: Somebody) -> FollowUpGuest:
    if not safe_contact(somebody).email:
        raise Refusal(_("Van %(name)s is geen veilig e-mailadres bekend. Bel liever.") % {"name": somebody})
    kind = "main_person" if isinstance(somebody, MainPerson) else "person"
    whom: dict[str, Any] = {"call": call, kind: somebody}
    guest, _is_new = FollowUpGuest.objects.get_or_create(**whom, defaults={"sent_on": local_today()})
    if guest.interview_id is not None:
        raise Refusal(_("%(name)s heeft al geantwoord.") % {"name": somebody})
    if not may_be_sent(guest):
        raise Refusal(_("%(name)s doet niet mee. Een link zou niet opengaan.") % {"name": somebody})
    guest.sent_on = local_today()
    guest.save(update_fields=["sent_on"])
    mail_round(guest)
    return guest


@transaction.atomic
def answer_by_link(guest: FollowUpGuest, *, tellings: Iterable[Telling] = (), **answers: Any) -> Interview:
    """Keep what somebody answers by their link, once; `answers` as of `record_interview`. Raises Refusal."""
    # The file first, as everywhere.
    lock_case(guest.call.case)
    locked = FollowUpGuest.objects.select_for_update(of=("self",)).select_related("call__case").get(pk=guest.pk)
    if locked.interview_id is not None:
        raise Refusal(_("Je antwoord is al binnen. Dank je wel."))
    call = locked.call
    if call.state != CallState.DUE or not round_is_open(call.case, call):
        raise Refusal(_("De vragen zijn gesloten."))
    interview = record_interview(
        call.case, by=None, call=call, role=_role_of(locked), another=True, tellings=tellings, **answers
    )
    locked.interview = interview
    locked.save(update_fields=["interview"])
    return interview


def _role_of(guest: FollowUpGuest) -> str:
    if guest.main_person is None:
        return SpokenWith.FAMILY_NETWORK
    is_minor = guest.main_person.kind == MainPersonKind.MINOR
    return SpokenWith.MINOR_MAIN_PERSON if is_minor else SpokenWith.ADULT_MAIN_PERSON
