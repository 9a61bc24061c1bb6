"""All that is kept of one person, as texts out of the register of inzage (`ekc/inzage.py`)."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson, PrivacyRequest
from cases.told_text import Secrets
from ekc.inzage import GIVES, Gives, Whom
from ekc.inzage_words import Words, choices_of, in_dutch, in_words_of, label_of, said_later
from ekc.languages import enumerated, long_day

from ..mentions import Names, mentions_another

WHERE_THEY_LIVE = frozenset({"street", "postcode", "place", "municipality"})
"""Of a secret address, which stands on no paper."""
PLAINLY_OWN = frozenset({"name", "phone", "email", "language", "best_time", *WHERE_THEY_LIVE})
"""In the row of somebody themselves: nobody else stands there."""


@dataclass(frozen=True)
class Passage:
    """One column of one row. `asks`: a person has to look at it before it goes out. `is_typed`: in the words of who
    wrote it; all else is said in the language of who reads it."""

    table: str
    row_key: int
    column: str
    label: Words
    text: Words
    asks: bool
    is_typed: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        return self.table, self.row_key, self.column

    @property
    def text_key(self) -> str:
        return hashlib.sha256(in_dutch(self.text).encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One row that is given, with the day of it."""

    title: Words
    day: dt.date | None
    passages: tuple[Passage, ...]


def whom_of(asked: PrivacyRequest) -> Whom:
    return Whom(asked.case, main=asked.main_person, circle=asked.person)


def names_in(whom: Whom) -> Names:
    """Who is asked about, and everybody else of the file: main persons, circle and who applied."""
    own: MainPerson | CirclePerson = whom.main or whom.circle
    case: Case = whom.case
    mains = case.main_persons.exclude(pk=whom.main.pk) if whom.main else case.main_persons.all()
    circle = case.circle.exclude(pk=whom.circle.pk) if whom.circle else case.circle.filter(main_person=None)
    others = [*mains.values_list("name", flat=True), *circle.values_list("name", flat=True)]
    others += [each.support_person for each in case.main_persons.all()]
    referrer = getattr(case, "referrer", None)
    if referrer is not None:
        others.append(referrer.name)
    others += case.consents.values_list("said_by", flat=True)
    return Names.of(own.name, [name for name in others if name])


def entries_of(asked: PrivacyRequest) -> list[Entry]:
    """Every row of this person, in the order of the register and of their days; without rows that hold nothing."""
    whom, secrets = whom_of(asked), Secrets(asked.case)
    names = names_in(whom)
    return [entry for gives in GIVES if gives.columns for entry in _of_table(gives, whom, names, secrets)]


def _of_table(gives: Gives, whom: Whom, names: Names, secrets: Secrets) -> Iterator[Entry]:
    condition = gives.rows(whom)
    if condition is None:
        return
    rows = gives.model._base_manager.filter(condition).distinct().order_by(*([gives.on] if gives.on else []), "pk")
    for row in rows:
        passages = tuple(_of_row(gives, row, names, secrets))
        if passages:
            yield Entry(gives.title, _day_of(getattr(row, gives.on)) if gives.on else None, passages)


def _of_row(gives: Gives, row: Any, names: Names, secrets: Secrets) -> Iterator[Passage]:
    for name in gives.columns:
        if name in WHERE_THEY_LIVE and getattr(row, "secret_address", False):
            continue
        column: Any = row._meta.get_field(name)
        text = _in_words(row, column)
        if not text:
            continue
        says = gives.says.get(name)
        if says is not None:
            text = said_later(partial(says, row))
        is_text = says is None and isinstance(column, models.CharField | models.TextField) and not column.choices
        told = secrets.told(str(text)) if is_text else text
        is_typed = is_text and told == text
        if is_text and not is_typed:
            # A sentence of the house stands there instead.
            told = said_later(partial(secrets.told, str(text)))
        is_own = isinstance(row, MainPerson | CirclePerson) and name in PLAINLY_OWN
        asks = is_text and not is_own and (gives.always or mentions_another(in_dutch(told), names))
        yield Passage(gives.name, row.pk, name, label_of(column), told, asks, is_typed)


def _in_words(row: Any, column: Any) -> Words:
    """A value as one reads it; empty for nothing."""
    value = getattr(row, column.attname)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(column, ArrayField):
        names = dict(choices_of(column))
        return said_later(lambda: enumerated([str(names.get(each, each)) for each in value]))
    if column.choices:
        return in_words_of(column, dict(choices_of(column)).get(value, str(value)))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.date):
        day = _day_of(value) or value
        return said_later(lambda: long_day(day))
    return str(value)


def _day_of(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return timezone.localdate(value)
    found: dt.date | None = value
    return found
