"""The questionnaire behind a personal link, and the day that it is about."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from cases.models import Case
from cases.notices import referrer_address
from cases.spoken_languages import page_language_of
from ekc.addresses import mail_key
from ekc.dates import local_today
from ekc.links import Closed, LinkKind

from .models import Questionnaire, SurveyInvitation

WHAT = _lazy("een uitnodiging voor een vragenlijst")
"""For the read log."""


def link_kind(
    *, readdress: Callable[[SurveyInvitation, str], None], renewed: Callable[[SurveyInvitation], None]
) -> LinkKind:
    return LinkKind(
        model=SurveyInvitation,
        routes=("surveys:answer",),
        hangs_on=lambda row: (*readers_of(row), row.case),
        case=lambda row: row.case,
        address=lambda row: row.email,
        # Once it came back it still opens, on the word of thanks.
        over=lambda row: "" if row.is_used or row.expires_on >= local_today() else Closed.OVER,
        language=language_at,
        rows=lambda: SurveyInvitation.objects.select_related("case__programme", "case__region", "case__subregion"),
        belongs=_belongs,
        readdress=readdress,
        renewed=renewed,
        perm="surveys.hand_out",
        what=WHAT,
        back=lambda row: reverse("surveys:surveys", args=[row.case_number]),
        closed_help=_lazy("Nog iets vertellen? Bel de Eigen Kracht-coördinator."),
    )


def readers_of(row: SurveyInvitation) -> list[Any]:
    """Who reads the mail of a questionnaire, looked up once for a row: whether it opens, and in which language."""
    known: tuple[str, list[Any]] | None = row.__dict__.get("_readers")
    if known is None or known[0] != row.email:
        known = row.__dict__["_readers"] = (row.email, people_at(row.case, row.email))
    return known[1]


def people_at(case: Case, email: str) -> list[Any]:
    """Who of a case reads mail at this address: a questionnaire is not tied to a person, only to where it went."""
    if not email:
        return []
    circle = list(case.circle.filter(email__iexact=email))
    # A double has nothing to say where the row that was kept reads mail there too.
    living = [person for person in circle if not person.is_double]
    found: list[Any] = [*(living or circle), *case.main_persons.filter(email__iexact=email)]
    referrer = getattr(case, "referrer", None)
    if referrer is not None and mail_key(referrer_address(case)) == mail_key(email):
        found += [referrer, referrer.user]
    return found


def referrer_reads_at(case: Case, email: str) -> bool:
    """Whether this is where the referrer reads mail; so too while nobody knows where that is."""
    known = referrer_address(case) if getattr(case, "referrer", None) is not None else ""
    return not known or mail_key(known) == mail_key(email)


def language_at(row: SurveyInvitation) -> str:
    """The language of whoever of the case reads mail there; Dutch where nobody is known."""
    readers = [each for each in readers_of(row) if each is not None]
    return page_language_of(readers[0]) if readers else str(settings.LANGUAGE_CODE)


def _belongs(row: SurveyInvitation, somebody: Any, old: str) -> bool:
    """It went to the old address of this person, which is nobody else's of the case, and did not come back yet."""
    others = [each for each in people_at(row.case, old) if each is not None and each != somebody]
    return not row.is_used and mail_key(row.email) == mail_key(old) and not others


def questionnaire_for(invitation: SurveyInvitation) -> Questionnaire:
    """The version that held on the day of the conference (domain.md 3.8)."""
    return version_for(invitation.case, invitation.form)


def version_for(case: Case, form: str) -> Questionnaire:
    """The version of a form for a case: see `questionnaire_for`."""
    held_on = held_on_of(case) or local_today()
    found: Questionnaire = (
        Questionnaire.objects.filter(form=form, valid_from__lte=held_on)
        .filter(Q(valid_until=None) | Q(valid_until__gte=held_on))
        .latest("valid_from")
    )
    return found


def held_on_of(case: Case) -> dt.date | None:
    """The day of the conference whose questionnaires these are; None without one."""
    found: dt.date | None = (
        case.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    )
    return found
