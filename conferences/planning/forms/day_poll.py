"""Finding a day with the family: proposing, asking, answering."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.contact import safe_contact
from cases.models import Case, MainPerson
from cases.queries import main_persons_in, taking_part_in
from conferences.codes import Availability
from conferences.models import DayGuest, DayOption, DayPoll
from ekc.accounts.models import User
from ekc.form_group import FormGroup, RowsFormSet, with_row_more
from ekc.forms import ClockField, DayField, HouseForm, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.day_poll import FEWEST_DAYS, MOST_DAYS, ProposedDay, Somebody, answer_days, ask_more_people, propose_days
from .planning import span_of


class ProposedDayForm(HouseForm):
    """One day to choose from; left empty it is not proposed."""

    day = DayField(label=_("Dag"), required=False)
    start = ClockField(label=_("Van"), required=False)
    end = ClockField(label=_("Tot ongeveer"), required=False)
    hours = {"day": ("start", "end")}
    layout = Layout(SideBySide("day", "start", "end"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") and not data.get("start") and "start" not in self.errors:
            self.add_error("start", _("Vul ook in hoe laat het begint."))
        if (data.get("start") or data.get("end")) and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Vul ook de dag in."))
        return data

    def proposed(self) -> ProposedDay | None:
        data = self.cleaned_data
        if not data.get("day"):
            return None
        return ProposedDay(*span_of(data["day"], data["start"], data["end"]))


ProposedDayFormSet = formset_factory(ProposedDayForm, formset=RowsFormSet, extra=0)


class PeopleForm(HouseForm):
    """Whom to ask, from main persons and circle."""

    people = forms.MultipleChoiceField(
        label=_("Aan wie vraag je het?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één persoon.")},
        help_text=_("Wie een e-mailadres heeft, krijgt een persoonlijke link. Van anderen vul jij het antwoord in."),
    )
    send_links = forms.BooleanField(label=_("Stuur de links meteen per e-mail"), required=False, initial=True)

    def __init__(self, *args: Any, case: Case, poll: DayPoll | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = set(poll.guests.values_list("person_id", "main_person_id")) if poll else set()
        self.people: dict[str, Somebody] = {}
        for main_person in main_persons_in(case):
            if not main_person.unborn and (None, main_person.pk) not in asked:
                self.people[f"m{main_person.pk}"] = main_person
        for person in taking_part_in(case):
            if (person.pk, None) not in asked:
                self.people[f"c{person.pk}"] = person
        self.fields["people"].choices = [(key, _label(somebody)) for key, somebody in self.people.items()]

    def chosen(self) -> list[Somebody]:
        return [self.people[key] for key in self.cleaned_data["people"]]


class AskForm(PeopleForm):
    """Ask people who came into the circle later."""

    def save(self, poll: DayPoll, *, by: User) -> DayPoll:
        return ask_more_people(poll, by=by, people=self.chosen(), send_links=self.cleaned_data["send_links"])


class ProposeForm(PeopleForm):
    """Whom to ask, and by when."""

    answer_by = DayField(label=_("Antwoord graag voor"), required=False)
    field_order = ["answer_by", "people", "send_links"]


class ProposeForms(FormGroup):
    """Some days and the people to ask. "Nog een dag" adds a line and keeps everything typed."""

    def __init__(self, case: Case, data: Any = None) -> None:
        self.case = case
        keys = {f"m{person.pk}" for person in main_persons_in(case)}
        circle = taking_part_in(case).filter(closeness__lte=2)
        keys |= {f"c{person.pk}" for person in circle}
        self.form = ProposeForm(data, case=case, initial={"people": sorted(keys)})
        data = with_row_more(data, "days", button="add_day", most=MOST_DAYS)
        self.days = ProposedDayFormSet(
            data, prefix="days", initial=None if data is not None else [{}] * (FEWEST_DAYS + 1)
        )

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.days.is_valid()])

    def save(self, *, by: User) -> DayPoll:
        """Raises Refusal."""
        proposed = [day for form in self.days if (day := form.proposed()) is not None]
        return propose_days(
            self.case,
            by=by,
            days=proposed,
            people=self.form.chosen(),
            answer_by=self.form.cleaned_data["answer_by"],
            send_links=self.form.cleaned_data["send_links"],
        )


class AnswerDaysForm(SharedEditMixin, HouseForm):
    """One choice for each proposed day, and room for a remark."""

    # The page says that a day may be passed over: said at each day again, it only tires.
    mark_optional = False

    note = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld: na vier uur kan ik altijd."),
    )

    def __init__(
        self,
        *args: Any,
        guest: DayGuest,
        options: Iterable[DayOption],
        **kwargs: Any,
    ) -> None:
        given = {answer.option_id: answer.answer for answer in guest.answers.all()}
        options = list(options)
        initial = {f"day{option.pk}": given.get(option.pk, "") for option in options}
        super().__init__(*args, initial={"note": guest.note, **initial}, **kwargs)
        self.guest, self.options = guest, options
        note = self.fields.pop("note")
        for option in options:
            self.fields[f"day{option.pk}"] = forms.ChoiceField(
                label=option_in_words(option), choices=Availability.choices, widget=forms.RadioSelect, required=False
            )
        self.fields["note"] = note

    def save(self, *, by: User | None = None) -> DayGuest:
        """Raises Refusal once a day was chosen."""
        answers = {option.pk: self.cleaned_data[f"day{option.pk}"] for option in self.options}
        return answer_days(self.guest, answers, note=self.cleaned_data["note"], by_link=by is None, by=by)


def option_in_words(option: DayOption) -> str:
    """`zaterdag 14 maart 2026, 13:00 tot 18:00 uur`, in the language of the page."""
    start = timezone.localtime(option.start)
    clock = f"{start:%H:%M}"
    if option.end:
        clock = _("%(start)s tot %(end)s") % {"start": clock, "end": f"{timezone.localtime(option.end):%H:%M}"}
    day: dt.date = start.date()
    return _("%(day)s, %(clock)s uur") % {"day": date_format(day, "l j E Y"), "clock": clock}


def _label(somebody: Somebody) -> str:
    words = _("hoofdpersoon") if isinstance(somebody, MainPerson) else somebody.in_words
    mail = _("krijgt een mail") if safe_contact(somebody).email else _("geen e-mail")
    return f"{somebody} ({words}, {mail})"
