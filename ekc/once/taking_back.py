"""The way back from one press: for ten seconds, with one press more."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.encryption import NotReadable, decrypt, encrypt
from ekc.refusal import Refusal
from ekc.registry import Registry

from .models import FormNumber

SHOWN = dt.timedelta(seconds=10)
"""How long the button stands beside the message (`.take-back` in pieces.css hides it)."""
ACCEPTED = dt.timedelta(seconds=30)
"""How long it is done: a slow line may take the rest."""
PURPOSE = "take-back"

Rows = Callable[[], Iterable[Model]]


@dataclass(frozen=True)
class TakeBack:
    """Which act takes a press back, by its name in `TAKE_BACKS`, and what it is about, as JSON."""

    name: str
    about: dict[str, Any]


TAKE_BACKS: Registry[Callable[..., Any]] = Registry("act that takes a press back")
"""Each is called with `by` and what stands in `about`, and may raise Refusal."""


def copy_of(rows: Iterable[Model]) -> list[Any]:
    """These rows as they stand in the database now; of one that is gone, nothing."""
    found: list[Any] = []
    for row in rows:
        found += type(row)._base_manager.filter(pk=row.pk)
    # By way of text, and not of Django's own JSON: that cuts moments off at the millisecond.
    copied: list[Any] = json.loads(json.dumps(serializers.serialize("python", found), default=str))
    return copied


def put_back(*, by: User, before: list[Any], after: list[Any]) -> None:
    """Make rows what they were before the press. Raises Refusal when somebody changed one of them since."""
    models = {each["model"] for each in [*before, *after]}
    now = [copy for name in sorted(models) for copy in _copies_now(name, [*before, *after])]
    if _by_key(now) != _by_key(after):
        raise Refusal(_("Hier is intussen iets aan veranderd. Kijk wat er nu staat."))
    for name, key in _by_key(after).keys() - _by_key(before).keys():
        apps.get_model(name)._base_manager.filter(pk=key).delete()
    for each in serializers.deserialize("python", before):
        each.save()


def keep_way_back(number: uuid.UUID, way_back: TakeBack) -> None:
    """Remember how this press is taken back; unreadable in the database, and for a short while."""
    text = json.dumps({"name": way_back.name, "about": way_back.about})
    FormNumber.objects.filter(number=number).update(way_back=encrypt(text, purpose=PURPOSE))


@transaction.atomic
def take_back(number: uuid.UUID, *, by: User) -> None:
    """Take back what came of the form with this number, of the same person, once. Raises Refusal when too late."""
    taken = FormNumber.objects.select_for_update().filter(number=number, user=by).first()
    if taken is None or not taken.way_back or timezone.now() - taken.taken_at > ACCEPTED:
        raise Refusal(_("Ongedaan maken kan alleen meteen na het drukken. Verander het nu op de bladzijde zelf."))
    try:
        way_back = json.loads(decrypt(taken.way_back, purpose=PURPOSE))
    except NotReadable:
        raise Refusal(_("Dit kan niet meer ongedaan worden gemaakt. Verander het op de bladzijde zelf.")) from None
    TAKE_BACKS[way_back["name"]](by=by, **way_back["about"])
    taken.way_back = ""
    taken.save(update_fields=["way_back"])


def _key(copy: dict[str, Any]) -> tuple[str, str]:
    return copy["model"], str(copy["pk"])


def _by_key(copies: Iterable[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    return {_key(copy): copy["fields"] for copy in copies}


def _copies_now(name: str, known: list[Any]) -> list[Any]:
    keys = {copy["pk"] for copy in known if copy["model"] == name}
    return copy_of(apps.get_model(name)(pk=key) for key in sorted(keys, key=str))
