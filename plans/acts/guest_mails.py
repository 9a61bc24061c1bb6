"""Mails to whoever is asked for the frame or the test: that something waits, and nothing of the family."""

from django.utils.translation import gettext as _

from cases.models import Case
from cases.recipients import tell
from ekc.accounts.models import User
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


def tell_deciders_of_plan(plan: Plan, *, version: int) -> None:
    """The plan lies there: each who decides on it hears so, a guest with a link to it."""
    for decider in deciders_of(plan.case):
        if decider.guest is not None:
            mail_guest(decider.guest, key=f"frame-guest:{decider.guest.pk}:plan:{version}")
        elif decider.user is not None:
            tell_tester(plan.case, decider.user, about=f"plan:{version}")


def tell_tester(case: Case, tester: User, *, about: str) -> None:
    """Somebody with an account is asked to test the plan, or finds it there."""
    tell(
        case,
        tester,
        key=f"plan-test:{case.pk}:{tester.pk}:{about}",
        subject=_("Er staat iets voor u klaar"),
        body=_("Goedendag,\n\nEr staat iets voor u klaar. Log in om het te lezen:\n\n%(link)s\n"),
    )
