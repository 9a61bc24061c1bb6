"""The weekly mail to coordinators: how many things wait, and where. Without a name, place or number of a case."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.casepage.next_step import next_steps_for
from cases.codes import FINISHED_STATES
from cases.models import Case
from cases.queries import silent_days
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import queue_message


def send_weekly_digests(*, today: dt.date | None = None) -> int:
    """Queue this week's mail for every coordinator who has work; returns for how many.

    The week of the ISO calendar is in the key of the mail, so that a task that runs twice makes one mail.
    """
    year, week, _day = (today or local_today()).isocalendar()
    told = 0
    for user in User.objects.active().filter(role=Role.COORDINATOR).order_by("pk"):
        body = digest_for(user)
        if body:
            queue_message(
                key=f"digest:{user.pk}:{year}-{week:02d}",
                to=user.email,
                subject=_("Jouw week bij Eigen Kracht"),
                body=body,
            )
            told += 1
    return told


def digest_for(user: User) -> str:
    """The text of the mail; empty for who has no case now. Numbers only."""
    cases = list(Case.objects.with_file().for_user(user).with_last_contact().exclude(state__in=FINISHED_STATES))
    if not cases:
        return ""
    steps = [step for step in next_steps_for(cases, user) if step is not None]
    counts = (
        (len(cases), ngettext("%d zaak loopt.", "%d zaken lopen.", len(cases))),
        _late(sum(step.term == "late" for step in steps)),
        _soon(sum(step.term == "nearly" for step in steps)),
        _silent(sum(1 for case in cases if silent_days(case))),
    )
    lines = "\n".join(f"- {text % number}" for number, text in counts if number)
    link = str(settings.EKC_BASE_URL).rstrip("/") + reverse("cases:my_cases")
    return _("Hallo,\n\nZo staat het deze week:\n\n%(lines)s\n\nLog in om te zien wat eerst komt:\n\n%(link)s\n") % {
        "lines": lines,
        "link": link,
    }


def _late(number: int) -> tuple[int, str]:
    return number, ngettext("Bij %d zaak is de termijn voorbij.", "Bij %d zaken is de termijn voorbij.", number)


def _soon(number: int) -> tuple[int, str]:
    return number, ngettext("Bij %d zaak komt de termijn dichtbij.", "Bij %d zaken komt de termijn dichtbij.", number)


def _silent(number: int) -> tuple[int, str]:
    return number, ngettext(
        "In %d zaak was er twee weken geen contact.", "In %d zaken was er twee weken geen contact.", number
    )
