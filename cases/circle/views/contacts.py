"""The Contacten tab: what was said with whom, and when."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.models import Case, Contact
from cases.queries import who_of
from cases.rules import can
from ekc.access import require, shown
from ekc.pages import form_view

from ..forms.contacts import ContactForm
from ..reads.contacts import contact_log
from ..reads.picks import picks_of_many


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
    back = _back(request, number)
    return _page(request, case, form, back, title=_("Contact vastleggen"), done=_logged)


@require_GET
def quick(request: HttpRequest) -> HttpResponse:
    """Over all own cases the names to tap: from Mijn zaken a contact is logged in two taps."""
    require(request, "my_cases.view")
    cases = Case.objects.with_file().for_user(request.user).with_last_contact()
    mine = [case for case in cases.order_by("-contacted_at", "pk") if can(request.user, "contacts.change", case)]
    found = shown(request, mine, what=_("contact vastleggen"))
    names = [who_of(case) or case.number for case in found]
    return render(request, "cases/circle/contact_quick.html", {"cases": picks_of_many(found, names)})


@form_view
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    own = Contact.objects.select_related("case__region").filter(by=request.user)
    contact: Contact = fetch_row(request, own, number, "contacts.change", _("een contact"), pk=pk)
    form = ContactForm(request.POST or None, case=contact.case, user=request.user, contact=contact)
    back = reverse("cases:contacts", args=[number])
    return _page(request, contact.case, form, back, title=_("Contact verbeteren"), done=_("Het contact is verbeterd."))


def _page(request: HttpRequest, case: Case, form: ContactForm, back: str, **page: Any) -> HttpResponse:
    return act_page(request, case, form, submit=_("Bewaren"), back_url=back, **page)


def _back(request: HttpRequest, number: str) -> str:
    """Where somebody came from to log a contact."""
    pages = {
        "mijn": reverse("cases:my_cases"),
        "vandaag": reverse("cases:my_cases"),
        # Back at the line of the circle that somebody came from.
        "kring": reverse("cases:circle", args=[number]) + f"#{quote(request.GET.get('wie', ''))}",
    }
    return pages.get(request.GET.get("van", ""), reverse("cases:contacts", args=[number]))


def _logged(contact: Contact) -> str:
    somebody = contact.main_person or contact.person
    said = _("Het contact is vastgelegd.")
    if somebody is None:
        return said
    outcome = _("Gesproken: %(name)s.") if contact.reached else _("Niet bereikt: %(name)s.")
    return f"{said} {outcome % {'name': somebody}}"
