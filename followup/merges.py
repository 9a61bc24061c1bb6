"""A case that was called about, or evaluated, is no double of another."""

from django.utils.translation import gettext_lazy

from ekc.merging.hangings import Hanging, How

from .models import Call, FamilyEvaluation, Interview

_CALLED = gettext_lazy("In de dubbele zaak is de nazorg al begonnen. Voeg de zaken andersom samen.")

OF_A_CASE = [Hanging(model, "case", how=How.REFUSES, why=_CALLED) for model in (Call, Interview, FamilyEvaluation)]
