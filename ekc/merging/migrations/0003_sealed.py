"""Text about a family lies sealed from here on (docs/adr/0052)."""

from django.db import migrations

from ekc.sealed.in_migrations import SealColumns


class Migration(migrations.Migration):
    dependencies = [
        ("merging", "0002_double_of_another_kind"),
    ]
    operations = [
        SealColumns(
            {
                "merge": (
                    "changes",
                    "undone_reason",
                ),
            },
            with_history=(),
        ),
    ]
