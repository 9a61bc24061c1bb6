"""Forms of the veiligheidskader. Each `save` calls one act."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.preparation.acts.frame_writer import name_safety_professional
from cases.queries import main_persons_to_choose, taking_part_in
from cases.referral.acts.drafts import Sheet
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.form_group import FormGroup, RowsFormSet, with_row_more
from ekc.forms import DayField, HouseForm, HouseModelForm
from ekc.shared_edit import SharedEditMixin, SharedRows

from ..acts.frame import BottomLineText, SeenText, begin_next_version, save_frame, submit_frame
from ..acts.frame_readings import record_reading
from ..acts.not_needed import decide_not_needed
from ..models import TEXT_OF_FRAME, FrameGuest, FrameNotNeeded, SafetyFrame
from ..vague import WORDS, Hint, hints_in, hints_of


def offer_professionals(field: Any) -> None:
    """Fill the choice with every professional who has an open account."""
    known = User.objects.active().filter(role=Role.PROFESSIONAL).select_related("organisation")
    field.queryset = known.order_by("name_key", "pk")
    field.label_from_instance = lambda user: f"{user.full_name} ({user.organisation or user.email})"


class FrameAuthorForm(SharedEditMixin, HouseForm):
    """Who writes the veiligheidskader."""

    professional = forms.ModelChoiceField(
        label=_("Welke professional?"),
        queryset=User.objects.none(),
        help_text=_("Staat de professional er niet bij? Nodig die dan uit voor een account."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_professionals(self.fields["professional"])

    def save(self, case: Case, *, by: User) -> None:
        name_safety_professional(case, by=by, professional=self.cleaned_data["professional"])


LINES = {"concerns": 4, "strengths": 4, "pedagogical_view": 4, "criteria": 4, "possible_help": 4}


class FrameForm(SharedEditMixin, HouseModelForm):
    """The veiligheidskader, in words that a family understands."""

    class Meta:
        model = SafetyFrame
        fields = TEXT_OF_FRAME
        widgets = {
            **{name: forms.Textarea({"rows": rows}) for name, rows in LINES.items()},
            "communication_wishes": forms.Textarea({"rows": 3}),
        }
        labels = {
            "measure": _("Welke maatregel is er, of dreigt er?"),
            "concerns": _("Waar bent u bang voor als er niets verandert?"),
            "strengths": _("Wat gaat er goed?"),
            "pedagogical_view": _("Wat heeft dit kind nodig om goed op te groeien?"),
            "criteria": _("Waar toetst u het plan op?"),
            "possible_help": _("Welke hulp is mogelijk?"),
            "communication_wishes": _("Hoe wilt u contact houden over het plan?"),
        }
        help_texts = {
            "legal_basis": _("Bijvoorbeeld: beschikking van de kinderrechter van 3 maart 2026, OTS voor een jaar."),
            "concerns": _(
                "Bijvoorbeeld: dat Sem ’s nachts brand krijgt of de straat op loopt, en dat niemand het merkt. "
                "Schrijf het zo op dat u het kunt voorlezen."
            ),
            "strengths": _("Bijvoorbeeld: Sem is elke dag op school, en oma belt elke avond."),
            "pedagogical_view": _(
                "Bijvoorbeeld: een kind van vier slaapt elf uur, en heeft ’s nachts een volwassene binnen roepafstand."
            ),
            "criteria": _("Bijvoorbeeld: in het plan staat voor elke nacht van de week wie er bij Sem slaapt."),
            "possible_help": _(
                "Mogelijkheden, geen advies. De familie kiest zelf. Bijvoorbeeld: een gezinscoach, twee uur per week."
            ),
            "communication_wishes": _("Bijvoorbeeld: één persoon die ik elke twee weken op dinsdag mag bellen."),
        }


class SeenForm(HouseForm):
    """One thing that somebody saw."""

    what = forms.CharField(label=_("Wat is er gezien?"), required=False, widget=forms.Textarea({"rows": 2}))
    when = forms.CharField(label=_("Wanneer?"), required=False, max_length=120)
    by_whom = forms.CharField(label=_("Door wie?"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("what") and (data.get("when") or data.get("by_whom")):
            self.add_error("what", _("Schrijf op wat er is gezien, of maak ook de andere vakken leeg."))
        return data


class BottomLineForm(HouseForm):
    """One bottom line."""

    text = forms.CharField(label=_("Bodem-eis"), required=False, widget=forms.Textarea({"rows": 2}))
    is_non_negotiable = forms.BooleanField(label=_("Hierover is geen onderhandeling mogelijk"), required=False)


BottomLineFormSet = formset_factory(BottomLineForm, formset=RowsFormSet, extra=0)
SeenFormSet = formset_factory(SeenForm, formset=RowsFormSet, extra=0)
MOST_ROWS = 40
ROW_BUTTONS = {"add_line": "lines", "add_seen": "seen"}
SHEET = "blad-zoals_gelezen"
"""The hidden field with the name of this drawing of the page; `keep.js` keeps it by the end of its name."""


class FrameForms(FormGroup):
    """The frame with what was seen and its bottom lines. A button adds a row and keeps everything typed.

    `guest`: another authority writes it, by a personal link.
    """

    def __init__(
        self, case: Case, frame: SafetyFrame | None, data: Any = None, *, guest: FrameGuest | None = None
    ) -> None:
        self.case, self.guest, self.frame = case, guest, frame
        saved_by = frame.sheet if frame else ""
        self.sheet = Sheet.read(data.get(SHEET, "")) if data is not None else Sheet(saved_by)
        self._saved_by_this_page = bool(saved_by) and saved_by == self.sheet.own
        self.form = FrameForm(data, instance=frame)
        for button, prefix in ROW_BUTTONS.items():
            data = with_row_more(data, prefix, button=button, most=MOST_ROWS)
        there = frame is not None and frame.pk is not None
        self.lines, self.shared_lines = _rows(
            BottomLineFormSet, "lines", data, _("Bodem-eisen"), "text", frame.bottom_lines.all() if there else []
        )
        self.seen, self.shared_seen = _rows(
            SeenFormSet, "seen", data, _("Wat is er gezien"), "what", frame.seen.all() if there else []
        )

    def shared(self) -> Iterable[Any]:
        return (self.form, self.shared_lines, self.shared_seen)

    def settle(self) -> None:
        """What this very page kept between times is no change of somebody else."""
        if not self._saved_by_this_page:
            super().settle()

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid(), self.seen.is_valid()])

    @cached_property
    def hints(self) -> dict[str, list[Hint]]:
        """Per text what a family cannot read from it; of the lists over all rows together."""
        found = {name: hints_in(str(self.form[name].value() or "")) for name in LINES}
        found["lines"] = hints_of(str(row["text"].value() or "") for row in self.lines)
        found["seen"] = hints_of(str(row["what"].value() or "") for row in self.seen)
        return found

    vague_words = WORDS
    """For the page: the same list, while one types."""

    def autosave(self, *, by: User | None) -> SafetyFrame:
        """Keep what was typed so far. Raises ChangedElsewhere, and Refusal where it was handed in."""
        return self._keep(by=by, is_autosave=True)

    def save(self, *, by: User | None, submit: bool) -> SafetyFrame:
        """Keep the draft, and hand it in when asked. Raises Refusal."""
        frame = self._keep(by=by)
        return submit_frame(frame, by=by) if submit else frame

    def _keep(self, *, by: User | None, is_autosave: bool = False) -> SafetyFrame:
        return save_frame(
            self.case,
            by=by,
            guest=self.guest,
            sheet=self.sheet,
            is_autosave=is_autosave,
            bottom_lines=[
                BottomLineText(row.get("text", ""), row.get("is_non_negotiable", False))
                for row in self.shared_lines.rows
            ],
            seen=[
                SeenText(row.get("what", ""), row.get("when", ""), row.get("by_whom", ""))
                for row in self.shared_seen.rows
            ],
            **self.form.cleaned_data,
        )


def _rows(kind: Any, prefix: str, data: Any, label: Any, says: str, there: Iterable[Any]) -> tuple[Any, SharedRows]:
    now = [{name: getattr(row, name) for name in kind.form.base_fields} for row in there]
    # Bound rows must not know what was saved before: a row that equals it would count as left empty.
    rows = kind(data, prefix=prefix, initial=None if data is not None else now or [{}, {}])
    return rows, SharedRows(rows, now, label=label, says=lambda row: row.get(says))


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


class NotNeededForm(HouseForm):
    """Why this case can do without a frame."""

    reason = forms.CharField(
        label=_("Waarom is er geen veiligheidskader nodig?"),
        help_text=_("Dit blijft bij de zaak staan, met uw naam. Het plan van de familie wordt dan niet getoetst."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def save(self, case: Case, *, by: User) -> FrameNotNeeded:
        return decide_not_needed(case, by=by, reason=self.cleaned_data["reason"])


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
            "main_persons": main_persons_to_choose(case)
            .filter(unborn=False)
            .exclude(pk__in=frame.readings.values("main_person")),
            "people": taking_part_in(case).exclude(pk__in=frame.readings.exclude(person=None).values("person")),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]

    def save(self, *, by: User) -> SafetyFrame:
        said = {name: list(self.cleaned_data.get(name, [])) for name in ("people", "main_persons")}
        return record_reading(self.frame, by=by, read_on=self.cleaned_data["read_on"], **said)
