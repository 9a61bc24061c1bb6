"""Who gets the case: the coordinators in order of fit, asking them in turn, and giving it to one at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import act_page, case_page, fetch_case
from cases.models import Case, Coordinator, CoordinatorRequest
from cases.queries import independence_to_check
from cases.workflow import ASSIGNABLE_STATES
from ekc.dutch import whole_number
from ekc.pages import NotNow, form_view, pressed, sent

from ..acts.assign import needs_successor
from ..acts.requests import stop_request, stop_requests
from ..forms.assign import AssignForm, RequestForm, SuccessorForm
from ..matching import match_for, ranking_for
from ..reads.requests import request_rows

FIRST_CHOICES = 15
"""So many coordinators stand on the page at once; the best fit is always among them."""
MOST_ASKED = 10
ASSIGN_TITLE = gettext_lazy("Coördinator kiezen")


@require_GET
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Who fits, in order; who may not and why; and how the asking stands."""
    case = fetch_case(request, number, "case.triage", ASSIGN_TITLE, action="assign")
    ranking = ranking_for(case, Coordinator.objects.for_user(request.user))
    everybody = "alle" in request.GET
    rows = request_rows(case)
    live = [row for row in rows if row.is_live]
    asked = {row.asking.coordinator_id for row in live}
    context = {
        **case_page(request, case, with_step=False),
        "title": ASSIGN_TITLE,
        "wishes": case.preferences.all(),
        "to_check": independence_to_check(case),
        "check_url": _check_url(case),
        "free": ranking.free if everybody else ranking.free[:FIRST_CHOICES],
        "free_count": len(ranking.free),
        "more": 0 if everybody else max(len(ranking.free) - FIRST_CHOICES, 0),
        "blocked": ranking.blocked,
        "requests": rows,
        "live": live,
        "asked": asked,
    }
    return render(request, "cases/coordinators/assign.html", context)


@form_view
def assign_to(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = fetch_case(request, number, "case.triage", ASSIGN_TITLE, action="assign")
    coordinator = get_object_or_404(Coordinator.objects.for_user(request.user).select_related("user"), pk=pk)
    match = match_for(case, coordinator)
    data = sent(request)
    name = {"name": coordinator}
    return act_page(
        request,
        case,
        AssignForm(data, case=case, user=request.user, coordinator=coordinator, match=match),
        title=_("%(name)s toewijzen") % name,
        submit=_("Toewijzen"),
        done=_("%(name)s is de coördinator van deze zaak. Er zijn berichten onderweg.") % name,
        to=case,
        back_url=_back(number),
        template="cases/coordinators/assign_to.html",
        match=match,
        check_url=_check_url(case),
    )


@form_view
def successor(request: HttpRequest, number: str) -> HttpResponse:
    """Another coordinator for a case that is under way, when the one it had is gone."""
    case = fetch_case(request, number, "case.manage", _("andere coördinator"))
    if not needs_successor(case):
        raise NotNow(_("Deze zaak heeft nu geen andere coördinator nodig."), to=case)
    return act_page(
        request,
        case,
        SuccessorForm(request.POST or None, case=case, user=request.user),
        title=_("Andere coördinator kiezen"),
        text=_("De zaak blijft waar hij is. Wat er is vastgelegd, ziet de nieuwe coördinator ook."),
        submit=_("Kiezen"),
        done=_("De nieuwe coördinator krijgt bericht."),
        to=case,
    )


@form_view
def ask_one(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the coordinators that were ticked, in turn. `wie` in the address says who, best fit first."""
    case = fetch_case(request, number, "case.triage", _("zaak aanbieden"), action="assign")
    chosen = chosen_coordinators(request)
    if not chosen:
        raise NotNow(_("Kruis eerst aan wie u wilt vragen."), to=_back(number))
    matches = [match_for(case, each) for each in chosen]
    if to_check := independence_to_check(case):
        raise NotNow(to_check, to=_check_url(case) or _back(number))
    deviates = any(each.deviates for each in matches)
    data = sent(request)
    return act_page(
        request,
        case,
        RequestForm(data, case=case, user=request.user, coordinators=chosen, deviates=deviates),
        title=_("Zaak aanbieden"),
        submit=_("Vragen"),
        done=_("De vraag is onderweg. U hoort het zodra iemand ja zegt."),
        back_url=_back(number),
        template="cases/coordinators/coordinator_request_to.html",
        matches=matches,
    )


def _check_url(case: Case) -> str:
    return reverse("cases:referrer_organisation", args=[case.number]) if hasattr(case, "referrer") else ""


def _back(number: str) -> str:
    return reverse("cases:assign", args=[number])


def _where_asked(case: Case) -> str:
    """The page from which coordinators are asked for this case now."""
    return reverse("cases:assign" if case.state in ASSIGNABLE_STATES else "cases:hand_over", args=[case.number])


def chosen_coordinators(request: HttpRequest) -> list[Coordinator]:
    """Those that `wie` in the address names, in its order."""
    sent = [whole_number(key, digits=18) for key in request.GET.getlist("wie")]
    keys = [key for key in sent if key is not None][:MOST_ASKED]
    found = Coordinator.objects.for_user(request.user).select_related("user").filter(pk__in=keys)
    by_key = {each.pk: each for each in found}
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


@require_POST
def stop_one(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take one coordinator out of the row."""
    case = fetch_case(request, number, "case.triage", _("aanbod intrekken"))
    asking = get_object_or_404(CoordinatorRequest.objects.for_user(request.user), case=case, pk=pk)
    done = _("We vragen deze coördinator niet meer.")
    return pressed(request, lambda: stop_request(asking, by=request.user), done=done, to=_where_asked(case))


@require_POST
def stop_all(request: HttpRequest, number: str) -> HttpResponse:
    """Ask nobody any more."""
    case = fetch_case(request, number, "case.triage", _("aanbod intrekken"))
    done = _("We vragen niemand meer voor deze zaak.")
    return pressed(request, lambda: stop_requests(case, by=request.user), done=done, to=_where_asked(case))
