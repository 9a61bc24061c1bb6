"""A case with a row in every table that the register calls its own, and a word in every column that takes one."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from cases.models import Case
from ekc.audit.triggers import triggers_asleep
from ekc.outbox.codes import DueState, MessageState
from ekc.outbox.models import DeliveredMail, DueRow, Message
from ekc.retention.codes import Fate
from ekc.retention.register import PLACES, Place, the_files
from ekc.sealed.rekeying import tables_with_sealed_text
from tests.rows import ASKED

SHORTEST = 14
"""A column that takes fewer letters takes no word that is sure to be found again."""


@contextmanager
def only_the_history_works() -> Iterator[None]:
    copies = ("insert_insert", "update_update", "delete_delete")
    names = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if trigger.name not in copies}
    with triggers_asleep(names):
        yield


def rows_of(place: Place, case: Case) -> Any:
    if place.model is Case:
        return Case.objects.filter(pk=case.pk)
    way, model = place.parent, place.model._meta.get_field(place.parent).related_model
    while model is not the_files().model:
        parent = PLACES[model._meta.db_table].parent  # type: ignore[union-attr]
        way, model = f"{way}__{parent}", model._meta.get_field(parent).related_model  # type: ignore[union-attr]
    return place.model._base_manager.filter(**{way: case.pk})


def own_places() -> list[Place]:
    """Parents before what hangs on them."""
    found: list[Place] = []
    waiting = [place for place in PLACES if place.parent or place.model is Case]
    while waiting:
        models_found = {place.model for place in found}
        ready = [
            place
            for place in waiting
            if place.model is Case or place.model._meta.get_field(place.parent).related_model in models_found
        ]
        found += ready
        waiting = [place for place in waiting if place not in ready]
    return found


def plant(case: Case, mark: str, *, by: Any) -> tuple[int, set[str]]:
    """Put a word with `mark` in every column: how many words, and the columns in which the database wants none."""
    with only_the_history_works():
        for place in own_places():
            if not rows_of(place, case).exists():
                _make(place, case, by)
        planted, refused = 0, set()
        for place in own_places():
            for name in _columns_for_words(place):
                if _write(place, case, name, mark):
                    planted += 1
                else:
                    refused.add(f"{place.name}.{name}")
    _mail_of(case, mark)
    return planted, refused


def _columns_for_words(place: Place) -> list[str]:
    kept = place.kept_columns - ({"name"} if place.name == "conferences_attendance" else set())
    return [
        field.name
        for field in place.model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in kept
        and (field.max_length is None or field.max_length >= SHORTEST)
    ]


def _write(place: Place, case: Case, name: str, mark: str) -> bool:
    done = False
    for row in rows_of(place, case):
        word = f"{mark}{uuid.uuid4().hex}"[: min(place.model._meta.get_field(name).max_length or 60, 60)]
        try:
            with transaction.atomic():
                place.model._base_manager.filter(pk=row.pk).update(**{name: word})
                connection.check_constraints()
            done = True
        except IntegrityError:
            continue
    return done


def _make(place: Place, case: Case, by: Any) -> None:
    values = {}
    for field in place.model._meta.concrete_fields:
        if field.primary_key and not isinstance(field, models.UUIDField):
            continue
        if field.name == place.parent:
            parent = field.related_model
            values[field.attname] = (
                case.pk if parent is Case else rows_of(PLACES[parent._meta.db_table], case).first().pk
            )
        elif field.name in OWN.get(place.name, {}):
            values[field.name] = OWN[place.name][field.name]
        elif not field.null and not field.has_default() and not getattr(field, "auto_now_add", False):
            values[field.attname] = _value(field, case, by)
    values |= {name: _one_of(name, place, case, by) for name in FILLED.get(place.name, ())}
    place.model._base_manager.create(**values)


def _one_of(name: str, place: Place, case: Case, by: Any) -> Any:
    parent: Any = place.model._meta.get_field(name).related_model
    if parent is type(by):
        return by
    return rows_of(PLACES[parent._meta.db_table], case).first()


def _value(field: Any, case: Case, by: Any) -> Any:
    if field.is_relation:
        parent = field.related_model
        if parent is type(by):
            return by.pk
        if field.name == "other":
            return Case.objects.exclude(pk=case.pk).first().pk
        place = PLACES[parent._meta.db_table]
        if place.parent or parent is Case:
            return rows_of(place, case).first().pk
        return parent._base_manager.order_by("pk").first().pk
    if field.blank and isinstance(field, models.CharField | models.TextField):
        return ""
    if getattr(field, "choices", None):
        return field.choices[0][0]
    kinds: dict[type, Any] = {
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.BooleanField: False,
        models.DecimalField: Decimal(1),
        models.IntegerField: 1,
        models.BinaryField: b"picture",
        ArrayField: [],
        models.JSONField: {},
        models.DurationField: dt.timedelta(0),
        models.UUIDField: uuid.uuid4(),
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value
    return "iets"


TODAY = timezone.localdate()
OWN: dict[str, dict[str, Any]] = {
    **{name: asked({}) for name, asked in ASKED.items()},
    "cases_checklistitem": {"skipped_reason": "iets"},
    "cases_variantchange": {"source": "eigen_kracht", "target": "herstel"},
    "cases_intendedplan": {"sealed": "iets"},
    "cases_offer": {"accepted": True, "answered_on": TODAY},
    "cases_referraldraft": {"expires_at": timezone.now() + dt.timedelta(days=1)},
    "cases_earliercase": {"note": "iets"},
    "cases_ownstatement": {"text": "iets"},
    "followup_call": {"state": "bereikt", "done_on": TODAY},
    "plans_residencechange": {"person": "iets", "from_residence": "thuis_bij_ouders", "to_residence": "zelfstandig"},
}
"""What the database asks of a row of this table beside its types; what it asks of any row of it: `tests/rows.py`."""
PERSON = ("person",)
FILLED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cases_partymember", "conferences_dayguest", "conferences_invitation"), PERSON),
    **dict.fromkeys(("conferences_letter", "plans_framereading", "plans_taskreport"), PERSON),
    **dict.fromkeys(("followup_stallsignal", "followup_followupguest"), PERSON),
    "cases_privacyrequest": PERSON,
    "plans_plantest": ("tester",),
    "plans_safetyframe": ("author",),
}
"""Keys that may be empty, and of which the database wants one of several."""


def _mail_of(case: Case, mark: str) -> None:
    now = timezone.now()
    sent = {"state": MessageState.SENT, "sent_at": now, "next_try_at": now, "subject": f"{mark}onderwerp"}
    Message.objects.create(
        key=f"{mark}{case.pk}", to=f"{mark}@voorbeeld.example", body=f"{mark}tekst", case_number=case.number, **sent
    )
    Message.objects.create(
        key=f"{mark}{case.pk}-about",
        to=f"{mark}2@voorbeeld.example",
        body=f"{mark}tekst",
        about_kind="cases.referrer",
        about_id=case.referrer.pk,
        **sent,
    )
    DueRow.objects.create(
        purpose=f"{mark}doel", object_type="cases.case", object_id=case.pk, due_at=now, state=DueState.CANCELLED
    )
    DeliveredMail.objects.create(
        message_id=f"<{mark}{case.pk}>", to=f"{mark}@voorbeeld.example", subject=f"{mark}onderwerp", sealed="zegel"
    )


def found(mark: str) -> dict[str, int]:
    """In how many rows of each table of the database the word stands, whatever the column, sealed or not."""
    hits = {}
    sealed = {model._meta.db_table: fields for model, fields in tables_with_sealed_text()}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            fields = sealed.get(table, [])
            named = [(field, connection.ops.quote_name(field.column)) for field in fields]
            texts = "".join(f", {field.text_in_sql(f'row.{column}')}" for field, column in named)
            cursor.execute(f'SELECT row::text{texts} FROM "{table}" AS row')  # noqa: S608
            rows = [
                [whole, *(field.plain_of(text) for field, text in zip(fields, opened, strict=True) if text)]
                for whole, *opened in cursor.fetchall()
            ]
            if number := sum(any(mark.lower() in text.lower() for text in row) for row in rows):
                hits[table] = number
    return hits


def anonymised() -> list[Place]:
    return [place for place in own_places() if place.fate == Fate.ANONYMISED]
