"""The first account of a new installation: `manage.py first_account EMAIL NAME`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from ekc.accounts.acts import register_person
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Give landelijk beheer its first account, and mail it a link to choose a password. All other accounts are "
        "made on the screen, by that person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("name", help="the person's full name, between quotes")

    def handle(self, *, email: str, name: str, **_options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address. Nothing was changed.") from None
        if not name.strip():
            raise CommandError("The name is empty. Nothing was changed.")
        if User.objects.filter(role=Role.NATIONAL, is_active=True).exists():
            raise CommandError(
                "Landelijk beheer has an account already, and makes the others on the screen. Nothing was changed."
            )
        try:
            register_person(by=User(), email=email, full_name=name.strip(), role=Role.NATIONAL)
        except Refusal as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from None
        self.stdout.write(f"{name.strip()} has an account. A link to choose a password is on its way to {email}.")
