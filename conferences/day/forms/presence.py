"""Who was there, in which part; who was not, and why; whose letter was read."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import PROFESSIONAL_POSITIONS, Position
from cases.models import Party
from conferences.codes import PART_FIELDS, LetterKind, Part
from conferences.models import Attendance, Conference, Invitation
from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import HouseForm, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.presence import (
    PartyCount,
    add_somebody,
    mark_everybody_expected,
    mark_interpreter,
    mark_presence,
    record_absences,
    record_interpreter_wish,
    record_letter,
    record_party_counts,
)
from ..reads.presence import EVERYBODY_KEY, INTERPRETER_KEY, PresenceList, Who


class TapForm(forms.Form):
    """One tap: who, in which part, there or not. It says what must hold, so that a second tap adds nothing."""

    tap = forms.RegexField(regex=r"^[a-z]+[0-9]*:[a-z_]+:(ja|nee)$")

    def __init__(self, *args: Any, people: PresenceList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_tap(self) -> str:
        tap: str = self.cleaned_data["tap"]
        key, part, _present = tap.split(":")
        if part not in PART_FIELDS or key not in {*self.people.who, INTERPRETER_KEY, EVERYBODY_KEY}:
            raise forms.ValidationError(_("Deze persoon staat niet meer op de lijst. Kijk opnieuw."))
        return tap

    @property
    def key(self) -> str:
        return str(self.cleaned_data["tap"].split(":")[0])

    @property
    def is_everybody(self) -> bool:
        return self.key == EVERYBODY_KEY

    def save(self, *, by: User) -> None:
        """Raises Refusal."""
        key, part, answer = self.cleaned_data["tap"].split(":")
        conference, present = self.people.conference, answer == "ja"
        if key == EVERYBODY_KEY:
            mark_everybody_expected(conference, by=by, part=part)
        elif key == INTERPRETER_KEY:
            mark_interpreter(conference, by=by, part=part, present=present)
        else:
            mark_presence(conference, self.people.who[key], by=by, part=part, present=present)


class OtherPresenceForm(HouseForm):
    """Somebody who is not in the circle: a teacher, an information giver, an unexpected guest."""

    name = forms.CharField(label=_("Wie was er nog meer?"), max_length=120)
    position = forms.ChoiceField(
        label=_("Wie is dit?"),
        choices=[("", _("Kies")), *Position.choices],
        error_messages={"required": _("Kies wie dit is. Weet je het niet, kies dan “Onbekend”.")},
    )
    parts = forms.MultipleChoiceField(
        label=_("Bij welk deel?"),
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Part.INFORMATION, Part.PRESENTATION],
        error_messages={"required": _("Kies ten minste één deel.")},
    )
    layout = Layout(SideBySide("name", "position"), "parts")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if Part.PRIVATE_TIME in data.get("parts", []) and data.get("position") in PROFESSIONAL_POSITIONS:
            self.add_error("parts", _("Bij de besloten tijd zijn alleen familie en netwerk."))
        return data

    def save(self, conference: Conference, *, by: User) -> None:
        """Raises Refusal."""
        who = Who(name=self.cleaned_data["name"].strip(), position=self.cleaned_data["position"])
        add_somebody(conference, who, by=by, parts=self.cleaned_data["parts"])


class AbsencesForm(SharedEditMixin, HouseForm):
    """Why each invited person was not there."""

    def __init__(self, *args: Any, absent: list[Invitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.absent = absent
        for invitation in absent:
            self.fields[f"reason{invitation.pk}"] = forms.CharField(
                label=f"{invitation} ({invitation.get_answer_display().lower()})",
                initial=invitation.absent_reason,
                required=False,
                max_length=300,
            )

    def save(self, conference: Conference, *, by: User) -> None:
        """Raises Refusal."""
        reasons = {invitation.pk: self.cleaned_data[f"reason{invitation.pk}"] for invitation in self.absent}
        record_absences(conference, reasons, by=by)


class LetterForm(HouseForm):
    """Somebody took part by letter. What stands in it is not asked."""

    who = forms.ChoiceField(label=_("Van wie?"))
    kind = forms.ChoiceField(
        label=_("Wat was het?"), choices=LetterKind.choices, widget=forms.RadioSelect, initial=LetterKind.LETTER
    )
    part = forms.ChoiceField(
        label=_("In welk deel?"), choices=Part.choices, widget=forms.RadioSelect, initial=Part.INFORMATION
    )
    read_by = forms.CharField(
        label=_("Wie las het voor, of liet het zien?"),
        max_length=120,
        help_text=_("Alleen een naam. Wat erin stond, hoort bij de familie."),
    )

    def __init__(self, *args: Any, people: PresenceList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["who"].choices = [("", _("Kies")), *people.letter_writers]

    def save(self, *, by: User) -> None:
        """Raises Refusal."""
        data = self.cleaned_data
        who = self.people.who[data["who"]]
        record_letter(
            self.people.conference,
            by=by,
            kind=data["kind"],
            part=data["part"],
            read_by=data["read_by"],
            person=who.person,
            main_person=who.main_person,
        )


class InterpreterWishForm(SharedEditMixin, HouseForm):
    """Who of the family wants the interpreter in private time."""

    wished_by = forms.CharField(label=_("Wie uit de familie wil dit?"), max_length=120)

    def save(self, conference: Conference, *, by: User) -> Conference:
        return record_interpreter_wish(conference, by=by, wished_by=self.cleaned_data["wished_by"])


class PartyCountForm(SharedEditMixin, HouseForm):
    """How many of one party were there, besides who is ticked by name."""

    persons = forms.IntegerField(
        label=_("Hoeveel mensen?"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )
    minors = forms.IntegerField(
        label=_("Hoeveel daarvan jonger dan 18?"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )
    in_private_time = forms.BooleanField(label=_("Zij waren ook bij de besloten tijd"), required=False)
    layout = Layout(SideBySide("persons", "minors"), "in_private_time")

    def __init__(self, *args: Any, party: Party, has_private_time: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party = party
        if party.is_professional or not has_private_time:
            del self.fields["in_private_time"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (data.get("minors") or 0) > (data.get("persons") or 0):
            self.add_error("minors", _("Dat zijn er meer dan er mensen zijn. Kijk de aantallen na."))
        return data

    def count(self) -> PartyCount:
        data = self.cleaned_data
        return PartyCount(self.party, data["persons"] or 0, data["minors"], bool(data.get("in_private_time")))


class PartyCountForms(FormGroup):
    """All parties of an Alle Hens-conferentie."""

    def __init__(self, people: PresenceList, data: Any = None) -> None:
        self.conference = people.conference
        has_private_time = not self.conference.without_private_time
        self.rows = [
            PartyCountForm(
                data,
                prefix=f"p{party.pk}",
                party=party,
                has_private_time=has_private_time,
                initial=_counted(row, is_new=row is None and not party.is_professional),
            )
            for party, row in people.party_counts
        ]

    def shared(self) -> Iterable[Any]:
        return self.rows

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.rows])

    def save(self, *, by: User) -> None:
        """Raises Refusal."""
        record_party_counts(self.conference, [form.count() for form in self.rows], by=by)


def _counted(row: Attendance | None, *, is_new: bool) -> dict[str, Any]:
    if row is None:
        return {"in_private_time": is_new}
    return {"persons": row.persons, "minors": row.minors, "in_private_time": row.in_private_time}
