"""Who is asked to come, and what they answered."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import PROFESSIONAL_POSITIONS
from cases.contact import safe_contact
from conferences.codes import NEEDS, InvitationAnswer, InvitationChannel, Language, SuggestionState
from conferences.models import Conference, Invitation
from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import ClockField, HouseForm, HouseModelForm, Section, SideBySide

from ..acts.inviting import ANSWER_FIELDS, invite_people, record_answer
from ..contact_bans import pairs_under_a_ban

LANGUAGE_WORDS = {
    "engels": "en",
    "english": "en",
    "turk": "tr",
    "arab": "ar",
    "marok": "ar",
    "syri": "ar",
    "pool": "pl",
}
"""How the language of somebody is often written, by its beginning."""


def language_guess(words: str) -> str:
    """The language of the invitation that goes with what is known of somebody's language; else Dutch."""
    first = words.strip().lower()
    return next((code for word, code in LANGUAGE_WORDS.items() if first.startswith(word)), Language.DUTCH)


class HowForm(HouseForm):
    """How one person is invited; a professional also reads when they come and what is asked of them."""

    channel = forms.ChoiceField(label=_("Hoe?"), choices=InvitationChannel.choices)
    language = forms.ChoiceField(label=_("In welke taal?"), choices=Language.choices)
    asked = forms.CharField(
        label=_("Wat vraag je van deze persoon?"),
        help_text=_("Dit staat in de uitnodiging. Schrijf geen namen op, en niet wat er in de familie speelt."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    from_clock = ClockField(label=_("Verwacht om"), required=False)
    until_clock = ClockField(label=_("Klaar om"), required=False)
    in_information = forms.BooleanField(label=_("Bij deel 1, de informatie"), required=False)
    in_presentation = forms.BooleanField(label=_("Bij deel 3, de presentatie van het plan"), required=False)

    def __init__(self, *args: Any, who: dict[str, Any], professional: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who, self.professional = who, professional
        if not professional:
            for name in ("asked", "from_clock", "until_clock", "in_information", "in_presentation"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("from_clock"), data.get("until_clock")
        if start and end and start == end:
            self.add_error("until_clock", _("Het einde kan niet gelijk zijn aan het begin."))
        if self.professional and not (data.get("in_information") or data.get("in_presentation")):
            self.add_error("in_information", _("Kies bij welk deel deze persoon komt."))
        return data

    def wanted(self) -> dict[str, Any]:
        """The arguments of `domain.inviting.invite`."""
        return {**self.who, **{name: self.cleaned_data[name] for name in self.fields if name != "chosen"}}


class InviteRow(HowForm):
    """One person who can be invited; unticked, the rest of the row is not looked at."""

    chosen = forms.BooleanField(label=_("Uitnodigen"), required=False)
    field_order = ["chosen", "channel", "language"]

    def __init__(self, *args: Any, label: str, note: Any, warnings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label, self.note, self.warnings = label, note, warnings
        self.fields["chosen"].label = label

    @property
    def extras(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("chosen", "channel", "language")]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("chosen"):
            self._errors.clear()


class InviteForms(FormGroup):
    """Everybody of the case who is not invited yet, one row each."""

    def __init__(self, conference: Conference, data: Any = None, *, everybody: bool = False) -> None:
        self.conference = conference
        self.everybody = everybody
        self.rows = [self._row(data, **row) for row in self._people()]

    def is_valid(self) -> bool:
        valid = all([row.is_valid() for row in self.rows])
        if valid and not self.chosen:
            self.add_error(None, _("Kies ten minste één persoon."))
        return valid and not self.refusals

    @property
    def chosen(self) -> list[InviteRow]:
        return [row for row in self.rows if row.cleaned_data.get("chosen")]

    def save(self, *, by: User) -> int:
        """Invite everybody who was ticked, or nobody; returns how many. Raises Refusal."""
        return len(invite_people(self.conference, [row.wanted() for row in self.chosen], by=by))

    def _row(self, data: Any, *, key: str, email: str, may_get_letter: bool, language: str, **row: Any) -> InviteRow:
        channel = InvitationChannel.VISIT
        if email:
            channel = InvitationChannel.MAIL
        elif may_get_letter:
            channel = InvitationChannel.LETTER
        initial = {
            "chosen": self.everybody,
            "channel": channel,
            "language": language_guess(language),
            "in_information": True,
            "in_presentation": "referrer" in row["who"],
        }
        return InviteRow(data, prefix=key, initial=initial, **row)

    def _people(self) -> list[dict[str, Any]]:
        case = self.conference.case
        invited = set(self.conference.invitations.values_list("person_id", "main_person_id", "referrer_id"))
        people = [
            {"key": f"m{person.pk}", "note": _("hoofdpersoon"), "who": {"main_person": person}, **_reach(person)}
            for person in case.main_persons.filter(unborn=False)
            if (None, person.pk, None) not in invited
        ]
        people += [
            {"key": f"c{person.pk}", "note": person.in_words, "who": {"person": person}, **_reach(person)}
            for person in case.circle.filter(excluded_by="", merged_into=None)
            if (person.pk, None, None) not in invited
        ]
        self._warn_of_bans(people)
        for person in people:
            somebody = next(iter(person["who"].values()))
            person["professional"] = getattr(somebody, "position", "") in PROFESSIONAL_POSITIONS
        referrer = getattr(case, "referrer", None)
        is_guest = referrer is not None and referrer.name and case.is_referred_by_professional
        if is_guest and (None, None, referrer.pk) not in invited:
            people.append(
                {
                    "key": "ref",
                    "label": referrer.name,
                    "note": _("aanmelder"),
                    "who": {"referrer": referrer},
                    "email": referrer.email,
                    "may_get_letter": False,
                    "language": "",
                    "warnings": [],
                    "professional": True,
                }
            )
        return people

    def _warn_of_bans(self, people: list[dict[str, Any]]) -> None:
        """Say with each of two people under a contact ban who the other one is, invited already or not."""
        rows = {next(iter(person["who"].values())): person for person in people}
        invited = [row.person for row in self.conference.invitations.select_related("person") if row.person]
        for one, other in pairs_under_a_ban([*rows, *invited]):
            for somebody, banned in ((one, other), (other, one)):
                if somebody in rows:
                    rows[somebody]["warnings"].append(str(_("Contactverbod met %(name)s.") % {"name": banned}))


def _reach(person: Any) -> dict[str, Any]:
    contact = safe_contact(person)
    return {
        "label": str(person),
        "email": contact.email,
        "may_get_letter": contact.may_get_letter,
        "language": person.language,
        "warnings": [*contact.warnings],
    }


class ChangeHowForm(HowForm):
    """How somebody who was invited is reached from now on."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        names = ("channel", "language", "asked", "from_clock", "until_clock", "in_information", "in_presentation")
        kwargs["initial"] = {name: getattr(invitation, name) for name in names}
        who = {
            "person": invitation.person,
            "main_person": invitation.main_person,
            "referrer": invitation.referrer,
        }
        super().__init__(*args, who=who, professional=invitation.is_professional, **kwargs)
        self.invitation = invitation

    def save(self, *, by: User) -> None:
        invite_people(self.invitation.conference, [self.wanted()], by=by)


class AnswerForm(HouseModelForm):
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


class InviteeForm(HouseForm):
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
