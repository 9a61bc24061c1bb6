"""What becomes of each table of the meetings when the term of a file is over (`ekc/retention`)."""

from django.db import connection

from ekc.retention.codes import Fate, Kept
from ekc.retention.register import Place, destroyed

from .codes import InvitationChannel, Language
from .models import (
    Attendance,
    Conference,
    ConferenceMove,
    DayAnswer,
    DayGuest,
    DayOption,
    DayPoll,
    FoodShare,
    Invitation,
    Letter,
    Suggestion,
)

_FIGURES = "the printed tables and the rows for research count it"

_NUMBERED = """
    UPDATE conferences_attendance AS seat SET name = 'deelnemer ' || (known.number + known.before)
    FROM (
        SELECT a.id, dense_rank() OVER (PARTITION BY c.case_id ORDER BY a.name) AS number, (
            SELECT coalesce(max(substring(there.name FROM '^deelnemer ([0-9]{1,6})$')::int), 0)
            FROM conferences_attendance there JOIN conferences_conference held ON held.id = there.conference_id
            WHERE held.case_id = c.case_id AND there.id <> ALL(%s)
        ) AS before
        FROM conferences_attendance a JOIN conferences_conference c ON c.id = a.conference_id
        WHERE a.id = ANY(%s) AND a.name <> ''
    ) AS known WHERE known.id = seat.id
"""


def _number_who_was_there(keys: list[int]) -> None:
    """Somebody who came twice counts once (`PRESENT_ONCE` in `reports/queries.py`): a number stands for a name, another
    one than for who was taken out of the file before."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED, [keys, keys])


PLACES = (
    Place(
        Conference,
        Kept.WITH,
        Fate.ANONYMISED,
        "case",
        keeps={
            _FIGURES: (
                *("case", "sequence", "state", "day_part", "location_type", "interpreter", "held_on", "started_at"),
                *("private_time_from", "private_time_until", "ended_at", "without_private_time", "private_time_away"),
                *("returns_to_private_time", "meetings", "broken_off_code", "after_all", "concluded_on", "by_office"),
                *("planned_start", "planned_end"),
            )
        },
        blanks=(
            *("venue_name", "venue_address", "venue_phone", "reachable", "wheelchair", "family_room"),
            *("professionals_room", "child_corner", "venue_notes", "food", "diets", "food_cost", "food_paid_by"),
            *("child_care", "transport", "comings_and_goings", "what_if", "interpreter_language", "interpreter_name"),
            *("interpreter_phone", "interpreter_wished_by", "interpreter_in_information"),
            *("interpreter_in_private_time", "interpreter_in_presentation", "adjourned_reason", "no_plan_reason"),
            "broken_off_reason",
        ),
    ),
    Place(
        Attendance,
        Kept.WITH,
        Fate.ANONYMISED,
        "conference",
        keeps={
            _FIGURES: (
                *("conference", "person", "main_person", "name", "position", "persons", "minors", "in_information"),
                *("in_private_time", "in_presentation", "by_office"),
            )
        },
        blanks=("party",),
        settle=_number_who_was_there,
    ),
    destroyed(ConferenceMove, Kept.HISTORY, "conference"),
    destroyed(DayPoll, Kept.CONTACTS, "case"),
    destroyed(DayOption, Kept.CONTACTS, "poll"),
    destroyed(DayGuest, Kept.CONTACTS, "poll"),
    destroyed(DayAnswer, Kept.CONTACTS, "guest"),
    destroyed(FoodShare, Kept.CONTACTS, "conference"),
    Place(
        Invitation,
        Kept.CONTACTS,
        Fate.ANONYMISED,
        "conference",
        keeps={_FIGURES: ("conference", "person", "main_person", "referrer", "answer", "sent_at", "withdrawn_at")},
        blanks=(
            *("spent_hashes", "link_to", "link_region", "channel", "language", "link_key", "token_hash"),
            *("in_information", "in_presentation", "from_clock", "until_clock", "asked", "told_start", "told_place"),
            *("pending_news", "reminded_at", "mail_fault", "answered_at", "answered_by", "diet", "transport"),
            *("child_care", "interpreter", "fear", "needs", "absent_reason", "absence_by_office"),
        ),
        neutral={
            "channel": InvitationChannel.VISIT,
            "language": Language.DUTCH,
            "link_to": "",
            "link_key": "",
            "token_hash": "",
        },
    ),
    destroyed(Suggestion, Kept.CONTACTS, "invitation"),
    destroyed(Letter, Kept.UPLOADS, "conference"),
)
