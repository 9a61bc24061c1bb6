"""Whom to invite: everybody as they can be reached, with the exceptions that somebody makes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.codes import PROFESSIONAL_POSITIONS
from cases.contact import safe_contact
from cases.models import Case, CirclePerson, MainPerson, Referrer
from cases.queries import main_persons_to_choose, taking_part_in
from cases.spoken_languages import page_language
from cases.told_text import TellsOthersMixin
from conferences.codes import MAILED, InvitationChannel, Language
from conferences.models import Conference, Invitation
from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import ClockField, HouseForm

from ..acts.inviting import invite_people
from ..contact_bans import pairs_under_a_ban
from ..reads.mail_address import mail_of


def channels_of(somebody: CirclePerson | MainPerson | Referrer) -> list[tuple[str, Any]]:
    """The ways in which this person can be invited: no mail without an address. A letter can always be handed over."""
    has_mail = bool(mail_of(somebody))
    return [(code, label) for code, label in InvitationChannel.choices if has_mail or code not in MAILED]


class HowForm(TellsOthersMixin, HouseForm):
    """How one person is invited; a professional also reads when they come and what is asked of them."""

    tells = ("asked",)

    channel = forms.ChoiceField(
        label=_("Hoe?"),
        choices=InvitationChannel.choices,
        error_messages={"invalid_choice": _("Van deze persoon is geen e-mailadres bekend. Kies een andere manier.")},
    )
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
    # Of the day of the meeting, which stands elsewhere.
    hours = {None: ("from_clock", "until_clock")}
    in_information = forms.BooleanField(label=_("Bij deel 1, de informatie"), required=False)
    in_presentation = forms.BooleanField(label=_("Bij deel 3, de presentatie van het plan"), required=False)

    def __init__(
        self, *args: Any, who: dict[str, Any], professional: bool, conference: Conference, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.who, self.professional = who, professional
        if conference.planned_start is not None:
            self.day_elsewhere = timezone.localdate(conference.planned_start)
        self.fields["channel"].choices = channels_of(next(each for each in who.values() if each is not None))
        if not professional:
            for name in ("asked", "from_clock", "until_clock", "in_information", "in_presentation"):
                del self.fields[name]

    @property
    def told_case(self) -> Case:
        case: Case = next(each for each in self.who.values() if each is not None).case
        return case

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
    def how(self) -> str:
        """As this person is invited when nobody says otherwise: "E-mail, Nederlands"."""
        chosen = (dict(self.fields[name].choices).get(self[name].value(), "") for name in ("channel", "language"))
        return ", ".join(str(word) for word in chosen if word)

    @property
    def extras(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("chosen", "channel", "language")]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("chosen"):
            self._errors.clear()


class InviteForms(FormGroup):
    """Everybody of the case who is not invited yet, one row each."""

    def __init__(self, conference: Conference, data: Any = None, *, everybody: bool = True) -> None:
        self.conference = conference
        self.everybody = everybody
        self.before = _invited_before(conference)
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
        """As this person was invited to a meeting before; else by what is known of them."""
        channel = InvitationChannel.VISIT
        if email:
            channel = InvitationChannel.MAIL
        elif may_get_letter:
            channel = InvitationChannel.LETTER
        before = self.before.get(key)
        can = [code for code, _label in channels_of(next(iter(row["who"].values())))]
        initial = {
            "chosen": self.everybody and not row["is_banned"],
            "channel": before.channel if before and before.channel in can else channel,
            "language": before.language if before else page_language(language),
            "in_information": True,
            "in_presentation": "referrer" in row["who"],
        }
        del row["is_banned"]
        return InviteRow(data, prefix=key, initial=initial, conference=self.conference, **row)

    def _people(self) -> list[dict[str, Any]]:
        case = self.conference.case
        invited = set(self.conference.invitations.values_list("person_id", "main_person_id", "referrer_id"))
        people = [
            {"key": f"m{person.pk}", "note": _("hoofdpersoon"), "who": {"main_person": person}, **_reach(person)}
            for person in main_persons_to_choose(case).filter(unborn=False)
            if (None, person.pk, None) not in invited
        ]
        people += [
            {"key": f"c{person.pk}", "note": person.in_words, "who": {"person": person}, **_reach(person)}
            for person in taking_part_in(case)
            if (person.pk, None, None) not in invited
        ]
        banned = self._warn_of_bans(people)
        for person in people:
            person["is_banned"] = person["key"] in banned
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
                    "language": referrer.page_language,
                    "warnings": [],
                    "professional": True,
                    "is_banned": False,
                }
            )
        return people

    def _warn_of_bans(self, people: list[dict[str, Any]]) -> set[str]:
        """Say with each of two people under a contact ban who the other one is, invited or not; returns their keys."""
        found: set[str] = set()
        rows = {next(iter(person["who"].values())): person for person in people}
        invited = [row.person for row in self.conference.invitations.select_related("person") if row.person]
        for one, other in pairs_under_a_ban([*rows, *invited]):
            for somebody, banned in ((one, other), (other, one)):
                if somebody in rows:
                    rows[somebody]["warnings"].append(str(_("Contactverbod met %(name)s.") % {"name": banned}))
                    found.add(rows[somebody]["key"])
        return found


def _invited_before(conference: Conference) -> dict[str, Invitation]:
    """By key of a row, how each was invited to the meeting before this one."""
    rows = Invitation.objects.filter(conference__case=conference.case_id).exclude(conference=conference)
    return {_key(row): row for row in rows.order_by("conference__sequence")}


def _key(invitation: Invitation) -> str:
    if invitation.referrer_id:
        return "ref"
    return f"c{invitation.person_id}" if invitation.person_id else f"m{invitation.main_person_id}"


def _reach(person: Any) -> dict[str, Any]:
    contact = safe_contact(person)
    return {
        "label": str(person),
        "email": contact.email,
        "may_get_letter": contact.may_get_letter,
        "language": person.language,
        "warnings": [*contact.warnings],
    }
