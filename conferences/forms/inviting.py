"""Who is asked to come, and what they answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm, HouseModelForm

from ..codes import InvitationAnswer, InvitationChannel
from ..domain.presence import invite, record_answer
from ..models import Conference, Invitation


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
