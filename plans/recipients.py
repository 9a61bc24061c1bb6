"""Who may get the plan, and how: as they were invited, unless somebody says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.contact import safe_contact
from cases.models import Case, CirclePerson, MainPerson, Referrer
from cases.notices import referrer_address
from cases.queries import taking_part_in
from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.models import Attendance, Invitation

from .codes import DeliveryChannel

AS_INVITED: Mapping[str, DeliveryChannel] = {
    InvitationChannel.MAIL: DeliveryChannel.MAIL,
    InvitationChannel.BOTH: DeliveryChannel.MAIL,
    InvitationChannel.LETTER: DeliveryChannel.LETTER,
    InvitationChannel.VISIT: DeliveryChannel.HANDED,
}

Who = tuple[int | None, int | None, int | None]
"""The keys of a person of the circle, a main person, a referrer: one of them."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may get the plan; `channel` is what is proposed, empty for nothing."""

    key: str
    label: str
    note: str | Promise
    who: Mapping[str, Any]
    warnings: tuple[str, ...]
    has_mail: bool
    took_part: bool
    channel: str

    @property
    def channels(self) -> list[tuple[str, Any]]:
        """What this person can have."""
        return [each for each in DeliveryChannel.choices if self.has_mail or each[0] != DeliveryChannel.MAIL]


def candidates_of(case: Case) -> list[Candidate]:
    """Main persons, the circle and the referrer; a fixed number of queries."""
    invited = _invited(case)
    present = _present(case)
    main_persons = case.main_persons.filter(unborn=False)
    found = [
        _of_person(f"m{each.pk}", each, _("hoofdpersoon"), (None, each.pk, None), invited, present)
        for each in main_persons
    ]
    found += [
        _of_person(f"c{each.pk}", each, each.in_words, (each.pk, None, None), invited, present)
        for each in taking_part_in(case)
    ]
    referrer = getattr(case, "referrer", None)
    if referrer is not None and referrer.name:
        found.append(_of_referrer(referrer, invited))
    return found


def _of_person(
    key: str,
    person: MainPerson | CirclePerson,
    note: str | Promise,
    who: Who,
    invited: Mapping[Who, Invitation],
    present: set[Who],
) -> Candidate:
    contact = safe_contact(person)
    # A main person takes part, whatever stands on the list.
    took_part = who in present or isinstance(person, MainPerson) or (not present and _is_coming(invited.get(who)))
    return Candidate(
        key=key,
        label=str(person),
        note=note,
        who={"main_person" if isinstance(person, MainPerson) else "person": person},
        warnings=contact.warnings,
        has_mail=bool(contact.email),
        took_part=took_part,
        channel=_channel(invited.get(who), has_mail=bool(contact.email)) if took_part else "",
    )


def _of_referrer(referrer: Referrer, invited: Mapping[Who, Invitation]) -> Candidate:
    invitation = invited.get((None, None, referrer.pk))
    took_part = _is_coming(invitation)
    has_mail = bool(referrer_address(referrer.case))
    return Candidate(
        key="ref",
        label=referrer.name,
        note=_("aanmelder"),
        who={"referrer": referrer},
        warnings=(),
        has_mail=has_mail,
        took_part=took_part,
        channel=_channel(invitation, has_mail=has_mail) if took_part else "",
    )


def _channel(invitation: Invitation | None, *, has_mail: bool) -> str:
    """As somebody was invited; who never was, gets it in the hand."""
    wanted = AS_INVITED[invitation.channel] if invitation else DeliveryChannel.HANDED
    return DeliveryChannel.HANDED if wanted == DeliveryChannel.MAIL and not has_mail else wanted


def _is_coming(invitation: Invitation | None) -> bool:
    return invitation is not None and invitation.answer != InvitationAnswer.DOES_NOT_COME


def _invited(case: Case) -> dict[Who, Invitation]:
    """Of each the newest invitation."""
    rows = Invitation.objects.filter(conference__case=case).order_by("conference__sequence", "pk")
    return {(row.person_id, row.main_person_id, row.referrer_id): row for row in rows}


def _present(case: Case) -> set[Who]:
    """Who was there, where that was written down by name."""
    rows: Sequence[Any] = Attendance.objects.filter(conference__case=case).values_list("person_id", "main_person_id")
    return {(person, main, None) for person, main in rows if person or main}
