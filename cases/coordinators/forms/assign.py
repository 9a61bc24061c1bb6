"""The forms that give a case to a coordinator, or ask several in turn. `save` calls one act and may refuse."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import norms
from cases.casepage.forms import ActForm
from cases.codes import RequestRefusal
from cases.keepers import keepers_of
from cases.models import Coordinator, CoordinatorContract, CoordinatorRequest, FundingProgramme
from cases.queries import programmes_of
from ekc import dutch
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.forms import Section

from ..acts.assign import assign_coordinator
from ..acts.handing_over import appoint_successor
from ..acts.requests import accept_request, ask_coordinators, decline_request
from ..judging import Match
from ..matching import ranking_for

TERMS = (4, 24, 72, 168)
"""In hours; beside these the two norms of the house."""


def term_choices() -> list[tuple[int, str]]:
    """How long somebody may think about a case, from short to long."""
    hours = {*TERMS, norms.REQUEST_HOURS, norms.URGENT_REQUEST_HOURS}
    return [(each, dutch.hours_in_words(each)) for each in sorted(hours)]


class ContractForm(ActForm):
    """Who coaches, which programme pays, and why these coordinators where a wish is not met."""

    coach = forms.ModelChoiceField(
        label=_("Coach"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("De regiomanager die de coördinator bij deze zaak begeleidt."),
    )
    programme = forms.ModelChoiceField(
        label=_("Programma"),
        queryset=FundingProgramme.objects.none(),
        required=False,
        empty_label=_("Geen programma"),
        help_text=_("Wie de conferentie betaalt. Zonder programma telt de zaak niet mee in de cijfers."),
    )
    deviation_reason = forms.CharField(
        label=_("Waarom maakt u toch deze keus?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
        help_text=_("Niet elke wens van de familie wordt vervuld. Uw reden blijft bij de zaak staan."),
    )

    def __init__(self, *args: Any, deviates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coach: Any = self.fields["coach"]
        coach.queryset = keepers_of(self.case).filter(role=Role.REGIONAL_MANAGER)
        coach.initial = self.user.pk
        self._programmes_to_ask_for()
        if not deviates:
            del self.fields["deviation_reason"]

    def _programmes_to_ask_for(self) -> None:
        found = programmes_of(self.case)
        if not found:
            del self.fields["programme"]
            return
        programme: Any = self.fields["programme"]
        programme.queryset = found
        programme.initial = self.case.programme_id or (found[0].pk if len(found) == 1 else None)


class AssignForm(ContractForm):
    """Gives the case to this coordinator at once."""

    def __init__(self, *args: Any, coordinator: Coordinator, match: Match, **kwargs: Any) -> None:
        super().__init__(*args, deviates=match.deviates, **kwargs)
        self.coordinator = coordinator

    def save(self) -> CoordinatorContract:
        return assign_coordinator(self.case, self.coordinator, by=self.user, **self.cleaned_data)


class SuccessorForm(ActForm):
    """Who goes on with a case whose coordinator is gone: those who may have it, best fit first."""

    coordinator = forms.ModelChoiceField(label=_("Wie gaat verder?"), queryset=Coordinator.objects.none())
    deviation_reason = forms.CharField(
        label=_("Reden, als niet elke wens van de familie wordt vervuld"),
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = ranking_for(self.case, Coordinator.objects.for_user(self.user)).free
        order = {each.candidate.pk: place for place, each in enumerate(free)}
        field: Any = self.fields["coordinator"]
        field.queryset = Coordinator.objects.for_user(self.user).filter(pk__in=order).select_related("user")
        field.choices = [("", _("Kies")), *((each.candidate.pk, each.candidate.name) for each in free)]

    def save(self) -> CoordinatorContract:
        return appoint_successor(
            self.case,
            self.cleaned_data["coordinator"],
            by=self.user,
            deviation_reason=self.cleaned_data["deviation_reason"],
        )


class RequestForm(ContractForm):
    """Asks these coordinators one after the other, in an order that can be changed here."""

    term_hours = forms.TypedChoiceField(
        label=_("Hoe lang heeft ieder de tijd om te antwoorden?"),
        choices=term_choices,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Zegt iemand nee, of komt er geen antwoord, dan vragen we vanzelf de volgende."),
    )

    def __init__(self, *args: Any, coordinators: Sequence[Coordinator], deviates: bool, **kwargs: Any) -> None:
        super().__init__(*args, deviates=deviates, **kwargs)
        self.coordinators = coordinators
        self.fields["term_hours"].initial = norms.request_hours(is_urgent=self.case.is_urgent)
        places = [(number, str(number)) for number in range(1, len(coordinators) + 1)]
        for number, coordinator in enumerate(coordinators, start=1):
            self.fields[self._name(coordinator)] = forms.TypedChoiceField(
                label=str(coordinator),
                choices=places,
                coerce=int,
                initial=number,
                widget=forms.Select({"class": "is-short"}),
            )
        if len(coordinators) == 1:
            del self.fields[self._name(coordinators[0])]
        order = [name for name in self.fields if name.startswith("plaats_")]
        others = [name for name in ("term_hours", "coach", "programme", "deviation_reason") if name in self.fields]
        self.layout = Layout(
            *([Section(_("In welke volgorde vragen we het?"), *order)] if order else []),
            Section(_("Hoe"), *others),
        )

    @staticmethod
    def _name(coordinator: Coordinator) -> str:
        return f"plaats_{coordinator.pk}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for coordinator in self.coordinators:
            place = data.get(self._name(coordinator))
            if place is not None and place in seen:
                self.add_error(self._name(coordinator), _("Deze plaats is al bezet. Geef iedereen een eigen plaats."))
            elif place is not None:
                seen.add(place)
        return data

    def save(self) -> list[CoordinatorRequest]:
        ordered = sorted(self.coordinators, key=lambda each: self.cleaned_data.get(self._name(each), 1))
        return ask_coordinators(self.case, ordered, by=self.user, **self.asked())

    def asked(self) -> dict[str, Any]:
        """What the act is told besides whom, and in which order."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("plaats_")}


# --- the answer of the coordinator ----------------------------------------------------------------------


class AcceptForm(ActForm):
    """Only a button."""

    def __init__(self, *args: Any, asking: CoordinatorRequest, **kwargs: Any) -> None:
        super().__init__(*args, case=asking.case, **kwargs)
        self.asking = asking

    def save(self) -> CoordinatorContract:
        return accept_request(self.asking, by=self.user)


class DeclineRequestForm(AcceptForm):
    refusal = forms.ChoiceField(label=_("Waarom zeg je nee?"), choices=RequestRefusal, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("De regiomanager leest dit. Ken je iemand in deze zaak? Schrijf dan alleen hoe, niet wie."),
    )

    def save(self) -> Any:
        return decline_request(self.asking, by=self.user, **self.cleaned_data)
