"""Reads what `judging` judges: the coordinators with all that matching asks, and what a case asks of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import TURNED_DOWN_REQUEST_STATES, RequestState
from cases.models import (
    Case,
    Coordinator,
    CoordinatorContract,
    CoordinatorLeave,
    CoordinatorRequest,
    CoordinatorTie,
    Preference,
)
from cases.preferences import LISTS, wish_in_words
from cases.queries import independence_to_check
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.lists.queries import Kept, kept
from ekc.registry import Registry

from .judging import Candidate, Demand, Employer, Match, Ranking, Wish, independence_blocks, match, rank


def demand_of(case: Case) -> Demand:
    """What this case asks."""
    of_referrer, of_frame = _organisations_of(case)
    return Demand(
        region_id=case.region_id,
        wishes=_wishes_of(case),
        referrer_organisation_id=of_referrer,
        frame_organisation_id=of_frame,
        variant=case.variant,
        to_check=independence_to_check(case),
    )


def _organisations_of(case: Case) -> tuple[int | None, int | None]:
    """Of who referred it, and of the professional who writes its veiligheidskader."""
    referrer, professional = getattr(case, "referrer", None), case.safety_professional
    return (
        referrer.organisation_id if referrer else None,
        professional.organisation_id if professional else None,
    )


def _wishes_of(case: Case) -> tuple[Wish, ...]:
    """One query, and one more for each kept list that a wish is about."""
    rows = list(Preference.objects.filter(case=case))
    lists = {kind: kept(LISTS[kind]) for kind in LISTS if any(row.kind == kind for row in rows)}
    return tuple(_wish(row, lists.get(row.kind)) for row in rows)


def _wish(row: Preference, listed: Kept | None) -> Wish:
    text = wish_in_words(row.kind, row.codes, row.wish, rather_not=row.rather_not, listed=listed)
    codes = tuple(row.codes)
    if listed is None:
        return Wish(row.pk, row.kind, codes, text, row.rather_not)
    narrower = {code for code in listed.names if set(listed.line_of(code)[1:]) & set(codes)}
    wider = {above for code in codes for above in listed.line_of(code)[1:]}
    return Wish(row.pk, row.kind, codes, text, row.rather_not, frozenset(narrower), frozenset(wider))


def candidates_for(case: Case, coordinators: QuerySet[Any]) -> list[Candidate]:
    """`coordinators` with all that matching asks: seven queries, whatever their number."""
    found: Any = coordinators
    rows: Sequence[Any] = list(found.select_related("user__organisation").with_load().order_by("pk"))
    keys = [row.pk for row in rows]
    around = Around(
        employers=_employers(keys),
        regions=_regions([row.user_id for row in rows]),
        ties=_ties_of(case),
        leaves=_leaves(keys, days_of(case)),
        past=_past_of(case),
    )
    return [_candidate(row, around) for row in rows]


@dataclass(frozen=True)
class Around:
    """What hangs on the profiles of all coordinators, and on this case, by the key of the coordinator."""

    employers: Mapping[int, list[Employer]]
    regions: Mapping[int, set[int]]
    ties: Mapping[int, list[str]]
    leaves: Mapping[int, CoordinatorLeave]
    past: Mapping[int, list[tuple[bool, str]]]


def _employers(keys: Sequence[int]) -> dict[int, list[Employer]]:
    through: Any = Coordinator.employers.through
    found: dict[int, list[Employer]] = defaultdict(list)
    rows = through.objects.filter(coordinator_id__in=keys).values_list(
        "coordinator_id", "organisation_id", "organisation__name", "organisation__is_care_or_deciding"
    )
    for coordinator, *employer in rows:
        found[coordinator].append(Employer(*employer))
    return found


def _regions(user_keys: Sequence[int]) -> dict[int, set[int]]:
    through: Any = User.regions.through
    found: dict[int, set[int]] = defaultdict(set)
    for user, region in through.objects.filter(user_id__in=user_keys).values_list("user_id", "region_id"):
        found[user].add(region)
    return found


def _ties_of(case: Case) -> Mapping[int, list[str]]:
    """Ties to somebody in the case, and to an organisation that works on it (R-02)."""
    where = Q(case=case)
    if known := [each for each in _organisations_of(case) if each is not None]:
        where |= Q(organisation__in=known)
    found: dict[int, list[str]] = defaultdict(list)
    for coordinator, name, description in CoordinatorTie.objects.filter(where).values_list(
        "coordinator_id", "organisation__name", "description"
    ):
        found[coordinator].append(f"{description} ({name})" if name else description)
    return found


MEETING_DAYS: Registry[Callable[[Case], "dt.date | None"]] = Registry("day on which a case needs its coordinator")
"""Floors above say in `AppConfig.ready` which day is planned."""


def days_of(case: Case) -> list[dt.date]:
    """The days that are planned with the family."""
    return [day for day_of in MEETING_DAYS if (day := day_of(case)) is not None]


def _leaves(keys: Sequence[int], days: Sequence[dt.date] = ()) -> Mapping[int, CoordinatorLeave]:
    """The leave that stands in the way: today, before the first call to the family, or on a day that is planned."""
    today = local_today()
    until = norms.add_working_days(today, norms.FIRST_CONTACT_WORKING_DAYS)
    in_the_way = Q(starts_on__lte=until, ends_on__gte=today)
    for day in days:
        in_the_way |= Q(starts_on__lte=day, ends_on__gte=day)
    rows = CoordinatorLeave.objects.filter(in_the_way, coordinator_id__in=keys, ends_on__gte=today)
    return {row.coordinator_id: row for row in rows.order_by("-starts_on")}


def _past_of(case: Case) -> Mapping[int, list[tuple[bool, str]]]:
    """What was between a coordinator and this case before: whether it was a no, and the words for it."""
    found: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    ended = CoordinatorContract.objects.filter(case=case, ended_on__isnull=False)
    for contract in ended.only("coordinator_id", "ended_on"):
        day = dutch.long_date(contract.ended_on) if contract.ended_on else ""
        found[contract.coordinator_id].append((True, _("Had deze zaak tot %(day)s.") % {"day": day}))
    now = Q(case=case) | Q(state=RequestState.OPEN)
    for asking in CoordinatorRequest.objects.filter(now).order_by("pk"):
        if words := _words_of(asking, case):
            found[asking.coordinator_id].append((asking.state in TURNED_DOWN_REQUEST_STATES, words))
    return found


def _words_of(asking: CoordinatorRequest, case: Case) -> str:
    if asking.case_id != case.pk:
        return _("Denkt nu na over een andere zaak.")
    if asking.state == RequestState.DECLINED:
        return _("Zei nee tegen deze zaak: %(why)s.") % {"why": asking.get_refusal_display().lower()}
    if asking.state == RequestState.LAPSED:
        return _("Antwoordde niet op tijd toen deze zaak werd aangeboden.")
    return ""


def _candidate(row: Any, around: Around) -> Candidate:
    employers = around.employers.get(row.pk, [])
    works_at = row.user.organisation
    if works_at is not None and works_at.pk not in {each.pk for each in employers}:
        # Landelijk beheer writes down where somebody works too, with or without a declaration.
        employers = [*employers, Employer(works_at.pk, works_at.name, works_at.is_care_or_deciding)]
    past, leave = around.past.get(row.pk, []), around.leaves.get(row.pk)
    return Candidate(
        pk=row.pk,
        name=row.user.full_name,
        is_active=row.user.is_active,
        gender=row.gender,
        languages=tuple(row.languages),
        backgrounds=tuple(row.backgrounds),
        background_words=row.background_words,
        faith=row.faith,
        faith_words=row.faith_words,
        region_ids=frozenset(around.regions.get(row.user_id, ())),
        employers=tuple(employers),
        employers_declared=row.employers_declared_on is not None,
        vog_date=row.vog_date,
        trainings=tuple(row.trainings),
        worked=row.worked,
        max_cases=row.max_cases,
        load=row.load,
        available=row.available,
        leave_from=leave.starts_on if leave else None,
        on_leave_until=leave.ends_on if leave else None,
        ties=tuple(around.ties.get(row.pk, ())),
        remarks=tuple(words for _no, words in past),
        said_no=any(was_no for was_no, _words in past),
    )


def ranking_for(case: Case, coordinators: QuerySet[Any]) -> Ranking:
    """The coordinators in order of fit for this case today."""
    return rank(candidates_for(case, coordinators), demand_of(case), today=local_today())


def match_for(case: Case, coordinator: Coordinator) -> Match:
    """How this coordinator fits this case today."""
    (candidate,) = candidates_for(case, Coordinator.objects.filter(pk=coordinator.pk))
    return match(candidate, demand_of(case), today=local_today())


def lasting_blocks(case: Case, coordinator: Coordinator) -> list[str]:
    """Why this coordinator may not work on this case, apart from how much room and time there is."""
    (candidate,) = candidates_for(case, Coordinator.objects.filter(pk=coordinator.pk))
    return independence_blocks(candidate, demand_of(case), today=local_today())


def profile_candidate(coordinator: Coordinator) -> Candidate:
    """A coordinator apart from any case: what stands in the way of whatever case."""
    (row,) = Coordinator.objects.filter(pk=coordinator.pk).select_related("user__organisation").with_load()
    around = Around(
        employers=_employers([row.pk]),
        regions=_regions([row.user_id]),
        ties={},
        leaves=_leaves([row.pk]),
        past={},
    )
    return _candidate(row, around)
