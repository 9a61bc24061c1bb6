"""A main person, as the coordinator writes things down with them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_row
from cases.models import MainPerson
from ekc.pages import form_view

from ..forms.main_person import MainPersonForm


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
    )
