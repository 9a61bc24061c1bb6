"""The professional's test, on one page: each bottom line with what answers it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import fetch_case
from ekc.pages import form_page, form_view

from ..forms.testing import PlanTestForm
from ..queries import current_frame, current_version
from .common import back_to_plan, plan_for


@form_view
def test(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.test", _("de toets van het plan"))
    plan, frame = plan_for(case), current_frame(case)
    version = current_version(plan)
    if frame is None or version is None:
        raise Http404
    form = PlanTestForm(request.POST or None, frame=frame)
    answered: dict[int, list[str]] = {}
    agreements = list(version.agreements.prefetch_related("bottom_lines"))
    for agreement in agreements:
        for line in agreement.bottom_lines.all():
            answered.setdefault(line.pk, []).append(str(agreement))
    rows = [{**row, "agreements": answered.get(row["line"].pk, [])} for row in form.line_fields()]
    return form_page(
        request,
        form,
        save=lambda: form.save(plan, by=request.user),
        title=_("Plan toetsen"),
        submit=_("Besluit vastleggen"),
        done=_("Uw besluit is vastgelegd."),
        template="plans/test.html",
        rows=rows,
        agreements=agreements,
        version=version,
        **back_to_plan(case),
    )


test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test
