from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What rows become due for, with what the failure list calls it.

    Each app lists its own in its `codes.py`, and says in `AppConfig.ready` which act belongs to each.
    """


class DueState(models.TextChoices):
    WAITING = "wacht", _("wacht")
    CLAIMED = "opgepakt", _("opgepakt")
    DONE = "gedaan", _("gedaan")
    CANCELLED = "vervallen", _("vervallen")
    FAILED = "mislukt", _("mislukt")


SETTLED_DUE_STATES = frozenset({DueState.DONE, DueState.CANCELLED})
"""Nothing will happen any more by itself."""
COMING_DUE_STATES = frozenset({DueState.WAITING, DueState.CLAIMED})


class MessageState(models.TextChoices):
    WAITING = "wacht", _("wacht")
    CLAIMED = "opgepakt", _("wordt verstuurd")
    SENT = "verstuurd", _("verstuurd")
    FAILED = "mislukt", _("mislukt")
    CANCELLED = "vervallen", _("vervallen")


COMING_MESSAGE_STATES = frozenset({MessageState.WAITING, MessageState.CLAIMED})
ENDED_MESSAGE_STATES = frozenset({MessageState.SENT, MessageState.CANCELLED})
"""Nobody waits for such a message, and nobody has to look at it."""
MISSED_MESSAGE_STATES = frozenset({MessageState.WAITING, MessageState.FAILED})
"""Reached nobody, and nobody is sending it at this moment."""
