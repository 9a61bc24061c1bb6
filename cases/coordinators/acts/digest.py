"""The weekly mail to coordinators: how many things wait, and where. Without a name, place or number of a case."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.casepage.next_step import next_steps_for
from cases.codes import FINISHED_STATES
from cases.models import Case
from cases.queries import silent_days
from cases.recipients import tell_in_general
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today


def send_weekly_digests(*, today: dt.date | None = None) -> int:
    """Queue this week's mail for every coordinator who has work; returns for how many.

    The week of the ISO calendar is in the key of the mail, so that a task that runs twice makes one mail.
    """
    year, week, _day = (today or local_today()).isocalendar()
    told = 0
    for user in User.objects.active().filter(role=Role.COORDINATOR).order_by("pk"):
        lines = digest_for(user)
        if lines:
            tell_in_general(
                user,
                key=f"digest:{user.pk}:{year}-{week:02d}",
                subject=_("Jouw week bij Eigen Kracht"),
                body=_(
                    "Hallo,\n\nZo staat het deze week:\n\n%(lines)s\n\nLog in om te zien wat eerst komt:\n\n%(link)s\n"
                ),
                words={"lines": lines},
                path=reverse("cases:my_cases"),
            )
            told += 1
    return told


def digest_for(user: User) -> str:
    """What the mail tells, a line each; empty for who has no case now. Numbers only."""
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
    return "\n".join(f"- {text % number}" for number, text in counts if number)


def _late(number: int) -> tuple[int, str]:
    return number, ngettext("Bij %d zaak is de termijn voorbij.", "Bij %d zaken is de termijn voorbij.", number)


def _soon(number: int) -> tuple[int, str]:
    return number, ngettext("Bij %d zaak komt de termijn dichtbij.", "Bij %d zaken komt de termijn dichtbij.", number)


def _silent(number: int) -> tuple[int, str]:
    return number, ngettext(
        "In %d zaak was er twee weken geen contact.", "In %d zaken was er twee weken geen contact.", number
    )
