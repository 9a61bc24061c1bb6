"""A possible earlier case of the same family: found inside one's own rights."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cases.models import Case, CirclePerson, EarlierCase, MainPerson
from cases.search import search_cases
from ekc.accounts.matrix import READ, Subject, allows
from ekc.accounts.models import User
from ekc.names import alike, has_words
from ekc.phones import phone_key, phone_key_of

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
    reach = _not_judged(case, user)
    born = _with_same_birth(persons, reach)
    called = _with_same_phone(case, persons, reach, user)
    found = reach.filter(pk__in=born | called, received_on__lte=case.received_on)
    rows = found.prefetch_related("main_persons").order_by("-received_on", "-pk")[:MOST_SHOWN]
    return [Likeness(row, same_person=row.pk in born, same_phone=row.pk in called) for row in rows]


def found_by_hand(case: Case, user: User, text: str) -> list[Case]:
    """Cases in which every word of `text` occurs, by number or name, inside one's own rights; newest first."""
    if not has_words(text):
        return []
    found = search_cases(_not_judged(case, user), text).filter(received_on__lte=case.received_on)
    return list(found.prefetch_related("main_persons").order_by("-received_on", "-pk")[:MOST_SHOWN])


def _not_judged(case: Case, user: User) -> QuerySet[Any]:
    judged = EarlierCase.objects.filter(case=case, undone_at=None).values("other")
    found: QuerySet[Any] = Case.objects.for_user(user).exclude(pk=case.pk).exclude(pk__in=judged)
    return found


def may_be_earlier(case: Case, user: User, pk: int) -> Case | None:
    """The case with this key, where it may be judged: reachable, and not judged before."""
    found: Case | None = _not_judged(case, user).filter(pk=pk).first()
    return found


def _with_same_birth(persons: list[MainPerson], reach: QuerySet[Any]) -> set[int]:
    known = {(each.birth_date, each.name) for each in persons if each.birth_date and each.name}
    if not known:
        return set()
    same_day = MainPerson.objects.filter(birth_date__in={day for day, _name in known}, case__in=reach)
    return {
        each.case_id
        for each in same_day
        if any(each.birth_date == day and alike(each.name, name) for day, name in known)
    }


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
