"""What the questionnaires do when the meeting says that something happened."""

from typing import Any

from django.dispatch import receiver

from conferences.models import Conference
from conferences.signals import conference_held

from .acts.handing_out import move_reminders


@receiver(conference_held)
def move_reminders_with_the_day(*, conference: Conference, **_kwargs: Any) -> None:
    move_reminders(conference.case)
