"""Forms of the veiligheidskader. Each `save` calls one act."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.preparation.acts.frame_writer import name_safety_professional
from cases.queries import taking_part_in
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.form_group import FormGroup, RowsFormSet, with_row_more
from ekc.forms import DayField, HouseForm, HouseModelForm
from ekc.shared_edit import SharedEditMixin, SharedRows

from ..acts.frame import BottomLineText, begin_next_version, record_reading, save_frame, submit_frame
from ..models import TEXT_OF_FRAME, SafetyFrame


class FrameAuthorForm(SharedEditMixin, HouseForm):
    """Who writes the veiligheidskader."""

    professional = forms.ModelChoiceField(
        label=_("Welke professional?"),
        queryset=User.objects.none(),
        help_text=_("Staat de professional er niet bij? Nodig die dan uit voor een account."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["professional"]
        known = User.objects.active().filter(role=Role.PROFESSIONAL).select_related("organisation")
        field.queryset = known.order_by("name_key", "pk")
        field.label_from_instance = lambda user: f"{user.full_name} ({user.organisation or user.email})"

    def save(self, case: Case, *, by: User) -> None:
        name_safety_professional(case, by=by, professional=self.cleaned_data["professional"])


class FrameForm(SharedEditMixin, HouseModelForm):
    """The veiligheidskader, in words that a family understands."""

    class Meta:
        model = SafetyFrame
        fields = TEXT_OF_FRAME
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


BottomLineFormSet = formset_factory(BottomLineForm, formset=RowsFormSet, extra=0)
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
        self.shared_lines = SharedRows(self.lines, lines, label=_("Bodem-eisen"), says=lambda row: row.get("text"))

    def shared(self) -> Iterable[Any]:
        return (self.form, self.shared_lines)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid()])

    def save(self, *, by: User, submit: bool) -> SafetyFrame:
        """Keep the draft, and hand it in when asked. Raises Refusal."""
        frame = save_frame(
            self.case,
            by=by,
            bottom_lines=[
                BottomLineText(row.get("text", ""), row.get("is_non_negotiable", False))
                for row in self.shared_lines.rows
            ],
            **self.form.cleaned_data,
        )
        return submit_frame(frame, by=by) if submit else frame


class NextVersionForm(HouseForm):
    """Why there is a next version of the frame."""

    reason = forms.CharField(
        label=_("Wat verandert er, en waarom?"),
        help_text=_("De familie leest dit ook."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def save(self, frame: SafetyFrame, *, by: User) -> SafetyFrame:
        return begin_next_version(frame, by=by, reason=self.cleaned_data["reason"])


class ReadingForm(HouseForm):
    """When and with whom of the family this version of the frame was read."""

    read_on = DayField(label=_("Wanneer hebben jullie het samen gelezen?"), initial=local_today)
    main_persons = forms.ModelMultipleChoiceField(
        label=_("Met welke hoofdpersonen?"),
        queryset=MainPerson.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Met wie uit de kring?"),
        queryset=CirclePerson.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, frame: SafetyFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frame = frame
        case = frame.case
        choices = {
            "main_persons": case.main_persons.filter(unborn=False).exclude(pk__in=frame.readings.values("main_person")),
            "people": taking_part_in(case).exclude(pk__in=frame.readings.exclude(person=None).values("person")),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]

    def save(self, *, by: User) -> SafetyFrame:
        said = {name: list(self.cleaned_data.get(name, [])) for name in ("people", "main_persons")}
        return record_reading(self.frame, by=by, read_on=self.cleaned_data["read_on"], **said)
