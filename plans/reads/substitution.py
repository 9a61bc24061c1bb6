"""What professionals had in mind before the conference, beside what the family asks of services in its plan (M-09)."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.codes import IntendedHelp
from cases.models import IntendedPlan
from ekc.figures import percentage

from ..codes import ESTABLISHED_STATES, AgreementKind
from ..models import Agreement, Plan, PlanVersion


@dataclass(frozen=True)
class IntendedHelpAfter:
    """One kind of help that was in mind. `replaced` is None as long as it cannot be said."""

    label: str
    replaced: bool | None


@dataclass(frozen=True)
class BeforeAndAfter:
    """One intended plan, without case and author."""

    helps: tuple[IntendedHelpAfter, ...]
    text: str
    year: int


@dataclass(frozen=True)
class Substitution:
    """Of the kinds of help that were in mind and of which it can be said, how many the family does itself."""

    known: int
    replaced: int

    @property
    def share(self) -> int | None:
        """In whole percents, half up; None when nothing can be said."""
        return percentage(self.replaced, self.known)


def before_and_after(plans: Iterable[IntendedPlan]) -> list[BeforeAndAfter]:
    """The intended plans that this reader was given, in their order, in a fixed number of queries.

    Help is replaced when the established plan of the family asks it of no service. It cannot be said without an
    established plan that was written out, and, of help that is not asked, while of another request it is unknown
    what it asks for.
    """
    intended = list(plans)
    asked = _asked_by_case({plan.case_id for plan in intended})
    return [
        BeforeAndAfter(
            tuple(
                IntendedHelpAfter(str(IntendedHelp(code).label), _replaced(code, asked.get(plan.case_id)))
                for code in plan.help_codes
            ),
            # Nothing before a data manager looked at it.
            plan.redacted,
            plan.locked_at.year if plan.locked_at else plan.written_at.year,
        )
        for plan in intended
    ]


def substitution_of(rows: Iterable[BeforeAndAfter]) -> Substitution:
    """The figure over all rows together."""
    said = [each.replaced for row in rows for each in row.helps if each.replaced is not None]
    return Substitution(known=len(said), replaced=sum(said))


def _asked_by_case(cases: set[int]) -> dict[int, frozenset[str]]:
    """Per case with an established, written plan the codes that its newest version asks; "" for an unknown one."""
    established = Plan.objects.filter(case__in=cases, state__in=sorted(ESTABLISHED_STATES))
    versions = PlanVersion.objects.filter(plan__in=established).order_by("plan", "-number").distinct("plan")
    newest = dict(versions.values_list("pk", "plan__case"))
    asked: dict[int, set[str]] = {case: set() for case in newest.values()}
    requests = Agreement.objects.filter(version__in=newest, kind=AgreementKind.PROFESSIONAL_REQUEST)
    for version, code in requests.values_list("version", "help_code"):
        asked[newest[version]].add(code)
    return {case: frozenset(codes) for case, codes in asked.items()}


def _replaced(code: str, asked: frozenset[str] | None) -> bool | None:
    if asked is None or code == IntendedHelp.NOTHING:
        return None
    if code in asked:
        return False
    return None if "" in asked else True
