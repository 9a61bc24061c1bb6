"""Handing a case over to another regional manager."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from ekc.pages import form_view

from ..forms.transfer import TransferForm


@form_view
def transfer(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.transfer", _("overdragen"))
    return act_page(
        request,
        case,
        TransferForm(request.POST or None, case=case, user=request.user),
        title=_("Zaak overdragen"),
        text=_("De geschiedenis blijft bij de zaak. Wie de zaak had en wie de zaak krijgt, hoort het per mail."),
        submit=_("Overdragen"),
        done=_("Zaak %(number)s is overgedragen.") % {"number": number},
        to=reverse("cases:worklist"),
    )
