"""The Contacten tab: what was said with whom, and when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.models import Case, Contact
from cases.rules import can
from ekc.pages import form_view

from ..forms.contacts import ContactForm
from ..reads.contacts import contact_log


@require_GET
def contacts(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.view", _("de contacten"))
    may_change = can(request.user, "contacts.change", case)
    context = {
        **case_page(request, case, "contacts"),
        "log": contact_log(case, request.user, may_change=may_change),
        "may_change": may_change,
    }
    return render(request, "cases/circle/contacts.html", context)


@form_view
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "contacts.change", _("de contacten"))
    initial = {"who": request.GET["wie"]} if "wie" in request.GET else {}
    form = ContactForm(request.POST or None, case=case, user=request.user, initial=initial)
    return _page(request, case, form, title=_("Contact vastleggen"), done=_("Het contact is vastgelegd."))


@form_view
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    own = Contact.objects.select_related("case__region").filter(by=request.user)
    contact: Contact = fetch_row(request, own, number, "contacts.change", _("een contact"), pk=pk)
    form = ContactForm(request.POST or None, case=contact.case, user=request.user, contact=contact)
    return _page(request, contact.case, form, title=_("Contact verbeteren"), done=_("Het contact is verbeterd."))


def _page(request: HttpRequest, case: Case, form: ContactForm, **page: Any) -> HttpResponse:
    back = reverse("cases:contacts", args=[case.number])
    return act_page(request, case, form, submit=_("Bewaren"), back_url=back, **page)
