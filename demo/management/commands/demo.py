"""The demo world: `manage.py demo [--if-empty | --logins]`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.people import PASSWORD
from demo.world import build_world, demo_accounts, is_demo_world, is_empty
from ekc.accounts.codes import Role
from ekc.accounts.models import User


class Command(BaseCommand):
    help = (
        "Build the demo world in an empty database: people for every role, the published pilot as closed cases, "
        "and fictional living cases in every state. Dates count from today. Nothing real is in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--if-empty", action="store_true", help="do nothing when there are people already")
        what.add_argument("--logins", action="store_true", help="print who can log in, and nothing else")

    def handle(self, *, if_empty: bool, logins: bool, verbosity: int, **_options: Any) -> None:
        if logins:
            self._print_logins()
        elif not (if_empty and User.objects.exists()):
            self._build(verbosity)

    def _build(self, verbosity: int) -> None:
        if not settings.EKC_DEMO:
            raise CommandError(
                "This is no demo installation (EKC_DEMO is off), and the people of the demo world have a password "
                "that everybody can read. Nothing was changed."
            )
        if is_demo_world():
            raise CommandError("The demo world is here already. To begin anew: stop the program and run `make clean`.")
        if not is_empty():
            raise CommandError(
                "This database holds data that is not of the demo world. It is built in an empty database only, "
                "so that it never mixes with real cases. Nothing was changed."
            )
        build_world(self._tell if verbosity else lambda _line: None)

    def _tell(self, line: str) -> None:
        self.stderr.write(f"  {line}", style_func=str)

    def _print_logins(self) -> None:
        accounts = demo_accounts() if settings.EKC_DEMO and is_demo_world() else []
        if not accounts:
            self.stdout.write("No demo logins: this database has people of its own, or none.")
            return
        rows = [("Role", "E-mail", "Password", "")]
        rows += [(str(Role(each.role).label), each.email, PASSWORD, each.hint) for each in accounts]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
            self.stdout.write("  ".join([*cells, row[3]]).rstrip())
