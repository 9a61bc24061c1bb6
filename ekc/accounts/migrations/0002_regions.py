"""The fourteen regions and the municipalities of 1 January 2012 (domain.md 1.3), from `data/regions.json`."""

import json
from pathlib import Path

from django.db import IntegrityError, connection, migrations, transaction

SOURCE = Path(__file__).resolve().parent.parent / "data" / "regions.json"


def load_regions(apps, schema_editor):
    """Add what is missing; what exists, also with other contact data, is left alone."""
    Region = apps.get_model("accounts", "Region")
    Municipality = apps.get_model("accounts", "Municipality")
    for order, row in enumerate(json.loads(SOURCE.read_text(encoding="utf-8")), start=1):
        region, _created = Region.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "kind": row["kind"], "sort_order": order}
        )
        Municipality.objects.bulk_create(
            [Municipality(name=name, region=region) for name in row["municipalities"]], ignore_conflicts=True
        )


def remove_regions(apps, schema_editor):
    """Take back what nothing refers to; a region that is in use stays, and the way forward finds it there."""
    Region = apps.get_model("accounts", "Region")
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        region = Region.objects.filter(code=row["code"]).first()
        if region is not None and not region.users.exists():
            _remove_unless_used(region, row["municipalities"])


def _remove_unless_used(region, names):
    try:
        with transaction.atomic():
            region.municipalities.filter(name__in=names).delete()
            region.delete()
            with connection.cursor() as cursor:
                # References are checked at commit otherwise, too late to keep this one region.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:  # ProtectedError is one as well
        return


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(load_regions, remove_regions)]
