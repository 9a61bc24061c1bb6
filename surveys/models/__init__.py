from .survey import HandedOut, Question, Questionnaire, Response, SurveyInvitation

__all__ = ["HandedOut", "Question", "Questionnaire", "Response", "SurveyInvitation"]
