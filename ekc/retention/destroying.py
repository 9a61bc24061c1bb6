"""Destroying files, by the register alone: every table, its history, its messages and links. No other act may."""

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pgtrigger
from django.db import models, transaction

from ekc.audit.forgetting import forget, only_grows
from ekc.audit.triggers import triggers_asleep

from .blanking import blanked
from .codes import Fate
from .copies import delete_raw, drop_contexts, forget_rows, keys_that_were
from .register import PLACES, Files, Place, of_no_file, the_files

Rows = dict[str, dict[str, int]]
DESTROYED, EMPTIED, HISTORY = "vernietigd", "leeggemaakt", "geschiedenis"


@transaction.atomic
def destroy_files(keys: Iterable[int], *, on: date) -> Rows:
    """Destroy these files with what goes along: how many rows of each table were destroyed or emptied, with history.

    Whoever calls it holds their locks, and knows that they may go. Every rule of the tables holds; what the triggers
    keep (plans, decisions, history) may change in here and nowhere else.
    """
    kind = the_files()
    all_keys = kind.beside(sorted(keys))
    files = Files(all_keys, list(kind.model._default_manager.filter(pk__in=all_keys).values_list("number", flat=True)))
    # All of it is found before anything goes: rows of one table say whose those of another are.
    found = [(place, rows_found(place, files)) for place in places_of_a_file()]
    told: dict[str, Counter[str]] = {}
    contexts: set[Any] = set()
    with everything_asleep():
        for place, now in found:
            contexts |= _carry_out(place, now, files, told.setdefault(place.name, Counter()))
        drop_contexts(contexts)
        kind.model._default_manager.filter(pk__in=all_keys).update(destroyed_on=on)
    return {name: dict(+counts) for name, counts in sorted(told.items()) if +counts}


def keys_of(model: type[models.Model], files: Files) -> list[Any]:
    """The keys of the rows of a table that belong to these files, and of those that ever did."""
    if model is the_files().model:
        files.found.setdefault(model, list(files.keys))
    if model not in files.found:
        parent = _place_of(model).parent
        parents = _parents(model, parent, files)
        rows = model._base_manager.filter(**{f"{parent}__in": parents}).order_by()
        files.found[model] = sorted({*rows.values_list("pk", flat=True), *keys_that_were(model, parent, parents)})
    return files.found[model]


def _place_of(model: type[models.Model]) -> Place:
    return PLACES[model._meta.db_table]


def _parents(model: type[models.Model], parent: str, files: Files) -> list[Any]:
    return keys_of(model._meta.get_field(parent).related_model, files)  # type: ignore[arg-type]  # a foreign key


def places_of_a_file() -> list[Place]:
    """Where the rows of a file may be, that which must be told otherwise before the rest."""
    own = (each for each in PLACES if each.parent or each.model is the_files().model)
    reached = (each for each in PLACES if each.reach is not of_no_file)
    return sorted([*own, *reached], key=lambda each: (each.fate == Fate.DESTROYED, each.name))


def rows_found(place: Place, files: Files) -> list[Any]:
    """The rows of a table that are there now."""
    mine = place.reach(files) if place.reach is not of_no_file else models.Q(pk__in=keys_of(place.model, files))
    return list(place.model._base_manager.filter(mine).order_by().values_list("pk", flat=True))


def _carry_out(place: Place, now: list[Any], files: Files, told: Counter[str]) -> set[Any]:
    ever = files.found.get(place.model, now)
    parents = _parents(place.model, place.parent, files) if place.parent else []
    number, contexts = forget_rows(place.model, ever, place.parent, parents)
    told[HISTORY] += number
    if now:
        told[DESTROYED if place.fate == Fate.DESTROYED else EMPTIED] += end_rows(place, now)
    return contexts


def everything_asleep() -> AbstractContextManager[None]:
    """Within this no trigger of any table works: what is fixed may go, and no copy of it is made in the history."""
    return triggers_asleep({trigger.get_pgid(model) for model, trigger in pgtrigger.registered()})


def end_rows(place: Place, keys: list[Any]) -> int:
    """Destroy these rows, or take the words out of them, as the register says. The triggers of the table must sleep."""
    if place.settle is not None:
        place.settle(keys)
    rows = place.model._base_manager.filter(pk__in=keys).order_by()
    if place.fate == Fate.DESTROYED:
        return forget(place.model, keys) if only_grows(place.model) else delete_raw(rows)
    if place.blanks:
        rows.update(**blanked(place))
    return len(keys)
