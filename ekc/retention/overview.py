"""What the page about keeping shows: classes with their terms, what is due, what comes up, what is held."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ekc.dates import local_today
from ekc.dutch import days_in_words, months_in_words

from .codes import FILE_CLASSES, Kept
from .models import RetentionClass
from .nightly import over
from .querysets import coming_up, due_files
from .register import NORM_DAYS, PLACES

SHOWN = 50
"""More files than this the page does not show at once."""


@dataclass(frozen=True)
class FileRow:
    """A file that is over: its number, and nothing else of it."""

    number: str
    kind: str
    ended_on: dt.date


def file_rows(files: QuerySet[Any]) -> list[FileRow]:
    """The first of them."""
    found = files.values_list("number", "kept_in", "ended_on")[:SHOWN]
    return [FileRow(number, str(Kept(kept_in).label), ended_on) for number, kept_in, ended_on in found]


@dataclass(frozen=True)
class ClassRow:
    """One class as the page shows it. `due` and `coming` are files; None where a class counts none."""

    kept_class: RetentionClass
    term: str
    due: int | None
    coming: int | None

    @property
    def change_url(self) -> str:
        """Empty for a class that has no term of its own to change."""
        return reverse("retention:term", args=[self.kept_class.code]) if self.kept_class.months is not None else ""


def class_rows() -> list[ClassRow]:
    """Every class, in the order of the table. What has a term of its own is counted in rows that go tonight."""
    due, coming = (Counter(files.values_list("kept_in", flat=True)) for files in (due_files(), coming_up()))
    tonight: Counter[str] = Counter()
    for place in PLACES:
        if place.own is not None and place.kept_in not in FILE_CLASSES:
            tonight[place.kept_in] += over(place, local_today()).count()
    rows = []
    for each in RetentionClass.objects.all():
        is_file = each.code in FILE_CLASSES
        number = due[each.code] if is_file else tonight.get(each.code)
        rows.append(ClassRow(each, term_of(each), number, coming[each.code] if is_file else None))
    return rows


def term_of(kept_class: RetentionClass) -> str:
    """`20 jaar`, `30 dagen`, or what it goes with."""
    if kept_class.months is not None:
        years, rest = divmod(kept_class.months, 12)
        return _("%(years)d jaar") % {"years": years} if not rest else months_in_words(kept_class.months)
    days = NORM_DAYS.get(kept_class.code)
    return _("geen eigen termijn") if days is None else days_in_words(days)
