"""Accounts of people who left: their name goes when no file that is kept was theirs any more."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from ekc.accounts.models import User
from ekc.dates import at_local, local_today

from .codes import Fate, Kept
from .copies import drop_contexts, forget_rows
from .destroying import end_rows, everything_asleep
from .kept_until import last_day_over, months_of
from .register import PLACES, Place, the_files

CALLED = "Vernietigd account"


def anonymise_old_accounts() -> int:
    """Take out the name and what else is known of who left long ago: how many accounts. May be repeated."""
    return sum(_anonymise(user) for user in old_accounts(local_today()))


def old_accounts(today: dt.date) -> list[User]:
    """Closed accounts of which the term is over, and that no file names that is kept."""
    last = last_day_over(Kept.ACCOUNTS, today, months_of())
    if last is None:
        return []
    closed = User.objects.filter(is_active=False).exclude(full_name=CALLED).order_by("pk")
    closed = closed.annotate(closed_at=Coalesce(Max("events__pgh_created_at"), "last_login", "date_joined"))
    over = closed.filter(closed_at__lt=at_local(last + dt.timedelta(days=1), dt.time(0)))
    return [user for user in over if not _is_named(user)]


def _is_named(user: User) -> bool:
    """Whether a row of a file that was not destroyed says that this person did something."""
    for place in PLACES:
        way = _way_to_file(place)
        if way is None:
            continue
        names = _ways_to_an_account(place.model)
        mine = Q(pk__in=[])
        for name in names:
            mine |= Q(**{name: user})
        if names and place.model._base_manager.filter(mine, **{f"{way}destroyed_on": None}).exists():
            return True
    return False


def _ways_to_an_account(model: type[models.Model]) -> list[str]:
    """The keys by which a row names an account: itself, or what hangs on it, as the profile of a coordinator."""
    found = []
    for field in model._meta.concrete_fields:
        if field.is_relation and _is_of_accounts(field):
            further = _way_to(field.related_model, User)
            found.append(f"{field.name}__{further}" if further else str(field.name))
    return found


def _way_to_file(place: Place) -> str | None:
    """How a row leads to its file, as the beginning of a lookup; None where it has none."""
    files: Any = the_files().model
    if place.model is files:
        return ""
    if not place.parent:
        return None
    parent: Any = place.model._meta.get_field(place.parent).related_model
    further = _way_to_file(PLACES[parent._meta.db_table])
    return None if further is None else f"{place.parent}__{further}"


@transaction.atomic
def _anonymise(user: User) -> int:
    with everything_asleep():
        contexts: set[Any] = set()
        for place in PLACES:
            if place.kept_in == Kept.ACCOUNTS and place.fate != Fate.KEPT:
                contexts |= _carry_out(place, user)
        drop_contexts(contexts)
    return 1


def _carry_out(place: Place, user: User) -> set[Any]:
    way = _way_to(place.model, User)
    rows = place.model._base_manager.filter(Q(pk=user.pk) if way is None else Q(**{way: user})).order_by()
    keys = list(rows.values_list("pk", flat=True))
    _count, contexts = forget_rows(place.model, keys, "", [])
    if keys:
        end_rows(place, keys)
    return contexts


def _way_to(model: type[models.Model], target: type[models.Model]) -> str | None:
    """The shortest chain of keys by which rows of an account lead to it; None of the account itself."""
    if model is target:
        return None
    keys = [field for field in model._meta.concrete_fields if field.is_relation]
    for field in keys:
        if field.related_model is target:
            return str(field.name)
    further = {field.name: _way_to(field.related_model, target) for field in keys if _is_of_accounts(field)}
    return next(f"{name}__{way}" for name, way in further.items() if way)


def _is_of_accounts(field: Any) -> bool:
    place = PLACES.get(field.related_model._meta.db_table)
    return place is not None and place.kept_in == Kept.ACCOUNTS
