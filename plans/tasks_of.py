"""Whose task an agreement is: what somebody promised, who was not there and has still to say yes, who convenes."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from cases.models import Case, CirclePerson, MainPerson
from cases.queries import taking_part_in

from .doers import Doers, Who, present_at
from .models import Agreement, Distribution, Plan, PlanVersion

Doer = CirclePerson | MainPerson


def by_doer(doer: Doer | None) -> dict[str, Any]:
    """The two columns of a row that is said by somebody; the same for looking it up."""
    return {
        "person": doer if isinstance(doer, CirclePerson) else None,
        "main_person": doer if isinstance(doer, MainPerson) else None,
    }


def tasks_of(version: PlanVersion, doer: Doer) -> list[Agreement]:
    """What this person promised in this version, in the order of the plan."""
    mine = {"people": doer} if isinstance(doer, CirclePerson) else {"main_people": doer}
    return list(version.agreements.filter(**mine))


class Absent:
    """Who has a task in a plan and was not there when it was made, as far as presence was written down by name."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def _present(self) -> set[Who]:
        return present_at(self.case)

    @cached_property
    def _taking_part(self) -> set[int]:
        return set(taking_part_in(self.case).values_list("pk", flat=True))

    def doers(self, agreement: Agreement) -> list[Doer]:
        """Who of its doers was not there."""
        return [doer for doer in self._doers(agreement) if self._present and _who(doer) not in self._present]

    def asked(self, agreement: Agreement) -> list[Doer]:
        """Who must say yes to a marked agreement: the absent, or everybody where nobody is known to be."""
        return self.doers(agreement) or self._doers(agreement)

    def silent(self, agreement: Agreement) -> list[Doer]:
        """Who of those said neither yes nor no."""
        answered = {(row.person_id, row.main_person_id) for row in agreement.answers.all()}
        return [doer for doer in self.asked(agreement) if _who(doer)[:2] not in answered]

    def _doers(self, agreement: Agreement) -> list[Doer]:
        # A service answers what is asked of it in another way (`HelpAnswer`).
        if agreement.asks_service:
            return []
        circle = [each for each in agreement.people.all() if each.pk in self._taking_part]
        return [*agreement.main_people.filter(unborn=False, left_on=None), *circle]


def _who(doer: Doer) -> Who:
    return (doer.pk, None, None) if isinstance(doer, CirclePerson) else (None, doer.pk, None)


def conveners_of(version: PlanVersion) -> list[Doer]:
    """Who calls everybody together, found by the name that the family wrote down; nobody where it fits no one."""
    named = Doers(version.plan.case).named(version.convener)
    return [*named["main_people"], *named["people"]]


def newest_delivery(plan: Plan, doer: Doer) -> Distribution | None:
    """What this person got last of the plan; their own page is behind its link."""
    found: Distribution | None = (
        Distribution.objects.filter(version__plan=plan, **by_doer(doer))
        .select_related("version__plan__case__region", "person", "main_person")
        .order_by("-pk")
        .first()
    )
    return found


def deliveries_of(plan: Plan, doers: Iterable[Doer]) -> list[Distribution]:
    return [delivery for doer in doers if (delivery := newest_delivery(plan, doer)) is not None]
