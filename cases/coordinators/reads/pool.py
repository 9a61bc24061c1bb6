"""The pool: all coordinators of the reader's regions, what they speak, how much they carry, and who sits idle.

Everything comes from columns, two prefetches and two counts: as many queries for one as for a thousand.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases import norms
from cases.codes import Training
from cases.models import Coordinator
from cases.spoken_languages import language_name
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import add_months, local_today
from ekc.names import thing_order


@dataclass(frozen=True)
class PoolRow:
    coordinator: Any
    regions: str
    languages: str
    status: str
    tone: str
    last: str
    is_idle: bool


@dataclass
class RegionLine:
    """One region: who works there, and how much room there is. Who works in two regions counts in both."""

    name: str
    coordinators: int = 0
    free: int = 0
    cases: int = 0
    places: int = 0
    idle: int = 0


def idle_since(today: dt.date) -> dt.date:
    """Whose last case ended before this day has been without one for too long."""
    return add_months(today, -norms.IDLE_MONTHS)


def last_worked(coordinator: Any) -> dt.date | None:
    """The last day on which this coordinator was known to work on a case; None where there never was one."""
    days = [day for day in (coordinator.last_started, coordinator.last_ended) if day]
    return max(days, default=None)


def is_idle(coordinator: Any, today: dt.date) -> bool:
    """No case now, and none in the last half year (or ever)."""
    last = last_worked(coordinator)
    return coordinator.load == 0 and (last is None or last < idle_since(today))


def on_leave(coordinator: Any, today: dt.date) -> bool:
    return any(leave.starts_on <= today <= leave.ends_on for leave in coordinator.leaves.all())


def status_of(coordinator: Any, today: dt.date) -> tuple[str, str]:
    """What comes first of why somebody cannot be asked, as a word with its tone; or that there is room."""
    works_at = coordinator.user.organisation
    employers = [*coordinator.employers.all(), *([works_at] if works_at else [])]
    works_in_care = any(each.is_care_or_deciding for each in employers)
    grounds = (
        (coordinator.employers_declared_on is None, _("werkgevers niet opgegeven"), "alert"),
        (works_in_care, _("werkt in de zorg"), "stopped"),
        (coordinator.vog_date is None, _("geen VOG"), "alert"),
        (not coordinator.available, _("niet beschikbaar"), "stopped"),
        (on_leave(coordinator, today), _("met verlof"), "waiting"),
        (coordinator.load >= coordinator.max_cases, _("vol"), "active"),
    )
    return next(((word, tone) for holds, word, tone in grounds if holds), (_("heeft ruimte"), "done"))


def pool_rows(coordinators: Iterable[Any]) -> list[PoolRow]:
    """What the table shows of each."""
    today = local_today()
    return [_row(each, today) for each in coordinators]


def _row(coordinator: Any, today: dt.date) -> PoolRow:
    status, tone = status_of(coordinator, today)
    last = last_worked(coordinator)
    ended = dutch.long_date(last) if last else _("nog nooit")
    return PoolRow(
        coordinator=coordinator,
        regions=", ".join(region.name for region in coordinator.user.regions.all()),
        languages=coordinator.language_names,
        status=status,
        tone=tone,
        last=_("nu bezig") if coordinator.load else ended,
        is_idle=is_idle(coordinator, today),
    )


def per_region(coordinators: Sequence[Any], reader: User) -> list[RegionLine]:
    """A line for each region of the reader in which somebody works."""
    today = local_today()
    mine = {region.pk for region in reader.kept_regions()} if reader.is_regional_manager else None
    found: dict[int, RegionLine] = {}
    for each in coordinators:
        is_free, idle = status_of(each, today)[1] == "done", is_idle(each, today)
        for region in each.user.regions.all():
            if mine is not None and region.pk not in mine:
                continue
            line = found.setdefault(region.pk, RegionLine(region.name))
            line.coordinators += 1
            line.cases += each.load
            line.places += max(each.max_cases - each.load, 0) if is_free else 0
            line.free += is_free
            line.idle += idle
    return sorted(found.values(), key=lambda line: thing_order(line.name))


def per_language(coordinators: Sequence[Any]) -> list[tuple[str, int, int]]:
    """Each language that somebody speaks: its name, how many speak it, and how many of them have room."""
    today = local_today()
    speakers: Counter[str] = Counter()
    free: dict[str, int] = defaultdict(int)
    for each in coordinators:
        has_room = status_of(each, today)[1] == "done"
        for code in each.languages:
            speakers[code] += 1
            free[code] += has_room
    rows = [(language_name(code), count, free[code]) for code, count in speakers.items()]
    return sorted(rows, key=lambda row: (-row[1], thing_order(row[0])))


def in_figures(coordinators: Sequence[Any]) -> list[tuple[int, str]]:
    """The pool at a glance."""
    today = local_today()
    statuses = [status_of(each, today)[1] for each in coordinators]
    long = dutch.months_in_words(norms.IDLE_MONTHS)
    return [
        (len(coordinators), _("coördinatoren")),
        (statuses.count("done"), _("hebben ruimte")),
        (sum(each.load for each in coordinators), _("zaken nu")),
        (len({code for each in coordinators for code in each.languages}), _("talen")),
        (sum(Training.RESTORATIVE in each.trainings for each in coordinators), _("doen herstelconferenties")),
        (sum(is_idle(each, today) for each in coordinators), _("al %(long)s geen zaak") % {"long": long}),
    ]


def pool_of(user: User) -> Any:
    """The coordinators this person looks after, with all that the pool asks; open accounts only."""
    found: Any = Coordinator.objects.for_user(user).filter(user__is_active=True)
    return found.for_pool().order_by("user__name_key", "pk")
