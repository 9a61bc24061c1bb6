"""The form that invites a professional to an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.models import AccountInvitation
from ekc.accounts.models import Organisation
from ekc.accounts.organisation_question import OrganisationQuestionMixin

from ..acts.account_invitation import invite_professional


class AccountInvitationForm(OrganisationQuestionMixin, ActForm):
    name_field = "organisation"
    full_name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(
        label=_("E-mailadres van het werk"),
        help_text=_("Hier komt de link om een wachtwoord te kiezen. Controleer het adres bij de persoon zelf."),
    )
    organisation = forms.CharField(
        label=_("Organisatie"),
        max_length=120,
        help_text=_("Kies uit de lijst, of vul een nieuwe in: die bekijkt landelijk beheer eerst."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        referrer = getattr(self.case, "referrer", None)
        if referrer is not None and referrer.user_id is None:
            self.initial = {
                "full_name": referrer.name,
                "email": referrer.email,
                "organisation": str(referrer.organisation or referrer.organisation_name),
                **self.initial,
            }
        self.fields["organisation"].widget.attrs["list"] = "organisaties"
        self.ask_organisation()

    @property
    def known_organisations(self) -> list[str]:
        """For the list beside the field."""
        return list(Organisation.objects.filter(is_approved=True).values_list("name", flat=True))

    def save(self) -> AccountInvitation | None:
        data = self.cleaned_data
        meant = self.organisation_meant
        return invite_professional(
            self.case,
            by=self.user,
            full_name=data["full_name"],
            email=data["email"],
            organisation=meant.name if meant else data["organisation"],
        )
