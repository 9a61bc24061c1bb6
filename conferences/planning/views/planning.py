"""Choosing, moving and postponing the day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.models import Case
from conferences.codes import MET_STATES
from conferences.models import DayOption
from conferences.shell import case_for, coming_or_last, date_page, tab_url, what_followed
from ekc.dutch import whole_number
from ekc.refusal import Refusal

from ..forms.planning import PlanForms, PostponeForm


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The day with all that is arranged for it; `?dag=` fills in a day that was proposed to the family."""
    case = case_for(request, number, "conference.change")
    planned = case.conferences.order_by("-sequence").first()
    instance = planned if planned is not None and planned.state not in MET_STATES else None
    forms = PlanForms(case, instance, request.POST or None, initial=_proposed(request, case))
    if request.method == "POST" and "add_dish" not in request.POST and forms.is_valid():
        try:
            conference = forms.save(by=request.user)
        except Refusal as refusal:
            forms.form.add_error(None, refusal.reason)
        else:
            messages.success(request, what_followed(conference, _("De conferentie is gepland.")))
            return redirect(tab_url(case))
    context = {"case": case, "forms": forms, "back_url": tab_url(case)}
    return render(request, "conferences/planning/plan.html", context)


def _proposed(request: HttpRequest, case: Case) -> dict[str, object]:
    chosen = whole_number(request.GET.get("dag"), digits=18)
    option = DayOption.objects.filter(poll__case=case, pk=chosen).first()
    if option is None:
        return {}
    start = timezone.localtime(option.start)
    end = timezone.localtime(option.end).time() if option.end else None
    return {"day": start.date(), "start": start.time(), "end": end}


@require_http_methods(["GET", "POST"])
def postpone(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.change")
    conference = coming_or_last(case)
    form = PostponeForm(request.POST or None, label=_("Waarom wordt de conferentie uitgesteld?"))
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Conferentie uitstellen"),
        text=_("De datum vervalt. Wie een mail kreeg, hoort het meteen. De anderen staan bij Uitnodigingen."),
        submit=_("Uitstellen"),
        done=_("De conferentie is uitgesteld. Kies met de familie een nieuwe dag."),
        along=_("Vervallen: %(what)s."),
        danger=True,
    )
