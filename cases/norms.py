"""Terms that the house keeps, as data (domain.md 3.8). Change them here, nowhere else."""

import datetime as dt

FIRST_CONTACT_WORKING_DAYS = 2
"""From assignment to the first call of the coordinator."""
INFORMATION_VISIT_DAYS = 14
"""From assignment to the visit in which the coordinator explains."""
DECISION_WORKING_DAYS = 5
"""From aanmelding to a decision of the regional manager."""
URGENT_DECISION_WORKING_DAYS = 1
"""The same when there is haste."""
OFFER_HOURS = 48
"""How long a coordinator has to say yes or no to a case."""
URGENT_OFFER_HOURS = 12
"""The same when there is haste."""
IDLE_MONTHS = 6
"""Without a case for so long, somebody should ask a coordinator how it goes."""
WAITING_REVIEW_DAYS = 14
"""How long a case may wait before the regional manager looks at it again."""
CONFERENCE_DAYS = 70
"""From the start of the preparation to the conference: ten weeks."""
URGENT_CONFERENCE_DAYS = 7
"""The same when there is haste: in days."""
PLAN_TO_EVERYONE_DAYS = 7
"""From the conference until everybody has the plan."""
SILENCE_DAYS = 14
"""Without any contact for this long, a preparation counts as silent."""
REGISTRATION_DAYS = 31
"""From the last step to a complete registration: "mostly within one month"."""
CLOSING_DAYS = 14
"""From a complete registration to closing."""
NEARLY_LATE_DAYS = 2
"""From how many days before the term a person is told that it comes near."""


def add_working_days(day: dt.date, days: int) -> dt.date:
    """The date `days` working days (Monday to Friday) after `day`; public holidays count as working days."""
    while days > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day


def decision_working_days(*, is_urgent: bool) -> int:
    """From aanmelding to decision, by whether there is haste."""
    return URGENT_DECISION_WORKING_DAYS if is_urgent else DECISION_WORKING_DAYS


def conference_days(*, is_urgent: bool) -> int:
    """From the start of the preparation to the conference, by whether there is haste."""
    return URGENT_CONFERENCE_DAYS if is_urgent else CONFERENCE_DAYS


def offer_hours(*, is_urgent: bool) -> int:
    """How long a coordinator has to answer, by whether there is haste."""
    return URGENT_OFFER_HOURS if is_urgent else OFFER_HOURS
