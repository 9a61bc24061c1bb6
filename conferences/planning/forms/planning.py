"""Choosing the day, moving it, putting it off."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.told_text import TellsOthersMixin
from conferences.codes import ConferenceState, InterpreterKind
from conferences.forms import ReasonForm
from conferences.models import Conference
from ekc.accounts.models import User
from ekc.date_fields import HOUR_FAULTS
from ekc.dates import at_local, hour_fault
from ekc.form_group import FormGroup, RowsFormSet, with_row_more
from ekc.forms import ClockField, DayField, Fold, HouseForm, HouseModelForm, PhoneInput, Section, SideBySide
from ekc.refusal import Refusal
from ekc.shared_edit import SharedEditMixin, SharedRows

from ..acts.planning import ARRANGED_FIELDS, Dish, plan_conference, postpone_conference

MOST_DISHES = 40
WHEELCHAIR = [("", _("Nog niet bekend")), ("true", _("Ja")), ("false", _("Nee"))]


class PlanForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """The day, the place and what is needed, as the family wants it."""

    tells = (
        "reachable",
        "family_room",
        "professionals_room",
        "child_corner",
        "venue_notes",
        "food",
        "diets",
        "food_paid_by",
        "child_care",
        "transport",
        "comings_and_goings",
        "interpreter_language",
        "interpreter_name",
        "interpreter_wished_by",
        "what_if",
    )
    place = ("venue_name", "venue_address")

    day = DayField(label=_("Op welke dag?"))
    start = ClockField(label=_("Van"))
    end = ClockField(label=_("Tot ongeveer"), required=False)
    hours = {"day": ("start", "end")}
    wheelchair = forms.NullBooleanField(
        label=_("Goed te bereiken met een rolstoel?"), required=False, widget=forms.Select(choices=WHEELCHAIR)
    )

    class Meta:
        model = Conference
        fields = ("day_part", *ARRANGED_FIELDS)
        labels = {
            "location_type": _("Wat voor plek is het?"),
            "venue_name": _("Hoe heet de plek?"),
            "reachable": _("Hoe kom je er?"),
            "family_room": _("Waar zit de familie, ook in de besloten tijd?"),
            "professionals_room": _("Waar wachten jij en de professionals?"),
            "child_corner": _("Waar kunnen kinderen spelen?"),
            "venue_notes": _("Wat is er verder belangrijk aan de plek?"),
            "food": _("Hoe gaat het met eten en drinken?"),
            "diets": _("Dieet of allergie"),
            "food_cost": _("Wat kost het eten, in euro?"),
            "food_paid_by": _("Wie betaalt het?"),
            "child_care": _("Wie past er op de kinderen?"),
            "transport": _("Wie heeft vervoer nodig, en wie rijdt?"),
            "comings_and_goings": _("Wie komt later, of gaat eerder weg?"),
            "interpreter": _("Is er een tolk?"),
            "interpreter_language": _("Welke taal?"),
            "interpreter_name": _("Naam van de tolk"),
            "interpreter_wished_by": _("Wil de familie de tolk bij de besloten tijd? Wie wil dat?"),
            "what_if": _("Wat spreken jullie af voor als het anders loopt?"),
        }
        help_texts = {
            "reachable": _("Bijvoorbeeld: bus 12, halte Kerkplein. Parkeren kan achter het gebouw."),
            "venue_notes": _("Bijvoorbeeld: wie heeft de sleutel, hoe laat moet het leeg zijn."),
            "interpreter_wished_by": _(
                "Laat leeg als de tolk met jou meegaat. Een tolk van buiten blijft alleen als de familie dat wil."
            ),
            "what_if": _("Bijvoorbeeld: als papa te laat is, beginnen we gewoon. Staat op je draaiboek."),
        }
        widgets = (
            {name: forms.Textarea({"rows": 2}) for name in ("venue_notes", "food", "comings_and_goings", "what_if")}
            | {"interpreter": forms.RadioSelect}
            | {name: PhoneInput({"class": "is-medium"}) for name in ("venue_phone", "interpreter_phone")}
        )

    layout = Layout(
        Section(_("Wanneer"), "day", SideBySide("start", "end"), "day_part"),
        Section(
            _("Waar"),
            "location_type",
            "venue_name",
            "venue_address",
            "venue_phone",
            "reachable",
            "wheelchair",
        ),
        Fold(_("De ruimtes"), "family_room", "professionals_room", "child_corner", "venue_notes"),
        Section(_("Eten en drinken"), "food", "diets", SideBySide("food_cost", "food_paid_by")),
        Fold(_("Kinderen, vervoer, tijden"), "child_care", "transport", "comings_and_goings"),
        Section(
            _("Tolk"),
            "interpreter",
            SideBySide("interpreter_language", "interpreter_name"),
            "interpreter_phone",
            "interpreter_wished_by",
        ),
        Fold(_("Wat als het anders loopt"), "what_if"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        planned = kwargs.get("instance")
        if planned is not None and planned.planned_start:
            start = timezone.localtime(planned.planned_start)
            end = timezone.localtime(planned.planned_end).time() if planned.planned_end else None
            # A day that was put off is not the one to plan again; the hours often are.
            day = None if planned.state == ConferenceState.POSTPONED else start.date()
            kwargs["initial"] = {"day": day, "start": start.time(), "end": end, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["interpreter"].choices = InterpreterKind.choices
        self.fields["food_cost"].widget.attrs["class"] = "is-short"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("interpreter")
        if kind and kind != InterpreterKind.NONE and not data.get("interpreter_language"):
            self.add_error("interpreter_language", _("Schrijf op in welke taal de tolk vertaalt."))
        if data.get("interpreter_wished_by") and kind != InterpreterKind.EXTERNAL:
            self.add_error("interpreter_wished_by", _("Vul dit alleen in bij een tolk van buiten."))
        return data

    def save(self, *, by: User, dishes: list[Dish] | None = None) -> Conference:
        """Plan or move the meeting. An end before the start is past midnight. Raises Refusal."""
        planning = {name: self.cleaned_data[name] for name in self.Meta.fields}
        day, start, end = (self.cleaned_data[name] for name in ("day", "start", "end"))
        moment, until = span_of(day, start, end)
        return plan_conference(self.case, by=by, dishes=dishes, planned_start=moment, planned_end=until, **planning)


def span_of(day: dt.date, start: dt.time, end: dt.time | None) -> tuple[dt.datetime, dt.datetime | None]:
    """The moments of a local day with a start and perhaps an end; an end before the start is past midnight.

    Raises Refusal for an hour that the clock skips.
    """
    until_day = day if end is None else day + dt.timedelta(days=int(end <= start and end.fold <= start.fold))
    for date, clock in ((day, start), (until_day, end)):
        if clock is not None and hour_fault(date, clock) == "skipped":
            raise Refusal(str(HOUR_FAULTS["skipped"]))
    return at_local(day, start), None if end is None else at_local(until_day, end)


class DishForm(TellsOthersMixin, HouseForm):
    """One line of who brings what."""

    tells = ("who", "what")

    who = forms.CharField(label=_("Wie"), required=False, max_length=120)
    what = forms.CharField(label=_("Wat"), required=False, max_length=120)
    layout = Layout(SideBySide("who", "what"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("what") and not data.get("who"):
            self.add_error("who", _("Schrijf op wie dit meeneemt."))
        if data.get("who") and not data.get("what"):
            self.add_error("what", _("Schrijf op wat diegene meeneemt."))
        return data


DishFormSet = formset_factory(DishForm, formset=RowsFormSet, extra=0)


class PlanForms(FormGroup):
    """The plan of the day with who brings what. "Nog iets" adds a line and keeps everything typed."""

    def __init__(self, case: Case, planned: Conference | None, data: Any = None, initial: Any = None) -> None:
        self.form = PlanForm(data, instance=planned, case=case, initial=initial or {})
        shares = [{"who": each.who, "what": each.what} for each in planned.food_shares.all()] if planned else []
        if data is not None and "dishes-TOTAL_FORMS" not in data:
            # A page without the list, or a program: nothing is said about dishes.
            self.dishes = self.shared_dishes = None
            return
        data = with_row_more(data, "dishes", button="add_dish", most=MOST_DISHES)
        known = None if data is not None else [*shares, {}]
        self.dishes = DishFormSet(data, prefix="dishes", initial=known, form_kwargs={"case": case})
        self.shared_dishes = SharedRows(self.dishes, shares, label=_("Wie neemt wat mee"))

    def shared(self) -> Iterable[Any]:
        return [each for each in (self.form, self.shared_dishes) if each is not None]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.dishes is None or self.dishes.is_valid()])

    def save(self, *, by: User) -> Conference:
        """Plan or move the meeting. Raises Refusal."""
        return self.form.save(by=by, dishes=self._dishes())

    def _dishes(self) -> list[Dish] | None:
        if self.shared_dishes is None:
            return None
        return [Dish(row["who"], row["what"]) for row in self.shared_dishes.rows]


class PostponeForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return postpone_conference(conference, by=by, reason=self.cleaned_data["reason"])
