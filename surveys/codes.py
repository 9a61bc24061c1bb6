"""Code lists of the questionnaires (domain.md 4.12-4.14)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.outbox.codes import Purpose


class Form(models.TextChoices):
    """Formulier: who fills it in."""

    ADULT = "volwassene", _("Volwassene")
    CHILD = "kind", _("Kind of jongere")
    PROFESSIONAL = "professional", _("Professionele aanvrager")


class QuestionType(models.TextChoices):
    CODE = "code", _("Keuze")
    CODES = "codes", _("Meer keuzes")
    STATEMENT = "statement", _("Stelling")
    MARK = "mark", _("Rapportcijfer")
    BOOLEAN = "boolean", _("Ja of nee")
    TEXT = "text", _("Open antwoord")


class Way(models.TextChoices):
    """How a form reached somebody; each counts as handed out."""

    MAIL = "mail", _("Per mail")
    SHEET = "qr", _("Blad met een QR-code")
    MESSAGE = "bericht", _("Tekst om in een sms of app-bericht te sturen")
    PAPER = "papier", _("Papieren vragenlijst met een nummer")


MARKS = range(1, 11)
"""Rapportcijfers."""
YES, NO = "ja", "nee"
"""The answers to a question of yes or no, by which another may follow."""
DECLINED = "liever_niet"
"""The answer of who would rather not answer a question."""
NO_ANSWER = "geen_antwoord"
"""The same, in the words of a published form: no second way of saying so is offered beside it."""


class DuePurpose(Purpose):
    """What this app plans for later."""

    QUESTIONNAIRE_REMINDER = "questionnaire_reminder", _("Herinnering aan een vragenlijst")
