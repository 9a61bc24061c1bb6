"""The municipalities that came out of mergers after 2012, in the region of what they were made of."""

import json
from pathlib import Path
from typing import Any

from django.db import migrations

from ekc.names import thing_order

SOURCE = Path(__file__).resolve().parent.parent / "data" / "municipalities_since.json"


def add(apps: Any, schema_editor: Any) -> None:
    """Add what is missing; what landelijk beheer added already, also in another region, is left alone."""
    Region = apps.get_model("accounts", "Region")
    Municipality = apps.get_model("accounts", "Municipality")
    regions = {region.code: region for region in Region.objects.all()}
    Municipality.objects.bulk_create(
        [
            Municipality(name=name, name_key=thing_order(name), region=regions[code])
            for code, names in json.loads(SOURCE.read_text(encoding="utf-8")).items()
            for name in names
        ],
        ignore_conflicts=True,
    )


def take_back(apps: Any, schema_editor: Any) -> None:
    """Nothing points at a municipality but the parts of a programme; what those use stays."""
    Municipality = apps.get_model("accounts", "Municipality")
    names = [name for found in json.loads(SOURCE.read_text(encoding="utf-8")).values() for name in found]
    Municipality.objects.filter(name__in=names, subregions=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0007_fill_name_keys"),
    ]

    operations = [migrations.RunPython(add, take_back)]
