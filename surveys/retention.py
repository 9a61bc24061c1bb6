"""What becomes of each table of the questionnaires (`ekc/retention`). An answer leads to no file and to nobody."""

from django.db.models import Q

from ekc.dates import quarter_of
from ekc.retention.codes import Fate, Kept
from ekc.retention.register import OwnTerm, Place, destroyed, kept

from .models import (
    HandedOut,
    OpenAnswer,
    PaperEntry,
    Question,
    Questionnaire,
    Response,
    SurveyInvitation,
    WaitingAnswer,
)

_FIGURES = "the printed tables and the rows for research count it"
_HOUSE = "of the house, and of nobody"

PLACES = (
    Place(
        HandedOut, Kept.SURVEY_LINKS, Fate.ANONYMISED, "case", keeps={_FIGURES: ("case", "form", "number", "counted")}
    ),
    destroyed(
        SurveyInvitation, Kept.SURVEY_LINKS, "case", carried_by="surveys.acts.handing_out.forget_old_invitations"
    ),
    destroyed(PaperEntry, Kept.SURVEY_LINKS, "invitation"),
    kept(
        Response,
        _FIGURES,
        *("questionnaire", "form", "programme", "region", "subregion", "quarter", "reference", "answers", "declined"),
        kept_in=Kept.ANSWERS,
    ),
    destroyed(WaitingAnswer, Kept.ANSWERS, carried_by="surveys.acts.waiting.open_overdue"),
    destroyed(OpenAnswer, Kept.ANSWERS, own=OwnTerm("quarter", Q(), as_text=quarter_of)),
    kept(Questionnaire, _HOUSE, "form", "version", "title", "valid_from", "valid_until", "words"),
    kept(
        Question,
        _HOUSE,
        *("questionnaire", "code", "text", "help_text", "type", "options", "is_reversed", "asked_if", "section"),
        *("sort_order", "words"),
    ),
)
