"""The checklist of a case: ticking a point, and going on although one is open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.preparation.reads.preparation import preparation_of
from cases.preparation.views.preparation import _case, _page, _tab, form_view
from ekc.pages import telling

from .. import acts
from ..forms import GoOnForm


# --- klaar voor de dag -------------------------------------------------------------------------------------
@require_POST
def tick(request: HttpRequest, number: str, code: str) -> HttpResponse:
    case = _case(request, number)
    with telling(request):
        acts.tick_point(case, by=request.user, code=code, done="terug" not in request.POST)
    return redirect(_tab(number))


@form_view
def go_on(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = GoOnForm(request.POST or None, case=case, user=request.user)
    missing = [checked.point for checked in preparation_of(case).points if checked.is_open]
    return _page(
        request,
        case,
        form,
        title=_("Toch doorgaan"),
        submit=_("Doorgaan, met deze reden"),
        done=_("Vastgelegd. De dag kan beginnen."),
        lead=_("Dit ontbreekt nog: %(missing)s.") % {"missing": "; ".join(str(point.label) for point in missing)}
        if missing
        else _("Er ontbreekt niets: alles is klaar voor de dag."),
    )
