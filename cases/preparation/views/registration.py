"""The registration of a case, and closing it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, way_out
from ekc.pages import form_page, form_view

from ..acts.registration import close_case
from ..forms.registration import RegistrationForm
from ..reads.registration import missing_for_registration


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
        missing=[{"what": each, "url": each.url(case)} for each in missing_for_registration(case)],
    )


@form_view
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.work", _("afsluiten"), action="close")
    return form_page(
        request,
        None,
        save=lambda: close_case(case, by=request.user),
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
