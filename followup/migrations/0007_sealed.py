"""Text about a family lies sealed from here on (docs/adr/0052)."""

from django.db import migrations

from ekc.sealed.in_migrations import SealColumns


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0006_rounds_and_windows"),
    ]
    operations = [
        SealColumns(
            {
                "agreementresult": ("reason",),
                "call": (
                    "early_reason",
                    "nudge",
                    "spoken_with",
                    "summary",
                ),
                "familyevaluation": (
                    "by",
                    "result",
                ),
                "interview": (
                    "early_reason",
                    "not_done_and_why",
                    "quote",
                ),
            },
            with_history=(
                "call",
                "familyevaluation",
                "interview",
            ),
        ),
    ]
