"""The talk with the professional before the day, and what the professional would have decided (US-26, M-09)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import HelpWish, IntendedHelp
from cases.locks import lock_case, lock_writable
from cases.models import Briefing, Case, CurrentHelp, IntendedPlan
from cases.queries import is_before_first_meeting
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.encryption import encrypt
from ekc.refusal import Refusal

from ..legal_terms import LEGAL_WORDS
from ..reads.intended_plan import PURPOSE


@transaction.atomic
def save_briefing(
    case: Case,
    *,
    by: User,
    known: str = "",
    unknown: str = "",
    legal_words: Iterable[str] = (),
    spoken_on: dt.date | None = None,
    spoken_with: str = "",
) -> Briefing:
    """Keep what the coordinator knows and does not know, and which words of the law were explained. Raises Refusal."""
    case = lock_writable(case)
    words = [word for word in LEGAL_WORDS if word in set(legal_words)]
    if spoken_on is not None and spoken_on > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."), at="spoken_on")
    if spoken_on is not None and not spoken_with.strip():
        raise Refusal(_("Schrijf op met welke professional je hebt gesproken."), at="spoken_with")
    briefing, _created = Briefing.objects.update_or_create(
        case=case,
        defaults={
            "known": known.strip(),
            "unknown": unknown.strip(),
            "legal_words": words,
            "spoken_on": spoken_on,
            "spoken_with": spoken_with.strip(),
        },
    )
    return briefing


@transaction.atomic
def save_current_help(case: Case, *, by: User, row: CurrentHelp | None = None, **fields: Any) -> CurrentHelp:
    """Write down help that there is now: `what`, `provider`, `wish` (HelpWish), `reason`. Raises Refusal."""
    case = lock_writable(case)
    if not str(fields.get("what", "")).strip():
        raise Refusal(_("Schrijf op welke hulp het is."), at="what")
    if fields.get("wish", HelpWish.OPEN) not in HelpWish.values:
        raise Refusal(_("Kies of de hulp blijft of stopt."), at="wish")
    help_now = CurrentHelp(case=case) if row is None else CurrentHelp.objects.select_for_update().get(pk=row.pk)
    for name in ("what", "provider", "wish", "reason"):
        if name in fields:
            setattr(help_now, name, fields[name].strip())
    help_now.save()
    return help_now


@transaction.atomic
def write_intended_plan(case: Case, *, by: User, help_codes: Iterable[str], text: str) -> IntendedPlan:
    """Keep what the professional would decide without a conference, encrypted; rewritten until the meeting begins.

    Raises Refusal once it is locked, without a code of IntendedHelp, and after the conference began: what is
    written down then is no plan beforehand.
    """
    chosen = list(help_codes)
    if not chosen or set(chosen) - set(IntendedHelp.values):
        raise Refusal(_("Kies welke hulp u voor ogen heeft."), at="help_codes")
    if IntendedHelp.NOTHING in chosen and len(chosen) > 1:
        raise Refusal(_("Kies “Geen hulp erbij” alleen als u geen andere hulp voor ogen heeft."), at="help_codes")
    case = lock_case(case)
    plan = IntendedPlan.objects.select_for_update().filter(case=case, author=by).first()
    if not is_before_first_meeting(case) or (plan is not None and plan.locked_at is not None):
        raise Refusal(_("De conferentie is begonnen. Wat u voor ogen had, ligt nu vast."))
    plan = plan or IntendedPlan(case=case, author=by)
    plan.help_codes, plan.sealed = chosen, encrypt(text.strip(), purpose=PURPOSE)
    plan.save()
    return plan


def lock_intended_plans(case: Case) -> None:
    """The meeting begins: nobody who works on the case opens these any more, not even who wrote them."""
    IntendedPlan.objects.filter(case=case, locked_at__isnull=True).update(locked_at=timezone.now())


def unlock_intended_plans(case: Case) -> None:
    """The meeting did not begin after all."""
    IntendedPlan.objects.filter(case=case, redacted_on=None).update(locked_at=None)


@transaction.atomic
def redact_intended_plan(plan: IntendedPlan, *, by: User, text: str) -> IntendedPlan:
    """Keep what onderzoekers may read of a locked plan; what was taken out is gone, and who did it is kept.

    Raises Refusal for one that is not locked, or was looked at before.
    """
    locked: IntendedPlan = IntendedPlan.objects.select_for_update().get(pk=plan.pk)
    if locked.locked_at is None or locked.redacted_on is not None:
        raise Refusal(_("Dit plan is al nagekeken, of ligt nog niet vast."))
    locked.redacted, locked.redacted_on, locked.redacted_by = text.strip(), local_today(), by
    locked.sealed = ""
    locked.save(update_fields=["redacted", "redacted_on", "redacted_by", "sealed"])
    return locked
