"""A professional stops working on a case, and the regional manager lets them in again."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.models import EndedAccess
from cases.queries import number_and_names
from ekc.pages import form_page, form_view, pressed

from ..acts.ending_access import let_in_again, stop_working_on
from ..reads.ended_access import answers_for_safety
from ..shell import fetch_case, fetch_row


@form_view
def stop(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "access.end", _("stoppen met een zaak"))
    text = _("U kunt de zaak daarna meteen niet meer openen. De regiomanager krijgt bericht.")
    if answers_for_safety(case, request.user.pk):
        text += " " + _("U schrijft het veiligheidskader: de regiomanager kiest wie het van u overneemt.")
    return form_page(
        request,
        None,
        save=partial(stop_working_on, case, by=request.user),
        title=_("Werkt u niet meer aan zaak %(number)s?") % {"number": number},
        text=text,
        kicker=number_and_names(case),
        submit=_("Ik werk hier niet meer aan"),
        done=_("U werkt niet meer aan zaak %(number)s. De regiomanager krijgt bericht.") % {"number": number},
        to=reverse("cases:my_referrals"),
        danger=True,
        back_url=case.get_absolute_url(),
        back_label=_("Terug"),
    )


@require_POST
def let_in(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    ended = fetch_row(request, EndedAccess.objects, number, "case.readers", _("toegang geven"), pk=pk)
    return pressed(
        request,
        partial(let_in_again, ended, by=request.user),
        to=reverse("cases:case", args=[number]),
        done=_("%(name)s kan de zaak weer lezen.") % {"name": ended.user},
    )
