"""Who applied, put right by the regional manager."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Referrer
from ekc.accounts.models import Organisation, User
from ekc.accounts.organisation_question import OrganisationChoiceForm, OrganisationQuestionMixin
from ekc.dates import local_today
from ekc.forms import HouseForm, HouseModelForm, KnownDateField, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.referrers import REFERRER_FIELDS, correct_referrer, link_organisation, record_consent


class ReferrerForm(SharedEditMixin, OrganisationQuestionMixin, HouseModelForm):
    """Name, organisation and how to reach somebody. Of who has an account the organisation stands there."""

    class Meta:
        model = Referrer
        fields = REFERRER_FIELDS
        labels = {
            "name": _("Naam"),
            "organisation_name": _("Organisatie"),
            "function": _("Functie"),
            "phone": _("Telefoon"),
            "email": _("E-mail"),
            "no_voicemail": _("Geen voicemail inspreken"),
            "best_time": _("Beste tijd om te bellen"),
            "page_language": _("Taal van mails en brieven"),
            "interpreter": _("Tolk nodig voor"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].required = True
        organisation = self.fields["organisation_name"]
        if self.instance.organisation is not None:
            self.initial["organisation_name"] = self.instance.organisation.name
        if self.instance.user_id is not None:
            organisation.disabled = True
            organisation.help_text = _("Deze organisatie hoort bij het account van de aanmelder.")
        self.ask_organisation()
        asked = ["organisation_known"] if "organisation_known" in self.fields else []
        self.layout = Layout(
            *("name", "organisation_name", *asked, "function"),
            *(SideBySide("phone", "email"), "best_time", "no_voicemail"),
            SideBySide("page_language", "interpreter"),
        )

    def save(self, commit: bool = True) -> Referrer:
        """Change through the act. Raises Refusal."""
        data = self.cleaned_data
        changed = {name: data[name] for name in REFERRER_FIELDS if not self.fields[name].disabled}
        return correct_referrer(self.instance, by=self.user, organisation=self.organisation_meant, **changed)


class ReferrerOrganisationForm(SharedEditMixin, OrganisationChoiceForm):
    """For which organisation the referrer works. What was written at the aanmelding stands there already."""

    def __init__(self, *args: Any, referrer: Referrer, user: User, **kwargs: Any) -> None:
        self.referrer, self.user = referrer, user
        kwargs.setdefault("initial", {"name": referrer.organisation_name, "organisation": referrer.organisation_id})
        super().__init__(*args, **kwargs)
        self.offer(Organisation.objects.for_user(user))

    def save(self) -> Referrer:
        """Raises Refusal."""
        return link_organisation(self.referrer, by=self.user, **self.found)


class LaterConsentForm(HouseForm):
    """Consent that the family gave after the aanmelding."""

    consent_by = forms.CharField(
        label=_("Wie gaf toestemming?"), max_length=120, help_text=_("Bijvoorbeeld: Ria de Wit, de moeder.")
    )
    consent_on = KnownDateField(label=_("Wanneer?"), initial=local_today)
    consent_how = forms.CharField(
        label=_("Hoe?"), max_length=120, help_text=_("Bijvoorbeeld: de aanmelder vroeg het, en belde terug.")
    )

    def __init__(self, *args: Any, referrer: Referrer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referrer, self.user = referrer, user

    def save(self) -> Referrer:
        """Raises Refusal."""
        return record_consent(self.referrer, by=self.user, **self.cleaned_data)
