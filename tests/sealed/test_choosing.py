"""Every column with text is sealed, or stands in the list of what is readable with the reason."""

from django.apps import apps
from django.db import models

from ekc.sealed.columns import SealedColumn, sealed_columns
from tests.sealed.readable import READABLE

KINDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def tables():
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def of_text(model):
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, KINDS) and not field.choices and not field.is_relation
    ]


def has_history(model):
    return hasattr(model, "pgh_tracked_model")


def test_every_column_with_text_is_sealed_or_says_why_it_is_readable():
    without_choice = [
        f"{model._meta.db_table}.{field.column}"
        for model in tables()
        if not has_history(model) and not model.__module__.startswith("demo")
        for field in of_text(model)
        if not isinstance(field, SealedColumn)
        and not {model._meta.db_table, f"{model._meta.db_table}.{field.column}"} & READABLE.keys()
    ]
    assert without_choice == []


def test_list_of_readable_columns_names_what_is_there():
    there = {model._meta.db_table for model in tables()}
    there |= {f"{model._meta.db_table}.{field.column}" for model in tables() for field in of_text(model)}
    sealed = {f"{model._meta.db_table}.{field.column}" for model in tables() for field in sealed_columns(model)}
    assert READABLE.keys() - there == set()
    assert READABLE.keys() & sealed == set()


def test_history_seals_what_its_rows_seal_and_bound_to_the_same_place():
    for model in filter(has_history, tables()):
        rows = {field.name: field.place for field in sealed_columns(model.pgh_tracked_model)}
        copies = {field.name: field.place for field in sealed_columns(model)}
        assert copies == {name: place for name, place in rows.items() if name in copies}
        columns = {field.name for field in model._meta.fields}
        assert copies.keys() == rows.keys() & columns, model


def test_no_two_columns_are_bound_to_one_place():
    places = [field.place for model in tables() if not has_history(model) for field in sealed_columns(model)]
    assert len(places) == len(set(places)) > 150


def test_no_sealed_column_is_unique_indexed_or_sorted_by():
    for model in tables():
        names = {field.name for field in sealed_columns(model)}
        assert not any(field.unique or field.db_index for field in sealed_columns(model))
        used = {name.lstrip("-") for name in model._meta.ordering if isinstance(name, str)}
        used |= {name for rule in model._meta.constraints for name in getattr(rule, "fields", ())}
        used |= {name.lstrip("-") for index in model._meta.indexes for name in index.fields}
        assert not used & names, model
