"""Inviting a professional to an account from the case, once more, and taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.casepage.shell import act_page, fetch_case, fetch_row
from cases.models import AccountInvitation
from ekc.pages import form_view, pressed

from ..acts.account_invitation import invite_again, withdraw_invitation
from ..forms.account_invitation import AccountInvitationForm

WHAT = "uitnodiging voor een account"


@form_view
def invite(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "account.invite", WHAT)
    return act_page(
        request,
        case,
        AccountInvitationForm(request.POST or None, case=case, user=request.user),
        title=_("Professional uitnodigen voor een account"),
        text=_("Deze persoon krijgt een account, schrijft het veiligheidskader, en ziet van de zaak alleen dat deel."),
        submit=_("Uitnodigen"),
        done=_done,
        to=_frame(number),
        back_url=_frame(number),
        template="cases/preparation/account_invitation.html",
    )


@require_POST
def again(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = fetch_row(request, AccountInvitation.objects.all(), number, "account.invite", WHAT, pk=pk)
    sent = _("Er is een nieuwe link onderweg.")
    return pressed(request, lambda: invite_again(row, by=request.user), done=sent, to=_frame(number))


@require_POST
def withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = fetch_row(request, AccountInvitation.objects.all(), number, "account.invite", WHAT, pk=pk)
    gone = _("De uitnodiging is ingetrokken. De link werkt niet meer.")
    return pressed(request, lambda: withdraw_invitation(row, by=request.user), done=gone, to=_frame(number))


def _done(invitation: Any) -> str:
    if invitation is None:
        return _("Deze persoon had al een account, en krijgt bericht dat er iets klaarstaat.")
    if invitation.waits_for_organisation:
        return _("Landelijk beheer bekijkt eerst de organisatie. Daarna gaat de uitnodiging vanzelf weg.")
    return _("De uitnodiging is onderweg.")


def _frame(number: str) -> str:
    return reverse("plans:frame_assign", args=[number])
