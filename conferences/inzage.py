"""What each table of the meetings gives to a person who asks for inzage (`ekc/inzage.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.inzage import Gives, Stands, nothing, of_family, of_person

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

_OTHERS = "a name or contact data of somebody else"
_HOUSE = "how the house keeps and finds rows; it says nothing of anybody"
_LINK = ("spent_hashes", "link_to", "link_region", "withdrawn_at", "token_hash")

GIVEN = (
    Gives(
        Conference,
        _("De conferentie"),
        of_family(),
        (
            *("state", "planned_start", "planned_end", "held_on", "location_type", "venue_name", "interpreter"),
            *("interpreter_language", "child_care", "transport", "comings_and_goings", "what_if", "diets", "food"),
            *("adjourned_reason", "no_plan_reason", "broken_off_code", "broken_off_reason", "without_private_time"),
        ),
        on="planned_start",
        leaves={
            _OTHERS: (
                *(
                    "interpreter_name",
                    "interpreter_phone",
                    "interpreter_wished_by",
                    "private_time_away",
                    "venue_address",
                ),
                *("venue_phone", "food_paid_by"),
            ),
            _HOUSE: (
                *("sequence", "day_part", "reachable", "wheelchair", "family_room", "professionals_room"),
                *(
                    "child_corner",
                    "venue_notes",
                    "food_cost",
                    "interpreter_in_information",
                    "interpreter_in_private_time",
                ),
                *("interpreter_in_presentation", "started_at", "private_time_from", "private_time_until", "ended_at"),
                *("returns_to_private_time", "meetings", "after_all", "concluded_on", "by_office"),
            ),
        },
    ),
    Gives(
        Invitation,
        _("Uw uitnodiging"),
        of_person(),
        (
            *("channel", "language", "sent_at", "in_information", "in_presentation", "answer", "answered_at", "diet"),
            *("transport", "child_care", "interpreter", "fear", "needs", "absent_reason"),
        ),
        on="sent_at",
        leaves={
            _OTHERS: ("answered_by",),
            _HOUSE: (
                *(*_LINK, "link_key", "from_clock", "until_clock", "asked", "told_start", "told_place"),
                *("pending_news", "reminded_at", "mail_fault", "absence_by_office"),
            ),
        },
    ),
    Gives(
        Attendance,
        _("Of u er was"),
        of_person(),
        ("position", "in_information", "in_private_time", "in_presentation"),
        leaves={_OTHERS: ("name",), _HOUSE: ("persons", "minors", "by_office")},
    ),
    Gives(
        DayGuest,
        _("De dag kiezen"),
        of_person(),
        ("sent_at", "answered_at", "note"),
        on="sent_at",
        leaves={_HOUSE: (*_LINK, "answered_by_link")},
    ),
    Gives(DayAnswer, _("Welke dagen u kon"), of_person("guest__main_person", "guest__person"), ("answer",)),
    Gives(
        Letter,
        _("Uw brief voor de dag"),
        of_person(),
        ("kind", "part"),
        leaves={_OTHERS: ("read_by",), _HOUSE: ("by_office",)},
    ),
    *nothing("days and steps of the meeting, of nobody", ConferenceMove, DayOption, DayPoll),
    *nothing("names that somebody gave of others", FoodShare, Suggestion),
)

STANDS = (
    Stands("conference", ("conference.view",), (Conference,)),
    # What the professional does not see of who is invited, who came and who could when.
    Stands("conference", ("invitation.view",), (Invitation, Attendance, Letter)),
    Stands("conference", ("day_poll.view",), (DayGuest, DayAnswer)),
)
