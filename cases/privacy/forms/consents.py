"""Forms of the register of consent. Each `save` calls one act, which may refuse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, long_text, many
from cases.codes import CONSENT_TEXT, NOTED_WAYS, AskedAs, ConsentPurpose
from cases.models import Consent, ConsentLink, ConsentTalk
from cases.queries import circle_of, main_persons_there
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseForm

from ..acts.consent_talks import record_talk
from ..acts.consents import say_consent
from ..acts.own_links import give_own_link
from ..reads.own_consents import speakers_in

SAID_AS = [(each.value, _("De hoofdpersoon zelf") if each == AskedAs.SELF else each.label) for each in AskedAs]


class SayConsentForm(ActForm):
    """Somebody said yes, or no: written down by who heard it."""

    conditional = ("person", "said_by")

    gives = True
    who = forms.ChoiceField(label=_("Over wie gaat het?"), widget=forms.RadioSelect)
    purposes = many(_("Waarvoor?"), [(each.value, CONSENT_TEXT[each]) for each in ConsentPurpose])
    said_as = forms.ChoiceField(label=_("Wie zei het?"), choices=SAID_AS, widget=forms.RadioSelect)
    person = forms.ChoiceField(
        label=_("Wie uit de kring is dat?"), required=False, help_text=_("Leeg als de hoofdpersoon het zelf zei.")
    )
    said_by = forms.CharField(
        label=_("Naam van wie het zei"),
        max_length=120,
        required=False,
        help_text=_("Alleen als die persoon niet in de kring staat."),
    )
    way = forms.ChoiceField(
        label=_("Hoe?"), choices=[(each.value, each.label) for each in NOTED_WAYS], widget=forms.RadioSelect
    )
    how = forms.CharField(label=_("Hoe precies?"), max_length=200, required=False)
    said_on = forms.DateField(label=_("Wanneer?"), initial=local_today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mains = {str(each.pk): each for each in main_persons_there(self.case)}
        self.circle = {str(each.pk): each for each in circle_of(self.case)}
        who: Any = self.fields["who"]
        who.choices = [(key, str(each)) for key, each in self.mains.items()]
        if len(self.mains) == 1:
            who.initial = next(iter(self.mains))
        person: Any = self.fields["person"]
        person.choices = [("", _("Niemand uit de kring")), *((key, str(each)) for key, each in self.circle.items())]

    def save(self) -> list[Consent]:
        """Raises Refusal."""
        data = dict(self.cleaned_data)
        person = self.circle.get(data.pop("person"))
        return say_consent(self.mains[data.pop("who")], by=self.user, gives=self.gives, person=person, **data)


class WithdrawConsentForm(SayConsentForm):
    gives = False


class ConsentTalkForm(HouseForm):
    spoken_on = forms.DateField(label=_("Wanneer sprak u de familie?"), initial=local_today)
    note = long_text(_("Wat sprak u af?"))

    def __init__(self, *args: Any, said: Consent, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said, self.user, self.case = said, user, said.case

    def save(self) -> ConsentTalk:
        """Raises Refusal."""
        return record_talk(self.said, by=self.user, **self.cleaned_data)


class OwnLinkForm(ActForm):
    who = forms.ChoiceField(
        label=_("Voor wie is de link?"),
        widget=forms.RadioSelect,
        help_text=_("Een kind jonger dan 12 krijgt geen eigen link. Vanaf 16 jaar krijgt een ouder er geen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = {each.key: each for each in speakers_in(self.case)}
        who: Any = self.fields["who"]
        who.choices = [(key, each.label) for key, each in self.speakers.items()]

    def save(self) -> ConsentLink:
        """Raises Refusal."""
        return give_own_link(self.case, self.speakers[self.cleaned_data["who"]], by=self.user)
