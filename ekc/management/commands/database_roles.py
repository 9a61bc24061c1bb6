"""Roles of the database apart: `manage.py database_roles [--check]`, with the owner's DATABASE_URL."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ekc.database_roles import APP, BACKUP, NotTheOwner, make_roles, too_much

PASSWORDS = {APP: "EKC_APP_PASSWORD", BACKUP: "EKC_COPIES_PASSWORD"}


class Command(BaseCommand):
    help = (
        "Make the roles of the database, and give each its rights: the program (ekc_app) and the copies (ekc_backup). "
        "Passwords come from EKC_APP_PASSWORD and EKC_COPIES_PASSWORD. May be repeated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what a role may do that it must not")

    def handle(self, *, check: bool, verbosity: int = 1, **_options: Any) -> None:
        said = [] if check else self._make()
        faults = [f"{name}: {each}" for name in PASSWORDS for each in too_much(name)]
        if faults:
            raise CommandError("These rights are too much:\n" + "\n".join(f"- {each}" for each in faults))
        if verbosity:
            self.stdout.write("\n".join([*said, "No role may do more than it must."]))

    def _make(self) -> list[str]:
        passwords = {name: os.environ.get(variable, "") for name, variable in PASSWORDS.items()}
        over_the_network = not str(connection.settings_dict["HOST"]).startswith("/")
        if missing := [PASSWORDS[name] for name in PASSWORDS if over_the_network and len(passwords[name]) < 20]:
            raise CommandError(f"{' and '.join(missing)}: give a password of 20 characters or more.")
        try:
            return make_roles(passwords)
        except NotTheOwner as fault:
            raise CommandError(str(fault)) from None
