"""Forms of the agreements of a plan. Each `save` calls one act."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import amount as euros
from cases.codes import Variant
from cases.models import Case
from cases.queries import current_questions, main_persons_to_choose, taking_part_in
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import DayField, HouseForm, HouseModelForm
from ekc.shared_edit import SharedEditMixin

from ..acts.agreements import (
    LINKS,
    add_agreement,
    change_agreement,
    move_agreement,
    names_of_doers,
    remove_agreement,
    split_agreement,
)
from ..acts.help_answers import note_help_answer
from ..codes import ASKED_HELP, AgreementKind, HelpAnswerKind, Restitution
from ..doers import Doers
from ..models import Agreement, BottomLine, HelpAnswer, PlanVersion
from ..queries import current_frame

RESTITUTION_FIELDS = ("restitution", "amount", "payer", "due_on")
RARE = (
    "life_area",
    "kind",
    "help_code",
    *RESTITUTION_FIELDS,
    "estimated_value",
    "is_emergency",
    "paid_from_pgb",
    "agreed_by_absent",
)


class AgreementForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """One agreement: who does what, where, when. Who is tapped, or typed by name; asked once."""

    tells = ("what", "who", "when_or_how_often", "where_to", "payer")

    amount = euros(_("Bedrag in euro, bij een vergoeding"), places=2)
    due_on = DayField(label=_("Uiterlijk wanneer is het gedaan?"), required=False)

    class Meta:
        model = Agreement
        fields = ("main_people", "people", "who", "what", "when_or_how_often", "where_to", *LINKS[2:], *RARE)
        widgets = {
            "what": forms.Textarea({"rows": 2}),
            "kind": forms.Select,
            "help_code": forms.Select,
            "restitution": forms.Select,
            **{name: forms.CheckboxSelectMultiple for name in LINKS},
        }
        labels = {
            "what": _("Wat is er afgesproken?"),
            "who": _("Of typ wie dit doet"),
            "main_people": _("Hoofdpersonen"),
            "people": _("Kring en hulpverleners"),
            "questions": _("Bij welke vragen hoort dit?"),
            "bottom_lines": _("Welke bodem-eisen vult dit in?"),
            "help_code": _("Wat voor hulp vraagt de familie?"),
            "restitution": _("Hoe maakt dit het goed?"),
            "payer": _("Wie betaalt dat?"),
        }
        help_texts = {
            "who": _("Een naam, of zoals de familie het zegt: oma en tante Ria."),
            "help_code": _("Alleen bij een vraag aan hulpverlening."),
        }

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.case: Case = version.plan.case
        for name, rows in self._choices().items():
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]
        self.fields["who"].required = False
        self.fields["what"].widget.attrs["data-enter"] = ""
        self.fields["kind"].required = False
        self.fields["kind"].choices = [("", _("Volgt uit wie het doet")), *AgreementKind.choices]
        self.fields["help_code"].choices = [("", _("Geen vraag, of weet ik niet")), *ASKED_HELP]
        self.fields["life_area"].choices = [("", _("Volgt uit de woorden")), *self.fields["life_area"].choices[1:]]
        self.fields["restitution"].choices = [("", _("Geen herstelafspraak")), *Restitution.choices]
        if self.instance.pk is None:
            self.initial["kind"] = ""
        if self.case.variant != Variant.RESTORATIVE:
            for name in RESTITUTION_FIELDS:
                del self.fields[name]

    def _choices(self) -> dict[str, QuerySet[Any]]:
        frame = current_frame(self.case)
        return {
            "main_people": main_persons_to_choose(self.case),
            "people": taking_part_in(self.case),
            "questions": current_questions(self.case),
            "bottom_lines": BottomLine.objects.filter(frame=frame) if frame else BottomLine.objects.none(),
        }

    def _there(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    @property
    def doer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self._there("main_people", "people")]

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self._there("questions", "bottom_lines")]

    @property
    def rare_is_wrong(self) -> bool:
        return any(name in self.errors for name in RARE)

    @property
    def rare_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self._there(*RARE)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        who = str(data.get("who") or "")
        if who and who == self.initial.get("who"):
            # It stood there: whoever is tapped away is not found by name again, and a list of names follows the taps.
            data["who"] = "" if who == names_of_doers(self.instance) else who
        else:
            self._tap_who_is_named(data, who)
        if not any(data.get(name) for name in ("who", "main_people", "people")):
            self.add_error("who", _("Tik aan wie dit doet, of schrijf het op."))
        return data

    def _tap_who_is_named(self, data: dict[str, Any], who: str) -> None:
        for name, found in Doers(self.case).named(who).items():
            tapped = list(data.get(name) or ())
            data[name] = [*tapped, *(row for row in found if row not in tapped)]

    def save(self, *, by: User) -> Agreement:  # type: ignore[override]
        values: dict[str, Any] = {**dict.fromkeys(LINKS, ()), **self.cleaned_data}
        if self.instance.pk:
            return change_agreement(self.instance, by=by, **values)
        return add_agreement(self.version, by=by, **values)


class AgreementTapForm(forms.Form):
    """One tap in the list: `op:12`, `neer:12` or `weg:12`."""

    ACTS = ("op", "neer", "weg")

    tap = forms.RegexField(
        regex=rf"^({'|'.join(ACTS)}):(\d+)$",
        error_messages={
            "required": _("Deze tik is niet goed aangekomen. Probeer het opnieuw."),
            "invalid": _("Deze tik is niet goed aangekomen. Probeer het opnieuw."),
        },
    )

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def clean_tap(self) -> tuple[str, Agreement]:
        act, pk = self.cleaned_data["tap"].split(":")
        agreement = self.version.agreements.filter(pk=pk).first()
        if agreement is None:
            raise forms.ValidationError(_("Deze afspraak staat niet meer in het plan."))
        return act, agreement

    @property
    def agreement(self) -> Agreement:
        found: Agreement = self.cleaned_data["tap"][1]
        return found

    @property
    def takes_out(self) -> bool:
        return bool(self.cleaned_data["tap"][0] == "weg")

    def save(self, *, by: User) -> None:
        act, agreement = self.cleaned_data["tap"]
        if self.takes_out:
            remove_agreement(agreement, by=by)
        else:
            move_agreement(agreement, by=by, steps=-1 if act == "op" else 1)


class HelpAnswerForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """What a service answered to a question of the family."""

    tells = ("answered_by", "how")

    class Meta:
        model = HelpAnswer
        fields = ("answer", "answered_on", "answered_by", "how")
        widgets = {"answer": forms.RadioSelect}
        labels = {"answered_on": _("Wanneer is het geantwoord?"), "answered_by": _("Door wie?")}

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.case = agreement, agreement.version.plan.case
        self.fields["answer"].choices = HelpAnswerKind.choices
        if self.instance.pk is None:
            self.initial.setdefault("answered_on", local_today())

    def save(self, *, by: User) -> HelpAnswer:  # type: ignore[override]
        return note_help_answer(self.agreement, by=by, **self.cleaned_data)


class SplitForm(TellsOthersMixin, SharedEditMixin, HouseForm):
    """Make two of one agreement."""

    tells = ("first", "second")

    first = forms.CharField(label=_("De eerste afspraak"), widget=forms.Textarea({"rows": 3}))
    second = forms.CharField(label=_("De tweede afspraak"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.case = agreement, agreement.version.plan.case
        self.initial.setdefault("first", agreement.what)

    def save(self, *, by: User) -> Agreement:
        return split_agreement(self.agreement, by=by, **self.cleaned_data)
