"""A main person, as the coordinator writes things down with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.casepage.shell import act_page
from cases.models import MainPerson
from ekc.access import fetch
from ekc.pages import saved

from ..forms.main_person import MainPersonForm


@require_http_methods(["GET", "POST"])
def main_person(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = fetch(
        request,
        MainPerson.objects.select_related("case__region"),
        perm="main_person.change",
        what=_("een hoofdpersoon"),
        case__number=number,
        pk=pk,
    )
    name = str(person)
    form = MainPersonForm(request.POST or None, instance=person, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Bewaard."))
        return redirect(person.case)
    return act_page(
        request, person.case, form, title=name, submit=_("Bewaren"), cancel_url=person.case.get_absolute_url()
    )
