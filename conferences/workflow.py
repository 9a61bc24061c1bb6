"""The allowed moves of one meeting as a table (domain.md 3.1, moves 7-10)."""

from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.workflow import Move, Workflow

from .codes import ConferenceState as S

COORDINATOR = frozenset({Role.COORDINATOR})
# Writing down what was is the coordinator's; where it was forgotten, the office may (marked as such).
BOTH = COORDINATOR | {Role.REGIONAL_MANAGER}
NOT_TO_ITS_END = (S.PLANNED, S.INFORMATION, S.PRIVATE_TIME, S.PRESENTATION)

MOVES: tuple[Move, ...] = (
    Move(S.PLANNED, "replan", S.PLANNED, BOTH),
    Move(S.POSTPONED, "replan", S.PLANNED, BOTH),
    Move(S.PLANNED, "postpone", S.POSTPONED, BOTH),
    Move(S.PLANNED, "start_information", S.INFORMATION, COORDINATOR),
    Move(S.INFORMATION, "start_private_time", S.PRIVATE_TIME, COORDINATOR),
    Move(S.PRIVATE_TIME, "start_presentation", S.PRESENTATION, COORDINATOR),
    # A herstelconferentie may make its agreements with everybody in the room (domain.md 3.6).
    Move(S.INFORMATION, "skip_private_time", S.PRESENTATION, COORDINATOR),
    # A button that was pressed by mistake is taken back: at once, or later with the reason.
    Move(S.INFORMATION, "take_back_information", S.PLANNED, COORDINATOR),
    Move(S.PRIVATE_TIME, "take_back_private_time", S.INFORMATION, COORDINATOR),
    Move(S.PRESENTATION, "take_back_presentation", S.PRIVATE_TIME, COORDINATOR),
    Move(S.PRIVATE_TIME, "take_back_return", S.PRESENTATION, COORDINATOR),
    Move(S.PRESENTATION, "take_back_skip", S.INFORMATION, COORDINATOR),
    # A point was missing or a bottom line was not met: the family goes back (move 9).
    Move(S.PRESENTATION, "return_to_private_time", S.PRIVATE_TIME, COORDINATOR),
    Move(S.PRESENTATION, "adjourn", S.ADJOURNED, COORDINATOR),
    Move(S.PRESENTATION, "hold", S.HELD, COORDINATOR),
    # It began, and stopped in whichever part: people were not safe, somebody walked out, a child was ill.
    *(Move(source, "break_off", S.BROKEN_OFF, BOTH) for source in NOT_TO_ITS_END[1:]),
    # Afterwards the whole day may be written down in one go, also when a button was forgotten half way.
    *(Move(source, "record_afterwards", S.HELD, BOTH) for source in NOT_TO_ITS_END),
    *(Move(source, "record_adjourned", S.ADJOURNED, BOTH) for source in NOT_TO_ITS_END),
    *(Move(source, "record_broken_off", S.BROKEN_OFF, BOTH) for source in NOT_TO_ITS_END),
    # Another meeting was to come, and none came: this one was the end (domain.md 3.7).
    Move(S.ADJOURNED, "conclude", S.HELD, BOTH),
    # The plan was not safe yet: the day goes on where it ended, or another meeting comes.
    Move(S.HELD, "resume", S.PRIVATE_TIME, COORDINATOR),
    Move(S.HELD, "meet_again", S.ADJOURNED, BOTH),
    Move(S.HELD, "correct_times", S.HELD, BOTH),
    Move(S.ADJOURNED, "correct_times", S.ADJOURNED, BOTH),
    Move(S.BROKEN_OFF, "correct_times", S.BROKEN_OFF, BOTH),
)

WORKFLOW = Workflow(
    MOVES,
    states=S,
    thing=_("de conferentie"),
    labels={
        "replan": _("Andere datum of plek kiezen"),
        "postpone": _("Uitstellen"),
        "start_information": _("Informatie begint"),
        "start_private_time": _("Besloten tijd begint"),
        "start_presentation": _("Presentatie begint"),
        "skip_private_time": _("Verder zonder besloten tijd"),
        "return_to_private_time": _("Terug naar besloten tijd"),
        "take_back_information": _("De informatie is toch niet begonnen"),
        "take_back_private_time": _("De besloten tijd is toch niet begonnen"),
        "take_back_presentation": _("De presentatie is toch niet begonnen"),
        "take_back_return": _("Toch niet terug naar de besloten tijd"),
        "take_back_skip": _("Toch niet zonder besloten tijd"),
        "adjourn": _("Verdagen naar een tweede bijeenkomst"),
        "hold": _("Conferentie afronden"),
        "break_off": _("Afbreken"),
        "record_broken_off": _("Achteraf vastleggen dat het werd afgebroken"),
        "conclude": _("Afronden zonder volgende bijeenkomst"),
        "resume": _("Terug naar de besloten tijd, na het einde"),
        "meet_again": _("Er komt toch nog een bijeenkomst"),
        "record_afterwards": _("Achteraf vastleggen"),
        "record_adjourned": _("Achteraf vastleggen dat er een tweede bijeenkomst komt"),
        "correct_times": _("Tijden verbeteren"),
    },
)
