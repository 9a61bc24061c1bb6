"""Which kind of conference it becomes."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from cases.codes import Variant
from cases.models import Case
from ekc.pages import form_view

from ..forms.kind import VariantForm


@form_view
def variant(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "variant.change", _("de soort conferentie"))
    before = case.variant
    return act_page(
        request,
        case,
        VariantForm(request.POST or None, case=case, user=request.user),
        title=_("Soort conferentie"),
        text=_("Past er iets niet bij de andere soort? Dan vragen we per ding wat ermee gebeurt."),
        submit=_("Bewaren"),
        done=lambda saved: _what_it_asks(saved, before)[0],
        to=lambda saved: _what_it_asks(saved, before)[1],
    )


def _what_it_asks(case: Case, before: str) -> tuple[str, str]:
    """What is said of the new kind, and the page of what it needs first."""
    if case.variant == Variant.COMMUNITY != before and not case.group_name:
        said = _(
            "Het is nu een Alle Hens-conferentie. Schrijf op hoe de groep heet: zo staat de zaak voortaan in lijsten."
        )
        return said, reverse("cases:group", args=[case.number])
    if case.variant == Variant.RESTORATIVE != before:
        said = _("Het is nu een herstelconferentie. Leg de kanten vast, en vraag wie verantwoordelijkheid neemt.")
        return said, reverse("cases:sides", args=[case.number])
    return _("De soort conferentie is bewaard."), case.get_absolute_url()
