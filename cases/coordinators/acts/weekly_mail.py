"""The weekly mail to coordinators; what it says is worked out in `reads/weekly_mail.py`."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.recipients import tell_in_general
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today

from ..reads.weekly_mail import weekly_mail_of


def send_weekly_digests(*, today: dt.date | None = None) -> int:
    """Queue this week's mail for every coordinator who has work; returns for how many.

    The week of the ISO calendar is in the key of the mail, so that a task that runs twice makes one mail.
    """
    year, week, _day = (today or local_today()).isocalendar()
    told = 0
    for user in User.objects.active().filter(role=Role.COORDINATOR).order_by("pk"):
        body = weekly_mail_of(user)
        if body:
            tell_in_general(
                user, key=f"digest:{user.pk}:{year}-{week:02d}", subject=_("Jouw week bij Eigen Kracht"), body=body
            )
            told += 1
    return told
