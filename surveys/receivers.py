"""What the questionnaires do when the meeting says that something happened."""

from typing import Any

from django.dispatch import receiver

from cases.codes import ConsentPurpose
from cases.models import Consent
from cases.signals import consent_withdrawn
from conferences.models import Conference
from conferences.signals import conference_held

from .acts.handing_out import move_reminders
from .acts.taking_back_forms import take_back_of


@receiver(conference_held)
def move_reminders_with_the_day(*, conference: Conference, **_kwargs: Any) -> None:
    move_reminders(conference.case)


@receiver(consent_withdrawn, dispatch_uid="surveys.take_back_of")
def somebody_wants_no_questionnaire(*, consent: Consent, **_kwargs: Any) -> None:
    if consent.purpose == ConsentPurpose.QUESTIONNAIRE:
        take_back_of(consent)
