"""The questionnaires give nothing to inzage: an answer leads to nobody (docs/adr/0004; `ekc/inzage.py`)."""

from ekc.inzage import nothing

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

GIVEN = (
    *nothing("an answer leads to nobody, so nobody can find it", Response, WaitingAnswer, OpenAnswer, PaperEntry),
    *nothing("that a form was handed out, and a link to it that is over", HandedOut, SurveyInvitation),
    *nothing("questions for everybody", Questionnaire, Question),
)
