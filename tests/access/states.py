"""The world that a route needs: a family of ours and one of somebody else, in a state."""

import datetime as dt

from django.utils import timezone

from cases.codes import CaseState, Training, Variant
from cases.models import Case, CirclePerson, Coordinator, CoordinatorContract
from cases.variants.acts.kind import choose_variant
from conferences.planning.acts.day_poll import ProposedDay, propose_days
from ekc.accounts.models import User
from ekc.dates import local_today
from plans.acts.testing import present_plan
from plans.acts.versions import begin_change
from tests.factories import (
    left_open,
)
from tests.world import Family, World, make_world


def world_for(state: str) -> World:
    if state == "asked":
        return with_proposed_days(make_world())
    if state == "left":
        world = make_world()
        CoordinatorContract.objects.update(ended_on=local_today())
        return world
    if state == "restorative":
        world = make_world()
        Coordinator.objects.update(trainings=[Training.RESTORATIVE])
        return as_restorative(world)
    if state == "community":
        world = make_world(state=CaseState.HELD_WITH_PLAN)
        for family in (world.own, world.other):
            Case.objects.filter(pk=family.case.pk).update(variant=Variant.COMMUNITY)
            family.case.parties.create(name="Bewoners")
        return world
    if state == "closing":
        # The work of the coordinator is over, and something is still to be filled in.
        world = make_world(state=CaseState.ONE_MONTH_CALLED)
        CoordinatorContract.objects.update(closing_since=local_today())
        return world
    if state == "changing":
        return with_an_open_change(make_world(state=CaseState.PLAN_SENT))
    if state != "presented":
        return make_world(state=state)
    world = make_world(state=CaseState.HELD_WITH_PLAN)
    for family, coordinator in _families(world):
        present_plan(family.plan, by=coordinator, reasons=left_open(family.plan))
    return world


def as_restorative(world: World) -> World:
    for family, _coordinator in _families(world):
        choose_variant(family.case, by=world.carla, variant=Variant.RESTORATIVE, reason="Er is iets aangedaan.")
        family.case.parties.create(kind="dader", name="Wie het deed")
    return world


def _families(world: World) -> list[tuple[Family, User]]:
    return [(world.own, world.anna), (world.other, world.bram)]


def with_an_open_change(world: World) -> World:
    """Somebody writes at the next version of each plan."""
    for family, coordinator in _families(world):
        begin_change(family.plan, by=coordinator, changed_by="Oma", reason="Zondag past beter.")
    return world


def with_proposed_days(world: World, *, to: CirclePerson | None = None) -> World:
    """Some days were proposed to somebody of each family; `to`: to whom of our own."""
    start = timezone.now() + dt.timedelta(days=20)
    asked_by = ((to or world.own.circle_person, world.anna), (world.other.circle_person, world.bram))
    for asked, coordinator in asked_by:
        days = [ProposedDay(start), ProposedDay(start + dt.timedelta(days=1))]
        propose_days(asked.case, by=coordinator, days=days, people=[asked])
    return world
