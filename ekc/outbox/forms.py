from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm


class LetterBoxForm(HouseForm):
    """Find somebody's letters in the demo world by a part of the address."""

    to = forms.CharField(label=_("E-mailadres"), required=False, max_length=254)
