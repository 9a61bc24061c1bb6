"""The talk with the professional, and the help that there is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.models import CurrentHelp

from ..forms.briefing import BriefingForm, HelpForm
from .preparation import _case, _page, _row, form_view


# --- the talk with the professional --------------------------------------------------------------------------
@form_view
def briefing(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = BriefingForm(request.POST or None, case=case, user=request.user)
    return _page(
        request,
        case,
        form,
        title=_("Gesprek met de professional"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        lead=_("Wat je weet en niet weet, en wat de woorden van de wet betekenen."),
    )


@form_view
def help_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = HelpForm(request.POST or None, case=case, user=request.user)
    return _page(request, case, form, title=_("Hulp die er nu is"), submit=_("Toevoegen"), done=_("Staat erbij."))


@form_view
def help_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _row(request, CurrentHelp, number, pk)
    form = HelpForm(request.POST or None, case=found.case, user=request.user, row=found)
    return _page(request, found.case, form, title=_("Hulp die er nu is"), submit=_("Bewaren"), done=_("Bewaard."))
