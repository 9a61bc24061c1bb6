"""`manage.py translations`: every public sentence into `locale/`, and what is translated into the form Django reads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.translations import LANGUAGES, bring_in_step


class Command(BaseCommand):
    help = "Bring locale/ in step with the sentences on public pages. Fails while a translation is missing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        missing = 0
        for language in LANGUAGES:
            for sentence in bring_in_step(language):
                self.stdout.write(f"{language}: {sentence}")
                missing += 1
        if missing:
            raise CommandError(f"{missing} translations are missing; write them in locale/ and run this again.")
