"""What plans do when the floors below say that something happened."""

from typing import Any

from django.dispatch import receiver

from cases.models import CirclePerson
from cases.signals import people_merged
from conferences.models import Conference
from conferences.signals import conference_start_taken_back, conference_starting

from .acts.frame import lock_frame, move_readings, unlock_frame_of
from .acts.writing import move_tasks


@receiver(conference_starting)
def lock_frame_at_the_start(*, conference: Conference, **_kwargs: Any) -> None:
    """Part 1 begins: the frame is fixed, or the meeting may not begin without it (domain.md 3.8)."""
    lock_frame(conference.case)


@receiver(conference_start_taken_back)
def unlock_frame(*, conference: Conference, **_kwargs: Any) -> None:
    """Part 1 did not begin after all: the professional may improve the frame again."""
    unlock_frame_of(conference.case)


@receiver(people_merged)
def tasks_move_along(*, keep: CirclePerson, double: CirclePerson, **_kwargs: Any) -> None:
    move_tasks(double, keep)
    move_readings(double, keep)
