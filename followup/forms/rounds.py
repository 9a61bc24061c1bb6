"""What one person said in a round, and what became of each agreement."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.form_group import FormGroup
from ekc.forms import DayField, Fold, HouseForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.results import Telling, record_results
from ..acts.rounds import record_interview
from ..codes import SPOKEN_WITH_WORDS, Change, Execution, ShareKept, Told, WhyNot
from ..models import Call, Interview
from ..queries import Asked, plan_is_asked_about
from .calls import EarlyMixin, early_reason

NOT_ASKED = "-"
"""An answer of its own, so that nothing is chosen beforehand."""


def chosen(label: Any, choices: Any, *, none: Any = "", help_text: Any = "") -> forms.TypedChoiceField:
    """One of a list, or `none`: nothing is chosen beforehand. Without `none` one must be chosen."""
    more = [(NOT_ASKED, none)] if none else []
    return forms.TypedChoiceField(
        label=label,
        choices=[*choices, *more],
        coerce=_said,
        empty_value="",
        required=not none,
        widget=forms.RadioSelect,
        help_text=help_text,
    )


def _said(value: str) -> str:
    return "" if value == NOT_ASKED else value


def mark(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=10,
        widget=forms.NumberInput(attrs={"class": "is-short", "inputmode": "numeric"}),
        error_messages={
            "min_value": _("Een cijfer is een getal van 1 tot en met 10."),
            "max_value": _("Een cijfer is een getal van 1 tot en met 10."),
            "invalid": _("Een cijfer is een heel getal van 1 tot en met 10."),
        },
    )


def needs_consent() -> str:
    return _now("Mag dit gebruikt worden? Kruis het aan, of haal de woorden weg.")


def needs_reason() -> str:
    return _now("Kies waarom het niet, of anders, is gedaan.")


OF_PLAN = ("plan_executed", "share_of_agreements", "not_done_and_why")
SKIPPED = _("Niet gevraagd of geen antwoord")


class SaidForm(HouseForm):
    """What somebody says of the plan and of how it goes. Where there is no plan, only how it goes."""

    plan_executed = chosen(
        _("Is het plan uitgevoerd?"),
        Execution.choices,
        help_text=_("Is één afspraak niet gedaan, dan is het al “ten dele”."),
    )
    share_of_agreements = chosen(_("Hoeveel van de afspraken zijn uitgevoerd?"), ShareKept.choices, none=SKIPPED)
    not_done_and_why = forms.CharField(
        label=_("Wat is er niet gebeurd, en waarom?"), required=False, widget=forms.Textarea({"rows": 3})
    )
    situation = chosen(_("Hoe is de situatie van de hoofdpersoon nu?"), Change.choices, none=SKIPPED)
    contact_with_professionals = chosen(_("Hoe is het contact met hulpverleners nu?"), Change.choices, none=SKIPPED)
    grade_conference = mark(_("Cijfer voor de conferentie, terugkijkend"))
    grade_plan = mark(_("Cijfer voor het plan, terugkijkend"))
    quote = forms.CharField(
        label=_("Iets in eigen woorden dat anderen mogen lezen"),
        help_text=_("Zonder namen. Alleen als deze persoon het goed vindt."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    quote_may_be_used = forms.BooleanField(label=_("Deze woorden mogen zonder naam gebruikt worden"), required=False)

    def of_case(self, case: Case) -> None:
        """Call in `__init__`: where there is no plan nothing is asked about it, and how it goes is needed instead."""
        if plan_is_asked_about(case):
            return
        for name in (*OF_PLAN, "grade_plan"):
            del self.fields[name]
        self.fields["situation"].required = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("quote") and not data.get("quote_may_be_used"):
            self.add_error("quote_may_be_used", needs_consent())
        return data


class InterviewForm(EarlyMixin, SaidForm):
    """What one person said in a round, written down by who spoke with them."""

    day_name = "contacted_on"

    role = forms.ChoiceField(
        label=_("Met wie heb je gesproken?"), choices=list(SPOKEN_WITH_WORDS.items()), widget=forms.RadioSelect
    )
    another = forms.BooleanField(label=_("Dit is iemand anders dan wie er al staat"), required=False)
    contacted_on = DayField(label=_("Wanneer?"), initial=local_today)
    early_reason = early_reason()

    layout = Layout(
        Section(_("Het gesprek"), "role", "another", "contacted_on", "early_reason"),
        Section(_("Het plan"), *OF_PLAN),
        Section(_("Hoe het nu gaat"), "situation", "contact_with_professionals"),
        Section(_("Terugkijken"), SideBySide("grade_conference", "grade_plan"), "quote", "quote_may_be_used"),
    )

    def __init__(self, *args: Any, case: Case, call: Call | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.of_case(case)
        self.roles = set(case.interviews.filter(call=call).values_list("role", flat=True))
        if not self.roles:
            del self.fields["another"]
        self.ask_early(call)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_early()
        if data.get("role") in self.roles and not data.get("another"):
            self.add_error(
                "another", _("Van deze ronde staat zo'n gesprek er al. Is dit iemand anders? Kruis dat dan aan.")
            )
        return data


class TellingRow(HouseForm):
    """What became of one agreement, of all who do it or of one of them: told by one person, so nothing stood there."""

    # The page says that an agreement may be passed over: said at each again, it only tires.
    mark_optional = False

    result = chosen(_("Hoe staat het ermee?"), Told.choices, none=_("Niet besproken"))
    reason_code = forms.ChoiceField(
        label=_("Waarom niet, of waarom anders?"), choices=[("", _("Kies")), *WhyNot.choices], required=False
    )
    reason = forms.CharField(label=_("Toelichting"), required=False, max_length=300)
    layout = Layout("result", Fold(_("Niet, deels of anders? Zeg waarom"), "reason_code", "reason"))

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        told = asked.told
        known = {"result": told.result, "reason_code": told.reason_code, "reason": told.reason} if told else {}
        super().__init__(*args, initial=known, prefix=asked.key, **kwargs)
        self.asked = asked
        self.fields["result"].widget.in_columns = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        needs = data.get("result") and data["result"] != Told.DONE
        if needs and not data.get("reason_code") and "reason_code" not in self.errors:
            self.add_error("reason_code", needs_reason())
        return data

    def telling(self) -> Telling:
        data = self.cleaned_data
        return Telling(
            self.asked.agreement.pk,
            result=data["result"],
            reason_code=data["reason_code"],
            reason=data["reason"],
            doer=self.asked.doer,
        )


class KnownTellingRow(SharedEditMixin, TellingRow):
    """The same, told in a call without saying by whom: another may have written it down meanwhile."""


class AgreementForms(FormGroup):
    """Every agreement of the plan with what became of it; to `error_summary` it is one form."""

    def __init__(self, call: Call, asked: list[Asked], data: Any = None) -> None:
        self.call = call
        self.rows = [KnownTellingRow(data, asked=each) for each in asked]

    def shared(self) -> list[KnownTellingRow]:
        return self.rows

    def __iter__(self) -> Iterator[forms.BoundField]:
        return itertools.chain.from_iterable(self.rows)

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.rows])

    def tellings(self) -> list[Telling]:
        return [row.telling() for row in self.rows]

    def save(self, *, by: User) -> None:
        record_results(self.call, self.tellings(), by=by)


class TellingForms(FormGroup):
    """What one person says, and agreement by agreement what became of it; one that is passed over is not told."""

    form: SaidForm
    rows: Sequence[TellingRow]

    def __iter__(self) -> Iterator[forms.BoundField]:
        return itertools.chain(self.form, *self.rows)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(row.is_valid() for row in self.rows)])

    def tellings(self) -> list[Telling]:
        return [row.telling() for row in self.rows if row.cleaned_data["result"]]


class InterviewForms(TellingForms):
    """One person, written down by who spoke with them."""

    def __init__(self, case: Case, call: Call | None, asked: list[Asked], data: Any = None) -> None:
        self.case, self.call = case, call
        self.form = InterviewForm(data, case=case, call=call)
        self.rows = [TellingRow(data, asked=Asked(each.agreement, each.doer)) for each in asked]

    def save(self, *, by: User) -> Interview:
        told = self.tellings()
        return record_interview(self.case, by=by, call=self.call, tellings=told, **self.form.cleaned_data)
