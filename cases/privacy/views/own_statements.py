"""Own statements beside the record, from the page of the request that they belong to."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_row
from cases.models import OwnStatement
from ekc.pages import NotNow, form_view, sent

from ..acts.own_statements import withdraw_statement
from ..forms.own_statements import StatementForm
from ..reads.own_statements import why_no_statement
from .asked import address_of, fetch_request


@form_view
def record(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = fetch_request(request, number, pk, "privacy.answer")
    back = address_of(asked)
    if reason := why_no_statement(asked):
        raise NotNow(reason, to=back)
    return act_page(
        request,
        asked.case,
        StatementForm(sent(request), asked=asked, user=request.user),
        title=_("Eigen verklaring vastleggen"),
        text=_("De verklaring komt naast het dossier te staan. Aan het dossier zelf verandert niets."),
        submit=_("Vastleggen"),
        done=_("De verklaring staat nu naast het dossier."),
        to=back,
        back_url=back,
    )


@form_view
def withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Asks "sure?": the words do not come back."""
    rows = OwnStatement.objects.select_related("request__case__region")
    statement = fetch_row(request, rows, number, "privacy.answer", _("een eigen verklaring"), pk=pk)
    back = address_of(statement.request)
    if statement.withdrawn_on is not None:
        raise NotNow(_("Deze verklaring is al teruggenomen."), to=back)
    return act_page(
        request,
        statement.case,
        None,
        save=partial(withdraw_statement, statement, by=request.user),
        title=_("Verklaring terugnemen?"),
        text=_("Doe dit alleen als deze persoon dat zelf zegt. De woorden gaan weg en komen niet terug."),
        submit=_("Ja, terugnemen"),
        done=_("De verklaring is teruggenomen. De woorden zijn weg."),
        to=back,
        back_url=back,
        template="confirm.html",
    )
