"""What the outbox tells the floors above."""

from django.dispatch import Signal

mail_not_delivered = Signal()
"""A mail will not arrive: the server refused it for good, or it came back. Carries `key` and `reason` (in Dutch)."""
