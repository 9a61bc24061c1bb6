"""End sessions at once: `manage.py end_sessions --account MAIL`, or `--all` for everybody."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.accounts.models import User
from ekc.accounts.signing_out import sign_out_everybody, sign_out_everywhere
from ekc.addresses import mail_key
from ekc.audit.source import changes_come_from


class Command(BaseCommand):
    help = (
        "End every open session of one account, or of every account, at its next page. Nothing else of the account "
        "changes: whoever knows the password can log in again. The history keeps that it was done here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--account", metavar="MAIL", help="the mail address that somebody logs in with")
        whose.add_argument("--all", action="store_true", help="everybody")

    @changes_come_from("end_sessions")
    def handle(self, **chosen: Any) -> None:
        if chosen["all"]:
            number = sign_out_everybody(by=None)
            self.stdout.write(f"Ended the sessions of every account: {number}.")
            return
        person = User.objects.filter(email__iexact=mail_key(chosen["account"])).first()
        if person is None:
            raise CommandError("There is no account with this mail address.")
        sign_out_everywhere(person, by=None)
        self.stdout.write("Ended the sessions of this account.")
