"""The checklist of a case: ticking a point, and going on although one is open."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ekc.pages import form_view, pressed

from ..acts import checklist as acts
from ..checklist import checklist_of
from ..forms import GoOnForm
from ..shell import act_page, fetch_case


@require_POST
def tick(request: HttpRequest, number: str, code: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.change", _("de voorbereiding"))
    done = "terug" not in request.POST
    act = partial(acts.tick_point, case, by=request.user, code=code, done=done)
    said = _("Dat punt is klaar.") if done else _("Dat punt staat weer open.")
    return pressed(request, act, to=_tab(number), done=said)


@form_view
def go_on(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.change", _("de voorbereiding"))
    missing = [str(checked.point.label) for checked in checklist_of(case) if checked.is_open]
    return act_page(
        request,
        case,
        GoOnForm(request.POST or None, case=case, user=request.user),
        title=_("Toch doorgaan"),
        text=_("Dit ontbreekt nog: %(missing)s.") % {"missing": "; ".join(missing)}
        if missing
        else _("Er ontbreekt niets: alles is klaar voor de dag."),
        submit=_("Doorgaan, met deze reden"),
        done=_("Vastgelegd. De dag kan beginnen."),
        back_url=_tab(number),
    )


def _tab(number: str) -> str:
    return reverse("cases:preparation", args=[number])
