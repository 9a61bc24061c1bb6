"""What somebody typed in an aanmelding in another language than Dutch: on each page it says which."""

import datetime as dt
import re
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
    found: dict[str, str] = {}
    for number in sorted(numbers & foreign.keys()):
        case, language, at = foreign[number]
        found.update(dict.fromkeys(_texts_of(case, at), language))
    return found


def _foreign() -> dict[str, tuple[int, str, dt.datetime]]:
    """Of each case that was applied for in another language, by number: its id, the language, and when."""
    rows = Referrer.pgh_event_model.objects.filter(pgh_label="insert")  # type: ignore[attr-defined]
    foreign = rows.exclude(page_language=settings.LANGUAGE_CODE).exclude(pgh_obj=None)
    columns = foreign.values_list("pgh_obj__case__number", "pgh_obj__case", "page_language", "pgh_created_at")
    return {number: (case, language, at) for number, case, language, at in columns}


def _texts_of(case: int, at: dt.datetime) -> set[str]:
    """All of one transaction: that of the aanmelding."""
    rows: list[Any] = list(ReferrerQuestion.objects.filter(case=case).values_list("answer"))
    for model in _MODELS:
        of_case = {"pgh_obj": case} if model is Case else {"pgh_obj__case": case}
        inserts = model.pgh_event_model.objects.filter(pgh_label="insert", pgh_created_at=at, **of_case)  # type: ignore[attr-defined]
        rows += inserts.values_list(*free_texts(model))
    return {text for row in rows for text in row if text}


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
