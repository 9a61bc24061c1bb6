"""The one press of the own page about consent."""

from typing import Any

from django import forms

from cases.codes import ConsentPurpose
from cases.models import Consent, ConsentLink
from ekc.forms import HouseForm

from ..acts.own_links import say_by_link

YES, NO = "ja", "nee"


class OwnConsentForm(HouseForm):
    """Which button was pressed: `ja:mailen`."""

    tap = forms.ChoiceField(choices=[(f"{said}:{each}", each.label) for said in (YES, NO) for each in ConsentPurpose])

    def __init__(self, *args: Any, link: ConsentLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link

    def save(self) -> list[Consent]:
        """Raises Refusal."""
        said, _colon, purpose = self.cleaned_data["tap"].partition(":")
        return say_by_link(self.link, purpose=purpose, gives=said == YES)
