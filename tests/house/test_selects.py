"""A SELECT is written by the house as Django writes it, letter for letter (`ekc/selects.py`)."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.postgresql import compiler
from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from cases.models import Case, CirclePerson, MainPerson
from conferences.models import Invitation
from ekc import selects
from ekc.accounts.models import User

MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def both(query: QuerySet[Any]) -> tuple[Any, Any]:
    """What is asked, what stands where in a row, and what is made of each value: by the house and by Django."""
    return tuple(
        found(kind(query.query.clone(), connection, "default")) for kind in (selects.SQLCompiler, compiler.SQLCompiler)
    )


def found(writer: Any) -> Any:
    asked = writer.as_sql()
    columns = [each for each, _sql, _name in writer.select]
    made = {at: [getattr(each, "__qualname__", each) for each in by] for at, (by, _of) in
            writer.get_converters(columns).items()}  # fmt: skip
    return asked, columns, shape(writer.klass_info), writer.annotation_col_map, made


def shape(klass_info: Any) -> Any:
    """Of a row and of those that are fetched along: which columns are theirs."""
    if klass_info is None:
        return None
    along = [shape(each) for each in klass_info.get("related_klass_infos", ())]
    return klass_info["model"], klass_info["select_fields"], along


def test_every_connection_writes_this_way() -> None:
    assert connection.ops.compiler("SQLCompiler") is selects.SQLCompiler


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_rows_of_every_table_are_asked_for_as_django_does_alone_and_with_all_that_hangs_on_them(
    model: type[Model],
) -> None:
    rows = model._base_manager.all()
    along = [field.name for field in model._meta.fields if field.is_relation]
    asked = [rows, rows.order_by("-pk")[:3], rows.order_by(F("pk").desc()), rows.only("pk"), rows.values_list("pk")]
    if along:
        asked += [rows.select_related(*along), rows.select_related(*along).order_by(along[0])]

    for query in asked:
        # Twice: what was kept is what was written.
        for _time in range(2):
            house, django = both(query)
            assert house == django


ASKED = {
    "a number beside the row": Case.objects.annotate(many=Count("circle")).order_by("-many", "pk"),
    "a question inside the question": Case.objects.annotate(
        is_there=Exists(MainPerson.objects.filter(case=OuterRef("pk"), pk__gt=0))
    ).select_related("region", "referrer__organisation"),
    "the same table twice": CirclePerson.objects.filter(case__in=CirclePerson.objects.values("case")),
    "a table that hangs on two others": Invitation.objects.select_related("person__case", "main_person__case"),
    "locked rows": Case.objects.select_for_update(of=("self",)).filter(pk=1),
    "different ones": Case.objects.distinct().filter(circle__pk__gt=0).order_by("region__name"),
    "two lists in one": User.objects.filter(pk=1).union(User.objects.filter(pk=2)).order_by("full_name"),
    "what is left out": Case.objects.defer("situation").select_related("region"),
    "by what is worked out": Case.objects.order_by(Coalesce("closed_on", "received_on").desc(nulls_last=True)),
    "by the name of what is worked out": Case.objects.annotate(one=Value(1)).order_by("one"),
    "nothing": Case.objects.none().union(Case.objects.filter(pk=1)),
    "in no order": Case.objects.order_by(),
    "backwards": MainPerson.objects.order_by("age_at_referral", "-pk").reverse(),
    "by chance": Case.objects.order_by("?"),
    "what hangs on it backwards": User.objects.select_related("coordinator"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ASKED)
def test_what_is_less_plain_is_asked_for_as_django_does(what: str) -> None:
    house, django = both(ASKED[what])

    assert house == django


def test_a_column_that_a_migration_adds_is_asked_for() -> None:
    fields = Case._meta.concrete_fields
    try:
        before = selects._columns_of(Case._meta, "anders").columns
        Case._meta._expire_cache()
        after = selects._columns_of(Case._meta, "anders").columns
    finally:
        assert Case._meta.concrete_fields == fields

    assert after is not before
