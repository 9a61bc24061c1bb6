"""Before and after, as figures of one case: what a plan says without its words (M-10, M-11, M-13, M-15)."""

from dataclasses import dataclass
from decimal import Decimal

from cases.codes import Residence
from ekc.figures import percentage

from ..codes import AT_HOME_RESIDENCES, IN_CARE_RESIDENCES, AgreementKind, LifeArea, PlacementOutcome
from ..models import Agreement, Plan, PlanVersion


@dataclass(frozen=True)
class Placement:
    """One main person for whom an out-of-home placement threatened, or who lived out of home already."""

    name: str
    threatened: bool
    outcome: PlacementOutcome


@dataclass(frozen=True)
class PlanFigures:
    """`own_circle` of `agreements` are done by the circle itself; `worth` in euros is an estimate of the family."""

    agreements: int
    own_circle: int
    life_areas: tuple[str, ...]
    monitor_is_family: bool | None
    placements: tuple[Placement, ...]
    worth: Decimal | None
    worth_of: int
    paid_from_pgb: int

    @property
    def own_share(self) -> int | None:
        """In whole percents, half up; None without agreements."""
        return percentage(self.own_circle, self.agreements)


def figures_of(plan: Plan, version: PlanVersion) -> PlanFigures:
    """The figures of this version. Agreements of the noodplan count as any other."""
    rows = list(version.agreements.all())
    values = [row.estimated_value for row in rows if row.estimated_value is not None]
    return PlanFigures(
        agreements=len(rows),
        own_circle=sum(row.kind == AgreementKind.OWN_CIRCLE for row in rows),
        life_areas=_areas(rows),
        monitor_is_family=version.monitor_is_family if version.monitor.strip() else None,
        placements=_placements(plan, version),
        worth=sum(values, Decimal(0)) if values else None,
        worth_of=len(values),
        paid_from_pgb=sum(row.paid_from_pgb for row in rows),
    )


def _areas(rows: list[Agreement]) -> tuple[str, ...]:
    there = {row.life_area for row in rows}
    return tuple(str(label) for code, label in LifeArea.choices if code in there)


def _placements(plan: Plan, version: PlanVersion) -> tuple[Placement, ...]:
    threatened = set(plan.placement_threatened.values_list("pk", flat=True))
    moves = {move.main_person_id: move for move in version.residence_changes.exclude(main_person=None)}
    found = []
    for person in plan.case.main_persons.order_by("pk"):
        move = moves.get(person.pk)
        before = move.from_residence if move else person.residence
        if person.pk in threatened or before in IN_CARE_RESIDENCES:
            after = move.to_residence if move else before
            found.append(Placement(str(person), person.pk in threatened, outcome_of(before, after)))
    return tuple(found)


def outcome_of(before: str, after: str) -> PlacementOutcome:
    """What became of a placement that threatened or was there, from where somebody lived and lives (`Residence`)."""
    if after in IN_CARE_RESIDENCES:
        return PlacementOutcome.IN_CARE
    if after == Residence.FAMILY_OR_FRIENDS:
        return PlacementOutcome.NETWORK
    if after in AT_HOME_RESIDENCES:
        return PlacementOutcome.UNDONE if before in IN_CARE_RESIDENCES else PlacementOutcome.PREVENTED
    return PlacementOutcome.UNKNOWN
