"""What the tests of inviting share: a case in preparation with a day, and a coordinator with a phone."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case, CirclePerson
from conferences.codes import InvitationChannel
from conferences.inviting.acts.inviting import invite
from conferences.inviting.reads.links import grouped, token_of
from conferences.models import Conference, Invitation
from conferences.planning.acts.planning import plan_conference
from ekc.accounts.models import User
from ekc.dates import at_local, local_today
from ekc.outbox.models import DueRow, Message
from tests.factories import make_case, make_circle_person, make_main_person

PLACE = {"location_type": "buurthuis", "venue_name": "De Meerpaal", "venue_address": "Kerkstraat 1, Hoorn"}
REASON = "Sem was drie keer alleen thuis"


@dataclass
class Preparation:
    case: Case
    coordinator: User
    conference: Conference

    def person(self, **fields: Any) -> CirclePerson:
        return make_circle_person(self.case, **{"email": "ria@voorbeeld.example", "name": "Ria Jansen", **fields})

    def invite(self, person: CirclePerson | None = None, **how: Any) -> Invitation:
        how = {"channel": InvitationChannel.MAIL, **how}
        return invite(self.conference, by=self.coordinator, person=person or self.person(), **how)

    def move_to(self, days: int, clock: dt.time = dt.time(13), **place: str) -> Conference:
        start = at_local(local_today() + dt.timedelta(days=days), clock)
        end = start + dt.timedelta(hours=5)
        self.conference = plan_conference(
            self.case, by=self.coordinator, planned_start=start, planned_end=end, **{**PLACE, **place}
        )
        return self.conference


def prepared(days: int = 20) -> Preparation:
    """A family whose child has a name and a reason, with a day chosen in `days` days."""
    case = make_case(state=CaseState.ACTIVATION, situation=REASON)
    make_main_person(case, name="Sem Bakker")
    user = case.contracts.get().coordinator.user
    User.objects.filter(pk=user.pk).update(phone="06 12345678")
    user.refresh_from_db()
    start = at_local(local_today() + dt.timedelta(days=days), dt.time(13))
    conference = plan_conference(case, by=user, planned_start=start, planned_end=start + dt.timedelta(hours=5), **PLACE)
    return Preparation(case, user, conference)


def page_of(invitation: Invitation) -> str:
    return f"/uitnodiging/{grouped(token_of(invitation))}/"


def mails_to(address: str = "ria@voorbeeld.example") -> list[Message]:
    return list(Message.objects.filter(to=address).order_by("pk"))


def reload(invitation: Invitation) -> Invitation:
    return Invitation.objects.get(pk=invitation.pk)


def reminder(invitation: Invitation) -> DueRow:
    return DueRow.objects.get(purpose="invitation_reminder", object_id=invitation.pk)


def days_before(family: Preparation, days: int, clock: dt.time = dt.time(10)) -> dt.datetime:
    return at_local(timezone.localdate(family.conference.planned_start) - dt.timedelta(days=days), clock)
