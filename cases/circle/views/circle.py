"""The Kring tab: who is around the main persons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.casepage.shell import act_page, case_page
from cases.models import Case, CirclePerson
from cases.rules import can
from ekc.access import fetch
from ekc.pages import saved, telling

from ..acts import circle as acts
from ..forms.circle import CircleForm, SetAsideForm
from ..forms.merging import MergeForm
from ..reads.circle import circle_of

form_view = require_http_methods(["GET", "POST"])


@require_GET
def circle(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("de kring"), number=number)
    context = {
        **case_page(request, case, "circle"),
        "circle": circle_of(case),
        "may_change": can(request.user, "circle.change", case),
        "may_log": can(request.user, "contacts.change", case),
    }
    return render(request, "cases/circle/circle.html", context)


@form_view
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.change", what=_("de kring"), number=number)
    form = CircleForm(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("%(name)s staat in de kring.") % {"name": form.cleaned_data["name"]})
        again = "nog" in request.POST
        return redirect("cases:circle_add" if again else "cases:circle", number=case.number)
    return act_page(
        request,
        case,
        form,
        title=_("Iemand toevoegen aan de kring"),
        submit=_("Toevoegen"),
        cancel_url=reverse("cases:circle", args=[case.number]),
        template="cases/circle/circle_form.html",
        other_submit=_("Toevoegen, en nog iemand"),
        other_name="nog",
    )


@form_view
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    form = CircleForm(request.POST or None, instance=person, case=person.case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Bewaard."))
        return redirect("cases:circle", number=number)
    return act_page(
        request,
        person.case,
        form,
        title=CirclePerson.objects.values_list("name", flat=True).get(pk=person.pk),
        submit=_("Bewaren"),
        cancel_url=reverse("cases:circle", args=[number]),
        template="cases/circle/circle_form.html",
        other_submit="",
        other_name="",
    )


@form_view
def set_aside(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    form = SetAsideForm(request.POST or None, person=person, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("%(name)s doet niet mee, en blijft in de kring staan.") % {"name": person.name})
        return redirect("cases:circle", number=number)
    return act_page(
        request,
        person.case,
        form,
        title=_("%(name)s doet niet mee") % {"name": person.name},
        lead=_("Niemand verdwijnt uit de kring. Deze persoon kan later altijd weer meedoen."),
        submit=_("Vastleggen"),
        cancel_url=reverse("cases:circle", args=[number]),
    )


@form_view
def merge(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    form = MergeForm(request.POST or None, person=person, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Samengevoegd tot %(name)s.") % {"name": person.name})
        return redirect("cases:circle", number=number)
    return act_page(
        request,
        person.case,
        form,
        title=_("%(name)s staat er dubbel in") % {"name": person.name},
        lead=_("%(name)s blijft staan. De ander verwijst voortaan hierheen, en blijft bewaard.")
        % {"name": person.name},
        submit=_("Samenvoegen"),
        cancel_url=reverse("cases:circle", args=[number]),
    )


@require_POST
def take_back(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    with telling(request, _("%(name)s doet weer mee.") % {"name": person.name}):
        acts.take_back(person, by=request.user)
    return redirect("cases:circle", number=number)


def _person(request: HttpRequest, number: str, pk: int) -> CirclePerson:
    people = CirclePerson.objects.select_related("case__region")
    return fetch(request, people, perm="circle.change", what=_("iemand uit de kring"), case__number=number, pk=pk)
