"""What this app does when a file turns out to be of a family that has another one."""

from typing import Any

from django.dispatch import receiver

from cases.models import Case
from cases.signals import cases_merged, earlier_case_linked

from .acts.objections import spread_objections


@receiver(cases_merged, dispatch_uid="reports.spread_objections_of_merged")
def two_cases_are_one(keep: Case, **_kwargs: Any) -> None:
    spread_objections(keep)


@receiver(earlier_case_linked, dispatch_uid="reports.spread_objections_of_linked")
def a_later_case_of_a_family(case: Case, **_kwargs: Any) -> None:
    spread_objections(case)
