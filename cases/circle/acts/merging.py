"""Two rows that turn out to be one person: both histories are kept, and nothing is deleted (domain.md 3.3)."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.codes import CircleSource, Position
from cases.contact import safe_contact
from cases.locks import lock_writable
from cases.models import CirclePerson, ContactBan, PartyMember
from cases.signals import people_merged
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import follow_address
from ekc.refusal import Refusal

TEXTS = (
    *("relation", "side", "found_through", "knowledge_decided_by", "language"),
    *("other_way_code", "other_way", "phone", "email", "street", "postcode", "place", "best_time"),
)
JOINED = {"needs": 2000, "contact_wish": 200}
"""Both hold: what somebody needs, and what is safe. With the longest text there is room for."""
FLAGS = ("is_minor", "is_parent_or_carer", "visited", "is_key_person", "secret_address", "no_voicemail")


@transaction.atomic
def merge_people(keep: CirclePerson, double: CirclePerson, *, by: User) -> CirclePerson:
    """`double` is the same person as `keep`: what is known of both stands with `keep`, and `double` points to it.

    Contacts and bans move along here; the floors above move invitations and the rest on `people_merged`. A flag of
    either holds for both, so that an address that is secret stays so. Raises Refusal.
    """
    case = lock_writable(keep.case)
    rows = {row.pk: row for row in CirclePerson.objects.select_for_update().filter(case=case)}
    if keep.pk == double.pk or double.pk not in rows:
        raise Refusal(_("Kies twee verschillende mensen uit deze kring."))
    keep, double = rows[keep.pk], rows[double.pk]
    if keep.merged_into_id or double.merged_into_id:
        raise Refusal(_("Een van beiden is al samengevoegd. Kijk naar de nieuwste stand van de kring."))
    if bool(keep.excluded_by) != bool(double.excluded_by):
        raise Refusal(_("Een van beiden doet niet mee. Leg eerst vast of deze persoon meedoet, en voeg dan samen."))
    if _bans_of(keep).filter(Q(person=double) | Q(other=double)).exists():
        raise Refusal(_("Tussen deze twee staat een contactverbod: dan kunnen zij niet dezelfde persoon zijn."))
    _take_over(keep, double)
    keep.contacts.model.objects.filter(person=double).update(person=keep)
    _move_bans(keep, double)
    _move_seat(keep, double)
    double.merged_into = keep
    double.save(update_fields=["merged_into"])
    CirclePerson.objects.filter(merged_into=double).update(merged_into=keep)
    people_merged.send(sender=CirclePerson, keep=keep, double=double)
    follow_address(keep, case_number=case.number, old=double.email, new=safe_contact(keep).email)
    return keep


def _take_over(keep: CirclePerson, double: CirclePerson) -> None:
    for name in TEXTS:
        if not getattr(keep, name):
            setattr(keep, name, getattr(double, name))
    for name, longest in JOINED.items():
        setattr(keep, name, _joined(keep, double, name, longest))
    for name in FLAGS:
        setattr(keep, name, getattr(keep, name) or getattr(double, name))
    if keep.position == Position.UNKNOWN:
        keep.position = double.position
    if keep.knows_situation is None:
        keep.knows_situation = double.knows_situation
    keep.need_codes = [*keep.need_codes, *(code for code in double.need_codes if code not in keep.need_codes)]
    if CircleSource.REFERRAL in (keep.suggested_by, double.suggested_by):
        keep.suggested_by = CircleSource.REFERRAL
    keep.closeness = min(keep.closeness, double.closeness)
    approached = [day for day in (keep.approached_on, double.approached_on) if day]
    keep.approached_on = min(approached, default=None)
    keep.save()


def _joined(keep: CirclePerson, double: CirclePerson, name: str, longest: int) -> str:
    texts = list(dict.fromkeys(filter(None, [getattr(keep, name), getattr(double, name)])))
    text = " / ".join(texts)
    if len(text) > longest:
        raise Refusal(
            _("Bij beiden staat wat nodig of veilig is, en samen is dat te lang. Kort het bij een van beiden in.")
        )
    return text


def _bans_of(person: CirclePerson) -> QuerySet[Any]:
    found: QuerySet[Any] = ContactBan.objects.filter(Q(person=person) | Q(other=person))
    return found


def _move_seat(keep: CirclePerson, double: CirclePerson) -> None:
    """Who is kept sits where the double sat, unless they have a seat of their own."""
    seats = PartyMember.objects.filter(person=double)
    if not PartyMember.objects.filter(person=keep).exists():
        seats.update(person=keep)


def _move_bans(keep: CirclePerson, double: CirclePerson) -> None:
    """A ban of the double holds for who is kept; one that both have stays as it is with who is kept."""
    for ban in _bans_of(double):
        others = {ban.person_id, ban.other_id} - {double.pk, None}
        same = _bans_of(keep).filter(lifted_on__isnull=True, other_main=ban.other_main_id)
        if others:
            same = _bans_of(keep).filter(Q(person__in=others) | Q(other__in=others), lifted_on__isnull=True)
        if ban.lifted_on is None and same.exists():
            ban.lifted_on, ban.lifted_reason = local_today(), _("Samengevoegd: dit contactverbod stond er twee keer.")
            ban.save(update_fields=["lifted_on", "lifted_reason"])
            continue
        if ban.person_id == double.pk:
            ban.person = keep
        else:
            ban.other = keep
        ban.save(update_fields=["person", "other"])
