"""Earlier cases of the same family."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.models import Case, EarlierCase
from cases.workflow import WORKFLOW
from ekc.access import shown
from ekc.pages import form_view

from ..forms.earlier import FindForm, LinkEarlierForm, SetAsideForm, UndoForm
from ..reads.earlier import found_by_hand, likely_earlier, may_be_earlier


@require_GET
def earlier(request: HttpRequest, number: str) -> HttpResponse:
    """Cases that may be earlier ones of the same family, and what was decided of others."""
    case = fetch_case(request, number, "case.triage", _("mogelijke eerdere zaken"))
    found = likely_earlier(case, request.user)
    form = FindForm(request.GET if "zoek" in request.GET else None)
    text = form.cleaned_data["zoek"] if form.is_bound and form.is_valid() else ""
    by_hand = [each for each in found_by_hand(case, request.user, text) if each not in [one.case for one in found]]
    reach = Case.objects.for_user(request.user).values("pk")
    judged = list(
        case.earlier_cases.filter(other__in=reach)
        .select_related("other", "by", "undone_by")
        .prefetch_related("other__main_persons")
    )
    if others := [each.case for each in found] + [each.other for each in judged] + by_hand:
        shown(request, others, what=_("mogelijke eerdere zaak"))
    context = {**case_page(request, case, with_step=False), "found": found, "judged": judged}
    context |= {"double_states": WORKFLOW.sources("withdraw")}
    context |= {"form": form, "by_hand": by_hand, "sought": text}
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


@form_view
def earlier_undo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take back what was decided on an earlier case."""
    judged: EarlierCase = fetch_row(
        request,
        EarlierCase.objects.select_related("case__region", "other"),
        number,
        "case.triage",
        _("een eerdere zaak"),
        pk=pk,
        other__in=Case.objects.for_user(request.user).values("pk"),
    )
    return act_page(
        request,
        judged.case,
        UndoForm(request.POST or None, case=judged.case, user=request.user, judged=judged),
        title=_("Terugdraaien: %(number)s") % {"number": judged.other.number},
        text=_("De zaken staan daarna los van elkaar. Wat er was besloten, blijft bewaard."),
        submit=_("Terugdraaien"),
        done=_("Teruggedraaid."),
        back_url=reverse("cases:earlier", args=[number]),
        danger=True,
    )


def _judge(request: HttpRequest, number: str, pk: int, form_class: Any, *, title: str, **page: Any) -> HttpResponse:
    case = fetch_case(request, number, "case.triage", title)
    # Only within one's own rights: a key tried out tells nothing of any other case.
    other = may_be_earlier(case, request.user, pk)
    if other is None:
        raise Http404
    form = form_class(request.POST or None, case=case, user=request.user, other=other)
    back = reverse("cases:earlier", args=[number])
    return act_page(request, case, form, title=title, text=other.number, back_url=back, **page)
