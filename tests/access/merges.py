"""Two rows that are one, for the addresses of merging and undoing."""

from collections.abc import Callable
from typing import Any

from cases.circle.acts.merging import merge_people
from cases.models import Case, CirclePerson, EarlierCase
from ekc.accounts.merging import merge_organisations
from ekc.merging.models import Merge
from tests.factories import make_circle_person, make_organisation
from tests.world import Family, World


def judged_row(family: Family, other: Case) -> EarlierCase:
    return EarlierCase.objects.create(case=family.case, other=other, by=family.case.manager, note="Andere familie.")


def merged(keep: CirclePerson, double: CirclePerson) -> Merge:
    merge_people(keep, double, by=keep.case.contracts.get().coordinator.user)
    return Merge.objects.of(double).get()


def merged_organisations(world: World) -> list[int]:
    merge_organisations(world.dirk.organisation, double := make_organisation(), by=world.lena)
    return [world.dirk.organisation_id, Merge.objects.of(double).get().pk]


PAIRS: dict[str, Callable[[Family], Any]] = {
    "two_people": lambda family: make_circle_person(family.case, name="Tante Toos"),
    "circle_and_main_person": lambda family: family.case.main_persons.first(),
    "merged_people": lambda family: merged(family.circle_person, make_circle_person(family.case, name="Tante Toos")),
}
"""The second value of an address that has two."""
