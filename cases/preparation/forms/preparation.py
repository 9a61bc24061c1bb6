"""Forms of the preparation: checklist, wishes, the talk with the professional, hours. Each `save` calls one act."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage import acts
from cases.circle.acts import worksheet
from cases.circle.acts.merging import merge_people
from cases.codes import CircleSource, HelpWish, IntendedHelp, SearchArea, WishAnswered
from cases.coordinators.acts import work
from cases.models import (
    Briefing,
    Case,
    CirclePerson,
    CurrentHelp,
    InformationWish,
    IntendedPlan,
    SearchRow,
    WorkEntry,
)
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseForm, HouseModelForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts import briefing, preparation, wishes
from ..legal_terms import LEGAL_WORDS
from .acts import ActForm, ReasonForm

NUMBER = {"inputmode": "numeric", "class": "is-short"}
DECIMAL = {"inputmode": "decimal", "class": "is-short"}


class GoOnForm(ReasonForm):
    reason_label = _("Waarom gaan jullie toch door?")
    reason_help = _("Je reden blijft staan bij elk punt dat nog ontbreekt.")

    def save(self) -> list[str]:
        return acts.go_on_although(self.case, by=self.user, reason=self.cleaned_data["reason"])


class ResponsibilityForm(ActForm):
    takes_responsibility = forms.TypedChoiceField(
        label=_("Neemt de dader verantwoordelijkheid voor wat er is gebeurd?"),
        choices=((True, _("Ja, de voorbereiding gaat door")), (False, _("Nee, de voorbereiding stopt meteen"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("Wat gebeurde er?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nodig als de voorbereiding stopt."),
    )

    def save(self) -> Case:
        return preparation.record_responsibility(self.case, by=self.user, **self.cleaned_data)


class WishForm(SharedEditMixin, HouseModelForm):
    """Who wants to know what, who supplies it, and afterwards whether it was supplied."""

    class Meta:
        model = InformationWish
        fields = wishes.WISH_FIELDS
        widgets = {"kind": forms.RadioSelect, "answered": forms.RadioSelect}
        labels = {
            "kind": _("Wat is het?"),
            "wished_by": _("Wie wil dit weten?"),
            "text": _("Wat wil deze persoon weten?"),
            "supplier": _("Wie geeft de informatie?"),
            "is_confirmed": _("Die persoon heeft toegezegd"),
            "answered": _("Is de informatie gegeven?"),
        }
        help_texts = {"supplier": _("Bijvoorbeeld: de schuldhulpverlener, of een arts. Vul het later in als je zoekt.")}

    layout = Layout("kind", "wished_by", "text", "supplier", "is_confirmed", "answered")

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        if self.instance.pk is None:
            del self.fields["answered"]
            self.layout = Layout("kind", "wished_by", "text", "supplier", "is_confirmed")

    def save(self, commit: bool = True) -> InformationWish:
        if self.instance.pk is None:
            return wishes.add_wish(self.case, by=self.user, **{"answered": WishAnswered.OPEN, **self.cleaned_data})
        return wishes.change_wish(self.instance, by=self.user, **self.changes())


class BriefingForm(SharedEditMixin, ActForm):
    known = forms.CharField(label=_("Wat weet je al?"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    unknown = forms.CharField(
        label=_("Wat weet je nog niet?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vraag dit aan de professional. Bijvoorbeeld: kan een kind ook bij familie wonen?"),
    )
    legal_words = forms.MultipleChoiceField(
        label=_("Welke woorden heeft de professional uitgelegd?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    spoken_on = forms.DateField(label=_("Wanneer sprak je de professional?"), required=False)
    spoken_with = forms.CharField(label=_("Met wie?"), required=False, max_length=120)
    layout = Layout(
        Section(_("Het gesprek"), "known", "unknown", SideBySide("spoken_on", "spoken_with")),
        Section(_("Woorden van de wet"), "legal_words"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found = Briefing.objects.filter(case=case).first()
        names = ("known", "unknown", "legal_words", "spoken_on", "spoken_with")
        initial = {name: getattr(found, name) for name in names} if found else {}
        super().__init__(*args, case=case, initial=initial, **kwargs)
        self.fields["legal_words"].choices = [
            (code, f"{word.label}: {word.meaning}") for code, word in LEGAL_WORDS.items()
        ]

    def save(self) -> Briefing:
        return briefing.save_briefing(self.case, by=self.user, **self.merged())


class HelpForm(SharedEditMixin, ActForm):
    what = forms.CharField(label=_("Welke hulp is er nu?"), max_length=200)
    provider = forms.CharField(label=_("Van wie?"), max_length=120, required=False)
    wish = forms.ChoiceField(
        label=_("Wat wil de familie ermee?"), choices=HelpWish.choices, widget=forms.RadioSelect, initial=HelpWish.OPEN
    )
    reason = forms.CharField(label=_("Waarom?"), max_length=200, required=False)

    def __init__(self, *args: Any, row: CurrentHelp | None = None, **kwargs: Any) -> None:
        names = ("what", "provider", "wish", "reason")
        super().__init__(*args, initial={name: getattr(row, name) for name in names} if row else {}, **kwargs)
        self.row = row

    def save(self) -> CurrentHelp:
        values = self.cleaned_data if self.row is None else self.merged()
        return briefing.save_current_help(self.case, by=self.user, row=self.row, **values)


class IntendedPlanForm(ActForm):
    help_codes = forms.MultipleChoiceField(
        label=_("Welke hulp zou u inzetten als er geen conferentie kwam?"),
        choices=IntendedHelp.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("Wat zou u besluiten?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Schrijf geen namen op. Alleen onderzoekers lezen dit, zonder de zaak erbij."),
    )

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        found = IntendedPlan.objects.for_user(user).filter(case=case).first()
        initial = {"help_codes": found.help_codes, "text": briefing.text_of(found)} if found else {}
        super().__init__(*args, case=case, user=user, initial=initial, **kwargs)

    def save(self) -> IntendedPlan:
        return briefing.write_intended_plan(self.case, by=self.user, **self.cleaned_data)


class WorkForm(SharedEditMixin, HouseModelForm):
    """Work that belongs to no contact: travelling, arranging, writing, the day itself."""

    minutes = forms.IntegerField(
        label=_("Minuten"), required=False, min_value=0, max_value=24 * 60, widget=forms.NumberInput(attrs=NUMBER)
    )
    travel_km = forms.DecimalField(
        label=_("Kilometers"),
        required=False,
        min_value=0,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs=DECIMAL),
    )
    expenses = forms.DecimalField(
        label=_("Onkosten in euro's"),
        required=False,
        min_value=0,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs=DECIMAL),
    )

    class Meta:
        model = WorkEntry
        fields = ("day", "kind", "minutes", "travel_km", "expenses", "note")
        widgets = {"kind": forms.RadioSelect}
        labels = {"day": _("Welke dag?"), "kind": _("Wat heb je gedaan?"), "note": _("Toelichting")}

    layout = Layout("kind", "day", SideBySide("minutes", "travel_km", "expenses"), "note")

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]
        if self.instance.pk is None:
            self.initial = {**self.initial, "day": local_today(), "minutes": "", "travel_km": "", "expenses": ""}

    def _post_clean(self) -> None:
        """The rules stand in the act: the instance stays as it was read."""

    def save(self, commit: bool = True) -> WorkEntry:
        values = self.cleaned_data if self.instance.pk is None else self.merged()
        data = {
            name: value or 0 if name in ("minutes", "travel_km", "expenses") else value
            for name, value in values.items()
        }
        if self.instance.pk is None:
            return work.log_work(self.case, by=self.user, **data)
        return work.correct_work(self.instance, by=self.user, **data)


class AreaForm(SharedEditMixin, ActForm):
    """One corner of the worksheet: names, one a line, and what came of asking."""

    names = forms.CharField(
        label=_("Wie zijn daar?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "words"}),
        help_text=_("Eén naam per regel. Zij komen meteen in de kring; de rest vul je later aan."),
    )
    suggested_by = forms.ChoiceField(
        label=_("Wie noemde hen?"),
        choices=[choice for choice in CircleSource.choices if choice[0] != CircleSource.REFERRAL],
        widget=forms.RadioSelect,
        initial=CircleSource.FAMILY,
    )
    note = forms.CharField(
        label=_("Wat kwam eruit?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ook als er niemand is: dan weet je dat je het gevraagd hebt."),
    )

    def __init__(self, *args: Any, area: SearchArea, case: Case, **kwargs: Any) -> None:
        row = SearchRow.objects.filter(case=case, area=area).first()
        super().__init__(*args, case=case, initial={"note": row.note} if row else {}, **kwargs)
        self.area = area

    def save(self) -> list[CirclePerson]:
        data = self.merged()
        return worksheet.fill_in_area(
            self.case,
            by=self.user,
            area=self.area,
            names=self.cleaned_data["names"].splitlines(),
            note=data["note"] or "",
            suggested_by=data["suggested_by"],
        )


class MergeForm(HouseForm):
    """Who is the same person as this one."""

    double = forms.ModelChoiceField(
        label=_("Wie is dezelfde persoon?"),
        queryset=CirclePerson.objects.none(),
        help_text=_("Wat van beiden bekend is, komt bij elkaar: contacten, uitnodigingen en afspraken."),
    )

    def __init__(self, *args: Any, person: CirclePerson, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.user = person, user
        others = CirclePerson.objects.filter(case=person.case_id, merged_into__isnull=True).exclude(pk=person.pk)
        self.fields["double"].queryset = others
        self.fields["double"].label_from_instance = lambda other: f"{other.name} ({other.in_words})"

    def save(self) -> CirclePerson:
        return merge_people(self.person, self.cleaned_data["double"], by=self.user)
