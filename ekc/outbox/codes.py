from django.db import models
from django.utils.translation import gettext_lazy as _


class DueState(models.TextChoices):
    WAITING = "wacht", _("wacht")
    CLAIMED = "opgepakt", _("opgepakt")
    DONE = "gedaan", _("gedaan")
    CANCELLED = "vervallen", _("vervallen")
    FAILED = "mislukt", _("mislukt")


class MessageState(models.TextChoices):
    WAITING = "wacht", _("wacht")
    CLAIMED = "opgepakt", _("wordt verstuurd")
    SENT = "verstuurd", _("verstuurd")
    FAILED = "mislukt", _("mislukt")
    CANCELLED = "vervallen", _("vervallen")
