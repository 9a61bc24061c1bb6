"""The tab "Vragenlijsten": what was handed out. What people answered is nobody's business here."""

import datetime as dt
import json

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases import norms
from cases.casepage.shell import case_page, fetch_case
from cases.models import Case
from ekc import dutch
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.dates import local_today
from ekc.documents.files import attachment
from ekc.pages import form_page, form_view

from ..codes import Form, Way
from ..forms.handing_out import AddressForm, HandOutForm, HandOverForm, InviteForm, forms_for
from ..models import SurveyInvitation
from ..printed import form_pdf, qr_picture
from ..queries import version_for


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
        "invited": list(case.survey_invitations.filter(way=Way.MAIL, expires_on__gte=local_today()).order_by("pk"))
        if may
        else [],
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


@never_cache
@form_view
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Forms with a link or a number of their own, shown this once: to print, to read out, or to copy."""
    case = _case(request, number, "surveys.hand_out")
    form = HandOverForm(request.POST or None, case=case)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        done=_in_one_text,
        draws=lambda text: _sheets(request, case, form, json.loads(text)),
        title=_("Vragenlijsten meegeven"),
        text=_("Elke vragenlijst krijgt een eigen link of nummer, en telt mee als uitgereikt."),
        submit=_("Maken"),
        back_url=reverse("surveys:surveys", args=[number]),
        back_label=_("Vragenlijsten"),
        case=case,
    )


def _in_one_text(made: list[tuple[SurveyInvitation, str]]) -> str:
    return json.dumps([[row.number, link, row.form] for row, link in made])


def _sheets(request: HttpRequest, case: Case, form: HandOverForm, made: list[list[str]]) -> HttpResponse:
    """What is handed over, shown once."""
    way, which = form.cleaned_data["way"], made[0][2]
    sheets = [{"number": number, "link": link, "picture": qr_picture(link)} for number, link, _form in made]
    context = {
        "sheets": sheets,
        "way": way,
        "label": Form(which).label,
        "is_child": which == Form.CHILD,
        "until": local_today() + dt.timedelta(days=norms.SURVEY_LINK_DAYS),
        "number": case.number,
        "back_url": reverse("surveys:surveys", args=[case.number]),
        "paper_url": reverse("surveys:on_paper", args=[case.number, which]),
    }
    return render(request, "surveys/sheets.html", context)


@require_GET
def on_paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The questions of a form to be printed, as they hold for this conference."""
    case = _case(request, number, "surveys.hand_out")
    if form not in dict(forms_for(case)):
        raise Http404
    record_read(request, case_number=case.number, what=_("een vragenlijst op papier"), action=ReadAction.EXPORT)
    return attachment(form_pdf(version_for(case, form)), f"vragenlijst-{form}.pdf")


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
