"""The registration of a case, and closing it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, way_out
from cases.models import Case
from ekc.pages import form_page, form_view, sent

from ..acts.registration import close_case
from ..forms.registration import DespiteGapsForm, RegistrationForm
from ..reads.gaps import gaps_of
from ..reads.registration import Missing, missing_for_registration


@form_view
def register(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.work", _("Registratie"), action="register")
    form = RegistrationForm(request.POST or None, case=case, user=request.user)
    later = "later" in request.POST
    return act_page(
        request,
        case,
        form,
        save=form.save if later else form.complete,
        title=_("Registratie"),
        text=_("Wat je hier invult, telt zonder namen mee in de cijfers."),
        submit=_("Registratie compleet maken"),
        done=_("Bewaard.") if later else _("De registratie is compleet."),
        template="cases/preparation/registration.html",
        missing=links_to(missing_for_registration(case), case),
        gaps=links_to(gaps_of(case), case),
    )


def links_to(missing: list[Missing], case: Case) -> list[dict[str, object]]:
    """Each with the page where it is filled in."""
    return [{"what": each, "url": each.url(case)} for each in missing]


@form_view
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.work", _("afsluiten"), action="close")
    gaps = gaps_of(case)
    form = DespiteGapsForm(sent(request)) if gaps else None
    return form_page(
        request,
        form,
        save=lambda: close_case(case, by=request.user),
        template="cases/preparation/close.html",
        gaps=links_to(gaps, case),
        title=_("Zaak afsluiten"),
        text=_(
            "Na het afsluiten kan de coördinator er niet meer bij. Staan alle uren en onkosten erin? "
            "Klopt er later iets niet, dan kan de regiomanager de zaak heropenen."
        ),
        case=case,
        submit=_("Zaak afsluiten"),
        done=_("De zaak is afgesloten. Dank je wel voor je werk."),
        to=way_out(request, case),
        back_url=case.get_absolute_url(),
        back_label=_("Terug"),
    )
