"""Everything that the house keeps has a place in the register: a table or column that is added later fails here."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from ekc.retention.codes import FILE_CLASSES, Fate, Kept
from ekc.retention.models import RetentionClass
from ekc.retention.register import NORM_DAYS, PLACES, of_no_file, the_files

KEPT_WORDS = {
    "cases_case": {"number", "referrer_type"},
    "cases_mainperson": {"place", "municipality"},
    "cases_casemove": {"action", "role", "reason_code"},
    # A number stands there for who it was.
    "conferences_attendance": {"name"},
    "conferences_conference": {"after_all"},
    "retention_hold": {"case_number"},
}
"""Columns of files without a list of codes that stay: a code of a kept list, a number, or what a table prints."""


def tables() -> Iterator[type[models.Model]]:
    """One model of each table, without the copies of the history: those go with their table."""
    seen = set()
    for model in apps.get_models(include_auto_created=True):
        own = model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
        if own and model._meta.db_table not in seen:
            seen.add(model._meta.db_table)
            yield model


def test_every_table_has_a_place() -> None:
    assert sorted(model._meta.db_table for model in tables()) == sorted(PLACES.names())


@pytest.mark.parametrize("name", [place.name for place in PLACES if place.fate != Fate.DESTROYED])
def test_every_column_of_a_row_that_stays_is_kept_for_a_reason_or_emptied(name: str) -> None:
    place = PLACES[name]
    columns = {field.name for field in place.model._meta.concrete_fields if not field.primary_key}

    assert place.kept_columns | set(place.blanks) == columns
    assert not place.kept_columns & set(place.blanks)
    assert all(place.keeps)


@pytest.mark.parametrize("name", [place.name for place in PLACES if place.fate == Fate.ANONYMISED])
def test_no_words_that_somebody_typed_stay_in_a_file(name: str) -> None:
    place = PLACES[name]
    words = {
        field.name
        for field in place.model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
    }

    assert words & place.kept_columns == KEPT_WORDS.get(name, set())


@pytest.mark.parametrize("name", [place.name for place in PLACES if place.blanks])
def test_a_code_becomes_empty_only_where_it_may_be_empty(name: str) -> None:
    place = PLACES[name]
    for column in set(place.blanks) - set(place.neutral):
        field = place.model._meta.get_field(column)
        assert field.null or field.blank or not field.choices, column


def test_every_row_of_a_file_is_found_from_its_file() -> None:
    files = the_files().model
    for place in PLACES:
        way, model = [], place.model
        while model is not files and PLACES[model._meta.db_table].parent:
            way.append(model)
            model = model._meta.get_field(PLACES[model._meta.db_table].parent).related_model
        assert not way or model is files, place.name


def test_whatever_points_to_a_file_goes_with_it() -> None:
    """A table with a key to a row that is destroyed with a file is of the file itself."""
    of_a_file = {place.model for place in PLACES if place.parent}
    for place in PLACES:
        model = place.model
        points = any(
            field.is_relation and field.related_model in of_a_file and not field.null
            for field in model._meta.concrete_fields
        )
        assert not points or place.parent, place.name


def test_what_is_destroyed_goes_by_something() -> None:
    for place in PLACES:
        if place.fate != Fate.KEPT and place.model is not the_files().model:
            by_reach = place.reach is not of_no_file
            assert place.parent or by_reach or place.own or place.carried_by, place.name


@pytest.mark.parametrize("name", sorted({place.carried_by for place in PLACES if place.carried_by}))
def test_what_takes_rows_away_elsewhere_is_there(name: str) -> None:
    module, function = name.rsplit(".", 1)

    assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.django_db
def test_every_class_stands_in_the_table_and_has_a_term_where_it_needs_one() -> None:
    found: dict[str, Any] = {each.code: each for each in RetentionClass.objects.all()}
    own = {place.kept_in for place in PLACES if place.own is not None}

    assert sorted(found) == sorted(Kept.values)
    assert all(found[code].months or code in NORM_DAYS for code in own)
    assert all(found[code].months for code in FILE_CLASSES)
