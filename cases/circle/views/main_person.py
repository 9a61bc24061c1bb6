"""A main person, as the coordinator writes things down with them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, fetch_row
from cases.models import MainPerson
from ekc.pages import form_view

from ..forms.main_person import MainPersonForm
from ..forms.who_they_are import IdentityForm, TakeOffForm
from ..reads.merging import merged_with


@form_view
def main_person(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    people = MainPerson.objects.select_related("case__region")
    person: MainPerson = fetch_row(request, people, number, "main_person.change", _("een hoofdpersoon"), pk=pk)
    name = str(person)
    return act_page(
        request,
        person.case,
        MainPersonForm(request.POST or None, instance=person, user=request.user),
        title=name,
        submit=_("Bewaren"),
        done=_("Bewaard."),
        template="cases/circle/main_person.html",
        merged_with=merged_with(person),
    )


@form_view
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "main_person.correct", _("de hoofdpersonen"))
    return act_page(
        request,
        case,
        IdentityForm(request.POST or None, case=case, user=request.user),
        title=_("Hoofdpersoon toevoegen"),
        submit=_("Toevoegen"),
        done=lambda person: _("%(name)s staat erbij.") % {"name": person},
    )


@form_view
def correct(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    return act_page(
        request,
        person.case,
        IdentityForm(request.POST or None, case=person.case, user=request.user, person=person),
        title=_("Gegevens verbeteren van %(name)s") % {"name": person},
        text=_("Wat er stond, blijft bewaard bij het verloop van de zaak. Leeftijd en cijfers gaan mee."),
        submit=_("Bewaren"),
        done=_("Verbeterd."),
    )


@form_view
def take_off(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    name = str(person)
    return act_page(
        request,
        person.case,
        TakeOffForm(request.POST or None, person=person, user=request.user),
        title=_("%(name)s weghalen") % {"name": name},
        text=_("Alleen voor wie hier per vergissing staat. Bij het verloop van de zaak blijft staan wie het was."),
        submit=_("Weghalen"),
        done=_("%(name)s staat er niet meer bij.") % {"name": name},
        danger=True,
    )


def _person(request: HttpRequest, number: str, pk: int) -> MainPerson:
    people = MainPerson.objects.select_related("case__region")
    found: MainPerson = fetch_row(request, people, number, "main_person.correct", _("een hoofdpersoon"), pk=pk)
    return found
