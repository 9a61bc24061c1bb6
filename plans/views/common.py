"""What the pages of frame and plan share."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case

from ..models import Plan, PlanVersion
from ..queries import current_version, plan_of


def plan_for(case: Case) -> Plan:
    """The plan of a case; 404 when there is none."""
    plan = plan_of(case)
    if plan is None:
        raise Http404
    return plan


def version_for(case: Case) -> PlanVersion:
    """The newest version of the plan of a case; 404 when there is none."""
    version = current_version(plan_for(case))
    if version is None:
        raise Http404
    return version


def back_to_plan(case: Case) -> dict[str, Any]:
    return {"back_url": reverse("plans:plan", args=[case.number]), "back_label": _("Plan"), "case": case}


def back_to_frame(case: Case) -> dict[str, Any]:
    url = reverse("plans:frame", args=[case.number])
    return {"back_url": url, "back_label": _("Veiligheidskader"), "case": case}
