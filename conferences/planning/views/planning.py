"""Choosing, moving and postponing the day."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from conferences.codes import OVER_STATES
from conferences.models import DayOption
from conferences.shell import case_for, coming_or_last, date_page
from ekc.dutch import whole_number
from ekc.pages import form_view

from ..forms.planning import PlanForms, PostponeForm


@form_view
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The day with all that is arranged for it; `?dag=` fills in a day that was proposed to the family."""
    case = case_for(request, number, "conference.plan")
    planned = case.conferences.order_by("-sequence").first()
    instance = planned if planned is not None and planned.state not in OVER_STATES else None
    forms = PlanForms(case, instance, request.POST or None, initial=_proposed(request, case))
    return date_page(
        request,
        case,
        forms,
        save=lambda: forms.save(by=request.user),
        redraws="add_dish",
        done=_("De conferentie is gepland."),
        template="conferences/planning/plan.html",
    )


def _proposed(request: HttpRequest, case: Case) -> dict[str, object]:
    chosen = whole_number(request.GET.get("dag"), digits=18)
    option = DayOption.objects.filter(poll__case=case, pk=chosen).first()
    if option is None:
        return {}
    start = timezone.localtime(option.start)
    end = timezone.localtime(option.end).time() if option.end else None
    return {"day": start.date(), "start": start.time(), "end": end}


@form_view
def postpone(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.complete")
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
