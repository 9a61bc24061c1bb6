"""Which files are held, which are due, and which come up."""

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from ekc.dates import add_months, local_today

from .codes import OPEN_LISTS
from .kept_until import kept_until, months_of, starts_over
from .models import DestructionEntry, Hold
from .register import UNFINISHED, the_files

SOON_MONTHS = 3
"""So far ahead the page about keeping looks."""


def holding(day: dt.date) -> QuerySet[Hold]:
    """The holds that stand on this day; one whose last day is over stands no more."""
    return Hold.objects.filter(lifted_at=None, until__gte=day)


def is_unfinished() -> Q:
    """Something is still to come of a file or of one that goes along with it, or somebody holds it."""
    kind, own = the_files(), reduce(or_, (condition() for condition in UNFINISHED), Q(pk__in=[]))
    along = kind.model._default_manager.filter(own, **{f"{kind.goes_with}__isnull": False})
    return own | Q(pk__in=along.order_by().values(kind.goes_with))


def ended_files() -> QuerySet[Any]:
    """Every file that is over and was not destroyed, with `kept_in` and `ended_on`."""
    kind = the_files()
    whens = [When(condition, then=Value(str(code))) for code, condition in kind.ended.items()]
    ended = reduce(or_, kind.ended.values())
    files = kind.model._default_manager.filter(ended, destroyed_on=None, **{kind.goes_with: None}).order_by("number")
    kept_in = Case(*whens, default=Value(""), output_field=CharField())
    found: QuerySet[Any] = files.annotate(kept_in=kept_in, ended_on=kind.since)
    return found


def _over_on(day: dt.date) -> Q:
    """The term is over on this day, as a condition on `ended_files`."""
    months = months_of()
    over = (Q(kept_in=code, ended_on__lte=starts_over(day, months[code])) for code in the_files().ended)
    return reduce(or_, over)


def due_files(day: dt.date | None = None) -> QuerySet[Any]:
    """The files whose term is over on this day: not the living, the unfinished and the held ones."""
    return ended_files().filter(_over_on(day or local_today())).exclude(is_unfinished())


def waiting_files() -> QuerySet[Any]:
    """Files whose term is over and that stay for now: something is still to come of them, or somebody holds them."""
    return ended_files().filter(_over_on(local_today())).filter(is_unfinished())


def coming_up(*, within_months: int = SOON_MONTHS) -> QuerySet[Any]:
    """Files whose term ends in so many months from now, and is not over yet."""
    today = local_today()
    return ended_files().filter(_over_on(add_months(today, within_months))).exclude(_over_on(today))


def last_day_of(number: str) -> dt.date | None:
    """The last day on which a file that is over is kept; None for one that lives."""
    found = ended_files().filter(number=number).values_list("kept_in", "ended_on").first()
    return None if found is None else kept_until(found[1], months_of()[found[0]])


def held_until(file_id: int) -> dt.date | None:
    """Until when somebody holds this file back; None where nobody does."""
    last = holding(local_today()).filter(file_id=file_id).order_by("-until").first()
    return None if last is None else last.until


def open_entries() -> QuerySet[DestructionEntry]:
    """The files on lists by which something may still be destroyed."""
    return DestructionEntry.objects.filter(of_list__state__in=sorted(OPEN_LISTS), left_why="", carried_out_on=None)


def is_listed(file_id: int) -> bool:
    """Whether a file stands on a list that waits: for a second person, or for the night."""
    return open_entries().filter(file_id=file_id).exists()


def holds_of(file_id: int) -> QuerySet[Hold]:
    """The holds of one file that stand today."""
    return holding(local_today()).filter(file_id=file_id).select_related("by")
