"""Earlier cases of the same family."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case
from cases.models import Case
from ekc.access import shown
from ekc.pages import form_view

from ..forms.earlier import LinkEarlierForm, SetAsideForm
from ..reads.earlier import likely_earlier


@require_GET
def earlier(request: HttpRequest, number: str) -> HttpResponse:
    """Cases that may be earlier ones of the same family, and what was decided of others."""
    case = fetch_case(request, number, "case.triage", _("mogelijke eerdere zaken"))
    found = likely_earlier(case, request.user)
    reach = Case.objects.for_user(request.user).values("pk")
    judged = list(
        case.earlier_cases.filter(other__in=reach).select_related("other", "by").prefetch_related("other__main_persons")
    )
    if others := [each.case for each in found] + [each.other for each in judged]:
        shown(request, others, what=_("mogelijke eerdere zaak"))
    context = {**case_page(request, case, with_step=False), "found": found, "judged": judged}
    return render(request, "cases/desk/earlier.html", context)


@form_view
def earlier_link(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return _judge(
        request,
        number,
        pk,
        LinkEarlierForm,
        title=_("Herhalingsverzoek van deze familie"),
        submit=_("Koppelen"),
        done=_("De zaken zijn gekoppeld."),
    )


@form_view
def earlier_set_aside(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return _judge(
        request,
        number,
        pk,
        SetAsideForm,
        title=_("Geen eerdere zaak van deze familie"),
        submit=_("Opzij leggen"),
        done=_("Opzij gelegd. U ziet deze zaak hier niet meer als mogelijkheid."),
    )


def _judge(request: HttpRequest, number: str, pk: int, form_class: Any, *, title: str, **page: Any) -> HttpResponse:
    case = fetch_case(request, number, "case.triage", title)
    # Only what was offered can be judged: a number tried out tells nothing of any other case.
    other = next((each.case for each in likely_earlier(case, request.user) if each.case.pk == pk), None)
    if other is None:
        raise Http404
    form = form_class(request.POST or None, case=case, user=request.user, other=other)
    back = reverse("cases:earlier", args=[number])
    return act_page(request, case, form, title=title, text=other.number, back_url=back, **page)
