"""A possible earlier case of the same family: found inside one's own rights, linked or set aside with a reason."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome, RepeatReason
from cases.locks import lock_case
from cases.models import Case, CirclePerson, EarlierCase, MainPerson
from ekc.accounts.matrix import READ, Subject, allows
from ekc.accounts.models import User
from ekc.names import words_of
from ekc.phones import phone_key, phone_key_of
from ekc.refusal import Refusal

MOST_SHOWN = 20


@dataclass(frozen=True)
class Likeness:
    """A case that may be an earlier one, and in what it is like this one."""

    case: Case
    same_person: bool
    same_phone: bool


def likely_earlier(case: Case, user: User) -> list[Likeness]:
    """Cases with the same name and birth date, or the same phone number, newest first; four queries.

    Only cases that `user` may reach are looked at, so that nothing is told of any other. What was
    judged before is left out.
    """
    persons = list(case.main_persons.all())
    judged = EarlierCase.objects.filter(case=case).values("other")
    reach = Case.objects.for_user(user).exclude(pk=case.pk).exclude(pk__in=judged)
    born = _with_same_birth(persons, reach)
    called = _with_same_phone(case, persons, reach, user)
    found = reach.filter(pk__in=born | called, received_on__lte=case.received_on)
    rows = found.prefetch_related("main_persons").order_by("-received_on", "-pk")[:MOST_SHOWN]
    return [Likeness(row, same_person=row.pk in born, same_phone=row.pk in called) for row in rows]


def _with_same_birth(persons: list[MainPerson], reach: QuerySet[Any]) -> set[int]:
    known = {(each.birth_date, _name(each)) for each in persons if each.birth_date and _name(each)}
    if not known:
        return set()
    same_day = MainPerson.objects.filter(birth_date__in={day for day, _words in known}, case__in=reach)
    return {each.case_id for each in same_day if (each.birth_date, _name(each)) in known}


def _name(person: MainPerson) -> tuple[str, ...]:
    # Without accents, capitals and signs, as the search reads names.
    return tuple(words_of(person.name))


def _with_same_phone(case: Case, persons: list[MainPerson], reach: QuerySet[Any], user: User) -> set[int]:
    sees_circle = allows(user.role, Subject.CIRCLE, READ)
    near = list(case.circle.exclude(phone="").only("phone")) if sees_circle else []
    keys = {key for each in [*persons, *near] if (key := phone_key(each.phone))}
    if not keys:
        return set()
    tables: list[Any] = [MainPerson, CirclePerson] if sees_circle else [MainPerson]
    return {
        pk
        for table in tables
        for pk in table.objects.filter(~Q(phone=""), case__in=reach)
        .annotate(phone_key=phone_key_of("phone"))
        .filter(phone_key__in=keys)
        .values_list("case_id", flat=True)
    }


@transaction.atomic
def link_earlier(case: Case, other: Case, *, by: User, repeat_reason: str, note: str = "") -> EarlierCase:
    """Say that this is a herhalingsverzoek of `other`, with its coded reason, which the figures count (4.1).

    Raises Refusal without a reason, when it is linked already, and for a case that came in later.
    """
    if repeat_reason not in RepeatReason.values:
        raise Refusal(_("Kies waarom de familie opnieuw vraagt."))
    locked = _judgeable(case, other)
    if locked.previous_case_id is not None:
        raise Refusal(_("Deze zaak hoort al bij een eerdere zaak."))
    if other.received_on > locked.received_on:
        raise Refusal(_("Die zaak is later aangemeld dan deze."))
    locked.previous_case, locked.repeat_reason = other, repeat_reason
    locked.earlier_conference |= other.outcome == CaseOutcome.CONFERENCE_HELD
    locked.save(update_fields=["previous_case", "repeat_reason", "earlier_conference"])
    return _judge(case, other, by=by, repeat_reason=repeat_reason, note=note)


@transaction.atomic
def set_earlier_aside(case: Case, other: Case, *, by: User, note: str) -> EarlierCase:
    """Say, with the reason, that `other` is not an earlier case of this family. Raises Refusal without a reason."""
    if not note.strip():
        raise Refusal(_("Schrijf op waarom dit geen eerdere zaak van deze familie is."))
    _judgeable(case, other)
    return _judge(case, other, by=by, repeat_reason="", note=note)


def _judgeable(case: Case, other: Case) -> Case:
    locked = lock_case(case)
    if case.pk == other.pk or EarlierCase.objects.filter(case=case, other=other).exists():
        raise Refusal(_("Over deze mogelijke eerdere zaak is al besloten."))
    return locked


def _judge(case: Case, other: Case, *, by: User, repeat_reason: str, note: str) -> EarlierCase:
    made: EarlierCase = EarlierCase.objects.create(
        case=case, other=other, by=by, repeat_reason=repeat_reason, note=note.strip()
    )
    return made
