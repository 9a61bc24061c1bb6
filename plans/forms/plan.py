"""Forms of what the family agreed. Each `save` calls one act."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import amount as euros
from cases.codes import Residence, Variant
from cases.models import Case
from cases.queries import current_questions, taking_part_in
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.forms import DayField, HouseForm, HouseModelForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.testing import present_plan
from ..acts.writing import add_agreement, add_residence_change, change_agreement, save_version
from ..codes import AgreementKind, Restitution
from ..models import Agreement, Plan, PlanVersion

RESTITUTION_FIELDS = ("restitution", "amount", "payer", "due_on")


class VersionForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """What the family decides around the agreements."""

    tells = (
        "own_words",
        "monitor",
        "convener",
        "reviewers",
        "contingency",
        "contact_person",
        "contact_agreement",
        "professional_help",
    )

    class Meta:
        model = PlanVersion
        fields = (
            "own_words",
            "monitor",
            "monitor_is_family",
            "convener",
            "review_date",
            "reviewers",
            "contingency",
            "contact_person",
            "contact_agreement",
            "professional_help",
        )
        widgets = {
            "own_words": forms.Textarea({"rows": 4}),
            "contingency": forms.Textarea({"rows": 3}),
            "contact_agreement": forms.Textarea({"rows": 2}),
            "professional_help": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "own_words": _("Begin met de hoofdpersoon. Verander niets aan de woorden van de familie."),
            "contingency": _("Wie belt wie? Wanneer komen jullie weer bij elkaar?"),
        }

    layout = Layout(
        Section(_("In eigen woorden"), "own_words"),
        Section(_("Wie zorgt dat het gebeurt"), "monitor", "monitor_is_family", "convener"),
        Section(_("Weer bij elkaar"), SideBySide("review_date", "reviewers"), "contingency"),
        Section(_("Contact met professionals"), "contact_person", "contact_agreement", "professional_help"),
    )

    @property
    def told_case(self) -> Case:
        case: Case = self.instance.plan.case
        return case

    def save(self, *, by: User) -> PlanVersion:  # type: ignore[override]
        return save_version(self.instance, by=by, **self.cleaned_data)


class AgreementForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """One agreement: who does what, where, when."""

    tells = ("what", "who", "when_or_how_often", "where_to", "payer")

    amount = euros(_("Bedrag in euro, bij een vergoeding"), places=2)
    due_on = DayField(label=_("Uiterlijk wanneer is het gedaan?"), required=False)

    class Meta:
        model = Agreement
        fields = (
            "what",
            "who",
            "people",
            "kind",
            "when_or_how_often",
            "where_to",
            "restitution",
            "amount",
            "payer",
            "due_on",
            "life_area",
            "question",
            "bottom_line",
            "is_emergency",
            "paid_from_pgb",
            "agreed_by_absent",
        )
        widgets = {
            "what": forms.Textarea({"rows": 2, "autofocus": True}),
            "kind": forms.RadioSelect,
            "people": forms.CheckboxSelectMultiple,
            "restitution": forms.RadioSelect,
        }
        labels = {
            "what": _("Wat is er afgesproken?"),
            "who": _("Wie doet dit?"),
            "people": _("Wie uit de kring?"),
            "question": _("Bij welke vraag hoort dit?"),
            "bottom_line": _("Welke bodem-eis vult dit in?"),
            "restitution": _("Hoe maakt dit het goed?"),
            "payer": _("Wie betaalt dat?"),
        }
        help_texts = {"who": _("Zoals de familie het zegt. Bijvoorbeeld: oma en tante Ria.")}

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.case = case = version.plan.case
        self.fields["people"].queryset = taking_part_in(case)
        self.fields["question"].queryset = current_questions(case)
        frames = case.frames.exclude(submitted_at=None).order_by("-version")[:1]
        self.fields["bottom_line"].queryset = self.fields["bottom_line"].queryset.filter(frame__in=list(frames))
        self.fields["kind"].choices = AgreementKind.choices
        self.fields["kind"].initial = AgreementKind.OWN_CIRCLE
        for name in ("people", "question", "bottom_line"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        self.fields["restitution"].choices = [("", _("Geen herstelafspraak")), *Restitution.choices]
        if case.variant != Variant.RESTORATIVE:
            for name in RESTITUTION_FIELDS:
                del self.fields[name]
        self.layout = self._layout_of_what_is_there()

    def _layout_of_what_is_there(self) -> Layout:
        belongs = [name for name in ("life_area", "question", "bottom_line", "people") if name in self.fields]
        return Layout(
            "what",
            "who",
            SideBySide("when_or_how_often", "where_to"),
            "kind",
            *_restitution_layout(self.fields),
            Section(_("Hoort bij"), *belongs),
            Section(_("Bijzonder"), "is_emergency", "paid_from_pgb", "agreed_by_absent"),
        )

    def save(self, *, by: User) -> Agreement:  # type: ignore[override]
        values = dict(self.cleaned_data)
        people = list(values.pop("people", []))
        if self.instance.pk:
            return change_agreement(self.instance, by=by, people=people, **values)
        return add_agreement(self.version, by=by, people=people, **values)


def _restitution_layout(fields: Mapping[str, Any]) -> list[Any]:
    if "restitution" not in fields:
        return []
    return ["restitution", SideBySide("amount", "payer"), "due_on"]


class ResidenceForm(HouseForm):
    """Somebody will live elsewhere because of the plan."""

    main_person = forms.ModelChoiceField(label=_("Wie gaat ergens anders wonen?"), queryset=None)
    from_residence = forms.ChoiceField(label=_("Van"), choices=[("", _("Kies")), *Residence.choices])
    to_residence = forms.ChoiceField(label=_("Naar"), choices=[("", _("Kies")), *Residence.choices])
    layout = Layout("main_person", SideBySide("from_residence", "to_residence"))

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["main_person"].queryset = version.plan.case.main_persons.all()

    def save(self, *, by: User) -> None:
        add_residence_change(self.version, by=by, **self.cleaned_data)


class PresentForm(HouseForm):
    """Show the plan to the professional; open points are named first."""

    although_incomplete = forms.BooleanField(
        label=_("Dit is allemaal gevraagd. De familie laat het bewust open."), required=False
    )

    def save(self, plan: Plan, *, by: User) -> Plan:
        return present_plan(plan, by=by, **self.cleaned_data)
