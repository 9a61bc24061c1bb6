"""Forms of an offer of a conference, and of the family's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import OfferMoment
from cases.models import Case, Offer
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.forms import HouseForm

from ..acts import offers

ANSWERS = [("ja", _("Ja")), ("nee", _("Nee")), ("", _("De familie denkt nog na"))]


class OfferForm(HouseForm):
    region = forms.ModelChoiceField(label=_("Regio"), queryset=Region.objects.none(), empty_label=_("Kies"))
    offered_on = forms.DateField(label=_("Wanneer heeft u het aangeboden?"), initial=local_today)
    moment = forms.ChoiceField(label=_("Op welk moment?"), choices=OfferMoment, widget=forms.RadioSelect)
    accepted = forms.ChoiceField(
        label=_("Wil de familie een conferentie?"), choices=ANSWERS, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Reden"),
        max_length=300,
        required=False,
        help_text=_("Vooral als de familie niet wil. Schrijf geen namen op."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        region: Any = self.fields["region"]
        region.queryset = user.kept_regions() if user.is_regional_manager else Region.objects.all()
        # Who offers, mostly works in one region; the first of a long list would be a guess that nobody notices.
        own = list(region.queryset[:2])
        last = Offer.objects.filter(offered_by=user).values_list("region", flat=True).first()
        region.initial = last or (own[0].pk if len(own) == 1 else None)

    def clean_accepted(self) -> bool | None:
        return as_answer(self.cleaned_data["accepted"])

    def save(self) -> Offer:
        return offers.record_offer(by=self.user, **self.cleaned_data)


class OfferAnswerForm(HouseForm):
    accepted = forms.ChoiceField(
        label=_("Wil de familie een conferentie?"), choices=ANSWERS[:2], widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reden"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.offer = user, offer

    def clean_accepted(self) -> bool | None:
        return as_answer(self.cleaned_data["accepted"])

    def save(self) -> Offer:
        return offers.answer_offer(self.offer, by=self.user, **self.cleaned_data)


def as_answer(chosen: str) -> bool | None:
    """Yes, no, or not yet."""
    return {"ja": True, "nee": False}.get(chosen)


class OfferedCaseForm(TellsOthersMixin, ActForm):
    """What the family answers to the offer of a case."""

    # Who applied reads it in the history.
    tells = ("reason",)
    accepted = forms.TypedChoiceField(
        label=_("Wil de familie een conferentie?"),
        choices=((True, _("Ja, het wordt een aanmelding")), (False, _("Nee, de zaak stopt hier"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reden"), max_length=300, required=False, help_text=_("Nodig bij nee."))

    def save(self) -> Case:
        return offers.settle_offered(self.case, by=self.user, **self.cleaned_data)
