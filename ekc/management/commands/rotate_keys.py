"""`manage.py rotate_keys`: everything that lies sealed brought to the first key of EKC_KEYS, while people work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ekc.sealed.keys import KeyAway, ring
from ekc.sealed.rekeying import bring_over, how_many_wait, tables_with_sealed_text, to_this_key


class Command(BaseCommand):
    help = (
        "Seal every text of the database with the first key of EKC_KEYS. May run while people work, may be stopped at "
        "any moment, and goes on where it was. When --check finds nothing, the other keys may go."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say how many rows wait; ends with 1 if any do.")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        try:
            left = self._count() if check else self._bring_over()
        except KeyAway as error:
            raise CommandError(str(error)) from error
        if left:
            raise CommandError(f"{left} rows are not sealed with the key {ring().writes.id} yet. Run this again.")
        self.stdout.write(f"Every sealed text is sealed with the key {ring().writes.id}.")

    def _count(self) -> int:
        turn, total = to_this_key(), 0
        for model, fields in tables_with_sealed_text():
            if number := how_many_wait(model, fields, turn):
                self.stdout.write(f"{model._meta.db_table}: {number} rows wait")
                total += number
        return total

    def _bring_over(self) -> int:
        turn, left = to_this_key(), 0
        for model, fields in tables_with_sealed_text():
            waiting = how_many_wait(model, fields, turn)
            if not waiting:
                continue
            done = 0
            for number in bring_over(model, fields, turn):
                done += number
                self.stdout.write(f"{model._meta.db_table}: {done} of {waiting} rows")
            left += how_many_wait(model, fields, turn)
        return left
