"""Whether the read log and the history are what was written: no row changed, taken away or put in between."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from .append_only import append_only_tables
from .chain import BEGINNING, digests_of, parts
from .models import Forgotten, ReadLine, Seal, SealedUpTo
from .second_place import NotACopy, copied

LEAST_KEPT = dt.timedelta(days=5 * 365)
"""A line of the read log is kept for five years at least (NEN 7513): one that went before went too early."""
LATE = dt.timedelta(minutes=10)
"""Rows are sealed each minute."""
FIRST = 5
"""So many keys are named of one fault; of the others how many there are."""


@dataclass
class Checked:
    """What was found: faults in words, and how much was looked at."""

    faults: list[str] = field(default_factory=list)
    seals: int = 0
    rows: int = 0
    waiting: int = 0
    forgotten: Counter[str] = field(default_factory=Counter)


def check_log(copy: Path | None) -> Checked:
    """Look at every seal and every row. `copy`: the folder in the second place, where there is one."""
    told = Checked()
    known = {model._meta.db_table: model for model in apps.get_models()}
    gone = _forgotten(told)
    anew = _sealed_anew()
    sealed: defaultdict[str, set[int]] = defaultdict(set)
    for seal in _chain(told):
        model = known.get(seal.table_name)
        if model is None:
            told.faults.append(f"{seal.table_name}: the table is not there any more; seal {seal.number} says it was")
            continue
        sealed[seal.table_name].update(seal.keys)
        _look_at(seal, model, gone[seal.table_name], anew, told)
    for table in append_only_tables():
        if table != Seal._meta.db_table:
            _look_for_others(known[table], sealed[table], gone[table], told)
    if copy is not None:
        _hold_beside(copy, told)
    return told


def _chain(told: Checked) -> Iterator[Seal]:
    """Every seal in its order, and whether each follows from the one before."""
    before, number = BEGINNING, 0
    for seal in Seal.objects.order_by("number").iterator(chunk_size=200):
        if seal.number != number + 1:
            told.faults.append(f"seals {number + 1} to {seal.number - 1} are missing")
        elif seal.previous != before:
            told.faults.append(f"seal {seal.number} does not follow from the one before")
        if seal.hash != seal.reckoned():
            told.faults.append(f"seal {seal.number} was changed")
        before, number = seal.hash, seal.number
        told.seals += 1
        yield seal


def _forgotten(told: Checked) -> defaultdict[str, dict[int, dt.datetime]]:
    gone: defaultdict[str, dict[int, dt.datetime]] = defaultdict(dict)
    for row in Forgotten.objects.iterator():
        gone[row.table_name].update(dict.fromkeys(row.keys, row.at))
        told.forgotten[row.table_name] += len(row.keys)
    return gone


def _sealed_anew() -> dict[tuple[str, int], int]:
    """Of each row that was sealed more than once, the number of the last seal."""
    seals = Seal.objects.filter(is_anew=True).order_by("number")
    return {(seal.table_name, key): seal.number for seal in seals.iterator() for key in seal.keys}


def _look_at(
    seal: Seal,
    model: type[models.Model],
    gone: dict[int, dt.datetime],
    anew: dict[tuple[str, int], int],
    told: Checked,
) -> None:
    there = {item.column for item in model._meta.concrete_fields}
    if missing := sorted(set(seal.columns) - there):
        told.faults.append(f"{seal.table_name}: no column {', '.join(missing)} any more; seal {seal.number} names it")
        return
    sealed = {key: said for key, said in parts(seal).items() if anew.get((seal.table_name, key), 0) <= seal.number}
    found = digests_of(model, seal.columns, list(sealed))
    told.rows += len(found)
    _say(told, seal.table_name, "was changed", [key for key, said in found.items() if said != sealed[key]])
    away = [key for key in sealed if key not in found]
    _say(told, seal.table_name, "is missing", [key for key in away if key not in gone])
    if model is ReadLine:
        early = [key for key in away if key in gone and gone[key] < seal.at + LEAST_KEPT]
        _say(told, seal.table_name, "was destroyed before its term", early)


def _look_for_others(model: type[models.Model], sealed: set[int], gone: dict[int, dt.datetime], told: Checked) -> None:
    """Rows that no seal knows: new ones wait for theirs, others were put in between."""
    table = model._meta.db_table
    point = SealedUpTo.objects.filter(table_name=table).first() or SealedUpTo(table_name=table)
    rows = model._base_manager.order_by("pk")
    between, waiting = [], 0
    for key in rows.values_list("pk", flat=True).iterator():
        if key in gone:
            told.faults.append(f"{table} {key} was destroyed, and is there")
        if key not in sealed:
            between += [key] if key <= point.upto else []
            waiting += key > point.upto
    _say(told, table, "was put in between", between)
    told.waiting += waiting
    if waiting and model is ReadLine:
        first = rows.exclude(pk__in=point.beyond).filter(pk__gt=point.upto).first()
        if first is not None and first.at < timezone.now() - LATE:
            told.faults.append(f"nothing was sealed since {timezone.localtime(first.at):%Y-%m-%d %H:%M}")


def _say(told: Checked, table: str, what: str, keys: list[int]) -> None:
    if keys:
        named = ", ".join(str(key) for key in sorted(keys)[:FIRST])
        more = f" and {len(keys) - FIRST} more" if len(keys) > FIRST else ""
        told.faults.append(f"{table}: {what}: {named}{more}")


def _hold_beside(place: Path, told: Checked) -> None:
    """The copy knows seals that the database must know too, and as they were."""
    here: dict[int, Any] = dict(Seal.objects.values_list("number", "hash"))
    missing, other, last = [], [], 0
    try:
        for line in copied(place):
            last = max(last, line["number"])
            if line["number"] not in here:
                missing.append(line["number"])
            elif here[line["number"]] != line["hash"]:
                other.append(line["number"])
    except (NotACopy, OSError) as fault:
        told.faults.append(f"the copy cannot be read: {fault}")
    _say(told, "the copy", "has a seal that the database lost", missing)
    _say(told, "the copy", "has another seal than the database", other)
    behind = len([number for number in here if number > last])
    if behind and not told.faults and Seal.objects.filter(number__gt=last, at__lt=timezone.now() - LATE).exists():
        told.faults.append(f"the copy is {behind} seals behind")
