"""The form of somebody in the circle, and of setting somebody aside."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import (
    CHOSEN_EXCLUSIONS,
    CLOSENESS_WORDS,
    MAIN_PERSON_POSITIONS,
    POSITION_WORDS,
    Need,
    OtherWay,
)
from cases.models import Case, CirclePerson
from cases.queries import circle_of
from ekc.accounts.models import User
from ekc.forms import HouseForm, HouseModelForm, Section, SideBySide
from ekc.names import alike
from ekc.shared_edit import SharedEditMixin

from ..acts.circle import CIRCLE_FIELDS, add_circle_person, change_circle_person, set_aside
from .contact_data import CONTACT_LABELS

ADDRESS_FIELDS = ("street", "postcode", "place")


class CircleForm(SharedEditMixin, HouseModelForm):
    """Somebody in the circle. A secret address that is known is not shown again, not even here (design 4.5)."""

    closeness = forms.TypedChoiceField(
        label=_("Hoe dichtbij staat deze persoon?"),
        choices=list(CLOSENESS_WORDS.items()),
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
        help_text=_("Zoals de hoofdpersoon het zelf voelt."),
    )
    need_codes = forms.MultipleChoiceField(
        label=_("Wat heeft deze persoon nodig om mee te kunnen doen?"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    knows_situation = forms.TypedChoiceField(
        label=_("Weet deze persoon wat er speelt?"),
        choices=((True, _("Ja")), (False, _("Nee")), ("", _("Nog niet besproken"))),
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = CirclePerson
        fields = CIRCLE_FIELDS
        widgets = {
            "side": forms.RadioSelect,
            "needs": forms.Textarea(attrs={"rows": 2}),
            "postcode": forms.TextInput(attrs={"class": "is-short"}),
        }
        labels = {
            "name": _("Naam"),
            "position": _("Wie is dit van de hoofdpersoon?"),
            "relation": _("In eigen woorden"),
            "side": _("Van welke kant van de familie?"),
            "is_minor": _("Jonger dan 18 jaar"),
            "is_parent_or_carer": _("Ouder of verzorger van de hoofdpersoon"),
            "suggested_by": _("Wie noemde deze persoon?"),
            "knowledge_decided_by": _("Wie besloot wat deze persoon mag weten?"),
            "approached_on": _("Benaderd op"),
            "visited": _("Ik ben op bezoek geweest"),
            "found_through": _("Waar is deze persoon gevonden?"),
            "needs": _("Toelichting"),
            "language": _("Taal"),
            "is_key_person": _("Sleutelpersoon: iemand die anderen meekrijgt"),
            "other_way_code": _("Doet mee op een andere manier"),
            "other_way": _("Hoe precies?"),
        } | CONTACT_LABELS
        help_texts = {
            "relation": _("Bijvoorbeeld: de buurvrouw die elke dag koffie komt drinken."),
            "other_way": _("Bijvoorbeeld: tante leest de brief voor in het eerste deel."),
            "contact_wish": _("Bijvoorbeeld: alleen appen, en nooit als de buurman thuis is."),
            "secret_address": _("Vul het adres alleen in als het echt nodig is."),
        }

    layout = Layout(
        Section(
            _("Wie is het?"),
            "name",
            "position",
            "relation",
            "side",
            "closeness",
            "is_minor",
            "is_parent_or_carer",
            "is_key_person",
            SideBySide("suggested_by", "found_through"),
        ),
        Section(
            _("Meedoen"),
            "knows_situation",
            "knowledge_decided_by",
            "need_codes",
            "needs",
            SideBySide("other_way_code", "other_way"),
            SideBySide("language", "approached_on"),
            "visited",
        ),
        Section(
            _("Veilig contact"),
            SideBySide("phone", "email"),
            "contact_wish",
            "best_time",
            "no_voicemail",
            "secret_address",
            *ADDRESS_FIELDS,
        ),
    )

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        self.fields["position"].choices = [
            (code, word) for code, word in POSITION_WORDS.items() if code not in MAIN_PERSON_POSITIONS
        ]
        side = self.fields["side"]
        side.choices = [choice for choice in side.choices if choice[0]] + [("", _("Weet ik niet"))]
        if self.instance.secret_address:
            self._hide_address()

    def _hide_address(self) -> None:
        for name in ADDRESS_FIELDS:
            del self.fields[name]
        self.fields["secret_address"].help_text = _("Het adres staat erin, maar wordt niet getoond.")
        self.layout = Layout(*type(self).layout.fields[:-1], _contact_without_address())

    def clean_name(self) -> str:
        """Two people with one name cannot be told apart in a list; often it is one, typed twice."""
        name: str = self.cleaned_data["name"]
        known = circle_of(self.case).values_list("name", flat=True)
        if self.instance.pk is None and any(alike(name, other) for other in known):
            raise forms.ValidationError(
                _("%(name)s staat al in de kring. Is dit iemand anders? Zet er dan iets bij, zoals de achternaam.")
                % {"name": name}
            )
        return name

    def save(self, commit: bool = True) -> CirclePerson:
        """Add or change through the act. Raises Refusal."""
        if self.instance.pk is None:
            return add_circle_person(self.case, by=self.user, **self.cleaned_data)
        return change_circle_person(self.instance, by=self.user, **self.changes())


def _contact_without_address() -> Section:
    return Section(
        _("Veilig contact"),
        SideBySide("phone", "email"),
        "contact_wish",
        "best_time",
        "no_voicemail",
        "secret_address",
    )


class SetAsideForm(HouseForm):
    decided_by = forms.ChoiceField(label=_("Wie besloot dit?"), choices=CHOSEN_EXCLUSIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom doet deze persoon niet mee?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De hoofdpersoon kan dit lezen."),
    )
    decided_with = forms.CharField(
        label=_("Met wie is dit besloten?"),
        required=False,
        max_length=120,
        help_text=_("Bijvoorbeeld: met moeder, of met de regiomanager. Bij veiligheid besluit je nooit alleen."),
    )
    other_way_code = forms.ChoiceField(
        label=_("Hoe kan deze persoon toch meedoen?"),
        choices=[("", _("Niet, of nog niet bekend")), *OtherWay.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    other_way = forms.CharField(label=_("Hoe precies?"), required=False, max_length=200)

    def __init__(self, *args: Any, person: CirclePerson, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.user = person, user

    def save(self) -> CirclePerson:
        return set_aside(self.person, by=self.user, **self.cleaned_data)
