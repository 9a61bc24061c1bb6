"""Forms of signals and contact bans. Each `save` calls one act and may raise Refusal."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import PEOPLE_BAN_SOURCES, BanSource, SafetyMeasure
from cases.keepers import keepers_of
from cases.models import ContactBan, SafetySignal
from cases.queries import circle_of, main_persons_there
from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.shared_edit import SharedEditMixin

from ..acts import safety


class SignalForm(ActForm):
    about = forms.CharField(
        label=_("Wat is de zorg?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Zo concreet als je kunt: wat is er gezegd of gebeurd, en voor wie is het onveilig?"),
    )
    signalled_by = forms.CharField(
        label=_("Van wie komt het signaal?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: moeder, de leerkracht, of ikzelf."),
    )

    def save(self) -> SafetySignal:
        return safety.report_signal(self.case, by=self.user, **self.cleaned_data)


class DecisionForm(SharedEditMixin, HouseForm):
    """What was decided, and by a coordinator with which regional manager."""

    decision = forms.CharField(label=_("Wat is er besloten?"), widget=forms.Textarea(attrs={"rows": 4}))
    decided_with = forms.ModelChoiceField(
        label=_("Met welke regiomanager is dit besloten?"), queryset=User.objects.none(), widget=forms.RadioSelect
    )

    def settle(self) -> None:
        """A decision is taken as a whole: nothing of somebody else's is mixed into it."""
        self.refuse_overtaken()

    def __init__(self, *args: Any, row: SafetySignal | ContactBan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"decision": row.decision, **kwargs.pop("initial", {})}, **kwargs)
        self.row, self.user = row, user
        if not user.is_coordinator:
            # They decide as themselves, and are not asked with whom.
            del self.fields["decided_with"]
            return
        managers = keepers_of(row.case)
        field = self.fields["decided_with"]
        field.queryset, field.empty_label = managers, None
        field.initial = row.decided_with_id or row.case.manager_id
        field.label_from_instance = lambda manager: manager.full_name


class SignalDecisionForm(DecisionForm):
    measures = forms.MultipleChoiceField(
        label=_("Wat wordt er geregeld?"), choices=SafetyMeasure.choices, widget=forms.CheckboxSelectMultiple
    )
    layout = Layout("measures", "decision", "decided_with")

    def __init__(self, *args: Any, row: SafetySignal, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"measures": row.measures}, **kwargs)

    def save(self) -> SafetySignal:
        return safety.decide_signal(self.row, by=self.user, **self.cleaned_data)


class BanForm(ActForm):
    """Two people of the file who may not meet."""

    person = forms.ChoiceField(label=_("Wie uit de kring?"))
    other = forms.ChoiceField(label=_("Met wie mag geen contact zijn?"))
    source = forms.ChoiceField(
        label=_("Waar rust het contactverbod op?"),
        choices=[(code, BanSource(code).label) for code in PEOPLE_BAN_SOURCES],
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=_("Geldt tot en met"), required=False, help_text=_("Laat leeg als er geen einddatum is.")
    )
    note = forms.CharField(
        label=_("Wat houdt het in?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bijvoorbeeld: niet in dezelfde straat, wel bellen met de kinderen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = {f"k{person.pk}": person for person in circle_of(self.case)}
        self.mains = {f"h{person.pk}": person for person in main_persons_there(self.case)}
        circle = [(key, str(person)) for key, person in self.circle.items()]
        self.fields["person"].choices = [("", _("Kies een persoon")), *circle]
        self.fields["other"].choices = [
            ("", _("Kies een persoon")),
            (_("Hoofdpersonen"), [(key, str(person)) for key, person in self.mains.items()]),
            (_("Kring"), circle),
        ]

    def save(self) -> ContactBan:
        data = self.cleaned_data
        return safety.record_ban(
            self.circle[data["person"]],
            by=self.user,
            other=self.circle.get(data["other"]),
            other_main=self.mains.get(data["other"]),
            **{name: data[name] for name in ("source", "until", "note")},
        )


class BanDecisionForm(DecisionForm):
    may_both_come = forms.TypedChoiceField(
        label=_("Mogen zij allebei naar de conferentie komen?"),
        choices=((False, _("Nee, een van beiden doet op een andere manier mee")), (True, _("Ja, met deze afspraken"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    layout = Layout("may_both_come", "decision", "decided_with")

    def __init__(self, *args: Any, row: ContactBan, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"may_both_come": row.may_both_come}, **kwargs)

    def save(self) -> ContactBan:
        return safety.decide_ban(self.row, by=self.user, **self.cleaned_data)


class LiftBanForm(DecisionForm):
    """That a ban no longer holds is decided as any other thing about safety."""

    reason = forms.CharField(label=_("Waarom geldt het niet meer?"), max_length=200)
    layout = Layout("reason", "decided_with")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["decision"]

    def save(self) -> ContactBan:
        return safety.lift_ban(self.row, by=self.user, **self.cleaned_data)
