"""Articles of law that are there already get the key that their list is sorted by."""

from typing import Any

from django.db import migrations

from ekc.name_keys import fill_name_keys
from ekc.names import thing_order


def fill(apps: Any, schema_editor: Any) -> None:
    fill_name_keys(apps.get_model("plans", "LawArticle"), "name", thing_order)


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0010_name_keys"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
