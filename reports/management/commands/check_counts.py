"""Compare the counts that are kept with a full count: `manage.py check_counts`; 1 when they differ."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.catalogue.checking import differences
from reports.catalogue.kept import count_all_anew


class Command(BaseCommand):
    help = (
        "Count everything, and each programme, region and quarter, and compare it with the counts that are kept for "
        "the figures. Lists what differs and exits with 1. What somebody changes meanwhile may be listed too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="count all that is kept anew, and check nothing")

    def handle(self, *, repair: bool, **_options: Any) -> None:
        if repair:
            self.stdout.write(f"Counted anew: {count_all_anew()} cells.")
            return
        found = 0
        for difference in differences():
            found += 1
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{found} counts differ from a full count; --repair counts everything anew.")
        self.stdout.write("What is kept equals a full count.")
