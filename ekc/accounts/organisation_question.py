"""Part of a form in which somebody writes the name of an organisation: in doubt it asks which one is meant."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm, Section

from .models import Organisation
from .organisations import organisation_named, organisations_meant

ANOTHER = "geen"
"""None of those that were shown."""


class OrganisationQuestionMixin:
    """Stands before `HouseForm`. `name_field` holds the name as it is written; the form calls `ask_organisation` at
    the end of its `__init__`, and reads `organisation_meant` and `is_another` after it was judged."""

    name_field = "organisation_name"
    question = _("Bedoelt u een van deze organisaties?")
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def ask_organisation(self, among: QuerySet[Organisation] | None = None) -> None:
        """Ask which one is meant, where the name that is typed comes near one that is known."""
        if self.fields[self.name_field].disabled:
            return
        meant = organisations_meant(str(self[self.name_field].value() or ""), among)  # type: ignore[index]
        if not meant:
            return
        choices = [*((str(each.pk), each.name) for each in meant), (ANOTHER, _("Nee, een andere organisatie"))]
        self.fields["organisation_known"] = forms.ChoiceField(
            label=self.question,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Kies welke organisatie u bedoelt. Staat die er niet bij? Kies dan “Nee”.")},
        )
        names = [name for name in self.fields if name != "organisation_known"]
        names.insert(names.index(self.name_field) + 1, "organisation_known")
        self.order_fields(names)  # type: ignore[attr-defined]

    @property
    def is_another(self) -> bool:
        """Somebody said that none of those near is meant."""
        return self.cleaned_data.get("organisation_known") == ANOTHER

    @property
    def organisation_meant(self) -> Organisation | None:
        """The organisation that was chosen or is certain by its name; None for one that the house does not know."""
        chosen = self.cleaned_data.get("organisation_known", "")
        if chosen and chosen != ANOTHER:
            return Organisation.objects.filter(pk=chosen).first()
        return organisation_named(str(self.cleaned_data.get(self.name_field) or ""))


class OrganisationChoiceForm(OrganisationQuestionMixin, HouseForm):
    """An organisation from the list, or a new one with the question on which R-01 turns. Call `offer` at the end of
    `__init__`; after judging, `found` says what `find_organisation` asks for."""

    name_field = "name"
    undecided = _("Kies ja of nee. Bij twijfel: kies ja.")
    organisation = forms.ModelChoiceField(
        label=_("Organisatie"), queryset=Organisation.objects.none(), required=False, empty_label=_("Staat er niet bij")
    )
    name = forms.CharField(label=_("Naam van de organisatie"), max_length=120, required=False)
    is_care_or_deciding = forms.TypedChoiceField(
        label=_("Geeft deze organisatie zorg of hulp, of neemt die besluiten over gezinnen?"),
        choices=(("ja", _("Ja")), ("nee", _("Nee"))),
        coerce=lambda value: value == "ja",
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("Bijvoorbeeld jeugdzorg, een ziekenhuis, een wijkteam of de Raad voor de Kinderbescherming."),
    )

    def offer(self, organisations: QuerySet[Organisation]) -> None:
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        if not self["organisation"].value():
            self.ask_organisation()
        asked = ["organisation_known"] if "organisation_known" in self.fields else []
        self.layout = Layout(
            Section(_("Staat de organisatie in de lijst?"), "organisation"),
            Section(_("Staat die er niet bij?"), "name", *asked, "is_care_or_deciding"),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["organisation"] = data.get("organisation") or self.organisation_meant
        if data["organisation"] is not None or self.errors.get("organisation_known"):
            return data
        if not data.get("name"):
            self.add_error("organisation", _("Kies een organisatie, of schrijf hieronder de naam op."))
        elif data.get("is_care_or_deciding") is None:
            self.add_error("is_care_or_deciding", self.undecided)
        return data

    @property
    def found(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "organisation": data["organisation"],
            "name": data["name"],
            "is_care_or_deciding": bool(data["is_care_or_deciding"]),
            "is_another": self.is_another,
        }
