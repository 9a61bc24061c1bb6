"""The desk beside the decisions: asking the applicant, earlier cases, funding, transfer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from cases.casepage.shell import act_page, case_page, not_now
from cases.models import Case
from cases.notices import applicant_address
from cases.preparation.forms.acts import ActForm
from ekc.access import fetch, shown
from ekc.pages import saved
from ekc.ratelimit import too_often
from ekc.refusal import Refusal

from ..acts.asking import answer_by_link, find_question
from ..acts.earlier import likely_earlier
from ..acts.funding import rooms_for
from ..forms.desk import (
    AnswerByLinkForm,
    AnswerByPhoneForm,
    AskForm,
    LinkEarlierForm,
    ProgrammeForm,
    SetAsideForm,
    TransferForm,
)

form_view = require_http_methods(["GET", "POST"])
MOST_ANSWERS_AN_HOUR = 30
"""Of one address, opening and sending together: nobody guesses a link, and nobody has to hurry."""


def _case(request: HttpRequest, number: str, what: str | Promise, perm: str = "case.triage") -> Case:
    return fetch(request, Case.objects.with_file(), perm=perm, what=str(what), case_number=number)


def _act(request: HttpRequest, case: Case, form: ActForm, *, done: str, to: str = "", **page: Any) -> HttpResponse:
    if request.method == "POST" and saved(form):
        messages.success(request, done)
        return redirect(to or case)
    page.setdefault("cancel_url", reverse("cases:decide", args=[case.number]))
    return act_page(request, case, form, **page)


@form_view
def ask(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("een vraag aan de aanmelder"))
    if away := not_now(request, case, "ask_applicant"):
        return away
    if applicant_address(case):
        lead = _("De aanmelder krijgt een mail met een link, en antwoordt zonder in te loggen. De zaak wacht zolang.")
    else:
        lead = _("Van deze aanmelder is geen mailadres bekend. Bel zelf, en schrijf daarna het antwoord op.")
    return _act(
        request,
        case,
        AskForm(request.POST or None, case=case, user=request.user),
        title=_("De aanmelder iets vragen"),
        lead=lead,
        submit=_("Vragen"),
        done=_("De vraag is gesteld. De zaak staat nu onder “Wacht op antwoord”."),
    )


@form_view
def record_answer(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("een antwoord van de aanmelder"))
    if away := not_now(request, case, "receive_answer"):
        return away
    question = case.applicant_questions.filter(answered_at__isnull=True).first()
    return _act(
        request,
        case,
        AnswerByPhoneForm(request.POST or None, case=case, user=request.user),
        title=_("Antwoord van de aanmelder"),
        lead=question.text if question else "",
        submit=_("Bewaren"),
        done=_("Het antwoord staat bij de zaak. U kunt nu besluiten."),
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
@form_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """For the applicant, by a personal link. A GET changes nothing (R76); a POST keeps the answer and ends the link."""
    if too_often(request, "answer", limit=MOST_ANSWERS_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    question = find_question(token)
    if question is None:
        return render(request, "cases/desk/answer_gone.html", status=410)
    form = AnswerByLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_by_link(token, form.cleaned_data["answer"])
        except Refusal:
            return render(request, "cases/desk/answer_gone.html", status=410)
        return redirect("cases:answer_thanks")
    return render(request, "cases/desk/answer.html", {"question": question, "form": form})


@login_not_required
@require_GET
def answer_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/desk/answer_thanks.html")


# --- earlier cases ----------------------------------------------------------------------------------------


@require_GET
def earlier(request: HttpRequest, number: str) -> HttpResponse:
    """Cases that may be earlier ones of the same family, and what was decided of others."""
    case = _case(request, number, _("mogelijke eerdere zaken"))
    found = likely_earlier(case, request.user)
    reach = Case.objects.for_user(request.user).values("pk")
    judged = list(
        case.earlier_cases.filter(other__in=reach).select_related("other", "by").prefetch_related("other__main_persons")
    )
    if others := [each.case for each in found] + [each.other for each in judged]:
        shown(request, others, what=_("mogelijke eerdere zaak"))
    context = {**case_page(request, case, with_step=False), "found": found, "judged": judged}
    return render(request, "cases/desk/earlier.html", context)


@form_view
def earlier_link(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return _judge(
        request,
        number,
        pk,
        LinkEarlierForm,
        title=_("Herhalingsverzoek van deze familie"),
        submit=_("Koppelen"),
        done=_("De zaken zijn gekoppeld."),
    )


@form_view
def earlier_set_aside(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return _judge(
        request,
        number,
        pk,
        SetAsideForm,
        title=_("Geen eerdere zaak van deze familie"),
        submit=_("Opzij leggen"),
        done=_("Opzij gelegd. U ziet deze zaak hier niet meer als mogelijkheid."),
    )


def _judge(request: HttpRequest, number: str, pk: int, form_class: Any, *, done: str, **page: Any) -> HttpResponse:
    case = _case(request, number, page["title"])
    # Only what was offered can be judged: a number tried out tells nothing of any other case.
    other = next((each.case for each in likely_earlier(case, request.user) if each.case.pk == pk), None)
    if other is None:
        raise Http404
    form = form_class(request.POST or None, case=case, user=request.user, other=other)
    back = reverse("cases:earlier", args=[case.number])
    return _act(request, case, form, done=done, to=back, cancel_url=back, lead=other.number, **page)


# --- funding and transfer ---------------------------------------------------------------------------------


@form_view
def funding(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("de financiering"), "case.manage")
    rooms = rooms_for(case)
    form = ProgrammeForm(request.POST or None, case=case, user=request.user, rooms=rooms)
    before = case.programme_id
    answered = _act(
        request,
        case,
        form,
        title=_("Wie betaalt de conferentie?"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        cancel_url=case.get_absolute_url(),
        template="cases/desk/funding.html",
        rooms=rooms,
    )
    full = next((room.programme for room in rooms if room.programme.pk == case.programme_id and room.is_full), None)
    if full and case.programme_id != before:
        messages.warning(request, _("%(name)s is vol. Overleg met de financier.") % {"name": full})
    return answered


@form_view
def transfer(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("overdragen"), "case.transfer")
    return _act(
        request,
        case,
        TransferForm(request.POST or None, case=case, user=request.user),
        title=_("Zaak overdragen"),
        lead=_("De geschiedenis blijft bij de zaak. Wie haar had en wie haar krijgt, hoort het per mail."),
        submit=_("Overdragen"),
        done=_("Zaak %(number)s is overgedragen.") % {"number": case.number},
        to=reverse("cases:worklist"),
        cancel_url=case.get_absolute_url(),
    )
