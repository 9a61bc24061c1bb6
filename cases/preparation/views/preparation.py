"""The Voorbereiding tab, and what is written down on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.casepage import acts
from cases.casepage.shell import act_page, case_page
from cases.models import Case, CurrentHelp, InformationWish, WorkEntry
from cases.rules import can
from ekc.access import fetch
from ekc.pages import saved, telling

from ..acts import wishes
from ..forms.preparation import BriefingForm, GoOnForm, HelpForm, ResponsibilityForm, WishForm, WorkForm
from ..reads.preparation import preparation_of, work_of

form_view = require_http_methods(["GET", "POST"])


@require_GET
def preparation(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("de voorbereiding"), case_number=number)
    context = {
        **case_page(request, case, "preparation"),
        "page": preparation_of(case),
        "may_change": can(request.user, "circle.change", case),
        "may_decide": can(request.user, "safety.decide", case),
    }
    return render(request, "cases/preparation/preparation.html", context)


# --- klaar voor de dag -------------------------------------------------------------------------------------


@require_POST
def tick(request: HttpRequest, number: str, code: str) -> HttpResponse:
    case = _case(request, number)
    with telling(request):
        acts.tick_point(case, by=request.user, code=code, done="terug" not in request.POST)
    return redirect(_tab(number))


@form_view
def go_on(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = GoOnForm(request.POST or None, case=case, user=request.user)
    missing = [checked.point for checked in preparation_of(case).points if checked.is_open]
    return _page(
        request,
        case,
        form,
        title=_("Toch doorgaan"),
        submit=_("Doorgaan, met deze reden"),
        done=_("Vastgelegd. De dag kan beginnen."),
        lead=_("Dit ontbreekt nog: %(missing)s.") % {"missing": "; ".join(str(point.label) for point in missing)}
        if missing
        else _("Er ontbreekt niets: alles is klaar voor de dag."),
    )


@form_view
def responsibility(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = ResponsibilityForm(request.POST or None, case=case, user=request.user)
    return _page(
        request,
        case,
        form,
        title=_("Verantwoordelijkheid"),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
        lead=_("Een herstelconferentie gaat alleen door als de dader verantwoordelijkheid neemt."),
    )


# --- wishes and questions ----------------------------------------------------------------------------------


@form_view
def wish_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    initial = {"kind": request.GET.get("soort", "informatie")}
    form = WishForm(request.POST or None, case=case, user=request.user, initial=initial)
    return _page(request, case, form, title=_("Wat wil iemand weten?"), submit=_("Toevoegen"), done=_("Staat erbij."))


@form_view
def wish(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _row(request, InformationWish, number, pk)
    form = WishForm(request.POST or None, instance=found, case=found.case, user=request.user)
    return _page(request, found.case, form, title=_("Wat iemand wil weten"), submit=_("Bewaren"), done=_("Bewaard."))


@require_POST
def wishes_share(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    with telling(request, _("De professionals zien nu de vragen, zonder van wie ze komen.")):
        wishes.share_questions(case, by=request.user)
    return redirect(_tab(number))


# --- the talk with the professional --------------------------------------------------------------------------


@form_view
def briefing(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = BriefingForm(request.POST or None, case=case, user=request.user)
    return _page(
        request,
        case,
        form,
        title=_("Gesprek met de professional"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        lead=_("Wat je weet en niet weet, en wat de woorden van de wet betekenen."),
    )


@form_view
def help_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = HelpForm(request.POST or None, case=case, user=request.user)
    return _page(request, case, form, title=_("Hulp die er nu is"), submit=_("Toevoegen"), done=_("Staat erbij."))


@form_view
def help_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _row(request, CurrentHelp, number, pk)
    form = HelpForm(request.POST or None, case=found.case, user=request.user, row=found)
    return _page(request, found.case, form, title=_("Hulp die er nu is"), submit=_("Bewaren"), done=_("Bewaard."))


# --- hours and costs -----------------------------------------------------------------------------------------


@require_GET
def work(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("uren en onkosten"), case_number=number)
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
        case_number=number,
        pk=pk,
    )
    form = WorkForm(request.POST or None, instance=entry, case=entry.case, user=request.user)
    back = reverse("cases:work", args=[number])
    return _page(
        request, entry.case, form, title=_("Uren en onkosten"), submit=_("Bewaren"), done=_("Bewaard."), back=back
    )


# --- what these pages share ----------------------------------------------------------------------------------


def _tab(number: str) -> str:
    return reverse("cases:preparation", args=[number])


def _case(request: HttpRequest, number: str) -> Case:
    return fetch(
        request, Case.objects.with_file(), perm="circle.change", what=_("de voorbereiding"), case_number=number
    )


def _row(request: HttpRequest, model: Any, number: str, pk: int) -> Any:
    rows = model.objects.select_related("case__region")
    return fetch(request, rows, perm="circle.change", what=_("de voorbereiding"), case_number=number, pk=pk)


def _page(
    request: HttpRequest,
    case: Case,
    form: Any,
    *,
    title: str | Promise,
    submit: str | Promise,
    done: str | Promise,
    back: str = "",
    **extra: Any,
) -> HttpResponse:
    """One form of the preparation: save it and go back to the tab."""
    back = back or _tab(case.number)
    if request.method == "POST" and saved(form):
        messages.success(request, done)
        return redirect(back)
    return act_page(request, case, form, title=title, submit=submit, cancel_url=back, **extra)
