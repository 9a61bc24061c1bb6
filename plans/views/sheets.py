"""Photos of the flip-over sheets: put in, looked at, thrown away."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case, fetch_row
from cases.models import Case
from ekc.pages import form_page, form_view, sent

from ..acts.sheets import jpeg_of, throw_sheets_away
from ..forms.sheets import SheetsForm
from ..models import FlipSheet
from .common import plan_for


@form_view
def sheets(request: HttpRequest, number: str) -> HttpResponse:
    """The photos of a plan, and the form for more."""
    case = fetch_case(request, number, "plan.write", _("foto's van de flappen"))
    plan = plan_for(case)
    form = SheetsForm(sent(request), request.FILES, plan=plan)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Foto's van de flappen"),
        text=_("Alleen wie het plan opschrijft ziet ze. Na het opschrijven kies je: bewaren of weggooien."),
        submit=_("Foto's erbij zetten"),
        done=lambda added: _said(len(added), told_place=form.told_place),
        to=_url(case),
        template="plans/sheets.html",
        sheets=list(plan.sheets.defer("sealed")),
        back_url=reverse("plans:write", args=[number]),
        back_label=_("Plan opschrijven"),
        case=case,
    )


def _said(count: int, *, told_place: bool) -> str:
    said = ngettext("%(count)s foto staat bij het plan.", "%(count)s foto's staan bij het plan.", count) % {
        "count": count
    }
    return said + (" " + _("Waar de foto is gemaakt, stond erin. Dat is eruit gehaald.") if told_place else "")


@require_GET
@cache_control(private=True, no_store=True)
def sheet(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One photo. It is written anew by the house itself, so that it is a picture and nothing else (R66)."""
    found = _sheet(request, number, pk)
    return HttpResponse(
        jpeg_of(found),
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'inline; filename="flap-{found.pk}.jpg"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@form_view
def sheet_away(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Asks first: a photo that is thrown away is gone."""
    found = _sheet(request, number, pk)
    case = found.plan.case
    return form_page(
        request,
        None,
        save=lambda: throw_sheets_away(found.plan, [found], by=request.user),
        title=_("Deze foto weggooien?"),
        text=_("De foto is dan voorgoed weg. Wat je al hebt opgeschreven blijft staan."),
        submit=_("Weggooien"),
        done=_("De foto is weg."),
        danger=True,
        template="plans/sheet_away.html",
        sheet=found,
        back_url=_url(case),
        back_label=_("Foto's van de flappen"),
        case=case,
    )


def _sheet(request: HttpRequest, number: str, pk: int) -> FlipSheet:
    sheets = FlipSheet.objects.select_related("plan__case")
    found: FlipSheet = fetch_row(request, sheets, number, "plan.write", _("een foto van een flap"), pk=pk)
    return found


def _url(case: Case) -> str:
    return reverse("plans:sheets", args=[case.number])
