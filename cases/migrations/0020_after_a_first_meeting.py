"""A case whose second meeting was put off went back to the preparation; it waits for another day of that meeting."""

from typing import Any

from django.db import migrations


def wait_for_another_day(apps: Any, schema_editor: Any) -> None:
    cases = apps.get_model("cases", "Case").objects.filter(state="voorbereiding", meetings_held__gt=0)
    moves = apps.get_model("cases", "CaseMove")
    for case in cases:
        moves.objects.create(
            case=case,
            action="postpone_second",
            source="voorbereiding",
            target="verdaagd",
            reason="Er was al een bijeenkomst: de zaak wacht op een volgende dag.",
        )
    cases.update(state="verdaagd")


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_other_ways")]

    operations = [migrations.RunPython(wait_for_another_day, migrations.RunPython.noop)]
