"""What the figures lack of the meetings of a case."""

from django.utils.translation import gettext as _

from cases.models import Case
from cases.preparation.reads.registration import Missing
from conferences.codes import ConferenceState


def of_the_meetings(case: Case) -> list[Missing]:
    """When each part of a meeting that was held began and ended, and where it was (WESP 2.8.1, 2.8.2)."""
    gaps = []
    # In Python, so that a list of many cases can ask for all meetings at once.
    for meeting in (each for each in case.conferences.all() if each.state == ConferenceState.HELD):
        in_private = meeting.private_time_from and meeting.private_time_until
        known = [
            (bool(meeting.location_type), _("de soort plek van de conferentie")),
            (bool(meeting.started_at), _("hoe laat de conferentie begon")),
            (bool(in_private) or meeting.without_private_time, _("van wanneer tot wanneer de besloten tijd was")),
            (bool(meeting.ended_at), _("hoe laat de conferentie eindigde")),
        ]
        gaps += [Missing(words, "conferences:conference") for is_known, words in known if not is_known]
    return gaps
