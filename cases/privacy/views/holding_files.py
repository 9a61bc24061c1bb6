"""Holding a file back from destruction, from the page of its requests; and destroying one that somebody asked for."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.casepage.shell import act_page, fetch_case
from ekc.pages import form_view, pressed, sent
from ekc.retention.acts.holds import lift_hold
from ekc.retention.querysets import holds_of

from ..acts.granting_destruction import list_again
from ..forms.holding_files import HoldFileForm
from .asked import address_of, fetch_request


@form_view
def hold(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "privacy.answer", _("het aanhouden van het dossier"))
    return act_page(
        request,
        case,
        HoldFileForm(sent(request), case=case, user=request.user),
        title=_("Dossier aanhouden"),
        text=_("Het dossier wordt niet vernietigd tot en met de dag die u kiest. Daarna loopt de termijn gewoon door."),
        submit=_("Aanhouden"),
        done=_("Het dossier wordt aangehouden."),
        back_url=reverse("cases:privacy_of_case", args=[number]),
    )


@require_POST
def lift(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = fetch_case(request, number, "privacy.answer", _("het aanhouden van het dossier"))
    held = holds_of(case.pk).filter(pk=pk).first()
    if held is None:
        raise Http404
    act = partial(lift_hold, held, by=request.user)
    return pressed(
        request, act, done=_("De aanhouding is opgeheven."), to=reverse("cases:privacy_of_case", args=[number])
    )


@require_POST
def destroy(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Once more on a list, after one that was turned down."""
    asked = fetch_request(request, number, pk, "privacy.answer")
    done = _("Het dossier staat op een lijst. Landelijk beheer beslist.")
    return pressed(request, partial(list_again, asked, by=request.user), done=done, to=address_of(asked))
