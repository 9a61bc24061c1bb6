"""Whoever keeps the file is reminded of a request before its term ends, twice."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import DuePurpose
from cases.models import PrivacyRequest
from cases.recipients import Post, tell
from ekc.dates import at_local
from ekc.outbox.acts import cancel_due, plan_due

REMIND_AT = dt.time(9, 0)


def plan_reminders(asked: PrivacyRequest) -> None:
    """Plan both, in place of earlier ones; what is past already is left out, for the page says that it is late."""
    nears, ends = (
        at_local(asked.due_on - dt.timedelta(days=days), REMIND_AT)
        for days in (norms.RIGHT_REMINDER_DAYS, norms.RIGHT_LAST_REMINDER_DAYS)
    )
    number, region = asked.case.number, asked.case.region_id
    if nears > timezone.now():
        plan_due(DuePurpose.RIGHT_TERM_NEARS, asked, nears, case_number=number, region_id=region, again=True)
    if ends > timezone.now():
        plan_due(DuePurpose.RIGHT_TERM_ENDS, asked, ends, case_number=number, region_id=region, again=True)


def cancel_reminders(asked: PrivacyRequest) -> None:
    """It has its answer."""
    cancel_due(DuePurpose.RIGHT_TERM_NEARS, asked)
    cancel_due(DuePurpose.RIGHT_TERM_ENDS, asked)


def remind_of_term(request_id: int) -> None:
    """Mail whoever keeps the file that a request waits, while it does. Nothing of the request stands in the mail."""
    asked = PrivacyRequest.objects.select_related("case__region").filter(pk=request_id).first()
    if asked is None or not asked.is_open:
        return
    tell(
        asked.case,
        Post.MANAGER,
        key=f"right-term:{asked.pk}:{asked.days_left}:{asked.due_on:%Y%m%d}",
        subject=_("Een verzoek wacht op uw antwoord"),
        body=_("Goedendag,\n\nEr wacht een verzoek op uw antwoord. De termijn komt dichterbij. Log in:\n\n%(link)s\n"),
        path=reverse("cases:privacy_request", args=[asked.case.number, asked.pk]),
        path_is_for_national=True,
    )
