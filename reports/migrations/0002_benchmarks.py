"""National figures to compare with, from `data/benchmarks.json` (domain.md 5.7)."""

import json
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "benchmarks.json"


def load(apps, schema_editor):
    Benchmark = apps.get_model("reports", "Benchmark")
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        Benchmark.objects.get_or_create(year=row.pop("year"), measure=row.pop("measure"), defaults=row)


def unload(apps, schema_editor):
    Benchmark = apps.get_model("reports", "Benchmark")
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        Benchmark.objects.filter(year=row["year"], measure=row["measure"]).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
