"""What the page of one request shows: who asks for whom, how that was made sure, the term, and what can be done."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import RightKind
from cases.models import PrivacyRequest
from cases.queries import main_persons_there
from cases.rules import can
from cases.who_may_ask import who_may
from ekc.accounts.models import User
from ekc.dutch import long_date
from ekc.retention.querysets import is_listed

from .desk import left_in_words
from .inzage import file_of, is_checked, is_given_out
from .taken_out import may_decide, preview_of, takes_out, waits_for_destruction


def facts_of_request(asked: PrivacyRequest) -> list[tuple[str, Any]]:
    """In pairs, without what is empty."""
    pairs: list[tuple[str, Any]] = [
        (_("Over wie"), _("%(name)s, %(age)d jaar") % {"name": asked.of_whom, "age": asked.age}),
        (_("Wie vraagt"), f"{asked.asked_by} ({asked.get_asked_as_display()})"),
        (_("Wie mag vragen"), who_may(asked.age)),
        (_("Nagegaan"), asked.get_identity_display()),
        (_("Papier gezien"), asked.paper),
        (_("De jongere zelf"), asked.child_view),
        (_("In eigen woorden"), asked.what),
        (_("Ontvangen"), _("%(day)s, vastgelegd door %(name)s") % _day_and_name(asked)),
        (_("Uiterlijk"), _term(asked)),
        (_("Verlengd"), asked.extended_reason),
        (_("Antwoord"), asked.answer),
        (_("Waarom niet alles"), asked.get_ground_display()),
        (_("Door"), _settled(asked)),
        (_("Nagekeken"), _checked(asked)),
        (_("Vernietigen"), _destruction(asked)),
    ]
    return [(label, value) for label, value in pairs if value]


def _day_and_name(asked: PrivacyRequest) -> dict[str, Any]:
    return {"day": long_date(asked.received_on), "name": asked.recorded_by}


def _term(asked: PrivacyRequest) -> str:
    return f"{long_date(asked.due_on)} ({left_in_words(asked)})" if asked.is_open else long_date(asked.due_on)


def _settled(asked: PrivacyRequest) -> str:
    if asked.settled_on is None:
        return ""
    return _("%(name)s, op %(day)s") % {"name": asked.settled_by, "day": long_date(asked.settled_on)}


def _checked(asked: PrivacyRequest) -> str:
    if asked.checked_at is None:
        return ""
    day = long_date(timezone.localdate(asked.checked_at))
    return _("%(name)s, op %(day)s") % {"name": asked.checked_by, "day": day}


def _waits_for_a_list(asked: PrivacyRequest, user: User) -> bool:
    """It was granted, and no list has it: one was turned down, or left it."""
    return _may_still_stop(asked, user) and not is_listed(asked.case_id)


def _may_still_stop(asked: PrivacyRequest, user: User) -> bool:
    """It was granted, and no night carried it out yet: whoever asked may change their mind."""
    return waits_for_destruction(asked) and can(user, "privacy.answer", asked.case)


def _destruction(asked: PrivacyRequest) -> str:
    """How it stands with a destruction that was granted."""
    if not waits_for_destruction(asked):
        return ""
    if is_listed(asked.case_id):
        return _("Wacht op een tweede persoon van landelijk beheer, en daarna op de nacht")
    return _("De lijst is afgekeurd, of er was nog iets open. Los dat op, en zet het opnieuw op een lijst")


def acts_on(asked: PrivacyRequest, user: User) -> dict[str, str]:
    """The address of what this person can do with it now; empty where that is nothing."""
    args = [asked.case.number, asked.pk]
    may = asked.is_open and can(user, "privacy.answer", asked.case)
    has_letter = asked.is_answered or asked.extended_on is not None
    return {
        "answer": reverse("cases:privacy_answer", args=args) if may else "",
        "extend": reverse("cases:privacy_extend", args=args)
        if may and asked.extended_on is None and asked.days_left >= 0
        else "",
        "withdraw": reverse("cases:privacy_withdraw", args=args) if may or _may_still_stop(asked, user) else "",
        "destroy": reverse("cases:privacy_destroy", args=args) if _waits_for_a_list(asked, user) else "",
        "letter": reverse("cases:privacy_letter", args=args) if has_letter else "",
    }


def given_out(asked: PrivacyRequest) -> dict[str, Any] | None:
    """How it stands with the file that goes out, and where it is looked over and taken; None where none does."""
    if not is_given_out(asked):
        return None
    file, args = file_of(asked), [asked.case.number, asked.pk]
    ready = is_checked(asked, file)
    return {
        "waiting": len(file.open_),
        "ready": ready,
        "changed": bool(asked.checked_key) and not ready,
        "check": reverse("cases:inzage_check", args=args) if asked.is_open else "",
        "pdf": reverse("cases:inzage_pdf", args=args) if ready else "",
        "data": reverse("cases:inzage_data", args=args) if ready else "",
    }


def goes_whole(asked: PrivacyRequest) -> str:
    """That by a yes the whole file goes; empty where it does not."""
    if asked.kind != RightKind.DESTRUCTION or not asked.is_open or takes_out(asked):
        return ""
    if len(main_persons_there(asked.case)) > 1:
        return _(
            "Voor iedereen over wie dit dossier gaat, is om verwijdering gevraagd. Bij ja gaat het hele dossier weg."
        )
    return _("Bij ja gaat het hele dossier weg. Daarvoor moet de zaak zijn afgesloten.")


def goes_out(asked: PrivacyRequest) -> dict[str, Any] | None:
    """How it stands with one person who goes out of a file that stays; None for any other request, and while a list
    waits."""
    if not takes_out(asked) or not may_decide(asked):
        return None
    preview = preview_of(asked)
    return {
        "why_not": preview.why_not,
        "first_at": preview.first_at,
        "waiting": len(preview.waiting),
        "page": reverse("cases:taken_out", args=[asked.case.number, asked.pk]),
    }
