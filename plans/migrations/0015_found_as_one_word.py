"""Names are found written as one word or apart: keys are made again."""

from typing import Any

from django.db import migrations

from ekc.name_keys import fill_name_keys
from ekc.names import thing_order


def fill(apps: Any, schema_editor: Any) -> None:
    fill_name_keys(apps.get_model("plans", "LawArticle"), "name", thing_order)


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0014_restitution_terms"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
