"""All that is kept of one person, as texts out of the register of inzage (`ekc/inzage.py`)."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, CirclePerson, MainPerson, PrivacyRequest
from cases.told_text import Secrets
from ekc.dutch import long_date
from ekc.inzage import GIVES, Gives, Whom

from ..mentions import Names, mentions_another

WHERE_THEY_LIVE = frozenset({"street", "postcode", "place", "municipality"})
"""Of a secret address, which stands on no paper."""
PLAINLY_OWN = frozenset({"name", "phone", "email", "language", "best_time", *WHERE_THEY_LIVE})
"""In the row of somebody themselves: nobody else stands there."""


LABELS = {
    "added_at": gettext_lazy("toegevoegd op"),
    "answered_at": gettext_lazy("beantwoord op"),
    "at": gettext_lazy("wanneer"),
    "recorded_at": gettext_lazy("vastgelegd op"),
}
"""Of columns that no form asks: Django made their words of the name in code, a plain text, where ours are lazy."""


def label_of(column: Any) -> str:
    """The words of a column, in a sentence of somebody who reads no English."""
    return str(LABELS[column.name] if isinstance(column.verbose_name, str) else column.verbose_name)


@dataclass(frozen=True)
class Passage:
    """One column of one row. `asks`: a person has to look at it before it goes out."""

    table: str
    row_key: int
    column: str
    label: str
    text: str
    asks: bool

    @property
    def key(self) -> tuple[str, int, str]:
        return self.table, self.row_key, self.column

    @property
    def text_key(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One row that is given, with the day of it."""

    title: str
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
            yield Entry(str(gives.title), _day_of(getattr(row, gives.on)) if gives.on else None, passages)


def _of_row(gives: Gives, row: Any, names: Names, secrets: Secrets) -> Iterator[Passage]:
    for name in gives.columns:
        if name in WHERE_THEY_LIVE and getattr(row, "secret_address", False):
            continue
        column: Any = row._meta.get_field(name)
        text = _in_words(row, column)
        if not text:
            continue
        is_typed = isinstance(column, models.CharField | models.TextField) and not column.choices
        told = str(secrets.told(text)) if is_typed else text
        is_own = isinstance(row, MainPerson | CirclePerson) and name in PLAINLY_OWN
        asks = is_typed and not is_own and (gives.always or mentions_another(told, names))
        yield Passage(gives.name, row.pk, name, label_of(column), told, asks)


def _in_words(row: Any, column: Any) -> str:
    """A value as one reads it; empty for nothing."""
    value = getattr(row, column.attname)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(column, ArrayField):
        names = dict(column.base_field.flatchoices)
        return ", ".join(str(names.get(each, each)) for each in value)
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.date):
        return long_date(_day_of(value) or value)
    return str(value)


def _day_of(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return timezone.localdate(value)
    found: dt.date | None = value
    return found
