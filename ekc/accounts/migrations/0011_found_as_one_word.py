"""Names are found written as one word or apart: keys are made again."""

from typing import Any

from django.db import migrations

from ekc.name_keys import fill_name_keys
from ekc.names import person_order, thing_order


def fill(apps: Any, schema_editor: Any) -> None:
    fill_name_keys(apps.get_model("accounts", "User"), "full_name", person_order)
    for model in ("Organisation", "Municipality"):
        fill_name_keys(apps.get_model("accounts", model), "name", thing_order)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0010_merged_organisations"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
