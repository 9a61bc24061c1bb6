"""A family that was applied for twice: one of the two cases goes on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from cases.queries import who_of
from ekc.access import shown
from ekc.merging.preview import what_comes_together
from ekc.pages import form_view, sent

from ..forms.merging import MergeCasesForm
from ..reads.earlier import may_be_earlier


@form_view
def merge(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The case of this number is the double, and goes on as that with this key."""
    double = fetch_case(request, number, "case.triage", _("een dubbele aanmelding"), action="withdraw")
    keep = may_be_earlier(double, request.user, pk)
    if keep is None:
        raise Http404
    shown(request, [keep], what=_("een dubbele aanmelding"))
    preview = what_comes_together(keep, double)
    numbers = {"double": double.number, "keep": keep.number, "one": who_of(double), "other": who_of(keep)}
    return act_page(
        request,
        double,
        MergeCasesForm(sent(request), questions=preview.questions, keep=keep, double=double, user=request.user),
        title=_("%(double)s gaat verder als %(keep)s") % numbers,
        text=_(
            "%(double)s: %(one)s. %(keep)s: %(other)s. Is dit dezelfde familie? Dan stopt %(double)s en telt niet mee; "
            "beide nummers leiden naar %(keep)s. Klopt het later niet, heropen dan %(double)s."
        )
        % numbers,
        submit=_("Samenvoegen"),
        done=_("De zaken zijn samengevoegd. Kijk bij de kring of iemand er nu dubbel in staat."),
        to=keep.get_absolute_url(),
        back_url=reverse("cases:earlier", args=[number]),
        template="merging/together.html",
        preview=preview,
        comes_to=_("Komt van %(double)s bij %(keep)s") % numbers,
    )
