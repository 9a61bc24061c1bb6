"""A case of which questionnaires went out is no double of another."""

from django.utils.translation import gettext_lazy

from ekc.merging.hangings import Hanging, How

from .models import HandedOut, SurveyInvitation

_ASKED = gettext_lazy("In de dubbele zaak zijn al vragenlijsten uitgedeeld. Voeg de zaken andersom samen.")

OF_A_CASE = [Hanging(model, "case", how=How.REFUSES, why=_ASKED) for model in (HandedOut, SurveyInvitation)]
