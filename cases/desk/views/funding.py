"""Who pays the conference."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..acts.funding import rooms_for
from ..forms.funding import ProgrammeForm
from .asking import _act, _case, form_view


# --- funding and transfer ---------------------------------------------------------------------------------
@form_view
def funding(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("de financiering"), "case.manage")
    rooms = rooms_for(case)
    form = ProgrammeForm(request.POST or None, case=case, user=request.user, rooms=rooms)
    before = case.programme_id
    answered = _act(
        request,
        case,
        form,
        title=_("Wie betaalt de conferentie?"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        cancel_url=case.get_absolute_url(),
        template="cases/desk/funding.html",
        rooms=rooms,
    )
    full = next((room.programme for room in rooms if room.programme.pk == case.programme_id and room.is_full), None)
    if full and case.programme_id != before:
        messages.warning(request, _("%(name)s is vol. Overleg met de financier.") % {"name": full})
    return answered
