"""The worksheet of the circle: area by area, who else there may be."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case
from cases.codes import SearchArea
from cases.rules import can
from ekc.pages import form_view

from ..forms.worksheet import AreaForm
from ..reads.worksheet import PROMPTS, worksheet_of


@require_GET
def worksheet(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.view", _("het werkblad"))
    context = {
        **case_page(request, case, "circle", with_step=False),
        "areas": worksheet_of(case),
        "may_change": can(request.user, "circle.change", case),
    }
    return render(request, "cases/circle/worksheet.html", context)


@form_view
def worksheet_area(request: HttpRequest, number: str, area: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.change", _("het werkblad"))
    if area not in SearchArea.values:
        raise Http404
    return act_page(
        request,
        case,
        AreaForm(request.POST or None, area=SearchArea(area), case=case, user=request.user),
        title=SearchArea(area).label,
        text=PROMPTS[area],
        submit=_("Bewaren"),
        done=_("Bewaard."),
        back_url=reverse("cases:worksheet", args=[number]),
    )
