"""Hours and costs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import case_page
from cases.models import Case, WorkEntry
from cases.preparation.views.preparation import _case, _page, form_view
from ekc.access import fetch

from ..forms.work import WorkForm
from ..reads.work import work_of


# --- hours and costs -----------------------------------------------------------------------------------------
@require_GET
def work(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("uren en onkosten"), number=number)
    context = {**case_page(request, case, "contacts"), **work_of(case, request.user)}
    return render(request, "cases/coordinators/work.html", context)


@form_view
def work_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = WorkForm(request.POST or None, case=case, user=request.user)
    return _page(
        request,
        case,
        form,
        title=_("Uren en onkosten"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        back=reverse("cases:work", args=[number]),
        lead=_("Alleen wat niet bij een contact hoort: daar schrijf je het bij het contact zelf."),
    )


@form_view
def work_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    entry = fetch(
        request,
        WorkEntry.objects.select_related("case__region").filter(by=request.user),
        perm="contacts.change",
        what=_("uren en onkosten"),
        case__number=number,
        pk=pk,
    )
    form = WorkForm(request.POST or None, instance=entry, case=entry.case, user=request.user)
    back = reverse("cases:work", args=[number])
    return _page(
        request, entry.case, form, title=_("Uren en onkosten"), submit=_("Bewaren"), done=_("Bewaard."), back=back
    )
