"""Sending a link to a round, and answering by it."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm, Section, SideBySide

from ..acts.guests import Somebody, answer_by_link, send_links
from ..acts.stalled import tell_family
from ..codes import Change, Execution, ShareKept, Told
from ..models import Call, FollowUpGuest, Interview, StallSignal
from ..queries import Asked, Watcher
from ..reads.guests import can_be_asked, own_agreements
from .rounds import OF_PLAN, SaidForm, TellingForms, TellingRow, chosen, mark


class PeopleForm(HouseForm):
    """Some people, by a key each."""

    people = forms.MultipleChoiceField(
        label=_("Wie?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één persoon.")},
    )

    def offer(self, people: Mapping[str, tuple[Somebody, str]]) -> None:
        """Call in `__init__`: by key, somebody and the words beside the box."""
        self.by_key = people
        self.fields["people"].choices = [(key, words) for key, (_person, words) in people.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Somebody]:
        return [self.by_key[key][0] for key in self.cleaned_data["people"]]


def _key(somebody: Somebody) -> str:
    return f"{somebody._meta.model_name}-{somebody.pk}"


class SendLinksForm(PeopleForm):
    """Who answers a round by a link."""

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        answered = {_key(guest.somebody) for guest in call.guests.exclude(interview=None)}
        asked = {_key(each): (each, str(each)) for each in can_be_asked(call.case)}
        self.offer({key: value for key, value in asked.items() if key not in answered})

    def save(self, *, by: User) -> list[FollowUpGuest]:
        return send_links(self.call, by=by, people=self.chosen())


class TellFamilyForm(PeopleForm):
    """Who of the family hears that an agreement stalls."""

    def __init__(self, *args: Any, watchers: list[Watcher], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {_key(each.person): (each.person, each.in_words) for each in watchers if each.person is not None}
        self.offer(known)
        self.fields["people"].initial = list(known)

    def save(self, case: Any, *, by: User) -> list[StallSignal]:
        return tell_family(case, by=by, people=self.chosen())


class OwnAnswerForm(SaidForm):
    """What somebody says by link of the plan, and of how it goes."""

    plan_executed = chosen(
        _("Wat jullie afspraken: is dat gebeurd?"),
        Execution.choices,
        help_text=_("Is één afspraak niet gedaan, kies dan “Ten dele”."),
    )
    share_of_agreements = chosen(
        _("Hoeveel van de afspraken zijn gedaan?"), ShareKept.choices, none=_("Dat zeg ik liever niet")
    )
    not_done_and_why = forms.CharField(
        label=_("Wat gebeurde er niet, en waarom?"), required=False, widget=forms.Textarea({"rows": 3})
    )
    situation = chosen(_("Hoe gaat het nu, vergeleken met eerst?"), Change.choices, none=_("Dat zeg ik liever niet"))
    contact_with_professionals = chosen(
        _("Hoe is het contact met hulpverleners nu?"), Change.choices, none=_("Dat zeg ik liever niet")
    )
    grade_conference = mark(_("Welk cijfer geef je de bijeenkomst, nu je terugkijkt?"))
    grade_plan = mark(_("Welk cijfer geef je het plan?"))
    quote = forms.CharField(
        label=_("Wil je iets zeggen dat anderen mogen lezen?"),
        help_text=_("Zonder namen."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    quote_may_be_used = forms.BooleanField(
        label=_("Deze woorden mogen zonder mijn naam gebruikt worden"), required=False
    )

    layout = Layout(
        Section(_("Wat jullie afspraken"), *OF_PLAN),
        Section(_("Hoe het nu gaat"), "situation", "contact_with_professionals"),
        Section(_("Terugkijken"), SideBySide("grade_conference", "grade_plan"), "quote", "quote_may_be_used"),
    )

    def __init__(self, *args: Any, guest: FollowUpGuest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_case(guest.call.case)


class OwnTellingRow(TellingRow):
    """One agreement of who answers."""

    result = chosen(_("Hoe ging het?"), Told.choices, none=_("Dat zeg ik liever niet"))
    reason = forms.CharField(label=_("Wil je er iets bij zeggen?"), required=False, max_length=300)


class OwnAnswerForms(TellingForms):
    """All that somebody answers by link."""

    def __init__(self, guest: FollowUpGuest, data: Any = None) -> None:
        self.guest = guest
        self.form = OwnAnswerForm(data, guest=guest)
        self.rows = [OwnTellingRow(data, asked=Asked(each.agreement, each.doer)) for each in own_agreements(guest)]

    def save(self) -> Interview:
        return answer_by_link(self.guest, tellings=self.tellings(), **self.form.cleaned_data)
