"""Text about a family lies sealed from here on (docs/adr/0052)."""

from django.db import migrations

from ekc.sealed.in_migrations import SealColumns


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0005_invitations_are_forgotten"),
    ]
    operations = [
        SealColumns(
            {
                "openanswer": ("text",),
            },
            with_history=(),
        ),
    ]
