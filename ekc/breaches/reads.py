"""What the pages of breaches show: the clock, the register, one breach."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import rules
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ekc.audit.models import ReadLine, ReviewAnswer
from ekc.dutch import long_date
from ekc.names import by_name

from .codes import TellPeople
from .models import Breach

MANAGE = "breaches.manage"
NEARLY_HOURS = 24


@dataclass(frozen=True)
class Clock:
    """How the 72 hours stand. Without `light` they run no more: it was decided."""

    words: str
    light: str = ""


@dataclass(frozen=True)
class BreachRow:
    breach: Breach
    clock: Clock


def clock_of(breach: Breach, now: dt.datetime | None = None) -> Clock:
    if breach.authority:
        return Clock(str(breach.get_authority_display()))
    left = breach.due_at - (now or timezone.now())
    # An hour that has begun counts: "nog 1 uur" is never less than nothing.
    hours = abs(-(-left // dt.timedelta(hours=1)))
    if left < dt.timedelta(0):
        return Clock(ngettext("%(n)d uur te laat", "%(n)d uur te laat", hours) % {"n": hours}, "late")
    light = "nearly" if hours <= NEARLY_HOURS else "in_time"
    return Clock(ngettext("nog %(n)d uur", "nog %(n)d uur", hours) % {"n": hours}, light)


def row_of(breach: Breach) -> BreachRow:
    return BreachRow(breach, clock_of(breach))


def running_clocks(user: Any) -> list[BreachRow]:
    """The breaches of which nobody decided yet whether the AP is told, for who may see them; the first term first."""
    if not rules.has_perm(MANAGE, user):
        return []
    return [row_of(each) for each in Breach.objects.filter(authority="").order_by("found_at", "pk")]


def facts_of(breach: Breach) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        (_("Ontdekt"), _moment(breach.found_at)),
        (_("Gebeurd"), _moment(breach.happened_at) if breach.happened_at else _("niet bekend")),
        (_("Zaken"), ", ".join(breach.case_numbers) or _("geen")),
        (_("Accounts"), ", ".join(by_name(str(each) for each in breach.accounts.all())) or _("geen")),
        (_("Vastgelegd"), _("%(day)s door %(name)s") % _by(breach.recorded_at, breach.recorded_by)),
    ]
    if breach.closed_at:
        found.append((_("Afgesloten"), _("%(day)s door %(name)s") % _by(breach.closed_at, breach.closed_by)))
    return found


def authority_facts(breach: Breach) -> list[tuple[str, Any]]:
    if not breach.authority:
        return [(_("Uiterlijk"), _moment(breach.due_at))]
    found = [(_("Besluit"), str(breach.get_authority_display()))]
    if breach.authority_at:
        late = _(" (later dan 72 uur)") if breach.is_told_late else ""
        found.append((_("Gemeld"), _moment(breach.authority_at) + late))
    found += [(_("Kenmerk"), breach.authority_reference)] if breach.authority_reference else []
    return found


def readings_that_opened(breach: Breach) -> list[ReadLine]:
    """The readings of which a reviewer of the read log said that they are this breach, oldest first."""
    drawn = ReviewAnswer.objects.filter(breach=breach.pk).values("drawn__reading")
    return list(ReadLine.objects.filter(pk__in=drawn).order_by("at", "pk"))


def is_writing(breach: Breach) -> bool:
    """Whether there is a letter to send."""
    return breach.tell_people == TellPeople.YES


def _by(at: dt.datetime, who: Any) -> dict[str, str]:
    return {"day": long_date(timezone.localdate(at)), "name": str(who)}


def _moment(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    return f"{long_date(local.date())}, {local:%H:%M}"
