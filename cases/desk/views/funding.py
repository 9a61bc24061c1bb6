"""Who pays the conference."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from cases.models import Case
from ekc.pages import form_view

from ..forms.funding import ProgrammeForm
from ..reads.funding import Room, rooms_for


@form_view
def funding(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.manage", _("de financiering"))
    rooms = rooms_for(case)
    before = case.programme_id
    return act_page(
        request,
        case,
        ProgrammeForm(request.POST or None, case=case, user=request.user, rooms=rooms),
        title=_("Wie betaalt de conferentie?"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        to=lambda changed: _after(request, changed, before, rooms),
        template="cases/desk/funding.html",
        rooms=rooms,
    )


def _after(request: HttpRequest, case: Case, before: int | None, rooms: list[Room]) -> Case:
    """Back to the case. A programme that is full may be chosen; it is said."""
    full = next((room.programme for room in rooms if room.programme.pk == case.programme_id and room.is_full), None)
    if full and case.programme_id != before:
        messages.warning(request, _("%(name)s is vol. Overleg met de financier.") % {"name": full})
    return case
