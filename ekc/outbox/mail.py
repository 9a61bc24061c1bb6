"""The mail server of the demo world: keeps each letter once, and shows it at /demo/post/."""

from collections.abc import Sequence
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .models import DeliveredMail


class MailboxBackend(BaseEmailBackend):
    """Puts mail in `DeliveredMail`. A second copy with the same Message-ID is dropped, as mail programs do."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            DeliveredMail.objects.get_or_create(
                message_id=mail.extra_headers.get("Message-ID") or make_msgid(),
                defaults={
                    "to": ", ".join(mail.recipients())[:254],
                    "subject": mail.subject,
                    "sealed": DeliveredMail.seal(str(mail.body)),
                },
            )
        return len(email_messages)
