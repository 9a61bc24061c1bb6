"""Terms that the house keeps, as data (domain.md 3.8). A setting changes one: `EKC_NORMS = {"conference_days": 56}`."""

import datetime as dt
import hashlib
from functools import lru_cache

import holidays
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_names: set[str] = set()


def _norm(name: str, usual: int) -> int:
    _names.add(name)
    value = settings.EKC_NORMS.get(name, usual)
    if type(value) is not int or value < 0:
        raise ImproperlyConfigured(f"EKC_NORMS: {name} is no whole number of 0 or more.")
    return value


CONTACT_WORKING_DAYS = _norm("contact_working_days", 2)
"""From aanmelding to the first talk of the regional manager with the referrer."""
URGENT_CONTACT_WORKING_DAYS = _norm("urgent_contact_working_days", 1)
"""The same when there is haste."""
REQUEST_HOURS = _norm("request_hours", 48)
"""How long a coordinator has to say yes or no to a case."""
URGENT_REQUEST_HOURS = _norm("urgent_request_hours", 12)
"""The same when there is haste."""
IDLE_MONTHS = _norm("idle_months", 6)
"""Without a case for so long, somebody should ask a coordinator how it goes."""
ANSWER_DAYS = _norm("answer_days", 7)
"""How long a referrer has to answer before the regional manager calls."""
ANSWER_LINK_DAYS = _norm("answer_link_days", 14)
ACCOUNT_INVITATION_DAYS = _norm("account_invitation_days", 7)
NEWS_LINK_DAYS = _norm("news_link_days", 56)
"""How long the link to answer by is valid."""
CONFERENCE_FROM_DAYS = _norm("conference_from_days", 42)
"""From here on the term of the conference comes near: six weeks."""
FIRST_CONTACT_WORKING_DAYS = _norm("first_contact_working_days", 2)
"""From assignment to the first call of the coordinator."""
INFORMATION_VISIT_DAYS = _norm("information_visit_days", 14)
"""From assignment to the visit in which the coordinator explains."""
SUCCESSOR_WORKING_DAYS = _norm("successor_working_days", 2)
"""From a coordinator who cannot go on to the one who does."""
DECISION_WORKING_DAYS = _norm("decision_working_days", 5)
"""From aanmelding to a decision of the regional manager."""
URGENT_DECISION_WORKING_DAYS = _norm("urgent_decision_working_days", 1)
"""The same when there is haste."""
WAITING_REVIEW_DAYS = _norm("waiting_review_days", 14)
"""How long a case may wait before the regional manager looks at it again."""
CONFERENCE_DAYS = _norm("conference_days", 70)
"""From the start of the preparation to the conference: ten weeks."""
URGENT_CONFERENCE_DAYS = _norm("urgent_conference_days", 7)
"""The same when there is haste: in days."""
PLAN_TO_EVERYONE_DAYS = _norm("plan_to_everyone_days", 7)
"""From the conference until everybody has the plan."""
SILENCE_DAYS = _norm("silence_days", 14)
"""Without any contact for this long, a preparation counts as silent."""
REGISTRATION_DAYS = _norm("registration_days", 31)
"""From the last step to a complete registration: "mostly within one month"."""
CLOSING_DAYS = _norm("closing_days", 14)
"""From a complete registration to closing."""
FINISH_CONFERENCE_DAYS = _norm("finish_conference_days", 1)
"""From the beginning of a meeting until it is written down how it ended."""
READY_DAYS = _norm("ready_days", 10)
"""From how many days before the meeting it is named what is not ready yet."""
FIRST_CALL_MONTHS = _norm("first_call_months", 1)
"""From the conference to the first call with the family."""
FOLLOW_UP_MONTHS = _norm("follow_up_months", 3)
"""From the conference to the day from which the follow-up is made."""
FOLLOW_UP_WINDOW_MONTHS = _norm("follow_up_window_months", 2)
"""How long after that day the follow-up is still in time: "in practice three to five"."""
EXPERIENCE_CALL_DAYS = _norm("experience_call_days", 14)
"""From the conference to the call with the professional, while he or she still remembers."""
VOG_MONTHS = _norm("vog_months", 3)
"""How old a VOG may be when somebody starts to work (R7)."""
DRAFT_DAYS = _norm("draft_days", 30)
"""How long an aanmelding that was not sent is kept."""
ANSWER_REMINDER_DAYS = _norm("answer_reminder_days", 7)
"""How many days before the meeting who did not answer an invitation is asked again."""
SECOND_ANSWER_REMINDER_DAYS = _norm("second_answer_reminder_days", 3)
"""And once more."""
DAY_REMINDER_DAYS = _norm("day_reminder_days", 1)
"""How many days before the meeting who comes is reminded of it."""
LATE_ANSWER_DAYS = _norm("late_answer_days", 3)
"""So close to the meeting, an answer that turns into "does not come" reaches the coordinator at once."""
PROPOSAL_DAYS = _norm("proposal_days", 7)
"""From what somebody of the family wants otherwise in the plan until it was talked about."""
SURVEY_LINK_DAYS = _norm("survey_link_days", 56)
"""How long the link to a questionnaire is valid."""
SURVEY_REMINDER_DAYS = _norm("survey_reminder_days", 14)
"""From sending a questionnaire until who did not answer is reminded."""
SECOND_SURVEY_REMINDER_DAYS = _norm("second_survey_reminder_days", 28)
"""And once more."""
PAPER_DAYS = _norm("paper_days", 182)
"""How long after its term a paper questionnaire that comes back can still be entered."""
SURVEY_BATCH = _norm("survey_batch", 5)
"""How many answers of one group wait for each other before they are counted, so that none leads to one person."""
DOWNLOAD_DAYS = _norm("download_days", 30)
"""How long a file of figures that was asked for stays there."""
CALL_EARLY_DAYS = _norm("call_early_days", 7)
"""From how many days before its day a call may be made; earlier there is nothing to do yet."""
RIGHT_MONTHS = _norm("right_months", 1)
"""From a request of somebody about their own data to the answer."""
RIGHT_EXTENSION_MONTHS = _norm("right_extension_months", 2)
"""By how much that term can be made longer, once and with a reason."""
RIGHT_REMINDER_DAYS = _norm("right_reminder_days", 14)
"""How many days before the end of that term whoever keeps the file is reminded."""
RIGHT_LAST_REMINDER_DAYS = _norm("right_last_reminder_days", 3)
"""And once more."""
CONSENT_LINK_DAYS = _norm("consent_link_days", 90)
"""How long an own link about consent opens."""
CONSENT_TALK_WORKING_DAYS = _norm("consent_talk_working_days", 5)
"""How soon somebody speaks with a family that does not want to go on, or to share any more."""
PROFESSIONAL_ACCESS_DAYS = _norm("professional_access_days", 90)
"""How long after a case is over the professionals of it can still read it."""
REVIEW_SAMPLE = _norm("review_sample", 25)
"""How many readings of a month are drawn by chance in each region, for who keeps it to look at."""
REVIEW_MOST = _norm("review_most", 40)
"""How many each other rule of such a review draws at most; where it finds more, chance chooses."""
REVIEW_DAYS = _norm("review_days", 21)
"""From the drawing to a month that is signed off."""
REVIEW_AGAIN_DAYS = _norm("review_again_days", 7)
"""How often its reviewers are reminded of it after that."""
REVIEW_FILES_LEAST = _norm("review_files_least", 15)
"""Fewer files than this on one day are never many."""
REVIEW_FILES_TIMES = _norm("review_files_times", 3)
"""How many times one's own usual number of a day are many."""
REVIEW_NIGHT_FROM = _norm("review_night_from", 23)
"""The hour from which it is night, for who reads a file then."""
REVIEW_NIGHT_UNTIL = _norm("review_night_until", 6)
"""And until which."""
REVIEW_LONG_OVER_DAYS = _norm("review_long_over_days", 365)
"""How long after a case was closed it is odd that somebody still opens it."""
REVIEW_USUAL_MONTHS = _norm("review_usual_months", 3)
"""So many months before say what is usual for somebody."""
REVIEW_NEARLY_DAYS = _norm("review_nearly_days", 7)
"""From so many days before its term a month that waits is told apart."""
NEARLY_LATE_DAYS = _norm("nearly_late_days", 2)
"""From how many days before the term a person is told that it comes near."""

