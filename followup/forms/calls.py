"""How a call ended, and the end of a round."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import DayField, HouseForm

from ..acts.calls import record_attempt, record_call
from ..acts.rounds import finish_round
from ..codes import SPOKEN_STATES, CallState, Missed
from ..models import Call, CallAttempt
from ..queries import groups_spoken, groups_to_speak

OUTCOMES = [
    (CallState.REACHED, _("Gesproken")),
    (CallState.PARTLY, _("Deels: niet met iedereen")),
    (CallState.NOT_REACHED, _("Niet bereikt, ook niet na een paar keer")),
    (CallState.REFUSED, _("Wilde niet praten")),
]
_WHY_EARLY = _("Schrijf op waarom het gesprek al was. Het telt dan niet mee in de cijfers.")


class EarlyMixin:
    """Asks why, where the day of a call is before its window; `day_name` is the field of that day."""

    day_name = "done_on"
    call: Call | None
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def ask_early(self, call: Call | None) -> None:
        """Call at the end of `__init__`."""
        self.call = call
        opens_on = call.opens_on if call else None
        bound = self.is_bound  # type: ignore[attr-defined]
        if opens_on is None or not bound and local_today() >= opens_on:
            del self.fields["early_reason"]
            return
        label = _now("Waarom al vóór %(day)s?") % {"day": dutch.long_date(opens_on)}
        self.fields["early_reason"].label = label
        # No day can be given after today: until the window opens nobody can do without a reason.
        self.fields["early_reason"].required = local_today() < opens_on
        self.fields["early_reason"].error_messages["required"] = _WHY_EARLY

    def check_early(self) -> None:
        """Call in `clean`. A field that is not needed goes."""
        if "early_reason" not in self.fields or self.call is None or self.call.opens_on is None:
            return
        day = self.cleaned_data.get(self.day_name)
        if day is None:
            return
        if day >= self.call.opens_on:
            del self.fields["early_reason"]
            self.cleaned_data["early_reason"] = ""
        elif not self.cleaned_data.get("early_reason") and "early_reason" not in self.errors:  # type: ignore[attr-defined]
            self.add_error("early_reason", _WHY_EARLY)  # type: ignore[attr-defined]


def early_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Waarom eerder?"),
        help_text=_("Een gesprek vóór die dag telt niet mee in de cijfers."),
        required=False,
        max_length=300,
    )


class CallForm(EarlyMixin, HouseForm):
    """How a call ended: one line, and nothing more."""

    state = forms.ChoiceField(label=_("Hoe ging het?"), choices=OUTCOMES, widget=forms.RadioSelect)
    done_on = DayField(label=_("Wanneer?"), initial=local_today)
    early_reason = early_reason()
    spoken_with = forms.CharField(label=_("Met wie heb je gesproken?"), required=False, max_length=120)
    summary = forms.CharField(
        label=_("Hoe gaat het met het plan, in één zin?"),
        help_text=_("De familie kan dit lezen."),
        required=False,
        max_length=300,
    )
    nudge = forms.CharField(
        label=_("Welk zetje heb je afgesproken?"),
        help_text=_("Bijvoorbeeld: tante Karin belt deze week iedereen."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_early(call)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.check_early()
        if data.get("state") in SPOKEN_STATES:
            said = {
                "spoken_with": _("Schrijf op met wie je hebt gesproken."),
                "summary": _("Schrijf op wat die persoon zei."),
            }
            for name, sentence in said.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def save(self, *, by: User) -> Call:
        assert self.call is not None
        return record_call(self.call, by=by, **self.cleaned_data)


class ExperienceForm(CallForm):
    """What the professional who referred told the regional manager (move 16)."""

    nudge = None  # type: ignore[assignment]
    spoken_with = forms.CharField(label=_("Met wie heeft u gesproken?"), required=False, max_length=120)
    summary = forms.CharField(
        label=_("Wat wilt u onthouden?"),
        help_text=_("Over de samenwerking en de werkwijze. Niets over de familie. De coördinator ziet dit niet."),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class FinishForm(EarlyMixin, HouseForm):
    """A round is over: of each group of which nobody was spoken to it says why. How it went follows from that."""

    done_on = DayField(label=_("Wanneer was het laatste gesprek, of de laatste poging?"), initial=local_today)
    early_reason = early_reason()

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = groups_spoken(call)
        self.absent = [group for group in groups_to_speak(call.case) if group not in spoken]
        for group in self.absent:
            self.fields[f"missed_{group}"] = forms.ChoiceField(
                label=_now("Je sprak niet met %(who)s. Waarom niet?") % {"who": group.label},
                choices=Missed.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Kies waarom niet. Sprak je toch iemand, voeg dat gesprek dan eerst toe.")
                },
            )
        self.ask_early(call)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.check_early()
        return data

    def save(self, *, by: User) -> Call:
        assert self.call is not None
        data = self.cleaned_data
        return finish_round(
            self.call,
            by=by,
            done_on=data["done_on"],
            missed={group: data[f"missed_{group}"] for group in self.absent},
            early_reason=data.get("early_reason", ""),
        )


class AttemptForm(HouseForm):
    """Nobody answered, on another day than today."""

    tried_on = DayField(label=_("Wanneer heb je gebeld?"), initial=local_today)

    def save(self, call: Call, *, by: User) -> CallAttempt:
        return record_attempt(call, by=by, tried_on=self.cleaned_data["tried_on"])
