"""What a file has to do with research: who objects, and to which research its rows were given."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, fetch_row
from ekc.pages import form_page, form_view, sent

from ..acts.objections import withdraw_objection
from ..models import ResearchObjection
from ..research_forms import ObjectionForm


@form_view
def case_research(request: HttpRequest, number: str) -> HttpResponse:
    """Who objects to research with this file, to be added to; and to which research rows of it were given."""
    case = fetch_case(request, number, "case.readers", _("onderzoek met dit dossier"))
    return act_page(
        request,
        case,
        ObjectionForm(sent(request), case=case, user=request.user),
        template="reports/case_research.html",
        title=_("Onderzoek met dit dossier"),
        submit=_("Bezwaar opschrijven"),
        done=_("Het bezwaar staat in het dossier. Deze familie komt in geen enkel onderzoek meer voor."),
        to=reverse("reports:case_research", args=[number]),
        objections=case.research_objections.select_related("recorded_by", "said_in"),
        provisions=case.research_provisions.select_related("project"),
    )


@form_view
def objection_withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take an objection back."""
    found = fetch_row(
        request, ResearchObjection.objects.all(), number, "case.readers", _("bezwaar tegen onderzoek"), pk=pk
    )
    back = reverse("reports:case_research", args=[number])
    return form_page(
        request,
        None,
        save=lambda: withdraw_objection(found, by=request.user),
        case=found.case,
        title=_("Bezwaar tegen onderzoek intrekken"),
        text=_("Doe dit alleen als degene die bezwaar maakte het zelf vraagt. Wat al gevraagd was, komt niet terug."),
        submit=_("Intrekken"),
        done=_("Het bezwaar is ingetrokken."),
        back_url=back,
        back_label=_("Terug"),
    )
