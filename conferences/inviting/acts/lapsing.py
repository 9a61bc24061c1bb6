"""Invitations of people who take no part any more: a side of a herstelconferentie stops (domain.md 3.6)."""

from collections.abc import Sequence

from django.db.models import Q

from cases.models import Case, CirclePerson, MainPerson
from conferences.codes import NOT_BEGUN_STATES
from conferences.models import Invitation
from ekc.links import withdraw_link

from .reminding import cancel_reminders


def let_invitations_lapse(case: Case, *, people: Sequence[CirclePerson], main_people: Sequence[MainPerson]) -> None:
    """Their links open nothing any more, no reminder and no news goes to them; the coordinator tells them in person."""
    theirs = Q(person__in=people) | Q(main_person__in=main_people)
    rows = Invitation.objects.select_for_update(of=("self",)).filter(
        theirs, conference__case=case, conference__state__in=sorted(NOT_BEGUN_STATES)
    )
    for invitation in rows.select_related("conference"):
        cancel_reminders(invitation)
        withdraw_link(invitation)
        if invitation.pending_news:
            invitation.pending_news = ""
            invitation.save(update_fields=["pending_news"])
