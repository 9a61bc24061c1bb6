"""What somebody typed in an aanmelding in another language than Dutch: on each page it says which."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, Model, TextField

from cases.models import (
    Case,
    CirclePerson,
    ConferenceQuestion,
    MainPerson,
    Party,
    Preference,
    Referrer,
    ReferrerQuestion,
)
from cases.queries import FOREIGN

_NUMBER = re.compile(r"\bEK-\d{4}-\d+\b")
_MODELS: tuple[type[Model], ...] = (Case, Referrer, MainPerson, CirclePerson, Party, Preference, ConferenceQuestion)
"""What an aanmelding becomes."""
_OF_NO_LANGUAGE = frozenset(
    {"number", "external_id", "name", "organisation_name", "phone", "email", "street", "postcode", "place"}
    | {"municipality", "referrer_type", "language"}
)
"""Names, places, codes, and the language that the program itself writes in Dutch."""


def typed_words(page: str) -> dict[str, str]:
    """The texts of the cases that are named on this page, as they came in, each with its language.

    As they came in: what was put right later is Dutch. Answers to a question of later are in the same language.
    """
    numbers = set(_NUMBER.findall(page))
    if not numbers:
        return {}
    foreign = FOREIGN.get("aanmeldingen", _foreign)
    named = [foreign[each] for each in sorted(numbers & foreign.keys())]
    languages = {case: language for case, language, _at in named}
    return {text: languages[case] for case, text in _texts_of({case: at for case, _language, at in named})}


def _foreign() -> dict[str, tuple[int, str, dt.datetime]]:
    """Of each case that was applied for in another language, by number: its id, the language, and when."""
    rows = Referrer.pgh_event_model.objects.filter(pgh_label="insert")  # type: ignore[attr-defined]
    foreign = rows.exclude(page_language=settings.LANGUAGE_CODE).exclude(pgh_obj=None)
    columns = foreign.values_list("pgh_obj__case__number", "pgh_obj__case", "page_language", "pgh_created_at")
    return {number: (case, language, at) for number, case, language, at in columns}


def _texts_of(moments: Mapping[int, dt.datetime]) -> Iterator[tuple[int, str]]:
    """By case, all of one transaction: that of its aanmelding. It asks the database as often for many as for one."""
    if not moments:
        return
    rows: list[Any] = list(ReferrerQuestion.objects.filter(case__in=moments).values_list("case", "answer"))
    for model in _MODELS:
        key = "pgh_obj" if model is Case else "pgh_obj__case"
        inserts = model.pgh_event_model.objects.filter(pgh_label="insert", pgh_created_at__in=set(moments.values()))  # type: ignore[attr-defined]
        of_cases = inserts.filter(**{f"{key}__in": moments}).values_list(key, "pgh_created_at", *free_texts(model))
        # What came along from another aanmelding has another moment.
        rows += ((case, *texts) for case, at, *texts in of_cases if at == moments[case])
    for case, *texts in rows:
        yield from ((case, text) for text in texts if text)


@cache
def free_texts(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model in which somebody writes what they want."""
    return tuple(
        field.name
        for field in model.pgh_event_model._meta.get_fields()  # type: ignore[attr-defined]
        if isinstance(field, CharField | TextField)
        and not field.choices
        and not field.name.startswith("pgh_")
        and field.name not in _OF_NO_LANGUAGE
    )
