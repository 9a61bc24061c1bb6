"""Mails to whoever has no account and is asked for the frame: that something waits, and nothing of the family."""

from django.utils.translation import gettext as _

from ekc.links import renew_link
from ekc.outbox.acts import queue_message

from ..models import FrameGuest, Plan
from ..queries import deciders_of


def mail_guest(guest: FrameGuest, *, key: str) -> None:
    """A fresh personal link; who else reads the mail of an organisation is not known."""
    queue_message(
        key=key,
        to=guest.email,
        subject=_("Er staat iets voor u klaar"),
        body=_("Goedendag,\n\nEr staat iets voor u klaar. U heeft geen account nodig:\n\n%(link)s\n")
        % {"link": renew_link(guest, to=guest.email)},
        case_number=guest.case.number,
        region_id=guest.case.region_id,
        about=guest,
    )


def tell_guests_of_plan(plan: Plan, *, version: int) -> None:
    """The plan lies there: each guest who decides on it gets a link to it."""
    for decider in deciders_of(plan.case):
        if decider.guest is not None:
            mail_guest(decider.guest, key=f"frame-guest:{decider.guest.pk}:plan:{version}")
