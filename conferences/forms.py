"""Forms of the meeting. Each `save` calls one act; no form has a field for what was said in private time (R-04)."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.codes import PROFESSIONAL_POSITIONS, Position
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import at_local
from ekc.forms import ClockField, DayField, HouseForm, HouseModelForm, Section, SideBySide

from .codes import InvitationAnswer, InvitationChannel
from .domain.day import adjourn_conference, correct_times, hold_conference, record_conference, return_to_private_time
from .domain.planning import plan_conference, postpone_conference
from .domain.presence import Presence, invite, record_answer, record_attendance
from .models import Conference, Invitation

YES_NO = ((True, _("Ja")), (False, _("Nee")))


def _yes_no(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("ja", _("Ja")), ("nee", _("Nee"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        **kwargs,
    )


class PlanForm(HouseModelForm):
    """The day, the place and what is needed, as the family wants it."""

    day = DayField(label=_("Op welke dag?"))
    start = ClockField(label=_("Van"))
    end = ClockField(label=_("Tot ongeveer"), required=False)

    class Meta:
        model = Conference
        fields = (
            "location_type",
            "venue_name",
            "venue_address",
            "rooms",
            "food",
            "child_care",
            "transport",
            "interpreter",
            "interpreter_language",
        )
        labels = {
            "location_type": _("Wat voor plek is het?"),
            "venue_name": _("Hoe heet de plek?"),
            "rooms": _("Welke ruimtes zijn er?"),
            "food": _("Eten en drinken"),
        }
        help_texts = {
            "rooms": _("Denk aan een ruimte voor de besloten tijd, een plek voor de professionals en een kinderhoek."),
            "food": _("Wie neemt wat mee? Is er een dieet?"),
        }
        widgets = {"rooms": forms.Textarea({"rows": 3}), "food": forms.Textarea({"rows": 3})}

    layout = Layout(
        Section(_("Wanneer"), "day", SideBySide("start", "end")),
        Section(_("Waar"), "location_type", "venue_name", "venue_address", "rooms"),
        Section(
            _("Wat is er nodig"), "food", "child_care", "transport", SideBySide("interpreter", "interpreter_language")
        ),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        planned = kwargs.get("instance")
        if planned is not None and planned.planned_start:
            start = timezone.localtime(planned.planned_start)
            end = timezone.localtime(planned.planned_end).time() if planned.planned_end else None
            kwargs["initial"] = {"day": start.date(), "start": start.time(), "end": end, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def save(self, *, by: User) -> Conference:
        """Plan or move the meeting. An end before the start is past midnight. Raises Refusal."""
        planning = {name: self.cleaned_data[name] for name in self.Meta.fields}
        day, start, end = (self.cleaned_data[name] for name in ("day", "start", "end"))
        until = None
        if end is not None:
            until = at_local(day + dt.timedelta(days=int(end <= start)), end)
        return plan_conference(self.case, by=by, planned_start=at_local(day, start), planned_end=until, **planning)


class ReasonForm(HouseForm):
    """One question that must be answered before an act; `act` names the argument."""

    reason = forms.CharField(label=_("Reden"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = help_text


class PostponeForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return postpone_conference(conference, by=by, reason=self.cleaned_data["reason"])


class ReturnForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return return_to_private_time(conference, by=by, question=self.cleaned_data["reason"])


class AdjournForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return adjourn_conference(conference, by=by, reason=self.cleaned_data["reason"])


class OutcomeForm(HouseForm):
    """How the meeting ended."""

    with_plan = _yes_no(_("Is de familie het eens geworden over een plan?"))
    no_plan_reason = forms.CharField(
        label=_("Waarom kwam er geen plan?"),
        help_text=_("Alleen als er geen plan is. In één zin, zonder wat er in de besloten tijd is gezegd."),
        required=False,
        max_length=300,
    )

    def save(self, conference: Conference, *, by: User) -> Conference:
        return hold_conference(conference, by=by, **self.cleaned_data)


class TimesForm(HouseForm):
    """The four clock times of a day; past midnight is allowed."""

    day = DayField(label=_("Op welke dag was de conferentie?"))
    started = ClockField(label=_("Begin"))
    private_from = ClockField(label=_("Begin van de besloten tijd"))
    private_until = ClockField(label=_("Einde van de besloten tijd"))
    ended = ClockField(label=_("Einde van de conferentie"))

    layout = Layout("day", SideBySide("started", "ended"), SideBySide("private_from", "private_until"))

    @staticmethod
    def initial_of(conference: Conference) -> dict[str, Any]:
        """What is known of the times already, in local clock times."""
        moments = {
            "started": conference.started_at or conference.planned_start,
            "private_from": conference.private_time_from,
            "private_until": conference.private_time_until,
            "ended": conference.ended_at,
        }
        local = {name: timezone.localtime(moment).time() for name, moment in moments.items() if moment}
        first = conference.started_at or conference.planned_start
        return {**local, "day": conference.held_on or (timezone.localdate(first) if first else None)}

    def save(self, conference: Conference, *, by: User) -> Conference:
        return correct_times(conference, by=by, **self.cleaned_data)


class RecordForm(TimesForm, OutcomeForm):
    """The whole day written down afterwards."""

    field_order = ["day", "started", "private_from", "private_until", "ended", "with_plan", "no_plan_reason"]
    layout = Layout(
        Section(_("De tijden"), "day", SideBySide("started", "ended"), SideBySide("private_from", "private_until")),
        Section(_("Hoe het afliep"), "with_plan", "no_plan_reason"),
    )

    def save(self, conference: Conference, *, by: User) -> Conference:
        return record_conference(conference, by=by, **self.cleaned_data)


class InviteForm(HouseForm):
    """Choose at once who is asked to come, from main persons and circle."""

    people = forms.MultipleChoiceField(
        label=_("Wie nodigen jullie uit?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één persoon.")},
    )
    channel = forms.ChoiceField(label=_("Hoe?"), choices=InvitationChannel.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conference = conference
        invited = set(conference.invitations.values_list("person_id", "main_person_id"))
        self.rows: dict[str, dict[str, Any]] = {}
        choices = []
        for main_person in conference.case.main_persons.all():
            if not main_person.unborn and (None, main_person.pk) not in invited:
                self.rows[f"m{main_person.pk}"] = {"main_person": main_person}
                choices.append((f"m{main_person.pk}", f"{main_person} ({_('hoofdpersoon')})"))
        for person in conference.case.circle.filter(excluded_by="", merged_into=None):
            if (person.pk, None) not in invited:
                self.rows[f"c{person.pk}"] = {"person": person}
                choices.append((f"c{person.pk}", f"{person} ({person.in_words})"))
        self.fields["people"].choices = choices
        self.fields["channel"].initial = InvitationChannel.VISIT

    def save(self, *, by: User) -> int:
        """Invite each chosen person; returns how many."""
        chosen = self.cleaned_data["people"]
        for key in chosen:
            invite(self.conference, by=by, channel=self.cleaned_data["channel"], **self.rows[key])
        return len(chosen)


class AnswerForm(HouseModelForm):
    """What somebody answered to the invitation."""

    class Meta:
        model = Invitation
        fields = ("answer", "needs", "absent_reason")
        widgets = {"answer": forms.RadioSelect}
        labels = {"needs": _("Wat is er nodig?"), "absent_reason": _("Komt niet: waarom?")}
        help_texts = {"needs": _("Bijvoorbeeld vervoer, oppas, een tolk of een dieet.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = InvitationAnswer.choices

    def save(self, *, by: User) -> Invitation:  # type: ignore[override]
        return record_answer(self.instance, by=by, **self.cleaned_data)


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
