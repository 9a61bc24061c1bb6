"""Who is asked to come, and what they answered."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekc.access import fetch

from ..forms.inviting import AnswerForm, InviteForm
from ..models import Invitation
from .common import case_for, coming_or_last, form_page


@require_http_methods(["GET", "POST"])
def invite_people(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "invitation.change")
    form = InviteForm(request.POST or None, conference=coming_or_last(case))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Uitnodigen"),
        text=_("Staat iemand er niet bij? Voeg die persoon eerst toe aan de kring."),
        submit=_("Vastleggen"),
        done=_("De uitnodigingen zijn vastgelegd."),
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    invitation = fetch(
        request,
        Invitation.objects.select_related("person", "main_person", "conference__case").filter(
            conference__case__number=number
        ),
        perm="invitation.change",
        what=_("een uitnodiging"),
        pk=pk,
    )
    form = AnswerForm(request.POST or None, instance=invitation)
    return form_page(
        request,
        invitation.conference.case,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Antwoord van %(name)s") % {"name": invitation},
        submit=_("Bewaren"),
        done=_("Het antwoord is vastgelegd."),
    )
