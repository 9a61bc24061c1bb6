"""Widening the circle. Nobody is ever deleted from it: somebody is set aside, with by whom and why (domain.md 3.3)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import MAIN_PERSON_POSITIONS, ExclusionBy, OtherWay
from cases.contact import safe_contact
from cases.locks import lock_writable, refuse_taken_out
from cases.models import Case, CirclePerson
from cases.signals import person_returns, who_takes_part
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import follow_address
from ekc.refusal import Refusal

from .shared_homes import hide_shared_homes

CONTACT_FIELDS = (
    "phone",
    "email",
    "street",
    "postcode",
    "place",
    "secret_address",
    "no_voicemail",
    "best_time",
    "contact_wish",
)
"""How somebody is reached, and what is safe: of the circle and of main persons alike."""
CIRCLE_FIELDS = (
    "name",
    "position",
    "relation",
    "side",
    "closeness",
    "is_minor",
    "is_parent_or_carer",
    "suggested_by",
    "knows_situation",
    "knowledge_decided_by",
    "approached_on",
    "visited",
    "found_through",
    "need_codes",
    "needs",
    "language",
    "is_key_person",
    "other_way_code",
    "other_way",
    *CONTACT_FIELDS,
)
EXCLUSION_FIELDS = ("excluded_by", "excluded_with", "excluded_reason", "excluded_on")


@transaction.atomic
def add_circle_person(case: Case, *, by: User, **fields: Any) -> CirclePerson:
    """Add somebody to the circle; `fields` are of CIRCLE_FIELDS, `name` is needed. Raises Refusal."""
    case = lock_writable(case)
    _check(fields)
    person: CirclePerson = CirclePerson.objects.create(case=case, **fields)
    hide_shared_homes(case)
    return person


@transaction.atomic
def change_circle_person(person: CirclePerson, *, by: User, **fields: Any) -> CirclePerson:
    """Change what is known of somebody; only the `fields` that are given. Mail follows to another address.

    Raises Refusal.
    """
    lock_writable(person.case)
    _check({"name": person.name, "position": person.position, **fields})
    locked: CirclePerson = CirclePerson.objects.select_for_update().get(pk=person.pk)
    refuse_taken_out(locked)
    former = locked.email
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    follow_address(locked, case_number=locked.case_number, old=former, new=safe_contact(locked).email)
    hide_shared_homes(locked.case)
    return locked


@transaction.atomic
def set_aside(
    person: CirclePerson,
    *,
    by: User,
    decided_by: str,
    reason: str,
    decided_with: str = "",
    other_way_code: str = "",
    other_way: str = "",
) -> CirclePerson:
    """Somebody does not take part: `decided_by` (ExclusionBy), why, and with whom that was talked over.

    `other_way_code` (OtherWay) and `other_way` say how they take part from outside the room. They stay in the
    circle. For safety it is decided with somebody. Raises Refusal.
    """
    if decided_by not in ExclusionBy.values:
        raise Refusal(_("Kies wie besloot dat deze persoon niet meedoet."), at="decided_by")
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom deze persoon niet meedoet."), at="reason")
    if decided_by == ExclusionBy.SAFETY and not decided_with.strip():
        raise Refusal(
            _("Schrijf op met wie je dit besloot. Bij veiligheid besluit je nooit alleen."), at="decided_with"
        )
    if other_way_code not in ("", *OtherWay.values):
        raise Refusal(_("Kies uit de lijst hoe deze persoon op een andere manier meedoet."), at="other_way_code")
    lock_writable(person.case)
    locked: CirclePerson = CirclePerson.objects.select_for_update().get(pk=person.pk)
    if locked.excluded_by:
        raise Refusal(_("%(name)s doet al niet mee.") % {"name": locked.name})
    locked.excluded_by, locked.excluded_reason, locked.excluded_on = decided_by, reason.strip(), local_today()
    locked.excluded_with = decided_with.strip()
    if other_way_code or other_way.strip():
        locked.other_way_code, locked.other_way = other_way_code, other_way.strip()
    locked.save(update_fields=[*EXCLUSION_FIELDS, "other_way_code", "other_way"])
    who_takes_part.send(sender=CirclePerson, case=locked.case)
    return locked


def _refuse_on_an_ended_side(person: CirclePerson) -> None:
    seat = person.memberships.select_related("party").prefetch_related("party__members").first()
    if seat is not None and seat.party.is_ended:
        raise Refusal(
            _(
                "%(name)s hoort bij %(party)s, en die kant doet niet mee. Zet deze persoon eerst bij een andere kant, "
                "of leg vast dat er toch verantwoordelijkheid wordt genomen."
            )
            % {"name": person.name, "party": seat.party}
        )


@transaction.atomic
def take_back(person: CirclePerson, *, by: User) -> CirclePerson:
    """Somebody takes part again; why they did not is kept in the history only.

    Raises Refusal, also from the floors above: who was invited before stands among the invited again.
    """
    lock_writable(person.case)
    locked: CirclePerson = CirclePerson.objects.select_for_update().get(pk=person.pk)
    refuse_taken_out(locked)
    if not locked.excluded_by:
        raise Refusal(_("%(name)s doet al mee.") % {"name": locked.name})
    _refuse_on_an_ended_side(locked)
    put_back(locked)
    who_takes_part.send(sender=CirclePerson, case=locked.case)
    return locked


def put_back(person: CirclePerson) -> None:
    """Not set aside any more; inside the transaction of an act that locked the row. Raises Refusal of the floors
    above."""
    person.excluded_by, person.excluded_with, person.excluded_reason, person.excluded_on = "", "", "", None
    person.save(update_fields=EXCLUSION_FIELDS)
    person_returns.send(sender=CirclePerson, person=person)


def _check(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(CIRCLE_FIELDS):
        raise TypeError(f"No circle fields: {sorted(unknown)}")
    if not str(fields.get("name", "")).strip():
        raise Refusal(_("Schrijf op hoe deze persoon heet."), at="name")
    if fields.get("position") in MAIN_PERSON_POSITIONS:
        raise Refusal(_("Een hoofdpersoon hoort niet in de kring: om hem of haar gaat het juist."))
