"""The forms of the desk beside the decisions. Each `save` calls one act and may raise Refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import OfferMoment, RepeatReason, Suitability
from cases.models import ApplicantQuestion, Case, EarlierCase, FundingProgramme, Offer, SavedFilter, SuitabilityAdvice
from cases.preparation.forms.acts import ActForm
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.forms import HouseForm

from ..acts import advice, asking, earlier, funding, offers, saved_filters, transfer
from ..acts.funding import Room


def long_text(label: Any, **kwargs: Any) -> forms.CharField:
    """Several lines."""
    return forms.CharField(label=label, widget=forms.Textarea({"rows": 4}), **{"max_length": 2000, **kwargs})


class SaveFilterForm(HouseForm):
    name = forms.CharField(label=_("Naam van het filter"), max_length=40)
    is_default = forms.BooleanField(label=_("Begin de werklijst hiermee"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def save(self) -> SavedFilter:
        return saved_filters.save_filter(by=self.user, **self.cleaned_data)


class AskForm(ActForm):
    text = long_text(
        _("Wat wilt u weten?"),
        help_text=_("De aanmelder leest dit zonder in te loggen. Noem geen namen en geen gegevens van de familie."),
    )

    def save(self) -> ApplicantQuestion:
        return asking.ask_applicant(self.case, by=self.user, **self.cleaned_data)


class AnswerByPhoneForm(ActForm):
    answer = long_text(_("Wat antwoordde de aanmelder?"), max_length=asking.LONGEST_ANSWER)

    def save(self) -> ApplicantQuestion:
        return asking.record_answer(self.case, by=self.user, **self.cleaned_data)


class AnswerByLinkForm(HouseForm):
    answer = long_text(
        _("Uw antwoord"),
        max_length=asking.LONGEST_ANSWER,
        help_text=_("De regiomanager leest dit, en later ook de coördinator."),
    )


class LinkEarlierForm(ActForm):
    repeat_reason = forms.ChoiceField(
        label=_("Waarom vraagt de familie opnieuw?"), choices=RepeatReason, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Toelichting"), max_length=300, required=False)

    def __init__(self, *args: Any, other: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other

    def save(self) -> EarlierCase:
        return earlier.link_earlier(self.case, self.other, by=self.user, **self.cleaned_data)


class SetAsideForm(ActForm):
    note = forms.CharField(
        label=_("Waarom is dit geen eerdere zaak van deze familie?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: dezelfde naam, maar een andere familie."),
    )

    def __init__(self, *args: Any, other: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other

    def save(self) -> EarlierCase:
        return earlier.set_earlier_aside(self.case, self.other, by=self.user, **self.cleaned_data)


class ProgrammeForm(ActForm):
    programme = forms.ModelChoiceField(
        label=_("Programma"),
        queryset=FundingProgramme.objects.none(),
        required=False,
        empty_label=_("Geen programma"),
        help_text=_("Zonder programma telt de zaak niet mee in de cijfers."),
    )

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset = FundingProgramme.objects.filter(pk__in=[room.programme.pk for room in rooms])
        field.initial = self.case.programme_id

    def save(self) -> Case:
        return funding.set_programme(self.case, self.cleaned_data["programme"], by=self.user)


class TransferForm(ActForm):
    region = forms.ModelChoiceField(label=_("Naar welke regio?"), queryset=Region.objects.none())
    manager = forms.ModelChoiceField(
        label=_("Naar welke regiomanager?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Dat beslist de regio"),
    )
    reason = forms.CharField(
        label=_("Waarom draagt u de zaak over?"),
        max_length=500,
        help_text=_("Bijvoorbeeld: de familie is verhuisd."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset, region.initial = Region.objects.all(), self.case.region_id
        manager: Any = self.fields["manager"]
        # Of all regions: who gets the case does not work where it comes from.
        manager.queryset = User.objects.active().filter(role=Role.REGIONAL_MANAGER).order_by("full_name")

    def save(self) -> Case:
        return transfer.transfer_case(self.case, by=self.user, **self.cleaned_data)


class AdviceLogForm(HouseForm):
    """Advice to a professional in doubt; of a case where it is about one."""

    region = forms.ModelChoiceField(label=_("Regio"), queryset=Region.objects.none(), empty_label=None)
    asked_by = forms.CharField(
        label=_("Wie vroeg advies?"), max_length=160, help_text=_("Naam en organisatie van de professional.")
    )
    doubt = long_text(_("Waarover was de twijfel?"), help_text=_("Schrijf geen namen van de familie op."))
    advice = forms.ChoiceField(label=_("Wat adviseert u?"), choices=Suitability, widget=forms.RadioSelect)
    note = long_text(_("Toelichting"), required=False)

    def __init__(self, *args: Any, user: User, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.case = user, case
        region: Any = self.fields["region"]
        region.queryset = user.regions.all()
        if case is not None:
            del self.fields["region"]

    def save(self) -> SuitabilityAdvice:
        data = {"region": self.case.region if self.case else None, **self.cleaned_data}
        return advice.record_advice(by=self.user, case=self.case, **data)


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
        region.queryset = user.regions.all() if user.is_regional_manager else Region.objects.all()
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
