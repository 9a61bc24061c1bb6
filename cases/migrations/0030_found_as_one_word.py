"""Names are found written as one word or apart: keys and search words are made again."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Func, Value

from ekc.name_keys import fill_name_keys
from ekc.names import index_words, person_order, thing_order

AT_ONCE = 500
LONGEST_WORD = 60


def fill(apps: Any, schema_editor: Any) -> None:
    fill_name_keys(apps.get_model("cases", "CirclePerson"), "name", person_order)
    for model in ("Funder", "FundingProgramme", "SavedFilter"):
        fill_name_keys(apps.get_model("cases", model), "name", thing_order)


def make_search_words(apps: Any, schema_editor: Any) -> None:
    Case = apps.get_model("cases", "Case")
    keys = list(Case.objects.filter(search__isnull=False).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        cases = Case.objects.filter(pk__in=keys[start : start + AT_ONCE])
        chunk = list(cases.select_related("referrer__organisation").prefetch_related("main_persons"))
        for case in chunk:
            words = sorted({word[:LONGEST_WORD] for part in _findable(case) for word in index_words(part)})
            case.search = Func(
                Value(words, output_field=ArrayField(models.TextField())), function="array_to_tsvector"
            )
        Case.objects.bulk_update(chunk, ["search"])


def _findable(case: Any) -> list[str]:
    parts = [case.number, case.external_id]
    for person in case.main_persons.all():
        parts.append(person.name)
        # A secret address gives no place to be found by.
        if not person.secret_address:
            parts += [person.place, person.municipality]
    referrer = getattr(case, "referrer", None)
    if referrer is not None:
        organisation = referrer.organisation
        parts += [referrer.name, organisation.name if organisation else referrer.organisation_name]
    return parts


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0029_history_of_both"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(make_search_words, migrations.RunPython.noop, elidable=True),
    ]