if _unknown := sorted(set(settings.EKC_NORMS) - _names):
    # A norm with a mistake in its name would change nothing, and nobody would see it.
    raise ImproperlyConfigured(f"EKC_NORMS: {', '.join(_unknown)} is no norm of the house.")


def add_working_days(day: dt.date, days: int) -> dt.date:
    """The date `days` working days after `day`: Monday to Friday, without the public holidays of the Netherlands."""
    while days > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return day


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and day not in _holidays(day.year)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[dt.date]:
    # The library counts 5 May every five years, as most employers do.
    return frozenset(holidays.country_holidays("NL", years=year))


def fingerprint() -> str:
    """The same for as long as every norm and every public holiday is; what was reckoned under another is old."""
    kept = {name: value for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, int)}
    words = f"{holidays.__version__} {kept}"
    return hashlib.sha256(words.encode()).hexdigest()


def light(due_on: dt.date | None, today: dt.date, *, near: int | None = None) -> str:
    """`in_time`, `nearly` or `late` on `today`; empty without a term. `near`: from how many days before it."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    if left < 0:
        return "late"
    return "nearly" if left <= (NEARLY_LATE_DAYS if near is None else near) else "in_time"


def contact_working_days(*, is_urgent: bool) -> int:
    """From aanmelding to the first talk, by whether there is haste."""
    return URGENT_CONTACT_WORKING_DAYS if is_urgent else CONTACT_WORKING_DAYS


def decision_working_days(*, is_urgent: bool) -> int:
    """From aanmelding to decision, by whether there is haste."""
    return URGENT_DECISION_WORKING_DAYS if is_urgent else DECISION_WORKING_DAYS


def conference_days(*, is_urgent: bool) -> int:
    """From the start of the preparation to the conference, by whether there is haste."""
    return URGENT_CONFERENCE_DAYS if is_urgent else CONFERENCE_DAYS


def request_hours(*, is_urgent: bool) -> int:
    """How long a coordinator has to answer, by whether there is haste."""
    return URGENT_REQUEST_HOURS if is_urgent else REQUEST_HOURS
