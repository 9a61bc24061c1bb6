"""Who was there, in which part."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import PROFESSIONAL_POSITIONS, Position
from ekc.accounts.models import User
from ekc.forms import HouseForm, SideBySide

from ..codes import InvitationAnswer
from ..domain.presence import Presence, record_attendance
from ..models import Conference


class PresenceRow(HouseForm):
    """One person and the parts in which they were there. Professionals have no box for private time."""

    in_information = forms.BooleanField(label=_("Informatie"), required=False)
    in_private_time = forms.BooleanField(label=_("Besloten tijd"), required=False)
    in_presentation = forms.BooleanField(label=_("Presentatie"), required=False)

    def __init__(
        self, *args: Any, label: str, note: Any, who: dict[str, Any], professional: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.label, self.note, self.who = label, note, who
        if professional:
            del self.fields["in_private_time"]

    def presence(self) -> Presence:
        return Presence(
            in_information=self.cleaned_data["in_information"],
            in_private_time=self.cleaned_data.get("in_private_time", False),
            in_presentation=self.cleaned_data["in_presentation"],
            **self.who,
        )


class OtherPresenceForm(HouseForm):
    """Somebody who is not in the circle: a teacher, an information giver, an unexpected guest."""

    name = forms.CharField(label=_("Wie was er nog meer?"), max_length=120, required=False)
    position = forms.ChoiceField(label=_("Wie is dit?"), choices=[("", _("Kies")), *Position.choices], required=False)
    in_private_time = forms.BooleanField(label=_("Ook bij de besloten tijd"), required=False)
    layout = Layout(SideBySide("name", "position"), "in_private_time")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and not data.get("position"):
            self.add_error("position", _("Kies wie dit is. Weet je het niet, kies dan “Onbekend”."))
        if data.get("in_private_time") and data.get("position") in PROFESSIONAL_POSITIONS:
            self.add_error("in_private_time", _("Bij de besloten tijd zijn alleen familie en netwerk."))
        return data

    def presences(self) -> list[Presence]:
        if not self.cleaned_data.get("name"):
            return []
        return [
            Presence(
                in_information=True,
                in_private_time=self.cleaned_data["in_private_time"],
                in_presentation=True,
                name=self.cleaned_data["name"],
                position=self.cleaned_data["position"],
            )
        ]


class AttendanceForms:
    """All people who can have been there, one small form each, and one for somebody else."""

    def __init__(self, conference: Conference, data: Any = None) -> None:
        self.conference = conference
        self.rows = [self._row(*row, data) for row in self._people()]
        self.other = OtherPresenceForm(data, prefix="other")

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in (*self.rows, self.other)])

    def save(self, *, by: User) -> None:
        """Replace the attendance by what was ticked. Raises Refusal."""
        presences = [row.presence() for row in self.rows] + self.other.presences()
        record_attendance(self.conference, presences, by=by)

    def _row(self, key: str, label: str, note: Any, who: dict[str, Any], position: str, data: Any) -> PresenceRow:
        professional = position in PROFESSIONAL_POSITIONS
        return PresenceRow(
            data,
            prefix=key,
            label=label,
            note=note,
            who=who,
            professional=professional,
            initial=self._initial(who, professional),
        )

    def _initial(self, who: dict[str, Any], professional: bool) -> dict[str, bool]:
        """What was recorded; before that, whoever said to come was there for all that is theirs."""
        for row in self._recorded:
            if self._is_same(row, who):
                return {name: getattr(row, name) for name in ("in_information", "in_private_time", "in_presentation")}
        came = not self._recorded and self._said_to_come(who)
        return {"in_information": came, "in_private_time": came and not professional, "in_presentation": came}

    @staticmethod
    def _is_same(row: Any, who: dict[str, Any]) -> bool:
        if who.get("person"):
            return bool(row.person_id == who["person"].pk)
        if who.get("main_person"):
            return bool(row.main_person_id == who["main_person"].pk)
        return bool(row.person_id is None and row.main_person_id is None and row.name == who.get("name"))

    def _said_to_come(self, who: dict[str, Any]) -> bool:
        keys = (
            who["person"].pk if who.get("person") else None,
            who["main_person"].pk if who.get("main_person") else None,
        )
        return self._answers.get(keys) == InvitationAnswer.COMES

    def _people(self) -> list[tuple[str, str, Any, dict[str, Any], str]]:
        case = self.conference.case
        self._recorded = list(self.conference.attendances.all())
        self._answers = {
            (person, main_person): answer
            for person, main_person, answer in self.conference.invitations.values_list(
                "person_id", "main_person_id", "answer"
            )
        }
        people: list[tuple[str, str, Any, dict[str, Any], str]] = [
            (f"m{person.pk}", str(person), _("hoofdpersoon"), {"main_person": person}, "")
            for person in case.main_persons.filter(unborn=False)
        ]
        people += [
            (
                f"c{person.pk}",
                str(person),
                person.in_words,
                {"person": person},
                person.position,
            )
            for person in case.circle.filter(merged_into=None)
            if person.takes_part
        ]
        referrer = getattr(case, "referrer", None)
        if referrer is not None and referrer.user_id is not None:
            who = {"name": referrer.name, "position": Position.REFERRER}
            people.append(("ref", referrer.name, _("aanmelder"), who, Position.REFERRER))
        people += [
            (
                f"o{row.pk}",
                row.name,
                row.position_word,
                {"name": row.name, "position": row.position},
                row.position,
            )
            for row in self._recorded
            if row.name and (referrer is None or row.name != referrer.name)
        ]
        return people
