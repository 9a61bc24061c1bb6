"""The professional's test, on one page: each bottom line with what answers it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import fetch_case
from ekc.pages import form_page, form_view

from ..forms.testing import PlanTestForm
from ..models import Plan
from ..queries import awaited_of, current_frame, current_version
from ..reads.testing import page_of_test
from .common import back_to_plan, plan_for


def said_of(plan: Plan) -> str:
    """What became of it: it goes on, or waits for somebody else."""
    missing = awaited_of(plan)
    if not missing:
        return _("Uw besluit is vastgelegd.")
    names = ", ".join(str(each) for each in missing)
    return _("Uw besluit is vastgelegd. Het plan wacht nog op: %(names)s.") % {"names": names}


@form_view
def test(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.test", _("de toets van het plan"))
    plan, frame = plan_for(case), current_frame(case)
    version = current_version(plan)
    if frame is None or version is None:
        raise Http404
    asked = next((each.capacity for each in awaited_of(plan) if each.user == request.user), "")
    form = PlanTestForm(request.POST or None, frame=frame, version=version, capacity=asked)
    return form_page(
        request,
        form,
        save=lambda: form.save(plan, by=request.user),
        title=_("Plan toetsen"),
        submit=_("Besluit vastleggen"),
        done=said_of,
        template="plans/test.html",
        around=lambda: page_of_test(version, form),
        base="base.html",
        **back_to_plan(case),
    )


test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test
