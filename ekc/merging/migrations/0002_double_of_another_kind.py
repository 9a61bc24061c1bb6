"""The double of a merge may be of another table than who was kept: those of before were of the same."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def of_the_same_table(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("merging", "Merge").objects.update(double_kind=F("kind"))


class Migration(migrations.Migration):

    dependencies = [("merging", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="merge", name="merge_double_once"),
        migrations.RemoveConstraint(model_name="merge", name="merge_of_two"),
        migrations.AddField("merge", "double_kind", models.CharField(max_length=60, default=""), preserve_default=False),
        migrations.RunPython(of_the_same_table, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "merge",
            models.UniqueConstraint(
                fields=["double_kind", "double_id"], condition=Q(undone_at__isnull=True), name="merge_double_once"
            ),
        ),
        migrations.AddConstraint(
            "merge",
            models.CheckConstraint(
                condition=~Q(kept_id=F("double_id")) | ~Q(kind=F("double_kind")), name="merge_of_two"
            ),
        ),
    ]
