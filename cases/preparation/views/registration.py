"""The registration of a case, and closing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casepage.shell import act_page, not_now, refused
from cases.workflow import WORKFLOW
from ekc.pages import saved
from ekc.refusal import Refusal

from ..acts.registration import close_case, missing_for_registration
from ..forms.registration import RegistrationForm
from .explanation import _case, form_view


@form_view
def register(request: HttpRequest, number: str) -> HttpResponse:
    title = gettext_lazy("Registratie")
    case = _case(request, number, title)
    if away := not_now(request, case, "register"):
        return away
    form = RegistrationForm(request.POST or None, case=case, user=request.user)
    later = "later" in request.POST
    if request.method == "POST" and saved(form, form.save if later else form.complete):
        messages.success(request, _("Bewaard.") if later else _("De registratie is compleet."))
        return redirect(case)
    return act_page(
        request,
        case,
        form,
        title=title,
        lead=_("Wat je hier invult, telt zonder namen mee in de cijfers."),
        submit=_("Registratie compleet maken"),
        cancel_url=case.get_absolute_url(),
        template="cases/preparation/registration.html",
        missing=[] if form.is_bound else missing_for_registration(case),
    )


@form_view
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("afsluiten"))
    try:
        WORKFLOW.find(case.state, "close", by=request.user)
        if request.method == "POST":
            close_case(case, by=request.user)
            messages.success(request, _("De zaak is afgesloten. Dank je wel voor je werk."))
            return redirect("cases:my_cases") if request.user.is_coordinator else redirect(case)
    except Refusal as refusal:
        return refused(request, case, refusal)
    context = {
        "title": _("Zaak afsluiten"),
        "text": _("Na het afsluiten verandert er niets meer in deze zaak. De coördinator kan er dan niet meer bij."),
        "submit": _("Zaak afsluiten"),
        "cancel_url": reverse("cases:case", args=[case.number]),
        "back_url": reverse("cases:case", args=[case.number]),
        "back_label": _("Terug"),
        "kicker": case.number,
    }
    return render(request, "confirm.html", context)
