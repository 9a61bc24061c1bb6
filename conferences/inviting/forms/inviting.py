"""What somebody who was invited answers, and how they are reached from now on."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.codes import NEEDS, InvitationAnswer, SuggestionState
from conferences.models import Invitation
from ekc.accounts.models import User
from ekc.forms import HouseForm, HouseModelForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.inviting import ANSWER_FIELDS, invite_people, record_answer
from .whom import HowForm


class ChangeHowForm(SharedEditMixin, HowForm):
    """How somebody who was invited is reached from now on."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        names = ("channel", "language", "asked", "from_clock", "until_clock", "in_information", "in_presentation")
        kwargs["initial"] = {name: getattr(invitation, name) for name in names}
        who = {
            "person": invitation.person,
            "main_person": invitation.main_person,
            "referrer": invitation.referrer,
        }
        super().__init__(
            *args, who=who, professional=invitation.is_professional, conference=invitation.conference, **kwargs
        )
        self.invitation = invitation

    def save(self, *, by: User) -> None:
        invite_people(self.invitation.conference, [self.wanted()], by=by)


class AnswerForm(SharedEditMixin, HouseModelForm):
    """What somebody answered, as the coordinator heard it."""

    class Meta:
        model = Invitation
        fields = ANSWER_FIELDS
        widgets = {"answer": forms.RadioSelect, "fear": forms.Textarea({"rows": 2})}
        labels = {
            "diet": _("Eten en drinken"),
            "transport": _("Vervoer"),
            "child_care": _("Oppas"),
            "interpreter": _("Taal of tolk"),
            "fear": _("Waar ziet deze persoon tegenop?"),
            "needs": _("Wat is er verder nodig?"),
            "absent_reason": _("Komt niet: waarom?"),
        }
        help_texts = {"diet": _("Dieet, allergie, halal."), "transport": _("Halen en brengen, rolstoel.")}

    layout = Layout(
        "answer",
        "absent_reason",
        Section(
            _("Wat is er nodig"),
            SideBySide("diet", "transport"),
            SideBySide("child_care", "interpreter"),
            "fear",
            "needs",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = InvitationAnswer.choices

    def save(self, *, by: User) -> Invitation:  # type: ignore[override]
        return record_answer(self.instance, by=by, **self.cleaned_data)


class InviteeForm(SharedEditMixin, HouseForm):
    """The answer of the invitee, on the page of their link. Nothing but the answer must be filled in."""

    needs_title = _("Heb je iets nodig? Eten, vervoer, oppas, een tolk")

    answer = forms.ChoiceField(
        label=_("Kom je?"),
        widget=forms.RadioSelect,
        choices=[
            (InvitationAnswer.COMES, _("Ik kom")),
            (InvitationAnswer.DOES_NOT_COME, _("Ik kom niet")),
            (InvitationAnswer.SENDS_LETTER, _("Ik kom niet, maar ik schrijf een brief die wordt voorgelezen")),
            (InvitationAnswer.UNDECIDED, _("Ik weet het nog niet")),
        ],
        error_messages={"required": _("Kies een antwoord.")},
    )
    absent_reason = forms.CharField(
        label=_("Kom je niet? Je mag zeggen waarom."),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    diet = forms.CharField(
        label=_("Is er iets wat je niet eet of drinkt?"),
        help_text=_("Bijvoorbeeld halal, vegetarisch, of een allergie."),
        required=False,
        max_length=200,
    )
    transport = forms.CharField(
        label=_("Heb je hulp nodig om er te komen?"),
        help_text=_("Bijvoorbeeld: ik wil graag meerijden, of ik kom in een rolstoel."),
        required=False,
        max_length=200,
    )
    child_care = forms.CharField(
        label=_("Heb je oppas nodig, of neem je kinderen mee?"), required=False, max_length=200
    )
    interpreter = forms.CharField(label=_("Wil je een tolk? In welke taal?"), required=False, max_length=200)
    fear = forms.CharField(
        label=_("Zie je ergens tegenop, of is er iets waar je bang voor bent?"),
        help_text=_("Alleen de coördinator leest dit, en belt je erover."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    needs = forms.CharField(
        label=_("Heb je verder iets nodig?"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    suggested = forms.CharField(
        label=_("Wie zou er nog meer bij moeten zijn?"),
        help_text=_("Schrijf op elke regel één persoon. De coördinator bespreekt het eerst met de familie."),
        required=False,
        max_length=1200,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, invitation: Invitation, show_stored: bool = False, **kwargs: Any) -> None:
        self.invitation = invitation
        if show_stored:
            kwargs["initial"] = {**stored_answer(invitation), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What everybody sees; the rest opens with a press."""
        return [self[name] for name in ("answer", "absent_reason")]

    @property
    def more_fields(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """Parts under a heading: title, fields, and whether it is open because something is filled in."""
        groups = ((self.needs_title, [*NEEDS]), (_("Wie nog meer?"), ["suggested"]))
        parts = [(title, [self[name] for name in names if name in self.fields]) for title, names in groups]
        return [
            (title, fields, any(field.errors or field.value() for field in fields)) for title, fields in parts if fields
        ]

    def save(self) -> Invitation:
        """Keep the answer. Raises Refusal when that cannot be any more."""
        said = {name: self.cleaned_data[name] for name in ANSWER_FIELDS if name in self.fields}
        suggested = self.cleaned_data["suggested"].splitlines() if "suggested" in self.fields else None
        return record_answer(self.invitation, by=None, suggested=suggested, **said)


class ProfessionalForm(InviteeForm):
    """The same for who comes to inform: only the answer and what they need for it."""

    needs_title = _("Heeft u iets nodig?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("diet", "transport", "child_care", "interpreter", "fear", "suggested"):
            del self.fields[name]
        self.fields["answer"].label = _("Komt u?")
        self.fields["answer"].choices = [
            (InvitationAnswer.COMES, _("Ik kom")),
            (InvitationAnswer.DOES_NOT_COME, _("Ik kom niet")),
            (InvitationAnswer.UNDECIDED, _("Ik weet het nog niet")),
        ]
        self.fields["absent_reason"].label = _("Komt u niet? Schrijf op waarom, of wie er in uw plaats komt.")
        self.fields["needs"].label = _("Wat heeft u nodig?")
        self.fields["needs"].help_text = _("Bijvoorbeeld een scherm, of een dieet als u mee-eet.")


def invitee_form(invitation: Invitation) -> type[InviteeForm]:
    """The form that this invitee gets."""
    return ProfessionalForm if invitation.is_professional else InviteeForm


def stored_answer(invitation: Invitation) -> dict[str, str]:
    """What was answered before, as the form asks it."""
    names = [each.name for each in invitation.suggestions.all() if each.state == SuggestionState.OPEN]
    stored = {name: getattr(invitation, name) for name in ANSWER_FIELDS}
    if invitation.answer == InvitationAnswer.OPEN:
        del stored["answer"]
    return {**stored, "suggested": "\n".join(names)}


def has_stored_words(invitation: Invitation) -> bool:
    """Whether the form would show something that was typed before: then a reader must ask for it."""
    return any(getattr(invitation, name) for name in (*NEEDS, "absent_reason")) or invitation.suggestions.exists()
