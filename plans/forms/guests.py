"""Asking somebody without an account for the frame, and what a team leader answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import long_text
from cases.models import Case
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.accounts.organisation_question import OrganisationQuestionMixin
from ekc.forms import HouseForm
from ekc.shared_edit import SharedEditMixin

from ..acts.guests import ask_guest, ask_tester, correct_guest, sign_frame
from ..codes import GuestTask
from ..models import FrameGuest, SafetyFrame
from ..queries import mark_of_text
from .frame import offer_professionals

ASKED = ("full_name", "organisation", "function", "email", "about")


class AskGuestForm(TellsOthersMixin, OrganisationQuestionMixin, HouseForm):
    """Who is asked, and for what."""

    tells = ("full_name", "organisation", "function", "about")
    name_field = "organisation"

    full_name = forms.CharField(label=_("Naam"), max_length=120)
    organisation = forms.CharField(label=_("Organisatie"), max_length=120)
    function = forms.CharField(label=_("Functie"), max_length=120)
    email = forms.EmailField(label=_("E-mailadres"))
    about = long_text(
        _("Waar gaat het over?"),
        required=False,
        help_text=_("Dit leest deze persoon op de pagina achter de link. In de mail staat niets van de zaak."),
    )

    def __init__(self, *args: Any, case: Case, task: str, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.task, self.by = case, task, by
        if task == GuestTask.SIGNS and by.organisation is not None:
            self.fields["organisation"].initial = by.organisation.name
            self.fields["function"].initial = _("Teamleider")
        self.ask_organisation()

    def save(self) -> FrameGuest:
        said = {name: self.cleaned_data[name] for name in ASKED}
        if self.organisation_meant is not None:
            said["organisation"] = self.organisation_meant.name
        return ask_guest(self.case, by=self.by, task=self.task, **said)


class AskTesterForm(TellsOthersMixin, HouseForm):
    """Which professional with an account tests along, and in which capacity."""

    tells = ("function",)

    professional = forms.ModelChoiceField(
        label=_("Welke professional?"),
        queryset=User.objects.none(),
        help_text=_("Staat de professional er niet bij? Vraag die dan zonder account."),
    )
    function = forms.CharField(
        label=_("In welke functie toetst deze persoon?"),
        help_text=_("Bijvoorbeeld: leerplichtambtenaar. De familie leest dit."),
        max_length=120,
    )

    def __init__(self, *args: Any, case: Case, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.by = case, by
        offer_professionals(self.fields["professional"])

    def save(self) -> FrameGuest:
        return ask_tester(self.case, by=self.by, **self.cleaned_data)


class GuestAddressForm(SharedEditMixin, HouseForm):
    """Another mail address for somebody who was asked."""

    email = forms.EmailField(label=_("E-mailadres"))

    def save(self, guest: FrameGuest, *, by: User) -> FrameGuest:
        return correct_guest(guest, by=by, email=self.cleaned_data["email"])


class SignForm(HouseForm):
    """A team leader signs the text that stands above it, or says what must be otherwise."""

    mark = forms.CharField(widget=forms.HiddenInput)
    agrees = forms.TypedChoiceField(
        label=_("Tekent u mee?"),
        choices=[("ja", _("Ja, ik sta achter deze tekst")), ("nee", _("Nog niet: er moet iets anders"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("Alleen als u nog niet tekent. Wie het kader schrijft, leest dit."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, frame: SafetyFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text_now = mark_of_text(frame)
        self.fields["mark"].initial = self.text_now

    def save(self, guest: FrameGuest) -> FrameGuest:
        return sign_frame(guest, **self.cleaned_data)
