"""Rows as they were and as they became, and the way back."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models
from django.utils.translation import gettext as _

from ekc.refusal import Refusal

Key = tuple[str, Any]


class Ledger:
    """Watches rows while an act changes them. A row is watched before it is changed.

    `derived`: per table the columns that the program reckons by itself, which are no change.
    """

    def __init__(self, derived: Mapping[str, Collection[str]] | None = None) -> None:
        self._derived = derived or {}
        self._before: dict[Key, dict[str, Any] | None] = {}

    def watch(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            key = (row._meta.label_lower, row.pk)
            if key not in self._before and (copy := copy_of(*key)) is not None:
                self._before[key] = copy

    def note_made(self, row: models.Model) -> None:
        """A row that was not there before."""
        self._before[row._meta.label_lower, row.pk] = None

    def changes(self) -> list[dict[str, Any]]:
        """What differs now: of a row that is there still the columns that changed; of one that is gone, or that came,
        all of it."""
        found = []
        for (model, pk), before in self._before.items():
            after = copy_of(model, pk)
            if before is None:
                found.append({"model": model, "pk": pk, "before": None, "after": after})
                continue
            if after is None:
                found.append({"model": model, "pk": pk, "before": before, "after": None})
                continue
            derived = self._derived.get(model, ())
            changed = [name for name, value in before.items() if after[name] != value and name not in derived]
            if changed:
                was, became = ({name: copy[name] for name in changed} for copy in (before, after))
                found.append({"model": model, "pk": pk, "before": was, "after": became})
        return found


def copy_of(model: str, pk: Any) -> dict[str, Any] | None:
    """The columns of a row as JSON; None where it is gone."""
    kind = apps.get_model(model)
    row = kind._base_manager.filter(pk=pk).first()
    if row is None:
        return None
    names = [field.name for field in kind._meta.concrete_fields if not field.primary_key]
    copied = serializers.serialize("python", [row], fields=names)[0]["fields"]
    # By way of text, and not of Django's own JSON: that cuts moments off at the millisecond.
    found: dict[str, Any] = json.loads(json.dumps(copied, default=str))
    return found


def put_back(changes: Iterable[dict[str, Any]]) -> None:
    """Make rows what they were. Raises Refusal, naming what it is, when one of them changed since."""
    listed = list(changes)
    since = [words for each in listed for words in _changed_since(each)]
    if since:
        raise Refusal(
            _(
                "Dit kan niet meer ongedaan worden gemaakt, want sindsdien is veranderd: %(what)s. "
                "Verbeter het met de hand."
            )
            % {"what": ", ".join(dict.fromkeys(since))}
        )
    for each in listed:
        if each["before"] is None:
            apps.get_model(each["model"])._base_manager.filter(pk=each["pk"]).delete()
        elif each["after"] is not None:
            _set(each)
    for each in listed:
        if each["after"] is None:
            _make_again(each)


def _changed_since(change: dict[str, Any]) -> list[str]:
    meta = apps.get_model(change["model"])._meta
    now = copy_of(change["model"], change["pk"])
    if change["after"] is None:
        return [] if now is None else [str(meta.verbose_name)]
    if now is None:
        return [_("%(thing)s (weggehaald)") % {"thing": meta.verbose_name}]
    return [
        f"{meta.verbose_name}: {meta.get_field(name).verbose_name}"
        for name, value in change["after"].items()
        if now[name] != value
    ]


def _set(change: dict[str, Any]) -> None:
    kind = apps.get_model(change["model"])
    fields = {name: kind._meta.get_field(name) for name in change["before"]}
    values = {field.attname: field.to_python(change["before"][name]) for name, field in fields.items()}
    kind._base_manager.filter(pk=change["pk"]).update(**values)


def _make_again(change: dict[str, Any]) -> None:
    row = {"model": change["model"], "pk": change["pk"], "fields": change["before"]}
    for made in serializers.deserialize("python", [row]):
        made.save()
