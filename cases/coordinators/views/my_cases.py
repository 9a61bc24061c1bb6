"""Mijn zaken: the coordinator's own page: what cannot wait, and one next thing per case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import Case
from ekc.access import require, shown

from ..reads.my_cases import my_page


@require_GET
def my_cases(request: HttpRequest) -> HttpResponse:
    require(request, "my_cases.view")
    cases = Case.objects.with_file().for_user(request.user).with_last_contact()
    rows = shown(request, cases, what=_("mijn zaken"))
    return render(request, "cases/coordinators/my_cases.html", {"page": my_page(rows, request.user)})
