"""The desk of requests: all that waits, one request, and the acts on it."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.models import PrivacyRequest
from ekc.access import require, shown
from ekc.documents.files import attachment
from ekc.pages import NotNow, form_view, rightly_asked, sent
from ekc.retention.querysets import holds_of

from ..acts.answering import withdraw_request
from ..answer_papers import draw_letter
from ..forms.asked import AnswerRightForm, ExtendTermForm, RightForm
from ..forms.paper_language import PaperLanguageForm
from ..reads.desk import LAST_ANSWERED, answered_for, row_of, waiting_for
from ..reads.one_request import acts_on, facts_of_request, given_out, goes_out, goes_whole
from ..reads.own_statements import statements_of

PAGE_SIZE = 50


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    require(request, "privacy.view")
    page = Paginator(waiting_for(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    answered = [row_of(each) for each in answered_for(request.user)[:LAST_ANSWERED]]
    waiting = [row_of(each) for each in page]
    shown(request, [*waiting, *answered], what=_("verzoeken over gegevens"))
    context = {"page": page, "waiting": waiting, "answered": answered}
    return render(request, "cases/privacy/desk.html", context)


@require_GET
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    """All requests in one file, with the way to write down the next one."""
    case = fetch_case(request, number, "privacy.view", _("verzoeken over gegevens"))
    rows = [row_of(each) for each in case.privacy_requests.select_related("main_person", "person", "case")]
    context = {**case_page(request, case, with_step=False), "rows": rows, "holds": holds_of(case.pk)}
    return render(request, "cases/privacy/of_case.html", context)


@form_view
def record(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "privacy.record", _("een verzoek over gegevens"))
    return act_page(
        request,
        case,
        RightForm(sent(request), case=case, user=request.user),
        title=_("Verzoek vastleggen"),
        text=_("Iemand vraagt wat er over hem of haar is bewaard. De termijn loopt vanaf de dag dat het verzoek kwam."),
        submit=_("Vastleggen"),
        done=_("Het verzoek is vastgelegd."),
        to=address_of,
        back_url=reverse("cases:privacy_of_case", args=[case.number]),
    )


@require_GET
def one(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = fetch_request(request, number, pk, "privacy.view")
    context = {
        **case_page(request, asked.case, with_step=False),
        "asked": asked,
        "row": row_of(asked),
        "facts": facts_of_request(asked),
        "acts": acts_on(asked, request.user),
        "gives": given_out(asked),
        "paper_form": PaperLanguageForm(asked=asked),
        "goes_out": goes_out(asked),
        "goes_whole": goes_whole(asked),
        "statements": statements_of(asked, request.user),
    }
    return render(request, "cases/privacy/one.html", context)


@form_view
def extend(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = fetch_request(request, number, pk, "privacy.answer")
    form = ExtendTermForm(sent(request), asked=asked, user=request.user)
    title, done = _("Termijn verlengen"), _("De termijn is verlengd. Stuur nu de brief.")
    text = _("Verlengen kan één keer. Wie het vroeg, krijgt een brief met de reden.")
    return _act(request, asked, form, title=title, text=text, submit=_("Verlengen"), done=done)


@form_view
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = fetch_request(request, number, pk, "privacy.answer")
    form = AnswerRightForm(sent(request), asked=asked, user=request.user)
    title, done = _("Verzoek beantwoorden"), _("Het antwoord is vastgelegd. Stuur nu de brief.")
    return _act(request, asked, form, title=title, text=str(asked), submit=_("Vastleggen"), done=done)


@form_view
def withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Asks "sure?": whoever asked needs it no more."""
    asked = fetch_request(request, number, pk, "privacy.answer")
    save = partial(withdraw_request, asked, by=request.user)
    title, done = _("Is dit verzoek ingetrokken?"), _("Vastgelegd: het verzoek is ingetrokken.")
    text = _("Doe dit alleen als degene die het vroeg, dat zelf zegt.")
    page = {"title": title, "text": text, "submit": _("Ja, ingetrokken"), "done": done}
    return _act(request, asked, None, save=save, template="confirm.html", **page)


@require_GET
def letter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The answer, or that it takes longer, on paper: in the language that is chosen, else in that of the person."""
    asked = fetch_request(request, number, pk, "privacy.view")
    if not asked.is_answered and asked.extended_on is None:
        raise NotNow(_("Er is nog geen antwoord om te sturen."), to=address_of(asked))
    form = rightly_asked(PaperLanguageForm(request.GET, asked=asked), back=address_of(asked))
    return attachment(draw_letter(asked, language=form.chosen), f"{number}-brief-verzoek{form.mark}.pdf")


def fetch_request(request: HttpRequest, number: str, pk: int, perm: str) -> PrivacyRequest:
    rows = PrivacyRequest.objects.select_related("case__region", "main_person", "person", "settled_by", "recorded_by")
    found: PrivacyRequest = fetch_row(request, rows, number, perm, _("een verzoek over gegevens"), pk=pk)
    return found


def _act(request: HttpRequest, asked: PrivacyRequest, form, **page) -> HttpResponse:  # type: ignore[no-untyped-def]
    back = address_of(asked)
    return act_page(request, asked.case, form, to=back, back_url=back, **page)


def address_of(asked: PrivacyRequest) -> str:
    return reverse("cases:privacy_request", args=[asked.case.number, asked.pk])
