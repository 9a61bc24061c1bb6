"""Text about a family lies sealed from here on (docs/adr/0052)."""

from django.db import migrations

from ekc.sealed.in_migrations import SealColumns


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_initial"),
    ]
    operations = [
        SealColumns(
            {
                "destructionlist": ("decision_note",),
                "hold": ("reason",),
            },
            with_history=(),
        ),
    ]
