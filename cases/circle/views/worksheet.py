"""The worksheet of the circle: area by area, who else there may be."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page
from cases.codes import SearchArea
from cases.models import Case
from cases.rules import can
from ekc.access import fetch
from ekc.pages import saved

from ..forms.worksheet import AreaForm
from ..reads.worksheet import PROMPTS, worksheet_of
from .circle import form_view


@require_GET
def worksheet(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("het werkblad"), number=number)
    context = {
        **case_page(request, case, "circle", with_step=False),
        "areas": worksheet_of(case),
        "may_change": can(request.user, "circle.change", case),
    }
    return render(request, "cases/circle/worksheet.html", context)


@form_view
def worksheet_area(request: HttpRequest, number: str, area: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.change", what=_("het werkblad"), number=number)
    if area not in SearchArea.values:
        raise Http404
    form = AreaForm(request.POST or None, area=SearchArea(area), case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Bewaard."))
        return redirect("cases:worksheet", number=number)
    return act_page(
        request,
        case,
        form,
        title=SearchArea(area).label,
        lead=PROMPTS[area],
        submit=_("Bewaren"),
        cancel_url=reverse("cases:worksheet", args=[number]),
    )
