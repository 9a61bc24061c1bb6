"""The profile page: what stands in it, what is missing for a first case, and what the reader may change."""

import datetime as dt
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.models import Case, Coordinator, CoordinatorContract, CoordinatorLeave
from cases.querysets import open_contracts
from cases.rules import may_manage
from ekc import dutch
from ekc.accounts.models import User
from ekc.calls import Call, call_line
from ekc.dates import local_today
from ekc.figures import euros
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept

from ..judging import Demand, blocks
from ..matching import days_of, profile_candidate
from .contracts import training_costs_left

Pairs = list[tuple[str | Promise, Any]]
NEWEST = 20


def profile_page(coordinator: Coordinator, user: User) -> dict[str, Any]:
    """The context of `cases/coordinators/profile.html`."""
    is_own = coordinator.user_id == user.pk
    today = local_today()
    candidate = profile_candidate(coordinator)
    return {
        "coordinator": coordinator,
        "is_own": is_own,
        # Landelijk beheer opens no file; a coordinator only those that are still worked on.
        "opens_cases": user.is_regional_manager,
        # Of no case in particular: what stands in the way of any case at all.
        "blocks": blocks(candidate, Demand(region_id=0), today=today),
        "about": _about(coordinator),
        "room": _room(coordinator, candidate.load),
        "papers": _papers(coordinator),
        "employers": list(coordinator.employers.all()),
        "declared_on": coordinator.employers_declared_on,
        "ties": list(coordinator.ties.filter(organisation__isnull=False).select_related("organisation")),
        "case_ties": coordinator.ties.filter(case__isnull=False).count(),
        "leaves": list(coordinator.leaves.filter(ends_on__gte=today).select_related("cover__user")),
        "may_cover": may_manage(user),
        "contracts": _contracts(coordinator, user, is_own=is_own),
    }


def planned_during(leave: CoordinatorLeave) -> list[tuple[Case, dt.date]]:
    """The cases of who is on leave that meet in it, each with the day."""
    contracts = (
        open_contracts().filter(coordinator=leave.coordinator_id).select_related("case").order_by("case__number")
    )
    days = [(each.case, day) for each in contracts for day in days_of(each.case)]
    return [(case, day) for case, day in days if leave.starts_on <= day <= leave.ends_on]


def _about(coordinator: Coordinator) -> Pairs:
    user = coordinator.user
    return [
        (_("Regio's"), ", ".join(str(region) for region in user.regions.all())),
        (_("Talen"), coordinator.language_names),
        (_("Man of vrouw"), coordinator.get_gender_display()),
        (_("Achtergrond"), kept(KeptList.BACKGROUND).said(coordinator.backgrounds, coordinator.background_words)),
        (_("Geloof"), kept(KeptList.FAITH).said([coordinator.faith], coordinator.faith_words)),
        (_("E-mail"), user.email),
        (_("Telefoon"), call_line(Call(user.phone))),
    ]


def _room(coordinator: Coordinator, load: int) -> Pairs:
    return [
        (_("Zaken nu"), _("%(load)d van %(most)d") % {"load": load, "most": coordinator.max_cases}),
        (_("Beschikbaar"), _("Ja") if coordinator.available else _("Nee, nu even niet")),
    ]


def _papers(coordinator: Coordinator) -> Pairs:
    pairs: Pairs = [
        (_("Trainingen"), coordinator.training_names),
        (_("VOG van"), dutch.long_date(coordinator.vog_date) if coordinator.vog_date else ""),
    ]
    if coordinator.training_costs is not None:
        left = euros(training_costs_left(coordinator))
        costs = _("%(costs)s, nog %(left)s in te houden") % {"costs": euros(coordinator.training_costs), "left": left}
        pairs.append((_("Kosten van de training"), costs))
    return pairs


def _contracts(coordinator: Coordinator, user: User, *, is_own: bool) -> list[CoordinatorContract]:
    """The newest contracts: the own ones all, for the office those of cases that it may open."""
    found = coordinator.contracts.select_related("case", "coach").order_by("-started_on", "-pk")
    if not is_own:
        found = found.filter(pk__in=CoordinatorContract.objects.for_user(user).values("pk"))
    return list(found[:NEWEST])
