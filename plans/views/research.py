"""What onderzoekers read of intended plans and what came in their place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.models import IntendedPlan
from ekc.access import require

from ..reads.substitution import before_and_after, substitution_of


@require_GET
def intended_plans(request: HttpRequest) -> HttpResponse:
    require(request, "intended_plans.read")
    rows = before_and_after(IntendedPlan.objects.for_user(request.user).order_by("?"))
    return render(request, "plans/intended_plans.html", {"rows": rows, "figure": substitution_of(rows)})
