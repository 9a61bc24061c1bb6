"""Moves and waiting terms that are written down already go by the new names too."""

from typing import Any

from django.db import migrations

RENAMED = (
    ("cases", "CaseMove", "action", "ask_applicant", "ask_referrer"),
    ("outbox", "DueRow", "purpose", "offer_term", "request_term"),
)


def rename(apps: Any, schema_editor: Any) -> None:
    for app, model, column, old, new in RENAMED:
        apps.get_model(app, model).objects.filter(**{column: old}).update(**{column: new})


def name_back(apps: Any, schema_editor: Any) -> None:
    for app, model, column, old, new in RENAMED:
        apps.get_model(app, model).objects.filter(**{column: new}).update(**{column: old})


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0013_rules_of_renamed_tables"),
        ("outbox", "0001_initial"),
    ]

    operations = [migrations.RunPython(rename, name_back)]
