"""What tests of frame and plan look up."""

from django.urls import reverse

from cases.models import Case
from ekc.accounts.models import User
from plans.acts.testing import present_plan
from plans.models import Plan, PlanVersion
from plans.queries import current_frame
from tests.factories import left_open


def reload(obj):
    return type(obj).objects.get(pk=obj.pk)


def lines_of(case: Case, met: bool = True) -> dict[int, bool]:
    return {line.pk: met for line in current_frame(case).bottom_lines.all()}


def shown(plan: Plan, *, by: User) -> Plan:
    """The plan is shown, and whatever it does not say is left open."""
    return present_plan(plan, by=by, reasons=left_open(plan))


def url(name: str, case: Case, *args: object) -> str:
    return reverse(f"plans:{name}", args=[case.number, *args])


def write_url(version: PlanVersion) -> str:
    return url("write", version.plan.case)
