"""What goes by itself each night, for it belongs to no file: mail that was sent long ago, lines of the read log,
sessions, open answers. Nothing in the house grows without end.
"""

import datetime as dt
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from ekc.dates import at_local, local_today

from .blanking import GONE
from .codes import Fate
from .copies import drop_contexts, forget_rows
from .destroying import end_rows, everything_asleep
from .kept_until import last_day_over, months_of
from .register import PLACES, OwnTerm, Place

SLICE = 5_000
"""So many rows in one transaction: nobody waits for the night."""


def forget_what_is_over() -> dict[str, int]:
    """Carry out every term that is not of a file: how many rows of each table went. May be repeated."""
    told = {place.name: _carry_out(place) for place in PLACES if place.own is not None}
    told[Session._meta.db_table] = forget_sessions()
    return {name: number for name, number in told.items() if number}


def forget_sessions() -> int:
    """Sessions that are over open nothing any more."""
    return int(Session.objects.filter(expire_date__lt=timezone.now()).delete()[0])


def over(place: Place, today: dt.date) -> models.QuerySet[Any]:
    """The rows of a table with a term of its own that is over today."""
    rows = place.model._base_manager.order_by("pk")
    last = last_day_over(place.kept_in, today, months_of())
    if place.own is None or last is None:
        return rows.none()
    found = rows.filter(place.own.where, _until(place.own, place.model, last))
    if place.fate == Fate.ANONYMISED:
        # Those whose words are out already say nothing any more.
        found = found.exclude(_is_empty(place))
    return found


def _until(own: OwnTerm, model: type[models.Model], last: dt.date) -> Q:
    if own.as_text is not None:
        # Of a quarter its last day counts: the one that `last` lies in is not over.
        return Q(**{f"{own.since}__lt": own.as_text(last)})
    if isinstance(model._meta.get_field(own.since), models.DateTimeField):
        return Q(**{f"{own.since}__lt": at_local(last + dt.timedelta(days=1), dt.time(0))})
    return Q(**{f"{own.since}__lte": last})


def _is_empty(place: Place) -> Q:
    return Q(**{f"{name}__in": ["", GONE] for name in place.blanks})


def _carry_out(place: Place) -> int:
    count = 0
    while number := _slice(place):
        count += number
    return count


@transaction.atomic
def _slice(place: Place) -> int:
    keys = list(over(place, local_today()).distinct().values_list("pk", flat=True)[:SLICE])
    if not keys:
        return 0
    with everything_asleep():
        _count, contexts = forget_rows(place.model, keys, "", [])
        end_rows(place, keys)
        drop_contexts(contexts)
    return len(keys)
