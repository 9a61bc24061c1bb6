"""The tab "Vragenlijsten": what was handed out. What people answered is nobody's business here."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import norms
from cases.casepage.shell import case_page, fetch_case
from cases.models import Case
from ekc import dutch
from ekc.dates import local_today
from ekc.pages import form_page, form_view

from ..codes import Form
from ..forms import AddressForm, HandOutForm, InviteForm
from ..models import SurveyInvitation


def _case(request: HttpRequest, number: str, perm: str) -> Case:
    return fetch_case(request, number, perm, _("de vragenlijsten"))


@require_GET
def surveys(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, "surveys.view")
    may = rules.has_perm("surveys.hand_out", request.user, case)
    context = {
        **case_page(request, case, tab="surveys"),
        "handed_out": sorted(case.handed_out.all(), key=lambda row: Form.values.index(row.form)),
        # Who may hand out sees where links went, and never which came back.
        "invited": list(case.survey_invitations.filter(expires_on__gte=local_today()).order_by("pk")) if may else [],
        "may_hand_out": may,
    }
    return render(request, "surveys/tab.html", context)


@form_view
def handed_out(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, "surveys.hand_out")
    form = HandOutForm(request.POST or None, case=case)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Hoeveel vragenlijsten zijn uitgereikt?"),
        text=_("Tel mee wat op papier is meegegeven en wat per mail is gestuurd. Informatiegevers krijgen er geen."),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        back_url=reverse("surveys:surveys", args=[number]),
        back_label=_("Vragenlijsten"),
        case=case,
    )


@form_view
def invite(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, "surveys.hand_out")
    form = InviteForm(request.POST or None, case=case)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Vragenlijst per mail"),
        text=_("De link is persoonlijk. Niemand kan later zien wie wat heeft geantwoord."),
        submit=_("Versturen"),
        done=_("De mail is onderweg. Wie niet antwoordt, krijgt na %(long)s een herinnering.")
        % {"long": dutch.days_in_words(norms.SURVEY_REMINDER_DAYS)},
        back_url=reverse("surveys:surveys", args=[number]),
        back_label=_("Vragenlijsten"),
        case=case,
    )


@form_view
def address(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A mail address that was heard wrong, put right: the link goes there, and the old one is dead."""
    # Of a questionnaire the coordinator reads nothing but where its link went, so through the case.
    case = _case(request, number, "surveys.hand_out")
    row = get_object_or_404(SurveyInvitation, case=case, pk=pk)
    form = AddressForm(request.POST or None, instance=row)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("E-mailadres verbeteren"),
        text=_("De link gaat naar het nieuwe adres, als de vragenlijst nog niet is ingevuld. De oude werkt niet meer."),
        submit=_("Bewaren"),
        done=_("Het adres is verbeterd."),
        back_url=reverse("surveys:surveys", args=[number]),
        back_label=_("Vragenlijsten"),
        case=case,
    )
