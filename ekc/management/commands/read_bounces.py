"""`manage.py read_bounces`: mail that came back, from standard input or a Maildir."""

import email
import email.policy
import mailbox
import sys
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ekc.outbox.acts.bounces import record_bounce


class Command(BaseCommand):
    help = "Mark the messages that came back. Reads one mail from standard input, or all new ones of a Maildir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, help="The Maildir of the mailbox to which mail comes back.")

    def handle(self, *args: Any, maildir: Path | None, **options: Any) -> None:
        if maildir is None:
            marked = self._read(sys.stdin.buffer.read())
            self.stdout.write(f"read 1, marked {int(marked)}")
            return
        if not (maildir / "new").is_dir():
            raise CommandError(f"{maildir} is no Maildir: it has no folder 'new'.")
        box = mailbox.Maildir(maildir, create=False)
        read = marked_count = 0
        for key in list(box.keys()):
            if box.get_message(key).get_subdir() != "new":
                continue
            marked_count += self._read(box.get_bytes(key))
            read += 1
            self._put_by(box, key)
        self.stdout.write(f"read {read}, marked {marked_count}")

    def _read(self, content: bytes) -> bool:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        return record_bounce(cast(email.message.EmailMessage, mail))

    @staticmethod
    def _put_by(box: mailbox.Maildir, key: str) -> None:
        """Into `cur` as seen, so that the next run does not read it again."""
        message = box.get_message(key)
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message
