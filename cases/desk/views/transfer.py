"""Handing a case over to another regional manager."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.transfer import TransferForm
from .asking import _act, _case, form_view


@form_view
def transfer(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("overdragen"), "case.transfer")
    return _act(
        request,
        case,
        TransferForm(request.POST or None, case=case, user=request.user),
        title=_("Zaak overdragen"),
        lead=_("De geschiedenis blijft bij de zaak. Wie haar had en wie haar krijgt, hoort het per mail."),
        submit=_("Overdragen"),
        done=_("Zaak %(number)s is overgedragen.") % {"number": case.number},
        to=reverse("cases:worklist"),
        cancel_url=case.get_absolute_url(),
    )
