"""The talk with the professional, and the help that there is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.models import CurrentHelp
from ekc.pages import form_view

from ..forms.briefing import BriefingForm, HelpForm
from ..shell import preparation_form, preparing_case, preparing_row


@form_view
def briefing(request: HttpRequest, number: str) -> HttpResponse:
    case = preparing_case(request, number)
    return preparation_form(
        request,
        case,
        BriefingForm(request.POST or None, case=case, user=request.user),
        title=_("Gesprek met de professional"),
        text=_("Wat je weet en niet weet, en wat de woorden van de wet betekenen."),
        submit=_("Bewaren"),
        done=_("Bewaard."),
    )


@form_view
def help_add(request: HttpRequest, number: str) -> HttpResponse:
    case = preparing_case(request, number)
    return preparation_form(
        request,
        case,
        HelpForm(request.POST or None, case=case, user=request.user),
        title=_("Hulp die er nu is"),
        submit=_("Toevoegen"),
        done=_("Staat erbij."),
    )


@form_view
def help_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found: CurrentHelp = preparing_row(request, CurrentHelp, number, pk)
    return preparation_form(
        request,
        found.case,
        HelpForm(request.POST or None, case=found.case, user=request.user, row=found),
        title=_("Hulp die er nu is"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
    )
