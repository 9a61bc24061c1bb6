"""The regional manager's desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require, shown

from ..filters import WorklistFilter
from ..models import Case
from ..pages.worklist import rows_of, worklist_of


@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    require(request, "worklist.view")
    chosen = WorklistFilter(request.GET, queryset=Case.objects.for_user(request.user), user=request.user)
    found = chosen.qs
    listed = worklist_of(found, request.GET, chosen.form.cleaned_data)
    rows = rows_of(shown(request, listed.cases, what=_("de werklijst")))
    context = {"filter": chosen, "worklist": listed, "page": listed.page, "rows": rows}
    return render(request, "cases/worklist.html", context)
