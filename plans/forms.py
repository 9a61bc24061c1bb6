"""Forms of the frame and the plan. Each `save` calls one act."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from cases.codes import Residence, Variant
from cases.models import Case
from cases.preparation.acts.frame_writer import name_safety_professional
from cases.told_text import TellsOthersMixin
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.form_group import FormGroup, with_row_more
from ekc.forms import DayField, HouseForm, HouseModelForm, Section, SideBySide

from .acts.distribution import Recipient, send_plan
from .acts.frame import BottomLineText, record_reading, save_frame, submit_frame
from .acts.testing import decide_on_plan, present_plan
from .acts.writing import add_agreement, add_residence_change, change_agreement, save_version
from .codes import AgreementKind, DeliveryChannel, Restitution
from .models import Agreement, Plan, PlanVersion, SafetyFrame


class FrameAuthorForm(HouseForm):
    """Who writes the veiligheidskader."""

    professional = forms.ModelChoiceField(
        label=_("Welke professional?"),
        queryset=User.objects.none(),
        help_text=_("Staat de professional er niet bij? Laat landelijk beheer eerst een account maken."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["professional"]
        known = User.objects.active().filter(role=Role.PROFESSIONAL).select_related("organisation")
        field.queryset = known.order_by("name_key", "pk")
        field.label_from_instance = lambda user: f"{user.full_name} ({user.organisation or user.email})"

    def save(self, case: Case, *, by: User) -> None:
        name_safety_professional(case, by=by, professional=self.cleaned_data["professional"])


class FrameForm(HouseModelForm):
    """The veiligheidskader, in words that a family understands."""

    class Meta:
        model = SafetyFrame
        fields = (
            "measure",
            "legal_basis",
            "concerns",
            "strengths",
            "criteria",
            "possible_help",
            "communication_wishes",
        )
        widgets = {
            name: forms.Textarea({"rows": rows})
            for name, rows in {
                "concerns": 6,
                "strengths": 4,
                "criteria": 4,
                "possible_help": 4,
                "communication_wishes": 3,
            }.items()
        }
        labels = {
            "measure": _("Welke maatregel is er, of dreigt er?"),
            "concerns": _("Welke zorgen heeft u?"),
            "strengths": _("Wat gaat er goed?"),
            "criteria": _("Waar toetst u het plan op?"),
            "possible_help": _("Welke hulp is mogelijk?"),
            "communication_wishes": _("Hoe wilt u contact houden over het plan?"),
        }
        help_texts = {
            "legal_basis": _("Bijvoorbeeld de beschikking van de rechter, met datum."),
            "concerns": _(
                "Zo concreet mogelijk: wat is er gezien, wanneer, door wie? Schrijf het zo op dat u het kunt voorlezen."
            ),
            "criteria": _("Zou een familielid weten wanneer het plan goed genoeg is?"),
            "possible_help": _("Mogelijkheden, geen advies. De familie kiest zelf."),
        }


class BottomLineForm(HouseForm):
    """One bottom line."""

    text = forms.CharField(label=_("Bodem-eis"), required=False, widget=forms.Textarea({"rows": 2}))
    is_non_negotiable = forms.BooleanField(label=_("Hierover is geen onderhandeling mogelijk"), required=False)


BottomLineFormSet = formset_factory(BottomLineForm, extra=0)
MOST_LINES = 40


class FrameForms(FormGroup):
    """The frame with its bottom lines. "Nog een bodem-eis" adds a row and keeps everything typed."""

    def __init__(self, case: Case, frame: SafetyFrame | None, data: Any = None) -> None:
        self.case = case
        self.form = FrameForm(data, instance=frame)
        lines = (
            [{"text": line.text, "is_non_negotiable": line.is_non_negotiable} for line in frame.bottom_lines.all()]
            if frame is not None and frame.pk
            else []
        )
        data = with_row_more(data, "lines", button="add_line", most=MOST_LINES)
        # Bound rows must not know what was saved before: a row that equals it would count as left empty.
        initial = None if data is not None else lines or [{}, {}]
        self.lines = BottomLineFormSet(data, prefix="lines", initial=initial)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid()])

    def save(self, *, by: User, submit: bool) -> SafetyFrame:
        """Keep the draft, and hand it in when asked. Raises Refusal."""
        frame = save_frame(
            self.case,
            by=by,
            bottom_lines=[
                BottomLineText(row.get("text", ""), row.get("is_non_negotiable", False))
                for row in self.lines.cleaned_data
            ],
            **self.form.cleaned_data,
        )
        return submit_frame(frame, by=by) if submit else frame


class ReadingForm(HouseForm):
    """When the frame was read with the family."""

    read_on = DayField(label=_("Wanneer hebben jullie het samen gelezen?"), initial=local_today)

    def save(self, frame: SafetyFrame, *, by: User) -> SafetyFrame:
        return record_reading(frame, by=by, read_on=self.cleaned_data["read_on"])


class VersionForm(TellsOthersMixin, HouseModelForm):
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


class AgreementForm(TellsOthersMixin, HouseModelForm):
    """One agreement: who does what, where, when."""

    tells = ("what", "who", "when_or_how_often", "where_to")

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
        }
        help_texts = {"who": _("Zoals de familie het zegt. Bijvoorbeeld: oma en tante Ria.")}

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.case = case = version.plan.case
        self.fields["people"].queryset = case.circle.filter(excluded_by="", merged_into=None)
        self.fields["question"].queryset = case.questions.filter(replaced_by=None)
        frames = case.frames.exclude(submitted_at=None).order_by("-version")[:1]
        self.fields["bottom_line"].queryset = self.fields["bottom_line"].queryset.filter(frame__in=list(frames))
        self.fields["kind"].choices = AgreementKind.choices
        self.fields["kind"].initial = AgreementKind.OWN_CIRCLE
        for name in ("people", "question", "bottom_line"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        self.fields["restitution"].choices = [("", _("Geen herstelafspraak")), *Restitution.choices]
        if case.variant != Variant.RESTORATIVE:
            del self.fields["restitution"]
        self.layout = self._layout_of_what_is_there()

    def _layout_of_what_is_there(self) -> Layout:
        belongs = [name for name in ("life_area", "question", "bottom_line", "people") if name in self.fields]
        return Layout(
            "what",
            "who",
            SideBySide("when_or_how_often", "where_to"),
            "kind",
            *(name for name in ("restitution",) if name in self.fields),
            Section(_("Hoort bij"), *belongs),
            Section(_("Bijzonder"), "is_emergency", "paid_from_pgb", "agreed_by_absent"),
        )

    def save(self, *, by: User) -> Agreement:  # type: ignore[override]
        values = dict(self.cleaned_data)
        people = list(values.pop("people", []))
        if self.instance.pk:
            return change_agreement(self.instance, by=by, people=people, **values)
        return add_agreement(self.version, by=by, people=people, **values)


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


MET_CHOICES = [("ja", _("Het plan voldoet hieraan")), ("nee", _("Nog niet"))]


class PlanTestForm(HouseForm):
    """Per bottom line whether the plan meets it, and the decision. Nothing else can be tested (R-08)."""

    __test__ = False

    accepted = forms.TypedChoiceField(
        label=_("Uw besluit"),
        choices=[("ja", _("Ik accepteer het plan: het is veilig")), ("nee", _("Nog niet: er ontbreekt iets"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    motivation = forms.CharField(
        label=_("Wat ontbreekt er nog?"),
        help_text=_("Alleen als u het plan nog niet accepteert."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    law_cited = forms.CharField(
        label=_("Stuit het plan op een wet? Welke?"),
        help_text=_("Alleen als het niet om een bodem-eis gaat."),
        required=False,
        max_length=200,
    )
    question_to_family = forms.CharField(
        label=_("Welke vraag geeft u terug aan de familie?"), required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, frame: SafetyFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(frame.bottom_lines.prefetch_related("agreements"))
        for line in self.lines:
            self.fields[self.name_of(line.pk)] = forms.ChoiceField(
                label=line.text, choices=MET_CHOICES, widget=forms.RadioSelect
            )
            self.fields[self.name_of(line.pk)].error_messages["required"] = _("Kies of het plan hieraan voldoet.")

    @staticmethod
    def name_of(pk: int) -> str:
        return f"line_{pk}"

    def line_fields(self) -> list[dict[str, Any]]:
        """Each bottom line with its field, for the page."""
        return [{"line": line, "field": self[self.name_of(line.pk)]} for line in self.lines]

    def decision_fields(self) -> list[Any]:
        return [self[name] for name in ("accepted", "motivation", "law_cited", "question_to_family")]

    def save(self, plan: Plan, *, by: User) -> Plan:
        results = {line.pk: self.cleaned_data[self.name_of(line.pk)] == "ja" for line in self.lines}
        texts = {name: self.cleaned_data[name] for name in ("motivation", "law_cited", "question_to_family")}
        return decide_on_plan(plan, by=by, results=results, accepted=self.cleaned_data["accepted"], **texts)


class RecipientRow(HouseForm):
    """Somebody who may get the plan, and how."""

    channel = forms.ChoiceField(
        label=_("Hoe krijgt deze persoon het plan?"),
        choices=[("", _("Niet versturen")), *DeliveryChannel.choices],
        required=False,
    )

    def __init__(
        self, *args: Any, label: str, note: str, who: dict[str, Any], warnings: tuple[str, ...], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.label, self.note, self.who, self.warnings = label, note, who, warnings


class SendForms(FormGroup):
    """Everybody who took part, each with a channel."""

    def __init__(self, plan: Plan, people: list[dict[str, Any]], data: Any = None) -> None:
        self.plan = plan
        self.rows = [RecipientRow(data, prefix=person.pop("key"), **person) for person in people]

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.rows])

    def save(self, *, by: User) -> Plan:
        """Send the plan to all with a channel. Raises Refusal."""
        recipients = [
            Recipient(channel=row.cleaned_data["channel"], **row.who)
            for row in self.rows
            if row.cleaned_data["channel"]
        ]
        return send_plan(self.plan, by=by, recipients=recipients)
