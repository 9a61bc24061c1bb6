from .kept_answers import OpenAnswer, PaperEntry, WaitingAnswer
from .survey import HandedOut, Question, Questionnaire, Response, SurveyInvitation

__all__ = [
    "HandedOut",
    "OpenAnswer",
    "PaperEntry",
    "Question",
    "Questionnaire",
    "Response",
    "SurveyInvitation",
    "WaitingAnswer",
]
