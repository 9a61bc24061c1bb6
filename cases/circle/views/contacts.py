"""The Contacten tab: what was said with whom, and when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casepage.shell import act_page, case_page
from cases.models import Case, Contact
from cases.rules import can
from ekc.access import fetch
from ekc.pages import saved

from ..forms.contacts import ContactForm
from ..reads.contacts import contact_log


@require_GET
def contacts(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("de contacten"), case_number=number)
    may_change = can(request.user, "contacts.change", case)
    context = {
        **case_page(request, case, "contacts"),
        "log": contact_log(case, request.user, may_change=may_change),
        "may_change": may_change,
    }
    return render(request, "cases/circle/contacts.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="contacts.change", what=_("de contacten"), case_number=number)
    initial = {"who": request.GET["wie"]} if "wie" in request.GET else {}
    form = ContactForm(request.POST or None, case=case, user=request.user, initial=initial)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Het contact is vastgelegd."))
        return redirect("cases:contacts", number=number)
    return _page(request, case, form, title=_("Contact vastleggen"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    contact = fetch(
        request,
        Contact.objects.select_related("case__region").filter(by=request.user),
        perm="contacts.change",
        what=_("een contact"),
        case_number=number,
        pk=pk,
    )
    form = ContactForm(request.POST or None, case=contact.case, user=request.user, contact=contact)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Het contact is verbeterd."))
        return redirect("cases:contacts", number=number)
    return _page(request, contact.case, form, title=_("Contact verbeteren"))


def _page(request: HttpRequest, case: Case, form: ContactForm, *, title: str) -> HttpResponse:
    back = reverse("cases:contacts", args=[case.number])
    return act_page(request, case, form, title=title, submit=_("Bewaren"), cancel_url=back)
