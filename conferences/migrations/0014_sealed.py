"""Text about a family lies sealed from here on (docs/adr/0052)."""

from django.db import migrations

from ekc.sealed.in_migrations import SealColumns


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0013_why_broken_off"),
    ]
    operations = [
        SealColumns(
            {
                "conference": (
                    "adjourned_reason",
                    "broken_off_reason",
                    "child_care",
                    "child_corner",
                    "comings_and_goings",
                    "diets",
                    "family_room",
                    "food",
                    "food_paid_by",
                    "interpreter_name",
                    "interpreter_wished_by",
                    "no_plan_reason",
                    "professionals_room",
                    "reachable",
                    "transport",
                    "venue_address",
                    "venue_name",
                    "venue_notes",
                    "what_if",
                ),
                "conferencemove": (
                    "before",
                    "reason",
                ),
                "dayguest": ("note",),
                "foodshare": (
                    "what",
                    "who",
                ),
                "invitation": (
                    "absent_reason",
                    "asked",
                    "child_care",
                    "diet",
                    "fear",
                    "interpreter",
                    "mail_fault",
                    "needs",
                    "told_place",
                    "transport",
                ),
                "letter": ("read_by",),
            },
            with_history=(
                "conference",
                "invitation",
                "letter",
            ),
        ),
    ]
