"""Reads of a case that every part of the house may ask for; which files a person may reach: `querysets.py`."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.audit.codes import Outcome
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.languages import listed
from ekc.memory import Shelf

from . import norms
from .codes import BEFORE_FIRST_MEETING_STATES, TOWARDS_A_MEETING_STATES, RequestState, Variant
from .models import Case
from .models.coordinator import CoordinatorRequest
from .models.programme import FundingProgramme
from .models.referral import ConferenceQuestion
from .querysets import ended_accesses, undecided, working_contracts


def names_of(main_persons: Iterable[Any]) -> str:
    """The names of main persons in one line: "Sem, Noor en Emma"; empty where none has a name. Without who was taken
    out of the file."""
    names = [person.name for person in main_persons if person.name and person.destroyed_on is None]
    return listed(names)


def main_names_in(number: str) -> list[str] | None:
    """The names of the main persons of the case with this number; None where there is no such case."""
    case = Case.objects.filter(number=number).prefetch_related("main_persons").first()
    return None if case is None else [person.name for person in case.main_persons.all() if person.name]


def who_of(case: Any) -> str:
    """Whom a case is about, in one line: its group or main persons, or that it is an Alle Hens; else empty."""
    if case.group_name:
        return str(case.group_name)
    names = names_of(case.main_persons.all())
    # An Alle Hens can be about nobody in particular (domain.md 3.6).
    return names or (str(Variant.COMMUNITY.label) if case.variant == Variant.COMMUNITY else "")


def main_persons_there(case: Any) -> list[Any]:
    """The main persons, without who was taken out of the file (docs/adr/0069)."""
    return [each for each in case.main_persons.all() if each.destroyed_on is None]


def main_persons_in(case: Any) -> list[Any]:
    """The main persons who have a part: without who denies what they did (herstelconferentie). Of the others nothing
    is asked any more, and they are asked and told nothing. Asks the database nothing where they were fetched along."""
    return [each for each in case.main_persons.all() if each.takes_part]


def main_persons_to_choose(case: Any) -> QuerySet[Any]:
    """The same, for a choice in a form."""
    found: QuerySet[Any] = case.main_persons.filter(left_on=None)
    return found


def number_and_names(case: Any) -> str:
    """The line above the heading of a page of one act: for who has more than one family, a number is nobody."""
    return " · ".join(filter(None, (case.number, who_of(case))))


def programmes_of(case: Any) -> QuerySet[Any]:
    """The programmes that can pay for this case: of its region and running today, and the one that it has."""
    today = local_today()
    runs = (Q(starts_on=None) | Q(starts_on__lte=today)) & (Q(ends_on=None) | Q(ends_on__gte=today))
    here = FundingProgramme.objects.filter(runs, regions=case.region_id).values("pk")
    return FundingProgramme.objects.filter(Q(pk__in=here) | Q(pk=case.programme_id))


def active_contract(case: Any) -> Any:
    """The contract under which somebody works on this case now, with coordinator and coach; None without one."""
    if not hasattr(case, "active_contracts"):
        look_up_contracts([case])
    return next(iter(case.active_contracts), None)


def look_up_contracts(cases: Sequence[Any]) -> None:
    """What `active_contract` says of each of these cases, asked once for all."""
    found: dict[int, list[Any]] = {}
    for contract in working_contracts().filter(case__in=cases):
        found.setdefault(contract.case_id, []).append(contract)
    for case in cases:
        case.active_contracts = found.get(case.pk, [])


FOREIGN: Shelf[Any] = Shelf("foreign")
"""Which aanmeldingen came in another language: who saves one there says so. Each page asks, and few cases are."""


def language_of_referrer(case: Any) -> str:
    """The language of every mail, letter and page to who applied: the one in which the form was filled in."""
    referrer = getattr(case, "referrer", None)
    return str(referrer.page_language) if referrer is not None else str(settings.LANGUAGE_CODE)


def last_contact_at(case: Any) -> dt.datetime | None:
    """When somebody was last spoken to or written to in this case; None when nobody was."""
    if not hasattr(case, "contacted_at"):
        case.contacted_at = case.contacts.aggregate(at=Max("at"))["at"]
    found: dt.datetime | None = case.contacted_at
    return found


def silent_days(case: Any) -> int:
    """For how many days nobody was contacted, when that is too long for a case in preparation; else 0 (norms)."""
    if case.state not in TOWARDS_A_MEETING_STATES:
        return 0
    contract, last = active_contract(case), last_contact_at(case)
    known = [contract.started_on if contract else None, case.information_visit_on, last and timezone.localdate(last)]
    days: int = (local_today() - max([day for day in known if day], default=case.received_on)).days
    return days if days >= norms.SILENCE_DAYS else 0


def open_bans(case: Any) -> QuerySet[Any]:
    """The contact bans of a case that hold today."""
    found: QuerySet[Any] = case.contact_bans.filter(Q(until__isnull=True) | Q(until__gte=local_today()))
    return found.filter(lifted_on__isnull=True).select_related(
        "person", "other", "other_main", "party", "other_party", "decided_with"
    )


def ever_had_bans(case: Any) -> bool:
    """Whether a contact ban was ever written down in this case; False only where the statement that read it says so."""
    return bool(case.__dict__.get("ever_had_bans", True))


def undecided_signals(case: Any) -> QuerySet[Any]:
    """The safety signals of a case that wait for a decision."""
    return undecided().filter(case=case)


def reads_of(case: Any) -> QuerySet[Any]:
    """Who read this file, newest first. For who manages the case; the whole log is for landelijk beheer."""
    found: QuerySet[Any] = ReadLine.objects.filter(case_number=case.number, outcome=Outcome.SHOWN)
    return found.order_by("-at")


def independence_to_check(case: Case) -> str:
    """Why nobody can tell yet who is independent of who referred this case (R-02), in Dutch; empty when that is known.

    A professional works for an organisation. As long as it is no organisation that the house knows, nobody can say
    who works there too, or has a tie to it.
    """
    referrer = getattr(case, "referrer", None)
    if not case.is_referred_by_professional or (referrer is not None and referrer.organisation_id is not None):
        return ""
    if referrer is not None and referrer.organisation_name.strip():
        return _("De organisatie van de aanmelder, “%(name)s”, is nog niet nagekeken.") % {
            "name": referrer.organisation_name.strip()
        }
    return _("Nog niet bekend is voor welke organisatie de aanmelder werkt.")


def open_request(case: Any) -> Any:
    """The request for this case that waits for an answer now; None where nobody is asked."""
    found = CoordinatorRequest.objects.filter(case=case, state=RequestState.OPEN)
    return found.select_related("coordinator__user").first()


def circle_of(case: Any) -> QuerySet[Any]:
    """The people of the circle, without those who turned out to be somebody else (`CirclePerson.is_double`)."""
    found: QuerySet[Any] = case.circle.filter(merged_into__isnull=True, main_person__isnull=True)
    return found


def doubles_of(case: Any) -> QuerySet[Any]:
    """The people of the circle who turned out to be somebody else."""
    found: QuerySet[Any] = case.circle.filter(Q(merged_into__isnull=False) | Q(main_person__isnull=False))
    return found.select_related("merged_into__main_person", "main_person")


def who_stands_for(person: Any) -> Any:
    """Who this person turned out to be, of the circle or a main person; themselves where nobody else."""
    while person.merged_into is not None:
        person = person.merged_into
    return person.main_person or person


def needs_of_main_persons(case: Any) -> dict[int, list[str]]:
    """By the key of a main person what was needed of the row of the circle that turned out to be them."""
    found: dict[int, list[str]] = {}
    for double in doubles_of(case).exclude(needs=""):
        if double.main_person_id is not None:
            found.setdefault(double.main_person_id, []).append(double.needs)
    return found


def taking_part_in(case: Any) -> QuerySet[Any]:
    """Of the circle, who was not set aside (`CirclePerson.takes_part`)."""
    return circle_of(case).filter(excluded_by="")


def current_questions(case: Case | int) -> QuerySet[Any]:
    """The questions as they are worded now."""
    found: QuerySet[Any] = ConferenceQuestion.objects.filter(case=case, replaced_by__isnull=True)
    return found


def is_before_first_meeting(case: Case) -> bool:
    """Whether nothing began yet: no meeting, and no plan that the family made at home.

    The state alone does not say so: the day that is planned may be that of a next meeting.
    """
    if case.state not in BEFORE_FIRST_MEETING_STATES:
        return False
    moves = case.moves.filter(action__in=("start_conference", "plan_without_meeting", "take_back_start"))
    began = sum(-1 if action == "take_back_start" else 1 for action in moves.values_list("action", flat=True))
    return began <= 0


def stopped_reading(case: Any, user: Any) -> bool:
    """Whether the access of this professional to this case ended: they moved, or said so."""
    return bool(ended_accesses().filter(case=case, user=user).exists())


def frame_professional(case: Case) -> User | None:
    """The account that answers for the child's safety: named on the case, or else who referred it."""
    if case.safety_professional is not None:
        return case.safety_professional
    referrer = getattr(case, "referrer", None)
    return referrer.user if referrer is not None else None


def frame_professional_key(case: Case) -> int | None:
    """The key of the same account, for whoever does not need the account itself."""
    referrer = getattr(case, "referrer", None)
    return case.safety_professional_id or (referrer.user_id if referrer is not None else None)
