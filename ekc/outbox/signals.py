"""What the outbox tells the floors above."""

from django.dispatch import Signal

mail_accepted = Signal()
"""The mail server took a mail: carries `message`."""

mail_not_delivered = Signal()
"""A mail will not arrive: it was refused for good, or it came back. Carries `message` and `reason` (in Dutch)."""
