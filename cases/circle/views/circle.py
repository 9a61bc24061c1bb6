"""The Kring tab: who is around the main persons."""

from functools import partial
from posixpath import relpath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.models import CirclePerson
from cases.rules import can
from ekc.pages import form_view, pressed
from ekc.search import read_sought

from ..acts import circle as acts
from ..forms.circle import CircleForm, SetAsideForm
from ..reads.circle import circle_of, person_of
from ..reads.glance import glance_of
from ..reads.merging import merged_with


@require_GET
def circle(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.view", _("de kring"))
    sought, why_not = read_sought(request.GET.get("zoek", ""))
    context = {
        **case_page(request, case, "circle"),
        "circle": circle_of(case, request.user, sought=sought),
        "sought": sought,
        "why_not_sought": why_not,
        "may_change": can(request.user, "circle.change", case),
        "log_with": _log_with(case.number) if can(request.user, "contacts.change", case) else "",
    }
    return render(request, "cases/circle/circle.html", context)


@require_GET
def glance(request: HttpRequest, number: str) -> HttpResponse:
    """The circle as a drawing and as a table."""
    case = fetch_case(request, number, "circle.view", _("de kring"))
    context = {
        **case_page(request, case, "circle", with_step=False),
        "circle": glance_of(case),
        "back_url": _tab(number),
    }
    return render(request, "cases/circle/glance.html", context)


@require_GET
def person(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """All that is known of somebody, and what is rarely done."""
    found = _person(request, number, pk, perm="circle.view")
    context = {
        **case_page(request, found.case, "circle", with_step=False),
        "card": person_of(found),
        "merged_with": merged_with(found),
        "may_change": can(request.user, "circle.change", found.case),
        "may_log": can(request.user, "contacts.change", found.case),
        "back_url": _tab(number),
    }
    return render(request, "cases/circle/person.html", context)


@form_view
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.change", _("de kring"))
    return act_page(
        request,
        case,
        CircleForm(request.POST or None, case=case, user=request.user),
        title=_("Iemand toevoegen aan de kring"),
        submit=_("Toevoegen"),
        done=lambda person: _("%(name)s staat in de kring.") % {"name": person.name},
        to=reverse("cases:circle_add", args=[number]) if "nog" in request.POST else "",
        back_url=_tab(number),
        template="cases/circle/circle_form.html",
        other_submit=_("Toevoegen, en nog iemand"),
        other_name="nog",
    )


@form_view
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    name = person.name
    return act_page(
        request,
        person.case,
        CircleForm(request.POST or None, instance=person, case=person.case, user=request.user),
        title=name,
        submit=_("Bewaren"),
        done=_("Bewaard."),
        back_url=_tab(number),
        template="cases/circle/circle_form.html",
        other_submit="",
        other_name="",
    )


@form_view
def set_aside(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    return act_page(
        request,
        person.case,
        SetAsideForm(request.POST or None, person=person, user=request.user),
        title=_("%(name)s doet niet mee") % {"name": person.name},
        text=_("Niemand verdwijnt uit de kring. Deze persoon kan later altijd weer meedoen."),
        submit=_("Vastleggen"),
        done=_("%(name)s doet niet mee, en blijft in de kring staan.") % {"name": person.name},
        back_url=_tab(number),
    )


@require_POST
def take_back(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    done = _("%(name)s doet weer mee.") % {"name": person.name}
    act = partial(acts.take_back, person, by=request.user)
    return pressed(request, act, done=done, to=_tab(number), rows=lambda: [person])


def _log_with(number: str) -> str:
    """Where a contact is logged, seen from the circle: thirty rows have it, each with a person's key behind it."""
    log = relpath(reverse("cases:contact_add", args=[number]), _tab(number))
    return f"{log}/?van=kring&wie=k"


def _tab(number: str) -> str:
    return reverse("cases:circle", args=[number])


def _person(request: HttpRequest, number: str, pk: int, *, perm: str = "circle.change") -> CirclePerson:
    people = CirclePerson.objects.select_related("case__region", "case__referrer")
    found: CirclePerson = fetch_row(request, people, number, perm, _("iemand uit de kring"), pk=pk)
    return found
