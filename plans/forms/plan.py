"""Forms of what the family agreed. Each `save` calls one act."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.codes import Residence
from cases.models import Case, MainPerson
from cases.queries import main_persons_to_choose
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.forms import HouseForm, HouseModelForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.sheets import throw_sheets_away
from ..acts.testing import present_plan
from ..acts.writing import note_threatened_placements, save_residence_change, save_version
from ..models import Plan, PlanVersion, ResidenceChange
from ..queries import unanswered_points


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


class ResidenceForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """Somebody will live elsewhere because of the plan: written down, or corrected."""

    tells = ("person",)

    class Meta:
        model = ResidenceChange
        fields = ("main_person", "person", "from_residence", "to_residence")
        labels = {
            "main_person": _("Wie gaat ergens anders wonen?"),
            "person": _("Of iemand anders"),
            "from_residence": _("Van"),
            "to_residence": _("Naar"),
        }

    layout = Layout("main_person", "person", SideBySide("from_residence", "to_residence"))

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.case: Case = version.plan.case
        self.fields["main_person"].queryset = main_persons_to_choose(self.case)
        for name in ("from_residence", "to_residence"):
            self.fields[name].choices = [("", _("Kies")), *Residence.choices]

    def save(self, *, by: User) -> ResidenceChange:  # type: ignore[override]
        change = self.instance if self.instance.pk else None
        return save_residence_change(self.version, by=by, change=change, **self.cleaned_data)


class PresentForm(HouseForm):
    """Show the plan to the professional; what stays open gets a reason each."""

    sheets = forms.ChoiceField(
        label=_("Wat gebeurt er met de foto's van de flappen?"),
        choices=[("bewaren", _("Bewaren bij het plan")), ("weggooien", _("Weggooien: alles staat nu in het plan"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of je de foto's bewaart of weggooit.")},
    )

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photos = list(version.plan.sheets.defer("sealed"))
        if not self.photos:
            del self.fields["sheets"]
        known = dict(version.open_points.values_list("key", "reason"))
        self.points = unanswered_points(version)
        for point in self.points:
            self.fields[point.key] = forms.CharField(
                label=point.question,
                help_text=_("Alleen als de familie dit open laat: waarom?"),
                max_length=300,
                initial=known.get(point.key, ""),
                error_messages={"required": _("Vraag dit na, of schrijf op waarom de familie het open laat.")},
            )

    @property
    def reasons(self) -> dict[str, str]:
        return {point.key: self.cleaned_data[point.key] for point in self.points}

    def settle_photos(self, plan: Plan, *, by: User) -> None:
        """Throw the photos away where that was chosen; inside the transaction of the act."""
        if self.cleaned_data.get("sheets") == "weggooien":
            throw_sheets_away(plan, self.photos, by=by)

    def save(self, plan: Plan, *, by: User) -> Plan:
        with transaction.atomic():
            self.settle_photos(plan, by=by)
            return present_plan(plan, by=by, reasons=self.reasons)


class PlacementForm(SharedEditMixin, HouseForm):
    """For whom an out-of-home placement threatened before there was a plan (M-15)."""

    threatened = forms.ModelMultipleChoiceField(
        label=_("Bij wie dreigde uithuisplaatsing, vóór dit plan?"),
        queryset=MainPerson.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wat ervan kwam, volgt uit waar iedereen nu woont en gaat wonen."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, initial={"threatened": list(plan.placement_threatened.all())}, **kwargs)
        self.plan = plan
        self.fields["threatened"].queryset = main_persons_to_choose(plan.case)

    def save(self, *, by: User) -> Plan:
        return note_threatened_placements(self.plan, self.cleaned_data["threatened"], by=by)
