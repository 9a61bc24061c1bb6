"""Who gets a notice about a case. Every mail to somebody with an account goes through `tell`, which finds who reads it.

Whom it is for, while that account is open; else it climbs: from coordinator or professional to the regional manager of
the case, from there to whoever keeps the region (its managers, its deputy, landelijk beheer). Where nobody is left at
all it goes to the mailbox of the region, and without one to the failure list, where it is seen. A notice that climbed
says so, and puts the case under Signalen until somebody acts on it.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from ekc.accounts.codes import KeptBy, Role
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.links import full_address
from ekc.outbox.acts import queue_message

from .keepers import keepers_of, living_manager
from .models import Case, CoordinatorContract
from .queries import stopped_reading
from .querysets import leaves_on, open_contracts


class Post(StrEnum):
    """Whom a notice is for, where it is not one person."""

    COORDINATOR = "coordinator"
    """Who works on the case under contract."""
    MANAGER = "manager"
    """Whose name is on the case; where there is none, whoever keeps it."""
    KEEPERS = "keepers"
    """Everybody who keeps the region."""


class Recipients(NamedTuple):
    """Open accounts. `climbed`: these are not whom it was for. Empty only where nobody is left at all."""

    people: tuple[User, ...]
    climbed: bool


def recipients(case: Case, whom: Post | User) -> Recipients:
    """Who gets a notice for `whom` now; see the head of this module."""
    if isinstance(whom, User):
        return Recipients((whom,), climbed=False) if _is_there(case, whom) else _climb(case)
    if whom == Post.COORDINATOR:
        found = case.works_on_it if hasattr(case, "works_on_it") else _who_work_on([case])[case.pk]
        return Recipients((found,), climbed=False) if found else _climb(case)
    if whom == Post.MANAGER and (manager := living_manager(case)):
        return Recipients((manager,), climbed=False)
    is_gone = whom == Post.MANAGER and case.manager_id is not None
    return Recipients(tuple(keepers_of(case)), climbed=is_gone or _falls_to_others(case))


def look_up_coordinators(cases: Sequence[Case]) -> None:
    """Ask once for all of these cases who works on each: `recipients` takes it from them, for as long as they live."""
    found = _who_work_on(cases)
    for case in cases:
        case.works_on_it = found[case.pk]


def _who_work_on(cases: Sequence[Case]) -> dict[int, User | None]:
    """Who works on each case under contract, or stands in today for who does; in two queries."""
    contracts: dict[int, list[CoordinatorContract]] = {}
    for contract in open_contracts().filter(case__in=cases).select_related("coordinator__user"):
        contracts.setdefault(contract.case_id, []).append(contract)
    working = [each.coordinator_id for found in contracts.values() for each in found]
    covers: dict[int, User] = {}
    leaves = leaves_on(local_today()).filter(coordinator__in=working, cover__user__is_active=True)
    for leave in leaves.select_related("cover__user"):
        covers.setdefault(leave.coordinator_id, leave.cover.user)
    return {case.pk: _who_of(contracts.get(case.pk, []), covers) for case in cases}


def _who_of(contracts: Sequence[CoordinatorContract], covers: Mapping[int, User]) -> User | None:
    users = [each.coordinator.user for each in contracts if each.coordinator.user.is_active]
    standing_in = [covers[each.coordinator_id] for each in contracts if each.coordinator_id in covers]
    return next(iter(standing_in + users), None) if users else None


def _is_there(case: Case, person: User) -> bool:
    """An open account; of a regional manager the region is still theirs, and a professional still reads the case."""
    if not person.is_active or person.is_professional and stopped_reading(case, person):
        return False
    return person.role != Role.REGIONAL_MANAGER or keepers_of(case).filter(pk=person.pk).exists()


def _climb(case: Case) -> Recipients:
    return recipients(case, Post.MANAGER)._replace(climbed=True)


def _falls_to_others(case: Case) -> bool:
    kept = Region.objects.with_keeping().values_list("kept", flat=True).get(pk=case.region_id)
    return bool(kept != KeptBy.MANAGERS)


def tell(
    case: Case,
    whom: Post | User,
    *,
    key: str,
    subject: str,
    body: str,
    words: Mapping[str, str] | None = None,
    path: str = "",
    path_is_for_national: bool = False,
) -> None:
    """Mail whoever gets this notice, once per `key` and person. `body` is filled with `link` and `words`.

    The link leads to `path` (the case, without one); landelijk beheer, which sees no more of a case than that it waits,
    is led to the case unless `path_is_for_national`.
    """
    case_path = reverse("cases:case", args=[case.number])
    people, climbed = recipients(case, whom)
    for person in people:
        is_theirs = path and (path_is_for_national or not person.is_national)
        page = path if is_theirs else case_path
        # One key for whom it is for; of others each their own, so that a second step up is told too.
        own_key = key if len(people) == 1 and not climbed else f"{key}:{person.pk}"
        _queue(case, own_key, person.email, subject, body, page, words, climbed=climbed)
    if not people:
        _queue(case, f"{key}:region", case.region.email, subject, body, path or case_path, words, climbed=True)


def inform(case: Case, person: User, *, key: str, subject: str, body: str) -> None:
    """Mail somebody who has nothing to do in this case any more: that this is so. A closed account gets none."""
    if person.is_active:
        _queue(case, key, person.email, subject, body)


def _queue(
    case: Case,
    key: str,
    to: str,
    subject: str,
    body: str,
    page: str = "",
    words: Mapping[str, str] | None = None,
    *,
    climbed: bool = False,
) -> None:
    text = body % {"link": full_address(page), **(words or {})}
    if climbed:
        text += _("\nU krijgt dit bericht omdat degene voor wie het was, dit nu niet kan lezen.\n")
    queue_message(
        key=key,
        to=to,
        subject=subject,
        body=text,
        case_number=case.number,
        region_id=case.region_id,
        page=page,
        climbed=climbed,
    )


def tell_in_general(person: User, *, key: str, subject: str, body: str) -> None:
    """Mail a person with an open account something that is not of one case: so there is nobody to climb to."""
    if person.is_active:
        queue_message(key=key, to=person.email, subject=subject, body=body)


def tell_landelijk_beheer(*, key: str, subject: str, body: str, besides: User | None = None) -> None:
    """Mail everybody of landelijk beheer with an open account, but for who did it."""
    for user in User.objects.active().filter(role=Role.NATIONAL):
        if user != besides:
            tell_in_general(user, key=f"{key}:{user.pk}", subject=subject, body=body)
