"""What people said in a round, and what became of the agreements."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import fetch_case
from cases.models import Case
from ekc.languages import listed
from ekc.pages import form_page, form_view

from ..codes import CallKind
from ..forms.rounds import AgreementForms, InterviewForms
from ..models import Call
from ..queries import asked_of, groups_to_speak
from .calls import back_to_tab, fetch_call


@form_view
def interview(request: HttpRequest, number: str, pk: int | None = None) -> HttpResponse:
    """One person; without `pk` in the round after three months, also where nobody planned that."""
    case, call = _round(request, number, pk)
    forms = InterviewForms(case, call, asked_of(call) if call else [], request.POST or None)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        template="followup/interview.html",
        title=_("Wat zei deze persoon?"),
        text=_("Spreek %(who)s. Namen schrijf je hier niet op.")
        % {"who": listed([str(group.label) for group in groups_to_speak(case)])},
        submit=_("Bewaren"),
        done=_("Bewaard. Heb je nog iemand gesproken, voeg die dan ook toe."),
        **back_to_tab(case),
    )


def _round(request: HttpRequest, number: str, pk: int | None) -> tuple[Case, Call | None]:
    if pk is not None:
        call = fetch_call(request, number, pk)
        return call.case, call
    case = fetch_case(request, number, "followup.change", _("de nazorg"))
    return case, Call.objects.select_related("case").filter(case=case, kind=CallKind.THREE_MONTHS).first()


@form_view
def agreements(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = fetch_call(request, number, pk)
    forms = AgreementForms(found, asked_of(found), request.POST or None)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("Bewaard hoe het met de afspraken staat."),
        template="followup/agreements.html",
        **back_to_tab(found.case),
    )
