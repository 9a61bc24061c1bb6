"""Who may get the plan, and how: as they were invited, unless somebody says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.contact import safe_contact
from cases.models import Case, CirclePerson, MainPerson, Referrer
from cases.notices import referrer_address
from cases.queries import main_persons_in, taking_part_in
from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.models import Invitation

from .codes import DeliveryChannel
from .doers import Who, present_at
from .models import Distribution, PlanVersion

AS_INVITED: Mapping[str, DeliveryChannel] = {
    InvitationChannel.MAIL: DeliveryChannel.MAIL,
    InvitationChannel.BOTH: DeliveryChannel.MAIL,
    InvitationChannel.LETTER: DeliveryChannel.LETTER,
    InvitationChannel.VISIT: DeliveryChannel.HANDED,
}


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
    had: Distribution | None = None
    """What this person got last of the plan."""
    is_up_to_date: bool = False
    """And that is the version that is sent now."""

    @property
    def channels(self) -> list[tuple[str, Any]]:
        """What this person can have."""
        return [each for each in DeliveryChannel.choices if self.has_mail or each[0] != DeliveryChannel.MAIL]


def candidates_of(case: Case, version: PlanVersion | None = None) -> list[Candidate]:
    """Main persons, the circle, the referrer, and who else got it on paper; a fixed number of queries.

    `version` is what they would get. Who had one before is proposed it in the same way; who has it already, nothing.
    """
    invited = _invited(case)
    present = present_at(case)
    main_persons = [each for each in main_persons_in(case) if not each.unborn]
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
    given = list(Distribution.objects.filter(version__plan__case=case).select_related("version").order_by("pk"))
    names = {row.recipient: row for row in given if not (row.person_id or row.main_person_id or row.referrer_id)}
    found += [_of_name(row) for row in names.values()]
    last = {(row.person_id, row.main_person_id, row.referrer_id): row for row in given}
    return [_with_what_they_had(each, last, version) for each in found]


def _with_what_they_had(
    somebody: Candidate, last: Mapping[Who, Distribution], version: PlanVersion | None
) -> Candidate:
    who = somebody.who
    keys = tuple(getattr(who.get(name), "pk", None) for name in ("person", "main_person", "referrer"))
    had = last.get((keys[0], keys[1], keys[2])) if any(keys) else somebody.had
    if had is None:
        return somebody
    has_it = version is not None and had.version_id == version.pk
    channel = "" if has_it else _possible(had.channel, has_mail=somebody.has_mail)
    return replace(somebody, had=had, is_up_to_date=has_it, channel=channel)


def _of_name(row: Distribution) -> Candidate:
    """Somebody of whom only the name is known, who got it on paper."""
    return Candidate(
        key=f"n{row.pk}",
        label=row.recipient,
        note="",
        who={"name": row.recipient},
        warnings=(),
        has_mail=False,
        took_part=False,
        channel=row.channel,
        had=row,
    )


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
    return _possible(wanted, has_mail=has_mail)


def _possible(channel: str, *, has_mail: bool) -> str:
    return DeliveryChannel.HANDED if channel == DeliveryChannel.MAIL and not has_mail else channel


def _is_coming(invitation: Invitation | None) -> bool:
    return invitation is not None and invitation.answer != InvitationAnswer.DOES_NOT_COME


def _invited(case: Case) -> dict[Who, Invitation]:
    """Of each the newest invitation."""
    rows = Invitation.objects.filter(conference__case=case).order_by("conference__sequence", "pk")
    return {(row.person_id, row.main_person_id, row.referrer_id): row for row in rows}
