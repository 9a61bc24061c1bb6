"""The personal link by which somebody answers a round."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import PROFESSIONAL_POSITIONS
from cases.contact import safe_contact
from cases.models import Case, CirclePerson, MainPerson
from cases.queries import main_persons_in, taking_part_in
from cases.spoken_languages import page_language_of
from ekc.links import Closed, LinkKind

from ..codes import CallState
from ..models import Call, FollowUpGuest
from ..queries import Asked, asked_of, round_is_open

WHAT = _lazy("een navraag die iemand zelf invult")
"""For the read log."""


def can_be_asked(case: Case) -> list[CirclePerson | MainPerson]:
    """Who of the family can get a link: main persons and circle with a safe mail address, and no professionals."""
    main_persons = [row for row in main_persons_in(case) if not row.unborn]
    circle = taking_part_in(case).exclude(position__in=sorted(PROFESSIONAL_POSITIONS))
    return [person for person in (*main_persons, *circle) if safe_contact(person).email]


def own_agreements(guest: FollowUpGuest) -> list[Asked]:
    """The agreements that this person does: of those of others they are not asked."""
    somebody = guest.somebody
    return [
        asked
        for asked in asked_of(guest.call)
        if somebody in (asked.doer, *asked.agreement.people.all(), *asked.agreement.main_people.all())
        and asked.doer in (None, somebody)
    ]


def guests_of(call: Call) -> list[FollowUpGuest]:
    """Who got a link in this round, and whether they answered."""
    return list(call.guests.select_related("person", "main_person"))


def link_kind() -> LinkKind:
    return LinkKind(
        model=FollowUpGuest,
        routes=("followup:answer",),
        hangs_on=lambda row: (row.person, row.main_person, row.call.case),
        case=lambda row: row.call.case,
        address=lambda row: safe_contact(row.somebody).email,
        over=_over,
        language=lambda row: page_language_of(row.somebody),
        rows=lambda: FollowUpGuest.objects.select_related("call__case", "person", "main_person"),
        perm="followup.guest",
        what=WHAT,
        back=lambda row: reverse("followup:followup", args=[row.case_number]),
        closed_help=_lazy("Wil je iets vertellen? Bel de Eigen Kracht-coördinator."),
    )


def _over(guest: FollowUpGuest) -> str:
    call = guest.call
    is_open = call.state == CallState.DUE and round_is_open(call.case, call)
    return "" if is_open and guest.interview_id is None else Closed.OVER
