"""Who of the family knows which version of the frame before the meeting (domain.md 3.5)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import CirclePerson, MainPerson
from ekc import dutch
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import FrameState
from ..models import FrameReading, SafetyFrame


@transaction.atomic
def record_reading(
    frame: SafetyFrame,
    *,
    by: User,
    read_on: dt.date,
    people: Sequence[CirclePerson] = (),
    main_persons: Sequence[MainPerson] = (),
) -> SafetyFrame:
    """Write down to whom of the family this version was read, and when; it stays with this version for ever.

    Raises Refusal on a draft, on a day before it was handed in or to come, and when nobody is named.
    """
    if frame.state == FrameState.DRAFT or frame.submitted_at is None:
        raise Refusal(_("Het veiligheidskader is nog niet ingediend."))
    if read_on > timezone.localdate():
        raise Refusal(_("Deze datum is nog niet geweest."), at="read_on")
    if read_on < timezone.localdate(frame.submitted_at):
        raise Refusal(
            _("Deze versie is pas op %(day)s ingediend. Kies een dag daarna.")
            % {"day": dutch.long_date(timezone.localdate(frame.submitted_at))},
            at="read_on",
        )
    if not people and not main_persons:
        raise Refusal(_("Geef aan met wie jullie het hebben gelezen."), at="main_persons")
    for person in people:
        FrameReading.objects.get_or_create(frame=frame, person=person, defaults={"read_on": read_on, "by": by})
    for main in main_persons:
        FrameReading.objects.get_or_create(frame=frame, main_person=main, defaults={"read_on": read_on, "by": by})
    if frame.read_to_family_on is None or read_on < frame.read_to_family_on:
        frame.read_to_family_on = read_on
        frame.save(update_fields=["read_to_family_on"])
    return frame
